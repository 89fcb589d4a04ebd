#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures a delivery beside what gRPC and HTTP cost by themselves, and beside
the same service in Go and in Node.

All servers run at once and take turns with the same load against the same
nginx. What counts most is the CPU time of a server's process for a delivery.
"""

import json
import os
import statistics
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import servers  # noqa: E402
import candidates  # noqa: E402
import ghz  # noqa: E402
import goals  # noqa: E402
import growth  # noqa: E402
import open_loop  # noqa: E402
import report  # noqa: E402
import table  # noqa: E402
from points import AT_256, POINTS, SLOW  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = float(os.environ.get("SECONDS_EACH", "1.5"))


def exchange(port, in_flight):
    """What Beast alone makes of the upstream."""
    return json.loads(report.answer(
        str(servers.BUILT / "exchange"), str(port), str(in_flight), str(SECONDS)))


def start_all(folder, upstreams, started):
    """Adds each server in front of each upstream that a point wants."""
    for point in POINTS:
        for name in point.servers:
            key = name, point.upstream
            if key not in started:
                label = f"{name}-{point.upstream.replace(' ', '')}"
                started[key] = candidates.start(
                    name, folder, label, upstreams.url(point.upstream, name))


def measure_points(started, upstream):
    """Fills the points; returns what Beast alone makes of the upstream."""
    floor = {1: [], 64: []}
    for number in range(ROUNDS):
        print(f"round {number + 1} of {ROUNDS}", flush=True)
        for in_flight, results in floor.items():
            results.append(exchange(upstream.port, in_flight))
        for point in POINTS:
            seconds = max(SECONDS, point.least) + point.warm_up
            for name in point.servers:
                result = candidates.measure(
                    started[name, point.upstream], point.in_flight,
                    warm_up=f"{point.warm_up}s", time=f"{seconds}s")
                point.results.setdefault(name, []).append(result)
    return floor


def run(folder):
    upstreams = candidates.Upstreams(folder, SLOW.servers)
    started = {}
    try:
        start_all(folder, upstreams, started)
        floor = measure_points(started, upstreams.quick)
        two = {name: started[name, "plain"] for name in ("herald", "go")}
        print("open loop", flush=True)
        closed = {name: AT_256.median(name, "per_second") for name in two}
        at_a_rate = open_loop.measure(two, closed, ROUNDS, SECONDS)
        print("ghz", flush=True)
        second_opinion = ghz.measure(two, (ROUNDS + 1) // 2, 2)
        print("growth with cores", flush=True)
        grown = growth.measure(folder, upstreams.quick, upstreams.url("plain", "herald"),
                               2 * ROUNDS, SECONDS)
    finally:
        for server in (upstreams, *started.values()):
            server.stop()
    return goals.Measured(floor, at_a_rate, second_opinion, grown, start_up(folder))


def start_up(folder):
    """Time to serve and idle memory of a Herald with fifty providers."""
    providers = "\n".join(
        f"  - {{name: p{n}, http: {{url: 'http://127.0.0.1:9/{n}', json: {{to: '{{{{ notification.recipient }}}}'"
        f", text: '{{{{ notification.as_text }}}}'}}, success: status == 200 and body.ok}}}}"
        for n in range(50)
    )
    seconds, resident = [], []
    for _ in range(7):
        server = servers.herald(folder, "fifty", f"server: {{listen: 127.0.0.1:PORT}}\nproviders:\n{providers}\n")
        seconds.append(server.seconds_to_serve)
        resident.append(server.resident_bytes())
        server.stop()
    return statistics.median(seconds), max(resident)


def main():
    load = os.getloadavg()[0]
    with servers.workplace() as folder:
        measured = run(folder)
    text = table.section(measured, ROUNDS, SECONDS, load)
    report.put("delivery", text)
    print(text)


if __name__ == "__main__":
    main()
