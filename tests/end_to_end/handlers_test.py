# SPDX-License-Identifier: Apache-2.0
"""Runs the handlers of clients/handlers with Herald: kinds of answers, hangs,
kills, floods and garbage. handlers_test.py PROGRAMS PLACE LANGUAGE..."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Api(ThreadingHTTPServer):
    """The HTTP API that the handlers forward to. `script` is the status it
    answers, or None to answer never."""

    daemon_threads = True
    request_queue_size = 1024

    def __init__(self):
        super().__init__(("127.0.0.1", 0), ApiRequest)
        self.script = 200
        self.seen = []
        self.arrived = threading.Event()
        self.over = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()


class ApiRequest(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):  # pylint: disable=invalid-name
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        api = self.server
        api.seen.append((self.headers["Authorization"], json.loads(body)))
        api.arrived.set()
        if api.script is None:
            api.over.wait()
            return
        answer = json.dumps({"id": "m-1"}).encode()
        self.send_response(api.script)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


class Garbage:
    """A server that answers whatever comes with bytes that are no HTTP/2."""

    def __init__(self, path):
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        self.listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            connection, _ = self.listener.accept()
            connection.sendall(b"\xff\x00garbage" * 1000)
            connection.close()


class Handler:
    """A handler of one language, as a process."""

    def __init__(self, language, place, folder):
        self.place = place
        self.language = language
        self.address = f"unix:{folder}/{language}.sock"
        if language == "java":
            self.address = f"127.0.0.1:{free_port()}"
        self.process = None

    def start(self):
        commands = {
            "go": [self.place / "go-handler", self.address],
            "python": [self.place / "python/venv/bin/python",
                       ROOT / "clients/handlers/python/handler.py", self.address],
            "node": ["node", self.place / "node/handler.mjs", ROOT / "proto", self.address],
            "java": ["java", "-cp", f"{self.place}/java/classes:{self.place}/java/lib/*",
                     "example.Handler", self.address.rpartition(":")[2]],
        }
        if self.address.startswith("unix:"):
            Path(self.address[5:]).unlink(missing_ok=True)
        self.process = subprocess.Popen(
            commands[self.language], env={**os.environ, "PYTHONPATH": str(self.place / "python")})
        self._wait_until_it_listens()

    def _wait_until_it_listens(self):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with socket.socket(socket.AF_UNIX if self.address[:5] == "unix:" else socket.AF_INET) as probe:
                host, _, port = self.address.rpartition(":")
                try:
                    probe.connect(self.address[5:] if host == "unix" else (host, int(port)))
                    return
                except OSError:
                    time.sleep(0.01)
        raise SystemExit(f"the handler in {self.language} does not listen")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Herald:
    """The program, with a provider for each handler."""

    def __init__(self, programs, folder, addresses, api, grace="5s", timeout="3s"):
        self.programs = programs
        self.port = free_port()
        url = f"http://127.0.0.1:{api.server_port}/send"
        lines = [f"server: {{listen: '127.0.0.1:{self.port}', io_threads: 1, shutdown_grace: {grace}}}",
                 "providers:"]
        for name, address in addresses.items():
            lines.append(
                f"- {{name: {name}, timeout: {timeout}, circuit_breaker: {{disabled: true}}, remote: {{"
                f"address: '{address}', configuration: {{url: '{url}'}}, "
                f"secrets: {{API_KEY: {{env: OWN_KEY}}}}}}}}")
        configuration = Path(folder) / "herald.yaml"
        configuration.write_text("\n".join(lines), encoding="utf-8")
        with open(f"{folder}/herald.log", "wb") as log:
            self.process = subprocess.Popen(
                [programs / "herald", "serve", "--config", configuration],
                env={**os.environ, "OWN_KEY": "key-1"}, stdout=log, stderr=log)
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit(Path(f"{folder}/herald.log").read_text()) from None
                time.sleep(0.01)

    def deliver(self, provider):
        """What herald_send tells of a delivery, in one line."""
        request = {"provider": provider, "notification": {
            "phone": {"recipient": "+12025550100", "as_text": "Hello"}}}
        told = subprocess.run(
            [self.programs / "herald_send", f"127.0.0.1:{self.port}", json.dumps(request)],
            capture_output=True, text=True, check=False)
        return " ".join((told.stdout + told.stderr).split())

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


FAILED = []


def check(name, is_right, told=""):
    print(f"{'ok' if is_right else 'not ok'} - {name}", flush=True)
    if not is_right:
        print(f"  {told}")
        FAILED.append(name)


def is_safe_retry(told):
    return told.startswith("RETRY") and "possibly sent" not in told


def is_possibly_sent(told):
    return told.startswith("RETRY") and "possibly sent" in told


def warm_up(herald, handler):
    """Calls until it delivers: a first call takes seconds on a busy machine."""
    end = time.monotonic() + PATIENCE
    while not herald.deliver(handler.language).startswith("DELIVERED") and time.monotonic() < end:
        pass


def check_answers(herald, handler, api):
    name = f"the handler in {handler.language}"
    warm_up(herald, handler)
    api.seen.clear()
    told = herald.deliver(handler.language)
    check(f"{name} delivers", told.startswith("DELIVERED") and "m-1" in told, told)
    check(f"{name} is given its secret and configuration",
          api.seen == [("Bearer key-1", {"to": "+12025550100", "text": "Hello"})], api.seen)
    for status, is_right in [(400, lambda told: told.startswith("DROPPED")),
                             (429, is_safe_retry), (500, is_safe_retry)]:
        api.script = status
        told = herald.deliver(handler.language)
        check(f"{name} has a verdict on status {status}", is_right(told), told)
    api.script = 200


def check_faults(herald, handler, api):
    name = f"the handler in {handler.language}"
    api.script = None
    told = herald.deliver(handler.language)
    check(f"{name} hangs: possibly sent", is_possibly_sent(told), told)
    api.arrived.clear()
    with ThreadPoolExecutor(1) as pool:
        delivery = pool.submit(herald.deliver, handler.language)
        arrived = api.arrived.wait(PATIENCE)
        handler.kill()
        told = delivery.result()
    check(f"{name} is killed in the middle: possibly sent", arrived and is_possibly_sent(told), told)
    told = herald.deliver(handler.language)
    check(f"{name} is gone: safe to fail over", is_safe_retry(told), told)
    api.script = 200
    handler.start()
    end = time.monotonic() + PATIENCE
    while not told.startswith("DELIVERED") and time.monotonic() < end:
        told = herald.deliver(handler.language)
    check(f"{name} is found again when it is back", told.startswith("DELIVERED"), told)


def check_flood(herald, handler):
    with ThreadPoolExecutor(16) as pool:
        told = list(pool.map(herald.deliver, [handler.language] * 200))
    delivered = sum(each.startswith("DELIVERED") for each in told)
    check(f"the handler in {handler.language} stands a flood", delivered == len(told), delivered)


def check_end(programs, folder, handler, api):
    api.script = None
    herald = Herald(programs, folder, {handler.language: handler.address}, api, "0s", "30s")
    api.arrived.clear()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(herald.deliver, handler.language)
        arrived = api.arrived.wait(PATIENCE)
        begin = time.monotonic()
        code = herald.stop()
        took = time.monotonic() - begin
    check("Herald ends at once, though a handler hangs",
          arrived and code == 0 and took < 10, f"{code} after {took} s")


def main(programs, place, *languages):
    api = Api()
    with tempfile.TemporaryDirectory(prefix="handlers-") as folder:
        handlers = [Handler(language, Path(place), folder) for language in languages]
        Garbage(f"{folder}/garbage.sock")
        addresses = {each.language: each.address for each in handlers}
        addresses["garbage"] = f"unix:{folder}/garbage.sock"
        herald = Herald(Path(programs), folder, addresses, api)
        try:
            for handler in handlers:
                handler.start()
                check_answers(herald, handler, api)
                check_flood(herald, handler)
                check_faults(herald, handler, api)
            told = herald.deliver("garbage")
            check("garbage is no handler: safe to fail over", is_safe_retry(told), told)
            check("Herald ends in peace", herald.stop() == 0)
            check_end(Path(programs), folder, handlers[0], api)
        finally:
            herald.process.kill()
            api.over.set()
            for handler in handlers:
                if handler.process is not None:
                    handler.kill()
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
