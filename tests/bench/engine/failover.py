#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sends a burst of deliveries at a dead first and a healthy second provider.

The first refuses connections; the second writes down what it receives, so that
what was lost or sent twice is seen there and not only told by Herald.

With more deliveries in flight than the breaker needs failures, all of them have
begun before the first has failed. So how soon it opens is measured with few.
"""

import collections
import os
import statistics
import sys
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import report  # noqa: E402
import servers  # noqa: E402

CALLS = int(os.environ.get("CALLS", "100000"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
IN_FLIGHT = 64
FEW_IN_FLIGHT = 16
# Long after the breaker has opened.
UNMEASURED = 2000
MOST_ATTEMPTS = 50
MOST_LATENCY = 1.3

UPSTREAM = f"    location / {{ return 200 '{servers.ACCEPTED}'; }}"

CONFIGURATION = """
server: {{listen: 127.0.0.1:PORT}}
logging: {{severity: error}}
monitoring: {{listen: 127.0.0.1:{metrics}}}
providers: {first}{second}
routes:
  - {{name: all, providers: [first, second]}}
"""


def provider(name, port):
    """Its URL has the delivery's number, for the upstream to write down."""
    return servers.provider(name, f"http://127.0.0.1:{port}/{{{{ labels.number }}}}")


def attempts_before_opening(metrics_port):
    """How often the first provider was tried in vain, by Herald's own count."""
    url = f"http://127.0.0.1:{metrics_port}/metrics"
    with urllib.request.urlopen(url, timeout=10) as answer:
        lines = answer.read().decode().splitlines()
    return sum(
        int(float(line.rpartition(" ")[2]))
        for line in lines
        if line.startswith("herald_attempts_total{") and 'provider="first"' in line
        and "CIRCUIT_OPEN" not in line
    )


def burst(first_lives, in_flight=IN_FLIGHT):
    """A Herald, a burst, and what the upstream saw of it."""
    with servers.workplace() as folder:
        seen = Path(folder) / "seen.log"
        upstream = servers.nginx(folder, UPSTREAM, f"{seen} path buffer=64k flush=1s")
        metrics = servers.free_port()
        dead = servers.free_port()
        herald = servers.herald(folder, "herald", CONFIGURATION.format(
            metrics=metrics,
            first=provider("first", upstream.port if first_lives else dead),
            second=provider("second", upstream.port)))
        try:
            result = servers.load(herald, calls=CALLS, numbered=True,
                                  in_flight=in_flight, warm_up_calls=UNMEASURED)
            result["attempts"] = attempts_before_opening(metrics)
        finally:
            herald.stop()
            upstream.stop()
        times = collections.Counter(seen.read_text().split())
    result["lost"] = CALLS - len(times)
    result["twice"] = sum(1 for count in times.values() if count > 1)
    return result


def main():
    load = os.getloadavg()[0]
    healthy, dead, few = [], [], []
    for number in range(ROUNDS):
        print(f"round {number + 1} of {ROUNDS}", flush=True)
        healthy.append(burst(True))
        dead.append(burst(False))
        few.append(burst(False, FEW_IN_FLIGHT))
    text = table(healthy, dead, few, load)
    report.put("failover", text)
    print(text)


def _verdict(is_met):
    return "met" if is_met else "**missed**"


def table(healthy, dead, few, load):
    def p99(results):
        return statistics.median(result["p99"] for result in results) / 1000

    ratio = p99(dead) / p99(healthy)
    delivered = min(result["outcomes"].get("DELIVERED", 0) for result in dead + few)
    lost = max(result["lost"] for result in dead + few)
    twice = max(result["twice"] for result in dead + few)
    attempts = [max(result["attempts"] for result in results) for results in (few, dead)]
    lines = [
        "## A burst at a dead provider",
        "",
        f"`tests/bench/run failover`: {CALLS:,} deliveries, {IN_FLIGHT} in flight, on a route whose"
        " first provider refuses connections and whose second is",
        "an nginx that writes down each request; and the same with a first that lives. By turns,"
        f" {ROUNDS} rounds, the worst of them; p99 is the median of the rounds,",
        f"without the first {UNMEASURED:,} deliveries of each.",
        "",
        *report.machine(load, servers.nginx_version()),
        "",
        "| Figure | Measured | Goal |",
        "|---|---|---|",
        f"| told to be delivered | {delivered:,} | all: {_verdict(delivered == CALLS)} |",
        f"| lost (not seen by nginx) | {lost} | none: {_verdict(lost == 0)} |",
        f"| sent twice (seen twice by nginx) | {twice} | none: {_verdict(twice == 0)} |",
        f"| attempts at the dead provider, {FEW_IN_FLIGHT} in flight | {attempts[0]}"
        f" | breaker open within {MOST_ATTEMPTS}: {_verdict(attempts[0] <= MOST_ATTEMPTS)} |",
        f"| the same, {IN_FLIGHT} in flight | {attempts[1]} | those in flight when the burst began |",
        f"| p99 with the dead first, and with a healthy one | {p99(dead):.2f} ms,"
        f" {p99(healthy):.2f} ms: {ratio:.2f} times | at most {MOST_LATENCY}:"
        f" {_verdict(ratio <= MOST_LATENCY)} |",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
