#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures remote handlers: what one in Go costs Herald beside the native
`http` provider, and what herald-actions makes of Actions."""

import json
import os
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import report  # noqa: E402
import servers  # noqa: E402

HERE = Path(__file__).resolve().parent
ROUNDS = int(os.environ.get("ROUNDS", "5"))
TIME = os.environ.get("TIME_EACH", "3s")
IN_FLIGHT = 64
ACTIONS = servers.ROOT / "clients" / "node" / "actions"
GO_HANDLER = servers.ROOT / "build" / "handlers" / "go-handler"
RELAY = servers.ROOT / "build" / "bench" / "relay"
COLD_STARTS = 15
HANGING = 1000
CALLS = 4000
LIMITS = {"cpu": 1.5, "rate": 0.8, "cold": 100, "hanging": 2.0}

UPSTREAM = f"    location / {{ return 200 '{servers.ACCEPTED}'; }}"

REMOTE = """
server: {{listen: 127.0.0.1:PORT}}
logging: {{severity: error}}
providers:
  - name: {name}
    remote: {{address: "unix:{socket}", configuration: {{url: "{url}"}}, secrets: {{API_KEY: {{env: HOME}}}}}}
"""

HTTP = """
server: {{listen: 127.0.0.1:PORT}}
logging: {{severity: error}}
providers: {provider}"""


class Handler:
    """A handler's process, which listens at a Unix socket."""

    def __init__(self, folder, name, command, environment=None):
        self.socket = f"{folder}/{name}.sock"
        words = [str(word).replace("SOCKET", f"unix:{self.socket}") for word in command]
        with open(f"{folder}/{name}.log", "wb") as log:
            self.process = subprocess.Popen(
                words, stdout=log, stderr=log, env={**os.environ, **(environment or {})})
        end = time.monotonic() + 20
        while not self._listens():
            if self.process.poll() is not None or time.monotonic() > end:
                raise SystemExit(Path(f"{folder}/{name}.log").read_text(encoding="utf-8"))
            time.sleep(0.01)

    def _listens(self):
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(self.socket) == 0

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def actions_runner(folder, name, secrets):
    """herald-actions with the same Action twice, for two providers."""
    file = Path(folder) / f"{name}.json"
    file.write_text(json.dumps(secrets), encoding="utf-8")
    action = HERE / "send.js"
    command = ["node", ACTIONS / "bin" / "herald-actions.js", "--listen", "SOCKET",
               "--max-in-flight", 2 * HANGING + 1000, "--secrets", file, f"one={action}", f"two={action}"]
    return Handler(folder, name, command)


def start(folder, stack):
    """All Heralds by what they measure, with their handlers and the upstream."""
    upstream = servers.nginx(folder, UPSTREAM)
    stack.append(upstream)
    url = f"http://127.0.0.1:{upstream.port}/send"
    secrets = {"API_URL": url, "HANGS": "+12025550199"}
    environment = {"ACTIONS": str(ACTIONS)}
    handlers = {
        "go": Handler(folder, "go", [GO_HANDLER, "SOCKET"]),
        "straight": Handler(folder, "straight", [
            "node", HERE / "straight.mjs", servers.ROOT / "proto", "SOCKET", HERE / "send.js",
            json.dumps(secrets)], environment),
        "actions": actions_runner(folder, "actions", secrets),
    }
    stack.extend(handlers.values())
    port = servers.free_port()
    stack.append(servers.Server("relay", [RELAY, str(port), url], port, f"{folder}/relay.log"))
    heralds = {}
    for name, place in (("http", url), ("relay", f"http://127.0.0.1:{port}/")):
        text = HTTP.format(provider=servers.provider("upstream", place))
        heralds[name] = servers.herald(folder, name, text)
        stack.append(heralds[name])
    for name, handler in handlers.items():
        text = REMOTE.format(name="one", socket=handler.socket, url=url)
        heralds[name] = servers.herald(folder, f"herald-{name}", text)
        stack.append(heralds[name])
    return heralds, handlers


def take_turns(heralds):
    """What each Herald took and delivered, by round."""
    results = {name: [] for name in heralds}
    for herald in heralds.values():
        servers.load(herald, calls=3000, in_flight=IN_FLIGHT)
    for number in range(ROUNDS):
        print(f"round {number + 1} of {ROUNDS}", flush=True)
        for name, herald in heralds.items():
            result = servers.load(herald, time=TIME, in_flight=IN_FLIGHT)
            if result["outcomes"] != {"DELIVERED": result["calls"]}:
                raise SystemExit(f"{name}: {result['outcomes']}")
            results[name].append(result)
    return results


def cold_starts():
    told = report.answer("node", str(HERE / "cold.mjs"), str(ACTIONS), str(COLD_STARTS))
    return [float(line) for line in told.splitlines()]


def beside_hanging(handler):
    told = subprocess.run(
        ["node", HERE / "hanging.mjs", servers.ROOT / "proto", f"unix:{handler.socket}",
         str(HANGING), str(CALLS)],
        capture_output=True, text=True, check=False, env={**os.environ, "ACTIONS": str(ACTIONS)})
    if told.returncode:
        raise SystemExit(told.stderr)
    return json.loads(told.stdout)


def verdict(is_met):
    return "met" if is_met else "**missed**"


def rows(results, cold, hanging):
    def median(name, figure):
        return statistics.median(each[figure] for each in results[name])

    native, remote = median("http", "cpu_microseconds"), median("go", "cpu_microseconds")
    straight, runner = median("straight", "per_second"), median("actions", "per_second")
    cold_median = statistics.median(cold)
    ratio, rate = remote / native, runner / straight
    yield (f"CPU of Herald for a delivery: `http` before nginx {native:.1f} µs ({median('http', 'per_second'):,.0f} a second),"
           f" handler in Go {remote:.1f} µs ({median('go', 'per_second'):,.0f} a second)",
           f"{ratio:.2f} times", f"at most {LIMITS['cpu']}: {verdict(ratio <= LIMITS['cpu'])}")
    relayed = median("relay", "cpu_microseconds")
    yield (f"the same beside `http` before a Go program that does the handler's work: {relayed:.1f} µs"
           f" ({median('relay', 'per_second'):,.0f} a second)",
           f"{remote / relayed:.2f} times", "")
    yield (f"deliveries a second by an Action: called straight {straight:,.0f}, herald-actions {runner:,.0f}",
           f"{rate:.2f} times", f"at least {LIMITS['rate']}: {verdict(rate >= LIMITS['rate'])}")
    yield (f"a cold Action's first verdict in a runner that is up, median of {len(cold)} (most {max(cold):.0f} ms)",
           f"{cold_median:.0f} ms", f"under {LIMITS['cold']} ms: {verdict(cold_median < LIMITS['cold'])}")
    for name, what in (("others", "another Action"), ("own", "the same Action")):
        ratio = hanging[name] / hanging["alone"]
        yield (f"p99 beside {HANGING:,} executions of {what} that hang: alone {hanging['alone']:.1f} ms,"
               f" beside them {hanging[name]:.1f} ms",
               f"{ratio:.2f} times", f"at most {LIMITS['hanging']}: {verdict(ratio <= LIMITS['hanging'])}")


def table(results, cold, hanging, load):
    lines = [
        "## Remote handlers and Actions",
        "",
        "`tests/bench/run remote`: Heralds with the native `http` provider, with the same in front of a Go program that"
        " takes cores as a handler does, with the",
        "[example handler in Go](../clients/handlers/go/main.go), with an Action that a Node server calls straight and with the same Action in"
        " [herald-actions](../clients/node/actions), all in front of the",
        f"same nginx, take turns with {IN_FLIGHT} deliveries in flight, {TIME} in each of {ROUNDS}"
        " rounds; medians of the rounds. Everything runs on",
        "the same cores, the load and the handler too.",
        f"Hanging executions and their neighbours are asked for without Herald, 16 in flight, {CALLS:,} calls.",
        "",
        *report.machine(load, f"Node {report.answer('node', '--version')[1:]}",
                        report.answer("go", "version").split()[2], servers.nginx_version()),
        "",
        "| Figure | Measured | Goal |",
        "|---|---|---|",
        *(f"| {figure} | {measured} | {goal} |" for figure, measured, goal in rows(results, cold, hanging)),
    ]
    return "\n".join(lines) + "\n"


def main():
    load = os.getloadavg()[0]
    stack = []
    with servers.workplace() as folder:
        try:
            heralds, handlers = start(folder, stack)
            results = take_turns(heralds)
            cold = cold_starts()
            hanging = beside_hanging(handlers["actions"])
        finally:
            for server in reversed(stack):
                server.stop()
    text = table(results, cold, hanging, load)
    report.put("remote", text)
    print(text)


if __name__ == "__main__":
    main()
