# SPDX-License-Identifier: Apache-2.0
"""Tells in docs/benchmarks.md what was measured."""

import datetime
import os
import platform
import re
import subprocess
from pathlib import Path

HEAD = """# Benchmarks

What Herald costs beside its peers, measured in one run on one machine. Each part below is written by
the command that it names.
"""


def _first_match(pattern, text):
    match = re.search(pattern, text, re.M)
    return match[1].strip() if match else "unknown"


def answer(*command):
    """What a command prints, which must succeed."""
    return subprocess.run(
        command, capture_output=True, text=True, check=True
    ).stdout.strip()


def machine(load, *versions):
    """The machine and what is installed on it, in a few lines."""
    cpu = _first_match(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text())
    system = _first_match(r'^PRETTY_NAME="(.*)"$', Path("/etc/os-release").read_text())
    compiler = _first_match(r"^(.*)$", answer("c++", "--version"))
    day = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d")
    return [
        f"- {day}, commit {answer('git', 'rev-parse', '--short', 'HEAD')};"
        f" load of the machine when it began: {load:.1f}",
        f"- {cpu}, {os.cpu_count()} cores; Linux {platform.release().split('-')[0]},"
        f" {system}; {compiler}",
        f"- {'; '.join(versions)}",
    ]


def put(name, text):
    """Replaces this part of the page and leaves the others."""
    path = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
    page = path.read_text(encoding="utf-8") if path.exists() else HEAD
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    if begin not in page:
        page += f"\n{begin}{end}"
    before, rest = page.split(begin)
    after = rest.split(end)[1]
    path.write_text(f"{before}{begin}{text}{end}{after}", encoding="utf-8")
