# SPDX-License-Identifier: Apache-2.0
"""What the clients' connections do by default, seen by a server that fails as
it is asked to."""

import contextlib
import subprocess
from pathlib import Path

from tables import rows
from toolchain import ROOT, VENV, environment, run

HERE = Path(__file__).resolve().parent
TOKEN = "token-of-a-test"


def make_certificate(folder):
    """A certificate of its own authority for 127.0.0.1, and its key."""
    folder.mkdir()
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=herald", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", key, "-out", certificate])
    return certificate, key


@contextlib.contextmanager
def recording_server(certificate, key):
    """Gives the address of a server that counts anew."""
    command = [VENV / "bin/python", HERE / "recording_server.py", certificate, key]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().removeprefix("serving ").strip()
    finally:
        process.terminate()
        process.wait()


def run_scenarios(language, scenarios, certificate, key, trusted):
    command = language.conformance_command.replace("../conformance/scenarios.json", str(scenarios))
    with recording_server(certificate, key) as address:
        more = {"HERALD_CA": str(trusted), "HERALD_TOKEN": TOKEN, "HERALD_TIMEOUT": "2"}
        return subprocess.run(
            **language.shell(command, address, **more), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, timeout=60, check=False,
        ).stdout


def check_connection(checks, language, pair, stranger):
    """Runs connection.json, and once more with an authority that knows nobody."""
    table = run_scenarios(language, HERE / "connection.json", *pair, trusted=pair[0])
    told = rows(table)
    for name in dict.fromkeys(row[0] for row in told):
        mine = [row for row in told if row[0] == name]
        checks.check(f"{language.name}: {name}", all(row[2] == "ok" for row in mine), mine)
    checks.check(f"{language.name}: runs all of connection.json", len(told) == 11, told)
    told = rows(run_scenarios(language, HERE / "connection.json", *pair, trusted=stranger))
    refused = told and {row[1] for row in told[:1]} == {"UNAVAILABLE"}
    checks.check(f"{language.name}: does not talk to a server that it cannot trust", refused, told)
