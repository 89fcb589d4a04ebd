# SPDX-License-Identifier: Apache-2.0
"""Tells of the template engines' measurement."""

import json
from pathlib import Path

import report


def _versions():
    peers = Path("build/bench/peers/node_modules/liquidjs/package.json")
    ruby = report.answer(
        "ruby", "-e", "require 'liquid'; puts RUBY_VERSION, Liquid::VERSION"
    )
    ruby_version, liquid_version = ruby.split()
    return (
        f"liquidjs {json.loads(peers.read_text())['version']} on Node"
        f" {report.answer('node', '--version')[1:]}",
        f"Liquid {liquid_version} on Ruby {ruby_version}",
    )


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
        *report.machine(load, *_versions()),
        "",
        "| Template and size of its output | Engine | CPU each | Spread | Ratio | Goal | Heap allocations |",
        "|---|---|---|---|---|---|---|",
    ]
    for case in cases:
        lines += [_row(case, engine) for engine in case.times]
    return "\n".join(lines) + "\n"
