# SPDX-License-Identifier: Apache-2.0
"""Tells in docs/benchmarks.md what was measured."""

import datetime
import json
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


def _answer(*command):
    return subprocess.run(
        command, capture_output=True, text=True, check=True
    ).stdout.strip()


def machine(load):
    """The machine and what is installed on it, in a few lines."""
    cpu = _first_match(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text())
    system = _first_match(r'^PRETTY_NAME="(.*)"$', Path("/etc/os-release").read_text())
    peers = Path("build/bench/peers/node_modules/liquidjs/package.json")
    ruby = _answer("ruby", "-e", "require 'liquid'; puts RUBY_VERSION, Liquid::VERSION")
    ruby_version, liquid_version = ruby.split()
    compiler = _first_match(r"^(.*)$", _answer("c++", "--version"))
    day = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d")
    return [
        f"- {day}, commit {_answer('git', 'rev-parse', '--short', 'HEAD')};"
        f" load of the machine when it began: {load:.1f}",
        f"- {cpu}, {os.cpu_count()} cores; Linux {platform.release().split('-')[0]},"
        f" {system}; {compiler}",
        f"- liquidjs {json.loads(peers.read_text())['version']} on Node"
        f" {_answer('node', '--version')[1:]}; Liquid {liquid_version} on Ruby"
        f" {ruby_version}",
    ]


def _time(microseconds):
    if microseconds < 10:
        return f"{microseconds:.2f} µs"
    if microseconds < 1000:
        return f"{microseconds:.0f} µs"
    return f"{microseconds / 1000:.1f} ms"


def _size(count):
    return f"{count} B" if count < 1000 else f"{count / 1000:.1f} kB"


def _row(case, engine):
    times = case.times[engine]
    ours = case.median("Herald")
    median = case.median(engine)
    ratio, goal = "1", ""
    if engine != "Herald":
        ratio = f"{median / ours:.1f}"
        at_least = case.goals[engine]
        verdict = "met" if median >= at_least * ours else "**missed**"
        goal = f"{at_least} times: {verdict}"
    elif case.limit:
        verdict = "met" if median < case.limit else "**missed**"
        goal = f"under {case.limit} µs: {verdict}"
    heap = str(case.allocations) if engine == "Herald" else ""
    name = f"{case.title}, {_size(case.output_bytes)}" if engine == "Herald" else ""
    spread = f"{_time(min(times))} to {_time(max(times))}"
    return f"| {name} | {engine} | {_time(median)} | {spread} | {ratio} | {goal} | {heap} |"


def section(cases, rounds, seconds, load):
    """The table of the templates, as Markdown."""
    lines = [
        "## Liquid",
        "",
        "`tests/bench/run liquid` renders the templates of"
        " [tests/bench/liquid](../tests/bench/liquid) with Herald's engine, liquidjs and",
        "Shopify's Liquid for Ruby. Templates and data are parsed before; all print the same, byte"
        " for byte. The engines take",
        f"turns, warm, one at a time, for {seconds} s in each of {rounds} rounds. The figure is CPU"
        " time of the process for one render:",
        "the median of the rounds, with the least and the most. The ratio is to Herald's.",
        "",
        *machine(load),
        "",
        "| Template and size of its output | Engine | CPU each | Spread | Ratio | Goal | Heap allocations |",
        "|---|---|---|---|---|---|---|",
    ]
    for case in cases:
        lines += [_row(case, engine) for engine in case.times]
    return "\n".join(lines) + "\n"


def put(path, name, text):
    """Replaces this part of the page and leaves the others."""
    page = path.read_text(encoding="utf-8") if path.exists() else HEAD
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    if begin not in page:
        page += f"\n{begin}{end}"
    before, rest = page.split(begin)
    after = rest.split(end)[1]
    path.write_text(f"{before}{begin}{text}{end}{after}", encoding="utf-8")
