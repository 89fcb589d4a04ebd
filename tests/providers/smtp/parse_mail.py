# SPDX-License-Identifier: Apache-2.0
"""Prints what a mail says, as Python's email package reads it.

    parse_mail.py FILE FIELD...

FIELD is a header field's name, `from.address`, `defects`, `longest` (line), or
the type of a part for its text. Each value follows in one line, as JSON.
"""

import email
import email.header
import email.policy
import email.utils
import json
import sys


def defects_of(mail):
    found = [str(defect) for part in mail.walk() for defect in part.defects]
    for part in mail.walk():
        for value in part.values():
            found += [str(defect) for defect in value.defects]
    return found


def address_of(mail, field, raw):
    """The parser of phrases keeps spaces between encoded words, which RFC 2047
    has it drop, so the name is read by the parser that is older."""
    mailbox = mail[field].addresses[0]
    name = mailbox.display_name
    older = email.message_from_bytes(raw)[field]
    if isinstance(older, str):
        name = email.utils.parseaddr(older.replace("\r\n", ""))[0]
        name = str(email.header.make_header(email.header.decode_header(name)))
    return [name, mailbox.username, mailbox.domain]


def value_of(mail, field, raw):
    if field == "defects":
        return defects_of(mail)
    if field == "longest":
        return max(len(line) for line in raw.split(b"\r\n"))
    if field == "fields":
        return mail.keys()
    if field.endswith(".address"):
        return address_of(mail, field.split(".")[0], raw)
    if "/" in field:
        parts = [p for p in mail.walk() if p.get_content_type() == field]
        return [
            p.get_content_type()
            if p.is_multipart()
            else p.get_content().replace("\r\n", "\n")
            for p in parts
        ]
    values = mail.get_all(field)
    return values and [str(value) for value in values]


def main(path, *fields):
    with open(path, "rb") as file:
        raw = file.read()
    assert b"\n" not in raw.replace(b"\r\n", b""), "a bare line feed"
    assert b"\r" not in raw.replace(b"\r\n", b""), "a bare carriage return"
    policy = email.policy.SMTPUTF8
    mail = email.message_from_bytes(raw, policy=policy)
    for field in fields:
        print(json.dumps(value_of(mail, field, raw), ensure_ascii=False))


main(*sys.argv[1:])
