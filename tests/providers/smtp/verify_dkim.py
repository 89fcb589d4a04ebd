# SPDX-License-Identifier: Apache-2.0
"""Verifies the DKIM signatures of a mail with python3-dkim.

    verify_dkim.py FILE RECORD...

Each RECORD is `name=value`: what the DNS would say. Prints `right` or `wrong`
for each signature, the first in the mail first.
"""

import sys

import dkim


def main(path, *records):
    known = {
        name.encode() + b".": value.encode()
        for name, value in (record.split("=", 1) for record in records)
    }
    with open(path, "rb") as file:
        mail = dkim.DKIM(file.read())
    count = sum(name.lower() == b"dkim-signature" for name, _ in mail.headers)
    for index in range(count):
        try:
            is_right = mail.verify(
                idx=index, dnsfunc=lambda name, timeout=5: known.get(name, b"")
            )
        except dkim.ValidationError:
            is_right = False
        print("right" if is_right else "wrong")


main(*sys.argv[1:])
