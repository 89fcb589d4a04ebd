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
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import servers  # noqa: E402
import table  # noqa: E402
import report  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "3"))
SECONDS = float(os.environ.get("SECONDS_EACH", "2"))
# Of what a server can do, for the open loop.
SHARE_OF_SATURATION = 0.7
# Where the peers were built.
PEERS = servers.ROOT / "build" / "bench"

UPSTREAM = """
    listen 127.0.0.1:{tls} ssl backlog=16384;
    ssl_certificate {folder}/upstream.pem;
    ssl_certificate_key {folder}/upstream.key;
    location /send {{ return 200 '{accepted}'; }}
    location /slow {{ echo_sleep 1; echo '{accepted}'; }}
"""

# Everything that a user would have on.
HERALD = """
server: {{listen: 127.0.0.1:PORT, max_calls_in_flight: 20000}}
monitoring: {{listen: 127.0.0.1:{metrics}}}
http_client: {{ca_file: {folder}/upstream.pem, max_idle_connections_per_origin: 10000}}
providers: {upstream}{other}
routes:
  - {{name: india, when: phone.country == "IN", providers: [other]}}
  - {{name: shop, when: client.client_id == "shop" and channel == "sms", providers: [upstream, other]}}
  - {{name: rest, providers: [upstream]}}
guard:
  countries: [{{allow: [US, CA, FR, GB, IN]}}]
  limits:
    - {{name: per-recipient, by: recipient, count: 1000000, per: 1h}}
    - {{name: per-client, by: client, count: 100000000, per: 1h}}
    - {{name: everything, by: global, count: 100000000, per: 1h}}
"""


@dataclass
class Point:
    """One kind of load, and what each server made of it, by round."""

    name: str
    upstream: str
    in_flight: int
    servers: tuple
    results: dict = field(default_factory=dict)

    def median(self, server, figure):
        return statistics.median(r[figure] for r in self.results[server])

    def spread(self, server, figure):
        values = [r[figure] for r in self.results[server]]
        return min(values), max(values)


ALL = ("herald", "go", "node")
POINTS = [
    Point("1 in flight", "plain", 1, (*ALL, "echo")),
    Point("16 in flight", "plain", 16, ALL),
    Point("64 in flight", "plain", 64, (*ALL, "echo")),
    Point("256 in flight", "plain", 256, ALL),
    Point("1,024 in flight", "plain", 1024, ALL),
    Point("64 in flight, TLS", "tls", 64, ALL),
    Point("10,000 in flight, 1 s", "slow", 10000, ("herald", "go")),
]


def make_certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
         "-days", "2", "-keyout", f"{folder}/upstream.key", "-out", f"{folder}/upstream.pem"],
        check=True, capture_output=True,
    )


def start_server(name, folder, upstream, url):
    """One server in front of one upstream."""
    port = servers.free_port()
    ca = f"{folder}/upstream.pem"
    label = f"{name}-{upstream}"
    if name == "herald":
        text = HERALD.format(folder=folder, metrics=servers.free_port(),
                             upstream=servers.provider("upstream", url),
                             other=servers.provider("other", url))
        return servers.herald(folder, label, text)
    if name == "go":
        command = [PEERS / "go-peer", f"-port={port}", f"-url={url}", f"-ca={ca}"]
    elif name == "node":
        command = ["node", PEERS / "node" / "server.mjs", servers.ROOT / "proto", str(port), url, ca]
    else:
        command = [servers.BUILT / "echo", str(port)]
    return servers.Server(label, command, port, f"{folder}/{label}.log")


def measure(point, server, **flags):
    result = servers.load(server, in_flight=point.in_flight, numbered=True,
                          threads=1, **flags)
    # A peer may lose a few at the edge of what it can hold; Herald may not.
    least = 1 if server.name.startswith("herald") else 0.99
    if result["outcomes"].get("DELIVERED", 0) < least * result["calls"]:
        raise SystemExit(f"{server.name} with {point.name}: {result['outcomes']}")
    result["peak"] = server.resident_bytes("VmHWM")
    return result


def exchange(port, in_flight):
    """What Beast alone makes of the upstream."""
    return json.loads(report.answer(
        str(servers.BUILT / "exchange"), str(port), str(in_flight), str(SECONDS)))


def run(folder):
    make_certificate(folder)
    tls = servers.free_port()
    upstream = servers.nginx(folder, UPSTREAM.format(
        folder=folder, tls=tls, accepted=servers.ACCEPTED), modules=("echo",))
    urls = {
        "plain": f"http://127.0.0.1:{upstream.port}/send",
        "tls": f"https://127.0.0.1:{tls}/send",
        "slow": f"http://127.0.0.1:{upstream.port}/slow",
    }
    started = {}
    floor = {1: [], 64: []}
    open_loop = {"herald": [], "go": []}
    try:
        for point in POINTS:
            for name in point.servers:
                key = name, point.upstream
                if key not in started:
                    started[key] = start_server(
                        name, folder, point.upstream, urls[point.upstream])
        for number in range(ROUNDS):
            print(f"round {number + 1} of {ROUNDS}", flush=True)
            for in_flight, results in floor.items():
                results.append(exchange(upstream.port, in_flight))
            for point in POINTS:
                for name in point.servers:
                    server = started[name, point.upstream]
                    warm_up = 2 if point.upstream == "slow" else 0.3
                    result = measure(point, server, warm_up=f"{warm_up}s",
                                     time=f"{SECONDS + warm_up}s")
                    point.results.setdefault(name, []).append(result)
            for name, results in open_loop.items():
                saturated = POINTS[3].results[name][-1]["per_second"]
                point = Point("open loop", "plain", 2000, ())
                results.append(measure(point, started[name, "plain"], time=f"{SECONDS}s",
                                       rate=int(SHARE_OF_SATURATION * saturated)))
    finally:
        for server in (upstream, *started.values()):
            server.stop()
    return floor, open_loop


def main():
    load = os.getloadavg()[0]
    with servers.workplace() as folder:
        floor, open_loop = run(folder)
        start = start_up(folder)
    text = table.section(POINTS, floor, open_loop, start, ROUNDS, SECONDS, load)
    report.put("delivery", text)
    print(text)


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


if __name__ == "__main__":
    main()
