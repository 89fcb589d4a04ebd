# SPDX-License-Identifier: Apache-2.0
"""A handler that forwards text messages to an HTTP API: `handler.py ADDRESS`."""

import json
import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import grpc
from herald.v1 import notification_handler_service_pb2 as pb
from herald.v1 import notification_handler_service_pb2_grpc as rpc


def retry(reason, possibly_sent=False):
    return pb.HandleNotificationResponse(
        retry=pb.RetryVerdict(reason=reason, possibly_sent=possibly_sent))


class Handler(rpc.NotificationHandlerServiceServicer):
    """Makes one attempt, and leaves it to Herald what comes next."""

    def HandleNotification(self, request, context):
        phone = request.notification.phone
        post = urllib.request.Request(
            request.configuration["url"],
            json.dumps({"to": phone.recipient, "text": phone.as_text}).encode(),
            {"Authorization": f"Bearer {request.secrets['API_KEY']}"})
        try:
            with urllib.request.urlopen(post, timeout=context.time_remaining()) as answer:
                return pb.HandleNotificationResponse(
                    delivered=pb.DeliveredVerdict(provider_message_id=json.load(answer)["id"]))
        except urllib.error.HTTPError as error:
            reason = f"HTTP status {error.code}"
            if error.code == 429 or error.code >= 500:
                return retry(reason)
            return pb.HandleNotificationResponse(drop=pb.DropVerdict(reason=reason))
        except (OSError, ValueError, KeyError) as error:
            # A refused connection has sent nothing.
            refused = isinstance(getattr(error, "reason", None), ConnectionRefusedError)
            return retry(f"the API did not answer: {type(error).__name__}", not refused)


def main():
    server = grpc.server(ThreadPoolExecutor(max_workers=32))
    rpc.add_NotificationHandlerServiceServicer_to_server(Handler(), server)
    server.add_insecure_port(sys.argv[1])
    server.start()
    server.wait_for_termination()


if __name__ == "__main__":
    main()
