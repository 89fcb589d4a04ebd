# SPDX-License-Identifier: Apache-2.0
"""Channels with defaults that suit Herald."""

from __future__ import annotations

import json
from typing import Any, Optional, Sequence, Tuple

import grpc
import grpc.aio

from herald.deadline import AsyncDeadline, Deadline

Options = Sequence[Tuple[str, Any]]

SERVICE_CONFIG = {
    "methodConfig": [
        {
            "name": [{}],
            "retryPolicy": {
                "maxAttempts": 3,
                "initialBackoff": "0.1s",
                "maxBackoff": "1s",
                "backoffMultiplier": 2,
                "retryableStatusCodes": ["UNAVAILABLE"],
            },
        }
    ]
}

DEFAULTS: Options = (
    ("grpc.service_config", json.dumps(SERVICE_CONFIG)),
    ("grpc.keepalive_time_ms", 20_000),
    ("grpc.keepalive_timeout_ms", 10_000),
    # A preview of the largest email is larger than gRPC's default of 4 MiB.
    ("grpc.max_receive_message_length", 8 << 20),
)


def connect(
    target: str,
    *,
    plaintext: bool = False,
    root_certificates: Optional[bytes] = None,
    token: Optional[str] = None,
    timeout: float = 30,
    options: Options = (),
) -> grpc.Channel:
    """A channel to `target`, `host:port` or any other gRPC name; a context
    manager.

    It speaks TLS, and trusts `root_certificates` (PEM) or else gRPC's own;
    `plaintext` is for a server on a network that is trusted. Every call carries
    `token`, if there is one, as `authorization: Bearer`; that needs TLS.

    A call without a `timeout` of its own takes at most that of the channel, in
    seconds, tries again included. What fails with UNAVAILABLE before anything was
    answered is tried up to twice again. `options` are gRPC's, and come last.
    """
    credentials = _credentials(plaintext, root_certificates, token)
    deadline = Deadline(_checked(timeout))
    if credentials is None:
        channel = grpc.insecure_channel(target, options=[*DEFAULTS, *options])
    else:
        channel = grpc.secure_channel(target, credentials, options=[*DEFAULTS, *options])
    return grpc.intercept_channel(channel, deadline)


def connect_async(
    target: str,
    *,
    plaintext: bool = False,
    root_certificates: Optional[bytes] = None,
    token: Optional[str] = None,
    timeout: float = 30,
    options: Options = (),
) -> grpc.aio.Channel:
    """As `connect`, for asyncio; an asynchronous context manager."""
    credentials = _credentials(plaintext, root_certificates, token)
    deadline = AsyncDeadline(_checked(timeout))
    defaults = [*DEFAULTS, *options]
    if credentials is None:
        return grpc.aio.insecure_channel(target, options=defaults, interceptors=[deadline])
    return grpc.aio.secure_channel(target, credentials, options=defaults, interceptors=[deadline])


def _credentials(
    plaintext: bool, root_certificates: Optional[bytes], token: Optional[str]
) -> Optional[grpc.ChannelCredentials]:
    if plaintext:
        if token is not None or root_certificates is not None:
            raise ValueError("a token and root certificates need TLS, not plaintext")
        return None
    tls = grpc.ssl_channel_credentials(root_certificates)
    if token is None:
        return tls
    return grpc.composite_channel_credentials(tls, grpc.access_token_call_credentials(token))


def _checked(timeout: float) -> float:
    if not 0 < timeout <= 3600:
        raise ValueError(f"timeout is {timeout} s; it must be above 0 and at most 3600")
    return timeout
