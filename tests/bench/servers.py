# SPDX-License-Identifier: Apache-2.0
"""Starts what is measured, puts load on it, and reads what it took."""

import json
import os
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "build" / "release"

# What every load asks for.
REQUEST = ROOT / "tests" / "bench" / "request.json"

_TICK = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """A process that serves on a port, from its start until `stop`."""

    def __init__(self, name, command, port, log=None, patience=20):
        self.name = name
        self.port = port
        started = time.monotonic()
        with open(log or os.devnull, "wb") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=output)
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > started + patience:
                self.stop()
                told = Path(log or os.devnull).read_text(errors="replace")
                raise SystemExit(f"{name} does not serve: {told}")
            time.sleep(0.001)
        self.seconds_to_serve = time.monotonic() - started

    def _answers(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def cpu_seconds(self):
        """Of the process and all of its threads, since its start."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text()
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / _TICK

    def resident_bytes(self, figure="VmRSS"):
        """VmRSS is what it holds now, VmHWM the most it ever held."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(figure):
                return int(line.split()[1]) << 10
        return 0

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def nginx(folder, places, access_log="off", modules=(), name="nginx"):
    """An upstream; `places` is what its configuration says of paths. Modules
    are Debian's."""
    port = free_port()
    configuration = Path(folder) / f"{name}.conf"
    load_modules = "".join(
        f"load_module /usr/lib/nginx/modules/ngx_http_{module}_module.so;\n" for module in modules
    )
    configuration.write_text(
        f"""{load_modules}
daemon off;
worker_processes 1;
pid {folder}/{name}.pid;
error_log {folder}/{name}.log crit;
events {{ worker_connections 20000; }}
http {{
  log_format path '$request_uri';
  access_log {access_log};
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  keepalive_requests 1000000000;
  keepalive_timeout 1h;
  default_type application/json;
  server {{
    listen 127.0.0.1:{port} backlog=16384;
{places}
  }}
}}
""",
        encoding="utf-8",
    )
    command = ["nginx", "-c", configuration, "-p", folder]
    return Server(name, command, port, f"{folder}/{name}.out")


def nginx_version():
    told = subprocess.run(["nginx", "-v"], capture_output=True, text=True, check=True)
    return told.stderr.partition("version: ")[2].strip()


def herald(folder, name, configuration, under=(), patience=20):
    """The release with this configuration, whose PORT is a free one; `under` is
    the command that runs it, if any."""
    port = free_port()
    file = Path(folder) / f"{name}.yaml"
    file.write_text(configuration.replace("PORT", str(port)), encoding="utf-8")
    command = [*under, BUILT / "herald", "serve", "--config", file]
    return Server(name, command, port, f"{folder}/{name}.log", patience)


def provider(name, url):
    """A provider's entry for an upstream that takes JSON and answers so."""
    return f"""
  - name: {name}
    http:
      url: {url}
      json: {{to: "{{{{ notification.recipient }}}}", text: "{{{{ notification.as_text }}}}"}}
      success: status == 200 and body.status == "accepted"
      message_id: "{{{{ body.id }}}}"
"""


# What that upstream answers.
ACCEPTED = '{"id": "msg-1", "status": "accepted"}'


def load(server, **flags):
    """What herald_load printed, with the server's CPU time for one call."""
    words = [
        f"--{flag}" if value is True else f"--{flag}={value}"
        for flag, value in flags.items()
    ]
    cpu = server.cpu_seconds()
    command = [BUILT / "herald_load", f"--target=127.0.0.1:{server.port}", f"--request={REQUEST}", *words]
    printed = subprocess.run(command, capture_output=True, text=True, check=False)
    if printed.returncode:
        raise SystemExit(f"herald_load: {printed.stderr}")
    result = json.loads(printed.stdout)
    cpu = server.cpu_seconds() - cpu
    result["cpu_microseconds"] = 1e6 * cpu / result["calls"]
    result["per_second"] = result["measured"] / result["seconds"]
    return result


def workplace():
    """A folder for configurations and logs, which goes with its context."""
    return tempfile.TemporaryDirectory(prefix="herald-bench-")
