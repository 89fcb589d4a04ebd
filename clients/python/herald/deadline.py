# SPDX-License-Identifier: Apache-2.0
"""Gives a deadline to calls that have none. The `timeout` of a service config
would do that too, but gRPC's core reckons it from a clock that some machines have
a second or more off."""

from __future__ import annotations

from typing import Any

import grpc
import grpc.aio


class Deadline(grpc.UnaryUnaryClientInterceptor):
    """For calls that block or give a future."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def intercept_unary_unary(self, continuation: Any, client_call_details: Any, request: Any) -> Any:
        return continuation(_bounded(client_call_details, self._seconds), request)


class AsyncDeadline(grpc.aio.UnaryUnaryClientInterceptor):
    """For calls of asyncio."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    async def intercept_unary_unary(self, continuation: Any, client_call_details: Any, request: Any) -> Any:
        return await continuation(_bounded(client_call_details, self._seconds), request)


def _bounded(details: Any, seconds: float) -> Any:
    return details if details.timeout is not None else details._replace(timeout=seconds)
