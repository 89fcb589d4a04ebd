#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts the instructions that Herald takes for a delivery.

    tests/bench/instructions.py [--record]

Callgrind counts them, so the figure is nearly the same in each run, however busy
the machine is. Two runs that differ in the number of deliveries leave out what
start and end take. Fails if it is over 5 % more than what was recorded for this
compiler in instructions.json; a compiler without a figure is skipped.
--record writes the figure there.
"""

import http.server
import json
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import servers

HERE = Path(__file__).resolve().parent
RECORDED = HERE / "instructions.json"
FEWER, MORE = 500, 2500
MOST_GROWTH = 1.05

CONFIGURATION = """
server: {{listen: 127.0.0.1:PORT, io_threads: 1}}
monitoring: {{listen: 127.0.0.1:{metrics}}}
providers: {provider}
routes:
  - {{name: india, when: phone.country == "IN", providers: [upstream]}}
  - {{name: shop, when: client.client_id == "shop" and channel == "sms", providers: [upstream]}}
  - {{name: rest, providers: [upstream]}}
guard:
  countries: [{{allow: [US, CA, FR]}}]
  limits:
    - {{name: per-recipient, by: recipient, count: 1000000, per: 1h}}
    - {{name: everything, by: global, count: 100000000, per: 1h}}
"""


class Upstream(http.server.BaseHTTPRequestHandler):
    """Accepts whatever is posted."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # Head and body in one packet, or each answer takes 40 ms.

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        body = servers.ACCEPTED.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def count(folder, upstream, calls):
    """The instructions of a Herald that delivers this many, one at a time."""
    counts = f"{folder}/{calls}.out"
    text = CONFIGURATION.format(
        provider=servers.provider("upstream", f"http://127.0.0.1:{upstream}/send"),
        metrics=servers.free_port())
    herald = servers.herald(folder, "herald", text, patience=120, under=[
        "valgrind", "--tool=callgrind", f"--callgrind-out-file={counts}"])
    result = servers.load(herald, calls=calls, in_flight=1)
    herald.stop()
    if result["outcomes"] != {"DELIVERED": calls}:
        raise SystemExit(f"not all were delivered: {result['outcomes']}")
    totals = [line for line in Path(counts).read_text().splitlines() if line.startswith("totals:")]
    return int(totals[0].split()[1])


def measure():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Upstream) as upstream:
        threading.Thread(target=upstream.serve_forever, daemon=True).start()
        with tempfile.TemporaryDirectory(prefix="herald-bench-") as folder:
            fewer, more = (count(folder, upstream.server_port, n) for n in (FEWER, MORE))
        upstream.shutdown()
    return round((more - fewer) / (MORE - FEWER))


def main():
    compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True,
                              check=True).stdout.splitlines()[0]
    recorded = json.loads(RECORDED.read_text()) if RECORDED.exists() else {}
    name = "a delivery takes no more instructions than recorded"
    if "--record" in sys.argv:
        recorded[compiler] = measure()
        RECORDED.write_text(json.dumps(recorded, indent=2, sort_keys=True) + "\n")
        print(f"{recorded[compiler]} instructions, by {compiler}")
        return 0
    if compiler not in recorded:
        print(f"ok - {name} # SKIP no figure for {compiler}")
        return 0
    figure = measure()
    is_met = figure <= MOST_GROWTH * recorded[compiler]
    print(f"{'ok' if is_met else 'not ok'} - {name}")
    print(f"  {figure} now, {recorded[compiler]} recorded, by {compiler}")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
