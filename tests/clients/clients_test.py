#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Builds the clients by their READMEs, and checks that they do what these say.

    tests/clients/clients_test.py FOLDER     FOLDER holds herald
"""

import json
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
CLIENTS = HERE.parents[1] / "clients"
sys.path[:0] = [str(CLIENTS), str(CLIENTS / "conformance")]

import ghz  # noqa: E402
import grpcurl  # noqa: E402
import mutations  # noqa: E402
from checks import Checks  # noqa: E402
from connection import check_connection, make_certificate  # noqa: E402
from languages import LANGUAGES  # noqa: E402
from served import herald  # noqa: E402
from tables import SCENARIOS, difference, rows, table_of  # noqa: E402
from toolchain import VENV, environment, install_generators, run  # noqa: E402

RECIPIENTS = {
    "ada@example.com": ["email: delivered by sandbox"],
    "drop-recipient@sandbox.test": [
        "email: dropped, SANDBOX_DROPPED: the sandbox was asked for this, with scope recipient"],
    "possibly-sent-transport@sandbox.test": ["email: may have been sent, SANDBOX_POSSIBLY_SENT"],
    "retry-provider-after-1s@sandbox.test": [
        "email: again in 1 s, SANDBOX_RETRY", "email: again in 1 s, SANDBOX_RETRY",
        "email: not delivered in 3 tries"],
}


def check_builds(checks):
    """Side by side, since most of it is waiting for packages; but the generators
    are in the folders that Python's and Node's commands fill."""
    python, go, node, java = LANGUAGES

    def build(language):
        checks.attempt(f"{language.name}: its README's commands build it", language.build)

    with ThreadPoolExecutor() as pool:
        pool.submit(build, java)
        pool.submit(build, go)
        pool.submit(checks.attempt, "grpcurl can be installed", grpcurl.install)
        pool.submit(checks.attempt, "ghz can be installed", ghz.install)
        checks.attempt("the generators can be installed", install_generators)
        checks.attempt("the generated code is what proto/ says", run, [CLIENTS / "generate", "--check"])
        pool.submit(build, python)
        pool.submit(build, node)


def check_readme(checks, language):
    source = (language.folder / language.example).read_text(encoding="utf-8")
    shown = language.blocks(language.fence)[0]
    same = shown.strip() == source.split("\n", 1)[1].strip()
    checks.check(f"{language.name}: its README shows the example as it is", same, shown)


def check_example(checks, language, address):
    for recipient, told in RECIPIENTS.items():
        command = language.example_command.replace("ada@example.com", recipient)
        ended = subprocess.run(
            **language.shell(command, address), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            text=True, timeout=60, check=False,
        )
        lines = ["sms: delivered by sandbox", *told]
        right = ended.stdout.splitlines() == lines and (ended.returncode == 0) == ("delivered by" in told[0])
        checks.check(f"{language.name}: the example sends to {recipient}", right, (ended.returncode, ended.stdout))


def check_tables(checks, program):
    """Gives the table that all clients print."""
    first = None
    for language in LANGUAGES:
        table, status = table_of(language, program)
        failed = [row for row in rows(table) if row[2] != "ok"]
        checks.check(f"{language.name}: every scenario is as expected", status == 0 and not failed, failed or table)
        first = first or table
        checks.check(f"{language.name}: prints the same table", first == table, difference(first, table))
    return first


def check_mutations(checks, program, folder):
    """A runner that could not fail would prove nothing."""
    scenarios = json.loads(SCENARIOS.read_text(encoding="utf-8"))["scenarios"]
    go = next(language for language in LANGUAGES if language.name == "go")

    def fails(index, language, wrong):
        path = folder / f"wrong-{index}-{language.name}.json"
        path.write_text(json.dumps({"scenarios": wrong}), encoding="utf-8")
        table, status = table_of(language, program, path)
        return {row[0] for row in rows(table) if row[2] == "FAIL"}, status

    def check_round(index, wrong, names):
        found, status = fails(index, go, wrong)
        checks.check(f"every scenario that is wrong in place {index + 1} fails, and no other",
                     found == names and status == 1, found ^ names)

    def check_language(language):
        wrong = json.loads(SCENARIOS.read_text(encoding="utf-8"))["scenarios"]
        for scenario in wrong:
            scenario["calls"][-1]["expect"] += "-not"
        found, status = fails("all", language, wrong)
        checks.check(f"{language.name}: reports every scenario that fails",
                     len(found) == len(wrong) and status == 1, found)

    with ThreadPoolExecutor(3) as pool:
        for index, (wrong, names) in enumerate(mutations.rounds(scenarios)):
            pool.submit(check_round, index, wrong, names)
        for language in LANGUAGES:
            pool.submit(check_language, language)


def check_types(checks):
    python, node = CLIENTS / "python", CLIENTS / "node"
    checks.command("python: mypy finds nothing", cwd=python, env=environment(), args=[
        VENV / "bin/mypy", "--cache-dir=build/mypy", "herald/connection.py", "send.py", "conformance.py"])
    checks.command("node: the example's types are right", cwd=node, env=environment(), args=[
        "node", "node_modules/typescript/bin/tsc", "--noEmit", "--checkJs", "--skipLibCheck",
        "--module", "nodenext", "--target", "es2022", "--types", "node", "send.mjs"])
    checks.command("go: vet finds nothing", cwd=CLIENTS / "go", env=environment(), args=["go", "vet", "./..."])


def check_own_tests(checks, address):
    """What only one language has."""
    checks.command("python: asyncio", args=[VENV / "bin/python", HERE / "asyncio_test.py", address], env=environment())
    checks.command("node: CommonJS and signals", args=["node", HERE / "commonjs_test.cjs", address], env=environment())
    checks.command("go: what cannot be connected", cwd=CLIENTS / "go", args=["go", "test", "."], env=environment())
    checks.command("java: what cannot be connected", cwd=CLIENTS / "java", env=environment(), args=[
        "java", "-cp", "build/classes:build/lib/*", HERE / "RefusalsTest.java"])


def main(folder):
    program = Path(folder).resolve() / "herald"
    checks = Checks()
    checks.command("the scenario file", args=[sys.executable, HERE / "scenario_file_test.py"])
    check_builds(checks)
    if checks.failed:
        checks.end()
    for language in LANGUAGES:
        check_readme(checks, language)
    table = check_tables(checks, program)
    with tempfile.TemporaryDirectory() as scratch, herald(program) as address:
        scratch = Path(scratch)
        pair = make_certificate(scratch / "mine")
        stranger, _ = make_certificate(scratch / "other")
        with ThreadPoolExecutor(2) as pool:
            pool.submit(check_types, checks)
            pool.submit(check_own_tests, checks, address)
            pool.submit(grpcurl.check, checks, program, table)
            pool.submit(ghz.check, checks, program, table)
            for language in LANGUAGES:
                pool.submit(check_example, checks, language, address)
                pool.submit(check_connection, checks, language, pair, stranger)
        check_mutations(checks, program, scratch)
    checks.end()


if __name__ == "__main__":
    if len(sys.argv) != 2 or not re.search(r"\w", sys.argv[1]):
        sys.exit(__doc__)
    main(sys.argv[1])
