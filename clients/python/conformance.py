# SPDX-License-Identifier: Apache-2.0
"""Runs the conformance scenarios with the Python client.

    python conformance.py ADDRESS SCENARIOS

With HERALD_CA, HERALD_TOKEN and HERALD_TIMEOUT, which is in seconds, it connects
by TLS; in plaintext else.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import grpc
import herald
from google.protobuf import json_format
from google.rpc import error_details_pb2
from grpc_status import rpc_status
from herald.v1 import notification_service_pb2, sandbox_service_pb2
from herald.v1.notification_service_pb2_grpc import NotificationServiceStub
from herald.v1.sandbox_service_pb2_grpc import SandboxServiceStub

Json = Any


class Runner:
    """Makes the calls of scenarios, and writes down what came of each."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._stubs = (NotificationServiceStub(channel), SandboxServiceStub(channel))

    def observe(self, call: Json) -> str:
        """One line for all calls that are made at once."""
        request = self._request(call)
        begun = [self._begin(call, request) for _ in range(call.get("at_once", 1))]
        lines = Counter(_line(future, call.get("look_at", [])) for future in begun)
        if "at_once" not in call:
            return next(iter(lines))
        return "; ".join(f"{count} x {line}" for line, count in sorted(lines.items()))

    def _request(self, call: Json) -> Any:
        method = call.get("method", "DeliverNotification")
        module = sandbox_service_pb2 if "Sandbox" in method else notification_service_pb2
        for fill in call.get("fill", []):
            *path, last = fill["path"].split(".")
            place = call["request"]
            for name in path:
                place = place[name]
            place[last] = fill["text"] * fill["times"]
        return json_format.ParseDict(call["request"], getattr(module, f"{method}Request")())

    def _begin(self, call: Json, request: Any) -> Any:
        method = call.get("method", "DeliverNotification")
        stub = self._stubs["Sandbox" in method]
        future = getattr(stub, method).future(
            request,
            timeout=call.get("timeout_ms", 10_000) / 1000 or None,
            metadata=tuple(call.get("metadata", {}).items()),
        )
        if "cancel_after_ms" in call:
            threading.Timer(call["cancel_after_ms"] / 1000, future.cancel).start()
        return future


def _line(future: Any, paths: list[str]) -> str:
    try:
        answer = future.result()
    except grpc.FutureCancelledError:
        return "CANCELLED"
    except grpc.RpcError as error:
        return _error_line(error)
    tree = json_format.MessageToDict(answer, preserving_proto_field_name=True)
    return " ".join(["OK", *(f"{path}={_look(tree, path)}" for path in paths)])


def _error_line(error: Any) -> str:
    words = [error.code().name]
    status = rpc_status.from_call(error)
    for detail in status.details if status else ():
        bad_request, retry_info = error_details_pb2.BadRequest(), error_details_pb2.RetryInfo()
        if detail.Unpack(bad_request):
            fields = sorted(violation.field for violation in bad_request.field_violations)
            words.append("violations=" + ",".join(fields))
        elif detail.Unpack(retry_info):
            words.append("retry_delay=" + retry_info.retry_delay.ToJsonString())
    return " ".join(words)


def _look(tree: Json, path: str) -> str:
    for name in path.split("."):
        if isinstance(tree, list):
            tree = tree[int(name)] if int(name) < len(tree) else None
        else:
            tree = tree.get(name) if isinstance(tree, dict) else None
    if tree is None:
        return "-"
    if isinstance(tree, bool):
        return "true" if tree else "false"
    if isinstance(tree, list):
        return str(len(tree))
    return "set" if isinstance(tree, dict) else str(tree)


def connect(address: str) -> grpc.Channel:
    if "HERALD_CA" not in os.environ:
        return herald.connect(address, plaintext=True)
    return herald.connect(
        address,
        root_certificates=Path(os.environ["HERALD_CA"]).read_bytes(),
        token=os.environ["HERALD_TOKEN"],
        timeout=float(os.environ["HERALD_TIMEOUT"]),
    )


def main(address: str, path: str) -> int:
    with open(path, encoding="utf-8") as file:
        scenarios = json.load(file)["scenarios"]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print("| Scenario | Observed | Verdict |\n|---|---|---|")
    failed = 0
    with connect(address) as channel:
        runner = Runner(channel)
        for scenario in scenarios:
            for call in scenario["calls"]:
                line = runner.observe(call)
                is_right = line == call["expect"]
                failed += not is_right
                print(f"| {scenario['name']} | {line} | {'ok' if is_right else 'FAIL'} |")
    print(f"\n{len(scenarios)} scenarios, {failed} calls failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
