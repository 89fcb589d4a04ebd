# SPDX-License-Identifier: Apache-2.0
"""Runs those scenarios with ghz that it can. It tells status codes and how often
each came, so that alone is compared."""

import json
import re
import subprocess
from collections import Counter

from grpcurl import CODES
from served import herald
from tables import SCENARIOS, rows
from toolchain import GO, ROOT, environment, run

GHZ = GO / "bin" / "ghz"

# What a scenario's call becomes so that it must be seen to fail.
GOOD = {"request": {"notification": {"phone": {"recipient": "+18085550100", "as_text": "Hello"}}}}
BAD = {
    "DeliverNotification": {"request": {}},
    "RenderNotification": {"method": "RenderNotification", "request": {}},
    "ExplainDelivery": {"method": "ExplainDelivery", "request": {}},
    "ListSandboxNotifications": {"method": "ListSandboxNotifications", "request": {"provider": "nobody"}},
}


def install():
    """The version that the benchmarks pin, where they put it."""
    version = re.search(r"^ghz_version=(\S+)$", (ROOT / "tests/bench/run").read_text(encoding="utf-8"), re.M)[1]
    known = subprocess.run(["go", "version", "-m", GHZ], capture_output=True, text=True, check=False)
    if version not in known.stdout:
        run(["go", "install", f"github.com/bojand/ghz/cmd/ghz@{version}"])


def can(scenario):
    """ghz cannot cancel a call."""
    return all("cancel_after_ms" not in call for call in scenario["calls"])


def _request(call):
    request = json.loads(json.dumps(call["request"]))
    for fill in call.get("fill", []):
        *path, last = fill["path"].split(".")
        place = request
        for name in path:
            place = place.setdefault(name, {})
        place[last] = fill["text"] * fill["times"]
    return json.dumps(request)


def _code(told):
    """gRPC's name of a code that Go spells `InvalidArgument`."""
    name = "CANCELLED" if told == "Canceled" else re.sub(r"(?<=[a-z])(?=[A-Z])", "_", told).upper()
    return name if name in CODES else f"unknown: {told}"


def _seen(call, address):
    """How often each code came."""
    method = call.get("method", "DeliverNotification")
    service = "SandboxService" if "Sandbox" in method else "NotificationService"
    calls = str(call.get("at_once", 1))
    ended = subprocess.run(
        [GHZ, "--insecure", "--disable-template-functions", "--disable-template-data", "-n", calls, "-c", calls,
         "--connections", "1", "-t", f"{call.get('timeout_ms', 10_000)}ms", "--max-recv-message-size", "8MiB",
         "-m", json.dumps(call.get("metadata", {})), "-O", "json", "-D", "/dev/stdin",
         "--call", f"herald.v1.{service}/{method}", address],
        input=_request(call), capture_output=True, text=True, env=environment(), timeout=60, check=False,
    )
    if ended.returncode:
        return ended.stderr
    return Counter({_code(told): count for told, count in json.loads(ended.stdout)["statusCodeDistribution"].items()})


def told_codes(line):
    """The same of a line of the table: `OK outcome=...`, or `8 x OK ...; 1 x ...`."""
    codes = Counter()
    for part in line.split("; "):
        count, code = re.match(r"(?:(\d+) x )?([A-Z_]+)(?: |$)", part).groups()
        codes[code] += int(count or 1)
    return codes


def _broken(calls, told):
    """The calls, with another in place of the last: one that succeeds where an
    error is expected, and else one that is refused."""
    method = calls[-1].get("method", "DeliverNotification")
    wrong = BAD[method] if "OK" in told_codes(told[-1]) else GOOD
    count = {"at_once": calls[-1]["at_once"]} if "at_once" in calls[-1] else {}
    return [*calls[:-1], {**wrong, **count}]


def check(checks, program, table):
    """ghz sees the codes of the clients' table, and others of what is broken."""
    scenarios = json.loads(SCENARIOS.read_text(encoding="utf-8"))["scenarios"]
    expected = iter(rows(table))
    with herald(program) as address, herald(program) as another:
        for scenario in scenarios:
            told = [next(expected)[1] for _ in scenario["calls"]]
            if not can(scenario):
                continue
            codes = [told_codes(line) for line in told]
            seen = [_seen(call, address) for call in scenario["calls"]]
            checks.check(f"ghz: {scenario['name']}", seen == codes, (seen, codes))
            wrong = [_seen(call, another) for call in _broken(scenario["calls"], told)]
            fails = wrong[:-1] == codes[:-1] and isinstance(wrong[-1], Counter) and wrong[-1] != codes[-1]
            checks.check(f"ghz: fails, broken: {scenario['name']}", fails, (wrong, codes))
