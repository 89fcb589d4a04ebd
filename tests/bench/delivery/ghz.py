# SPDX-License-Identifier: Apache-2.0
"""A second opinion: what ghz, a load generator in Go, sees of the servers."""

import json
import statistics

import report
import servers

GHZ = servers.ROOT / "build" / "go" / "bin" / "ghz"
IN_FLIGHT = 64


def version():
    """As Go wrote it into the program."""
    lines = report.answer("go", "version", "-m", str(GHZ)).splitlines()
    return next(line.split()[2] for line in lines if line.split()[0] == "mod").removeprefix("v")


def _run(server, seconds):
    told = json.loads(report.answer(
        str(GHZ), "--insecure", "--format=json", f"--concurrency={IN_FLIGHT}",
        f"--duration={seconds}s", "--duration-stop=wait", f"--data-file={servers.REQUEST}",
        f"--import-paths={servers.ROOT / 'proto'}", "--proto=herald/v1/notification_service.proto",
        "--call=herald.v1.NotificationService.DeliverNotification", f"127.0.0.1:{server.port}"))
    if set(told["statusCodeDistribution"]) != {"OK"}:
        raise SystemExit(f"ghz with {server.name}: {told['statusCodeDistribution']}")
    latencies = {each["percentage"]: each["latency"] / 1000
                 for each in told["latencyDistribution"]}
    return {"per_second": told["rps"], "p50": latencies[50], "p99": latencies[99]}


def measure(started, rounds, seconds):
    """For each server by name: medians of calls a second, p50 and p99."""
    results = {name: [] for name in started}
    for _ in range(rounds):
        for name, server in started.items():
            results[name].append(_run(server, seconds))
    return {
        name: {figure: statistics.median(each[figure] for each in all_of_it)
               for figure in all_of_it[0]}
        for name, all_of_it in results.items()
    }
