# SPDX-License-Identifier: Apache-2.0
"""Holds the mails that arrived against what a caller was told.

    read_mails.py MAILDIR OUTCOMES RECORD...

OUTCOMES is what mail_flood prints, each RECORD is `name=value` of the DNS.
Every mail is parsed by Python's email package and verified by python3-dkim.
Ends with 1 and says why if a mail is lost, stands there twice, or differs.
"""

import collections
import email
import email.policy
import multiprocessing
import pathlib
import re
import sys

import dkim

RECORDS = {}


def faults_of(raw, key):
    """The differences between a mail and the one that was sent."""
    mail = email.message_from_bytes(raw, policy=email.policy.SMTP)
    parts = {
        part.get_content_type(): part.get_content().replace("\r\n", "\n")
        for part in mail.walk()
        if not part.is_multipart()
    }
    wanted = {
        "text/plain": f"Dear {key},\n.\nyour code is 123456 ✓\n",
        "text/html": f"<p>Dear {key}, your code is <b>123456</b> ✓</p>\n",
    }
    if parts != wanted:
        yield f"the bodies are {parts}"
    if mail["subject"] != f"Grüße № {key}":
        yield f"the subject is {mail['subject']}"
    if any(part.defects for part in mail.walk()):
        yield "it has defects"


def signature_faults(raw):
    signed = dkim.DKIM(raw)
    names = [name.lower() for name, _ in signed.headers]
    if names.count(b"dkim-signature") != 2:
        yield "it has not two signatures"
        return
    for index in range(2):
        try:
            is_right = signed.verify(
                idx=index,
                dnsfunc=lambda name, timeout=5: RECORDS.get(name, b""),
            )
        except dkim.DKIMException:
            is_right = False
        if not is_right:
            yield f"signature {index} is wrong"


def read(path):
    """The request id of a mail, the id the server took it under, its faults."""
    raw = path.read_bytes()
    key = re.search(rb"^To: user-(.*)@example\.org$", raw, re.M)
    taken_as = re.search(rb"^\s+(?:by .*)?.*\bid ([0-9A-Za-z]+)$", raw, re.M)
    if not key or not taken_as:
        return "?", "?", [f"{path.name} is none of ours"]
    key = key[1].decode()
    faults = [*faults_of(raw, key), *signature_faults(raw)]
    return key, taken_as[1], [f"{key}: {fault}" for fault in faults]


def main(maildir, outcomes_file, *records):
    for record in records:
        name, value = record.split("=", 1)
        RECORDS[name.encode() + b"."] = value.encode()
    outcomes = dict(
        line.split(" ", 1)
        for line in pathlib.Path(outcomes_file).read_text().splitlines()
    )
    files = [path for path in pathlib.Path(maildir, "new").iterdir()]
    with multiprocessing.Pool() as pool:
        mails = pool.map(read, files, chunksize=100)
    faults = [fault for _, _, all_faults in mails for fault in all_faults]
    taken = collections.defaultdict(set)
    for key, taken_as, _ in mails:
        taken[key].add(taken_as)
    copies = len(mails) - sum(len(ids) for ids in taken.values())
    for key, outcome in outcomes.items():
        is_unknown = outcome.endswith("possibly_sent")
        if not is_unknown and outcome != "OUTCOME_DELIVERED":
            faults.append(f"{key}: {outcome}")
        if not is_unknown and not taken[key]:
            faults.append(f"{key}: lost")
        if not is_unknown and len(taken[key]) > 1:
            faults.append(f"{key}: taken {len(taken[key])} times")
    faults += [f"{key}: never sent" for key in taken.keys() - outcomes.keys()]
    unknown = sum(o.endswith("possibly_sent") for o in outcomes.values())
    print(
        f"{len(outcomes)} sent, {len(mails)} arrived, {unknown} possibly sent, "
        f"{copies} delivered twice by the server itself, {len(faults)} faults"
    )
    for fault in faults[:20]:
        print(fault)
    return 1 if faults else 0


sys.exit(main(*sys.argv[1:]))
