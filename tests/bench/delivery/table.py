# SPDX-License-Identifier: Apache-2.0
"""Tells of the deliveries' measurement."""

import json
from pathlib import Path

import ghz
import report
import servers
from goals import TITLES, megabytes, rows, time
from points import POINTS

NOTES = Path(__file__).resolve().parent / "notes.md"


def _versions():
    modules = Path("build/bench/node/node_modules")

    def npm(name):
        return json.loads((modules / name / "package.json").read_text())["version"]

    go = report.answer("go", "version").split()[2].removeprefix("go")
    grpc_go = report.answer("go", "-C", "build/bench/go", "list", "-m", "google.golang.org/grpc")
    return (
        f"Go {go}, grpc-go {grpc_go.split()[1].removeprefix('v')}",
        f"Node {report.answer('node', '--version')[1:]}, grpc-js {npm('@grpc/grpc-js')},"
        f" undici {npm('undici')}",
        servers.nginx_version(),
        f"ghz {ghz.version()}",
    )


def _load_row(point, name):
    least, most = point.spread(name, "cpu_microseconds")
    return (
        f"| {point.name if name == point.servers[0] else ''} | {TITLES[name]}"
        f" | {point.median(name, 'cpu_microseconds'):.0f} µs | {least:.0f} to {most:.0f}"
        f" | {point.median(name, 'per_second'):,.0f}"
        f" | {time(point.median(name, 'p50'))} | {time(point.median(name, 'p99'))}"
        f" | {time(point.median(name, 'p999'))} | {megabytes(point.median(name, 'peak'))} |"
    )


def _ghz_row(name, seen):
    return (f"| {TITLES[name]} | {seen['per_second']:,.0f} | {time(seen['p50'])}"
            f" | {time(seen['p99'])} |")


def _ways():
    """How the figures that are not of the table of loads came about."""
    return [
        "- The open loop: each server's saturation is searched by raising the rate in steps of 12 %"
        " until it achieves less than",
        "  97 % of it or p99 is over 50 ms, twice. p99 is then measured at 70 % of the median of the"
        " searches, by turns, as the",
        "  median of its runs.",
        "- Growth with cores: Herald runs by turns with the load and nginx, never at once, so that it"
        " has its cores to itself and",
        "  does not lack work; what counts is deliveries for the time in which it could run. A quota"
        " of CPU time would hide",
        "  threads that wait for each other.",
    ]


def section(measured, rounds, seconds, load):
    """Goals and figures, as Markdown."""
    lines = [
        "## Deliveries",
        "",
        "`tests/bench/run delivery`: Herald with routes, limits, templates, metrics and a log line"
        " each; the same service for one",
        "provider in Go (grpc-go, net/http) and in Node (grpc-js, undici), without any of these;"
        " and what gRPC for C++ and Beast cost",
        "by themselves. All take turns in front of the same nginx on the same machine, which also"
        " makes the load,",
        f"{seconds:g} s each in {rounds} rounds. CPU is user and system time of the server's process"
        " for a delivery. All are medians of the rounds.",
        "",
        *report.machine(load, *_versions()),
        "",
        "| Figure | Measured | Goal |",
        "|---|---|---|",
        *rows(measured),
        "",
        *_ways(),
        "",
        "| Load | Server | CPU each | Spread | A second | p50 | p99 | p99.9 | Peak memory so far |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for point in POINTS:
        lines += [_load_row(point, name) for name in point.servers]
    lines += [
        "",
        f"What ghz sees with {ghz.IN_FLIGHT} in flight; it takes more of the two cores than the"
        " servers do:",
        "",
        "| Server | A second | p50 | p99 |",
        "|---|---|---|---|",
        *(_ghz_row(name, seen) for name, seen in measured.second_opinion.items()),
    ]
    return "\n".join(lines) + "\n\n" + NOTES.read_text(encoding="utf-8")
