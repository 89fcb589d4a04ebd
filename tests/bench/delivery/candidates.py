# SPDX-License-Identifier: Apache-2.0
"""The upstream, the servers that deliver through it, and a load for them."""

import subprocess

import servers

# Where the peers were built.
PEERS = servers.ROOT / "build" / "bench"

_PLACES = """
    listen 127.0.0.1:{tls} ssl backlog=16384;
    ssl_certificate {folder}/upstream.pem;
    ssl_certificate_key {folder}/upstream.key;
    location /send {{ return 200 '{accepted}'; }}
    location /later {{ echo_sleep 0.05; echo '{accepted}'; }}
"""

_SLOW = f"location / {{ echo_sleep 1; echo '{servers.ACCEPTED}'; }}"

# Everything that a user would have on.
_HERALD = """
server: {{listen: 127.0.0.1:PORT, max_calls_in_flight: 20000{more}}}
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


def _make_certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
         "-days", "2", "-keyout", f"{folder}/upstream.key", "-out", f"{folder}/upstream.pem"],
        check=True, capture_output=True,
    )


class Upstreams:
    """What all deliver through. Ten thousand connections each are more than
    one address is good for, so each server has a slow one of its own."""

    def __init__(self, folder, slow_for):
        _make_certificate(folder)
        tls = servers.free_port()
        self.quick = servers.nginx(folder, _PLACES.format(
            folder=folder, tls=tls, accepted=servers.ACCEPTED), modules=("echo",))
        self._slow = {name: servers.nginx(folder, _SLOW, modules=("echo",), name=f"slow-{name}")
                      for name in slow_for}
        self._quick_urls = {
            "plain": f"http://127.0.0.1:{self.quick.port}/send",
            "tls": f"https://127.0.0.1:{tls}/send",
            "50 ms": f"http://127.0.0.1:{self.quick.port}/later",
        }

    def url(self, upstream, server):
        """The address that a server delivers to."""
        if upstream == "1 s":
            return f"http://127.0.0.1:{self._slow[server].port}/send"
        return self._quick_urls[upstream]

    def stop(self):
        for upstream in (self.quick, *self._slow.values()):
            upstream.stop()


def start_herald(folder, label, url, more="", under=()):
    """Herald in front of an address, with `more` said of its server."""
    text = _HERALD.format(folder=folder, metrics=servers.free_port(), more=more,
                          upstream=servers.provider("upstream", url),
                          other=servers.provider("other", url))
    return servers.herald(folder, label, text, under)


def start(name, folder, label, url):
    """One server, by its name, in front of an address."""
    port = servers.free_port()
    ca = f"{folder}/upstream.pem"
    if name == "herald":
        return start_herald(folder, label, url)
    if name == "go":
        command = [PEERS / "go-peer", f"-port={port}", f"-url={url}", f"-ca={ca}"]
    elif name == "node":
        command = ["node", PEERS / "node" / "server.mjs", servers.ROOT / "proto", str(port), url, ca]
    else:
        command = [servers.BUILT / "echo", str(port)]
    return servers.Server(label, command, port, f"{folder}/{label}.log")


def measure(server, in_flight, **flags):
    """What came of a load, and the most memory that the server held so far."""
    result = servers.load(server, in_flight=in_flight, numbered=True, threads=1, **flags)
    # A peer may lose a few at the edge of what it can hold; Herald may not.
    least = 1 if server.name.startswith("herald") else 0.99
    if result["outcomes"].get("DELIVERED", 0) < least * result["calls"]:
        raise SystemExit(f"{server.name} with {in_flight} in flight: {result['outcomes']}")
    result["peak"] = server.resident_bytes("VmHWM")
    return result
