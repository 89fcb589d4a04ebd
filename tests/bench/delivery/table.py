# SPDX-License-Identifier: Apache-2.0
"""Tells of the deliveries' measurement."""

import json
import statistics
from pathlib import Path

import report
import servers

TITLES = {"herald": "Herald", "go": "Go", "node": "Node", "echo": "bare gRPC"}


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
    )


def _time(microseconds):
    if microseconds < 1000:
        return f"{microseconds:.0f} µs"
    return f"{microseconds / 1000:.1f} ms"


def _megabytes(count):
    return f"{count / 1e6:.0f} MB"


def _load_row(point, name):
    least, most = point.spread(name, "cpu_microseconds")
    return (
        f"| {point.name if name == point.servers[0] else ''} | {TITLES[name]}"
        f" | {point.median(name, 'cpu_microseconds'):.0f} µs | {least:.0f} to {most:.0f}"
        f" | {point.median(name, 'per_second'):,.0f}"
        f" | {_time(point.median(name, 'p50'))} | {_time(point.median(name, 'p99'))}"
        f" | {_time(point.median(name, 'p999'))} | {_megabytes(point.median(name, 'peak'))} |"
    )


def _goal(name, measured, allowed, is_met):
    return f"| {name} | {measured} | {allowed}: {'met' if is_met else '**missed**'} |"


def _goals(points, floor, open_loop, start):
    one, _, many, more, _, tls, slow = points

    def cpu(point, name):
        return point.median(name, "cpu_microseconds")

    exchange = statistics.median(r["cpu_microseconds"] for r in floor[64])
    bare = cpu(many, "echo") + exchange
    direct = statistics.median(r["p50"] for r in floor[1])
    added = {name: one.median(name, "p50") - direct for name in ("herald", "go")}
    echo = one.median("echo", "p50")
    p99 = {n: statistics.median(r["p99"] for r in rs) for n, rs in open_loop.items()}
    mine = cpu(many, "herald")
    yield _goal("CPU at 64 in flight against the floor"
                f" (gRPC {cpu(many, 'echo'):.0f} µs + Beast {exchange:.0f} µs)",
                f"{mine / bare:.2f} times", "at most 1.35", mine <= 1.35 * bare)
    for name, most in (("go", 0.75), ("node", 0.1)):
        ratio = mine / cpu(many, name)
        yield _goal(f"CPU at 64 in flight against {TITLES[name]}", f"{ratio:.2f} times",
                    f"at most {most}", ratio <= most)
    ratio = cpu(tls, "herald") / cpu(tls, "go")
    yield _goal("the same with a TLS upstream, against Go", f"{ratio:.2f} times",
                "at most 0.8", ratio <= 0.8)
    ratio = more.median("herald", "per_second") / more.median("go", "per_second")
    yield _goal("deliveries a second at 256 in flight, against Go", f"{ratio:.2f} times",
                "at least 1.3", ratio >= 1.3)
    yield _goal("latency added at 1 in flight (p50, to the upstream's own)",
                f"{_time(added['herald'])}; bare gRPC {_time(echo)}; Go {_time(added['go'])}",
                "at most bare gRPC + 50 µs, below Go's",
                added["herald"] <= echo + 50 and added["herald"] < added["go"])
    yield _goal("p99 of an open loop at 70 % of its own saturation",
                f"{_time(p99['herald'])}; Go {_time(p99['go'])}", "below Go's",
                p99["herald"] < p99["go"])
    ratio = cpu(slow, "herald") / mine
    yield _goal("CPU with 10,000 in flight, against 64", f"{ratio:.2f} times", "at most 1.5",
                ratio <= 1.5)
    peak, other = slow.median("herald", "peak"), slow.median("go", "peak")
    yield _goal("peak memory with 10,000 in flight", f"{_megabytes(peak)}; Go {_megabytes(other)}",
                "at most 400 MB, below Go's", peak <= 400e6 and peak < other)
    seconds, resident = start
    yield _goal("from exec to serving with 50 providers", f"{1000 * seconds:.0f} ms",
                "at most 100 ms", seconds <= 0.1)
    yield _goal("idle memory with 50 providers", _megabytes(resident), "at most 30 MB",
                resident <= 30e6)


def section(points, floor, open_loop, start, rounds, seconds, load):
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
        *_goals(points, floor, open_loop, start),
        "",
        "| Load | Server | CPU each | Spread | A second | p50 | p99 | p99.9 | Peak memory so far |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for point in points:
        lines += [_load_row(point, name) for name in point.servers]
    return "\n".join(lines) + "\n"
