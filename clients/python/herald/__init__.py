# SPDX-License-Identifier: Apache-2.0
"""Opens channels to Herald, for the stubs of `herald.v1`."""

from herald.connection import connect, connect_async

__all__ = ["connect", "connect_async"]
