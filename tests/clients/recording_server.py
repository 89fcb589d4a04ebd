# SPDX-License-Identifier: Apache-2.0
"""A server that fails as it is asked to, and tells what a client did.

    python recording_server.py CERTIFICATE KEY

Speaks TLS on a free port of 127.0.0.1, and prints `serving ADDRESS`. A call's
metadata says what becomes of it: `fail-times: N` fails the first N calls of its
request_id with the code of `fail-with`, after the answer's headers if there is
`after-headers`; `hang` never answers. Any other call is delivered; its answer has
the call's authorization as `provider`, and the number of calls with this
request_id as `provider_message_id`.
"""

import sys
import threading
from collections import Counter
from concurrent import futures
from pathlib import Path

import grpc
from herald.v1.notification_service_pb2 import DeliverNotificationResponse
from herald.v1.notification_service_pb2_grpc import (
    NotificationServiceServicer,
    add_NotificationServiceServicer_to_server,
)
from herald.v1.outcome_pb2 import OUTCOME_DELIVERED


class RecordingService(NotificationServiceServicer):
    """Counts calls by request_id."""

    def __init__(self):
        self._calls = Counter()
        self._lock = threading.Lock()

    def DeliverNotification(self, request, context):
        asked = dict(context.invocation_metadata())
        with self._lock:
            self._calls[request.request_id] += 1
            count = self._calls[request.request_id]
        if "hang" in asked:
            ended = threading.Event()
            if context.add_callback(ended.set):
                ended.wait(60)
        if count <= int(asked.get("fail-times", 0)):
            if "after-headers" in asked:
                context.send_initial_metadata((("answered", "in-part"),))
            context.abort(grpc.StatusCode[asked["fail-with"]], "as it was asked to")
        return DeliverNotificationResponse(
            outcome=OUTCOME_DELIVERED,
            provider=asked.get("authorization", ""),
            provider_message_id=str(count),
        )


def main(certificate, key):
    server = grpc.server(futures.ThreadPoolExecutor(8))
    add_NotificationServiceServicer_to_server(RecordingService(), server)
    pair = (Path(key).read_bytes(), Path(certificate).read_bytes())
    port = server.add_secure_port("127.0.0.1:0", grpc.ssl_server_credentials([pair]))
    server.start()
    print(f"serving 127.0.0.1:{port}", flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    main(*sys.argv[1:])
