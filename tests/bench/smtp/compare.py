#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures an email by SMTP beside nodemailer's pool.

Both take turns with the same mail at the same smtp-sink of Postfix. What counts
is the CPU time of the sending process for a mail; Herald's holds its gRPC call
too.
"""

import json
import os
import statistics
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import report  # noqa: E402
import servers  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = float(os.environ.get("SECONDS_EACH", "2"))
CONNECTIONS = 64
IN_FLIGHT = 256
MOST = 0.25
REQUEST = HERE / "request.json"
INSTALLED = servers.ROOT / "build" / "bench" / "smtp"
MTA = servers.ROOT / "build" / "mta"

HERALD = """
server: {{listen: 127.0.0.1:PORT, io_threads: 2}}
logging: {{severity: error}}
providers:
  - name: mail
    smtp: {{host: 127.0.0.1, port: {port}, tls: none, max_connections: {connections}}}
"""


def sink(folder):
    """A server that takes every mail and forgets it."""
    port = servers.free_port()
    libraries = [*MTA.glob("usr/lib/*-linux-gnu"), MTA / "usr/lib", MTA / "usr/lib/postfix"]
    command = ["env", f"LD_LIBRARY_PATH={':'.join(map(str, libraries))}",
               MTA / "usr/sbin/smtp-sink", f"127.0.0.1:{port}", "1024"]
    if os.geteuid() == 0:
        command[3:3] = ["-u", "nobody"]
    return servers.Server("smtp-sink", command, port, f"{folder}/sink.log")


def by_nodemailer(port):
    return json.loads(report.answer(
        "node", str(INSTALLED / "nodemailer.mjs"), str(port), str(REQUEST), str(SECONDS),
        str(CONNECTIONS), str(IN_FLIGHT)))


def by_herald(herald, **flags):
    result = servers.load(herald, request=REQUEST, in_flight=IN_FLIGHT, **flags)
    if result["outcomes"] != {"DELIVERED": result["calls"]}:
        raise SystemExit(f"Herald: {result['outcomes']}")
    return result


def measure(folder):
    server = sink(folder)
    herald = servers.herald(folder, "mail", HERALD.format(
        port=server.port, connections=CONNECTIONS // 2))
    results = {"Herald": [], "nodemailer": []}
    try:
        by_herald(herald, time="1s")
        for number in range(ROUNDS):
            print(f"round {number + 1} of {ROUNDS}", flush=True)
            results["Herald"].append(by_herald(herald, time=f"{SECONDS}s"))
            results["nodemailer"].append(by_nodemailer(server.port))
    finally:
        herald.stop()
        server.stop()
    return results


def table(results, load):
    node = report.answer("node", "--version").removeprefix("v")
    version = json.loads((INSTALLED / "node_modules/nodemailer/package.json").read_text())["version"]
    median = {name: statistics.median(r["cpu_microseconds"] for r in each)
              for name, each in results.items()}
    lines = [
        "## Email by SMTP",
        "",
        "`tests/bench/run smtp`: Herald, called over gRPC, and nodemailer's pool, called as a library, send the same mail"
        " (text and html) to Postfix's",
        f"`smtp-sink` without TLS, by turns, {IN_FLIGHT} in flight over {CONNECTIONS} connections, {SECONDS:g} s each in"
        f" {ROUNDS} rounds. CPU is user and",
        "system time of the process for a mail: the median of the rounds, with the least and the most.",
        "",
        *report.machine(load, f"nodemailer {version} on Node {node}"),
        "",
        "| Sender | CPU each | Spread | A second | Ratio | Goal |",
        "|---|---|---|---|---|---|",
    ]
    for name, each in results.items():
        cpu = [r["cpu_microseconds"] for r in each]
        rate = statistics.median(r["per_second"] for r in each)
        ratio = median[name] / median["nodemailer"]
        verdict = "met" if ratio <= MOST else "**missed**"
        goal = f"at most {MOST} of nodemailer's: {verdict}" if name == "Herald" else ""
        lines.append(f"| {name} | {median[name]:.0f} µs | {min(cpu):.0f} to {max(cpu):.0f} µs"
                     f" | {rate:,.0f} | {ratio:.2f} | {goal} |")
    return "\n".join(lines) + "\n"


def main():
    load = os.getloadavg()[0]
    with servers.workplace() as folder:
        # The sink gives up root's rights, and has to reach what it writes.
        os.chmod(folder, 0o755)
        results = measure(folder)
    text = table(results, load)
    report.put("smtp", text)
    print(text)


if __name__ == "__main__":
    main()
