# SPDX-License-Identifier: Apache-2.0
"""Runs those scenarios with grpcurl that it can: one call at a time, to its end."""

import json
import re
import subprocess

from served import herald
from tables import SCENARIOS, rows
from toolchain import GO, ROOT, environment, run

GRPCURL = GO / "bin" / "grpcurl"
CODES = (
    "OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED "
    "RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE "
    "DATA_LOSS UNAUTHENTICATED"
).split()


def install():
    """The version that the suite grpcurl pins, where it puts it."""
    if not GRPCURL.exists():
        test = (ROOT / "tests/end_to_end/grpcurl_test.sh").read_text(encoding="utf-8")
        version = re.search(r"^grpcurl_version=(\S+)$", test, re.M)[1]
        run(["go", "install", f"github.com/fullstorydev/grpcurl/cmd/grpcurl@{version}"])


def _can(call):
    return not {"at_once", "cancel_after_ms", "fill"} & set(call)


def _look(tree, path):
    for name in path.split("."):
        if isinstance(tree, list):
            tree = tree[int(name)] if int(name) < len(tree) else None
        else:
            tree = (tree or {}).get(name)
    if isinstance(tree, (list, dict, bool, type(None))):
        return {list: lambda: str(len(tree)), dict: lambda: "set", bool: lambda: str(tree).lower()}.get(
            type(tree), lambda: "-")()
    return str(tree)


def _error_line(error):
    words = [CODES[error["code"]]]
    for detail in error.get("details", []):
        if detail["@type"].endswith("BadRequest"):
            words.append("violations=" + ",".join(sorted(one["field"] for one in detail["field_violations"])))
        elif detail["@type"].endswith("RetryInfo"):
            words.append("retry_delay=" + detail["retry_delay"])
    return " ".join(words)


def _line(call, address):
    method = call.get("method", "DeliverNotification")
    service = "SandboxService" if "Sandbox" in method else "NotificationService"
    headers = [word for name, value in call.get("metadata", {}).items() for word in ("-H", f"{name}: {value}")]
    ended = subprocess.run(
        [GRPCURL, "-plaintext", "-format-error", "-max-time", str(call.get("timeout_ms", 10_000) / 1000),
         *headers, "-d", "@", address, f"herald.v1.{service}/{method}"],
        input=json.dumps(call["request"]), capture_output=True, text=True, env=environment(), check=False,
    )
    if ended.returncode:
        return _error_line(json.loads(ended.stderr))
    tree = json.loads(ended.stdout)
    return " ".join(["OK", *(f"{path}={_look(tree, path)}" for path in call.get("look_at", []))])


def check(checks, program, table):
    """What grpcurl shows of each scenario is what the clients' table says."""
    scenarios = json.loads(SCENARIOS.read_text(encoding="utf-8"))["scenarios"]
    expected = iter(rows(table))
    with herald(program) as address:
        for scenario in scenarios:
            told = [next(expected)[1] for _ in scenario["calls"]]
            if all(_can(call) for call in scenario["calls"]):
                seen = [_line(call, address) for call in scenario["calls"]]
                checks.check(f"grpcurl: {scenario['name']}", seen == told, (seen, told))
