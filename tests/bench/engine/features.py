#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures what routes, limits, metrics and the log add to a delivery.

Three Heralds run at once and take turns with the same load; what counts is the
CPU time of each for a delivery.
"""

import os
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import report  # noqa: E402
import servers  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "7"))
TIME = os.environ.get("TIME_EACH", "3s")
IN_FLIGHT = 64
MOST_ADDED = 1.2

UPSTREAM = f"    location / {{ return 200 '{servers.ACCEPTED}'; }}"

BARE = """
server: {{listen: 127.0.0.1:PORT}}
logging: {{severity: {severity}}}
providers: {provider}"""

WATCHED = """
monitoring: {{listen: 127.0.0.1:{metrics}}}
guard:
  countries: [{{allow: [US, CA, FR, GB, IN]}}]
  limits:
    - {{name: per-recipient, by: recipient, count: 1000000, per: 1h}}
    - {{name: per-range, by: number_range, count: 100000000, per: 1h}}
    - {{name: per-client, by: client, count: 100000000, per: 1h}}
    - {{name: per-country, by: country, count: 100000000, per: 1h}}
    - {{name: everything, by: global, count: 100000000, per: 1h}}
"""


def routes():
    """A hundred conditions, of which the last one matches."""
    countries = "AT BE BR CH CN DE DK ES FI FR GB GR IE IN IT JP KE KR MX NG NL NO NZ"
    conditions = [f'phone.country == "{country}"' for country in countries.split()]
    conditions += [
        f'client.client_id == "app-{number}" and message_type == "otp_verify"'
        for number in range(40)
    ]
    conditions += [f'organization.id == "org-{n}" and channel == "sms"'
                   for n in range(99 - len(conditions))]
    conditions.append('channel == "sms" and phone.type == "fixed_line_or_mobile"')
    lines = ["routes:"]
    for number, condition in enumerate(conditions):
        lines.append(f"  - {{name: route-{number}, when: '{condition}', providers: [upstream]}}")
    return "\n".join([*lines, "  - {name: rest, providers: [upstream]}", ""])


def start(folder):
    upstream = servers.nginx(folder, UPSTREAM)

    def herald(name, severity, features):
        text = BARE.format(
            severity=severity,
            provider=servers.provider("upstream", f"http://127.0.0.1:{upstream.port}/send"))
        if features:
            text += WATCHED.format(metrics=servers.free_port()) + routes()
        return servers.herald(folder, name, text)

    heralds = {
        "one route, everything off": herald("bare", "error", False),
        "100 conditions, 5 limits, metrics": herald("watched", "error", True),
        "the same and a log line each": herald("logged", "info", True),
    }
    return upstream, heralds


def check(name, result):
    if result["outcomes"] != {"DELIVERED": result["calls"]}:
        raise SystemExit(f"{name}: {result['outcomes']}")


def table(times, load):
    names = list(times)
    base = statistics.median(times[names[0]])
    lines = [
        "## What the features cost",
        "",
        "`tests/bench/run features`: Heralds with and without routes, limits and metrics in front of"
        " the same nginx take turns with",
        f"{IN_FLIGHT} deliveries in flight, {TIME} in each of {ROUNDS} rounds. The figure is the CPU"
        " time of Herald's process (user and system) for a delivery:",
        "the median of the rounds, with the least and the most.",
        "",
        *report.machine(load, servers.nginx_version()),
        "",
        "| Herald with | CPU each | Spread | Ratio | Goal |",
        "|---|---|---|---|---|",
    ]
    for name in names:
        median = statistics.median(times[name])
        ratio = median / base
        goal = ""
        if name == names[1]:
            verdict = "met" if ratio <= MOST_ADDED else "**missed**"
            goal = f"at most {MOST_ADDED}: {verdict}"
        spread = f"{min(times[name]):.1f} µs to {max(times[name]):.1f} µs"
        lines.append(f"| {name} | {median:.1f} µs | {spread} | {ratio:.2f} | {goal} |")
    return "\n".join(lines) + "\n"


def main():
    load = os.getloadavg()[0]
    with servers.workplace() as folder:
        upstream, heralds = start(folder)
        flags = {"in_flight": IN_FLIGHT, "numbered": True}
        try:
            for name, herald in heralds.items():
                check(name, servers.load(herald, calls=20000, **flags))
            times = {name: [] for name in heralds}
            for number in range(ROUNDS):
                print(f"round {number + 1} of {ROUNDS}", flush=True)
                for name, herald in heralds.items():
                    result = servers.load(herald, time=TIME, **flags)
                    check(name, result)
                    times[name].append(result["cpu_microseconds"])
        finally:
            for server in (upstream, *heralds.values()):
                server.stop()
    text = table(times, load)
    report.put("features", text)
    print(text)


if __name__ == "__main__":
    main()
