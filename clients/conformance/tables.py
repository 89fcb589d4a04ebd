# SPDX-License-Identifier: Apache-2.0
"""Runs the scenarios with a language's runner, each time against a Herald that
has seen nothing before, and compares the tables that are printed."""

import subprocess

from served import PROGRAM, herald
from toolchain import CLIENTS

SCENARIOS = CLIENTS / "conformance" / "scenarios.json"


def table_of(language, program=PROGRAM, scenarios=SCENARIOS):
    """What the runner prints, byte for byte, and its exit status."""
    command = language.conformance_command.replace("../conformance/scenarios.json", str(scenarios))
    with herald(program) as address:
        ended = subprocess.run(
            **language.shell(command, address), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, timeout=120, check=False,
        )
    return ended.stdout, ended.returncode


def rows(table):
    """The table's rows as (scenario, observed, verdict)."""
    lines = table.decode("utf-8").splitlines()
    return [tuple(line[2:-2].split(" | ")) for line in lines if line.startswith("| ")][1:]


def difference(first, second):
    """The first line where two tables part, of each; nothing if they are equal."""
    if first == second:
        return None
    left, right = first.split(b"\n"), second.split(b"\n")
    for one, other in zip(left, right):
        if one != other:
            return f"{one.decode(errors='replace')}\n{other.decode(errors='replace')}"
    return f"{len(left)} lines, {len(right)} lines"
