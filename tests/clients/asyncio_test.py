# SPDX-License-Identifier: Apache-2.0
"""The Python client with asyncio, and what it refuses.

    python asyncio_test.py ADDRESS
"""

import asyncio
import sys

import herald
from herald.v1.notification_pb2 import EmailNotification, Notification, PhoneNotification
from herald.v1.notification_service_pb2 import DeliverNotificationRequest
from herald.v1.notification_service_pb2_grpc import NotificationServiceStub
from herald.v1.outcome_pb2 import OUTCOME_DELIVERED


async def deliver_several(address):
    phone = PhoneNotification(recipient="+18085550100", as_text="Hello")
    request = DeliverNotificationRequest(notification=Notification(phone=phone))
    async with herald.connect_async(address, plaintext=True) as channel:
        stub = NotificationServiceStub(channel)
        calls = [stub.DeliverNotification(request, timeout=10) for _ in range(3)]
        return [answer.outcome for answer in await asyncio.gather(*calls)]


def refuses(**arguments):
    try:
        herald.connect("localhost:50051", **arguments)
    except ValueError:
        return True
    return False


async def end_by_deadline(address):
    """The server answers a little before a deadline that it was told."""
    email = EmailNotification(to="stall@sandbox.test", subject="Hi", text="Hello")
    request = DeliverNotificationRequest(notification=Notification(email=email))
    async with herald.connect_async(address, plaintext=True, timeout=0.5) as channel:
        stub = NotificationServiceStub(channel)
        return [
            (await stub.DeliverNotification(request)).possibly_sent,
            (await stub.DeliverNotification(request, timeout=0.3)).possibly_sent,
        ]


assert asyncio.run(deliver_several(sys.argv[1])) == [OUTCOME_DELIVERED] * 3
assert asyncio.run(end_by_deadline(sys.argv[1])) == [True, True]
assert refuses(plaintext=True, token="a token")
assert refuses(plaintext=True, root_certificates=b"a certificate")
assert refuses(timeout=0)
assert refuses(timeout=3601)
assert not refuses(plaintext=True, timeout=3600)
