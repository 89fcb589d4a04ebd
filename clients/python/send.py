# SPDX-License-Identifier: Apache-2.0
"""Sends an SMS and an email, as an application would.

    python send.py ADDRESS NUMBER EMAIL
"""

import sys
import time
import uuid

import grpc
import herald
from google.rpc import error_details_pb2
from grpc_status import rpc_status
from herald.v1.notification_pb2 import EmailNotification, Notification, PhoneNotification
from herald.v1.notification_service_pb2 import DeliverNotificationRequest
from herald.v1.notification_service_pb2_grpc import NotificationServiceStub
from herald.v1.outcome_pb2 import OUTCOME_DELIVERED, OUTCOME_RETRY

TRIES = 3


def deliver(stub: NotificationServiceStub, name: str, notification: Notification) -> bool:
    # The same id in every try: what was delivered is never sent twice.
    request = DeliverNotificationRequest(notification=notification, request_id=str(uuid.uuid4()))
    for left in reversed(range(TRIES)):
        try:
            answer = stub.DeliverNotification(request, timeout=10)
        except grpc.RpcError as error:
            wait = retry_delay(error)
            if wait is None or left == 0:
                raise
            time.sleep(wait)
            continue
        if answer.outcome == OUTCOME_DELIVERED:
            print(f"{name}: delivered by {answer.provider}")
            return True
        if answer.outcome != OUTCOME_RETRY:
            print(f"{name}: dropped, {answer.reason_code}: {answer.reason}")
            return False
        if answer.possibly_sent:
            print(f"{name}: may have been sent, {answer.reason_code}")
            return False
        if left > 0:
            # A real application would rather put a long wait into its queue.
            wait = answer.retry_after.ToTimedelta().total_seconds()
            print(f"{name}: again in {wait:g} s, {answer.reason_code}")
            time.sleep(wait)
    print(f"{name}: not delivered in {TRIES} tries")
    return False


def retry_delay(error: grpc.RpcError) -> float | None:
    """How long an overloaded server asks to wait, in seconds."""
    status = rpc_status.from_call(error)
    for detail in status.details if status else ():
        info = error_details_pb2.RetryInfo()
        if detail.Unpack(info):
            return float(info.retry_delay.ToTimedelta().total_seconds())
    return None


def main(address: str, number: str, email: str) -> int:
    with herald.connect(address, plaintext=True) as channel:
        stub = NotificationServiceStub(channel)
        sms = PhoneNotification(recipient=number, as_text="Your code is 123456", code="123456")
        hello = EmailNotification(to=email, subject="Welcome", text="Good to see you.")
        delivered = [
            deliver(stub, "sms", Notification(phone=sms)),
            deliver(stub, "email", Notification(email=hello)),
        ]
    return 0 if all(delivered) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
