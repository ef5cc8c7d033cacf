"""Pure. Which thread does this mail say it answers? Independent signals, the most trustworthy first (B3).

`thread_token`, `own_message` and `thread_marker` are signed by us; the rest is only what the mail claims, and the
matcher must check it: `foreign_message` within the same mailbox, `ticket_number` only from somebody who takes part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from deskbell.channels.email.reading.parsed_mail import ParsedMail
from deskbell.channels.email.tokens import read_body_markers, read_message_id, read_reply_address

HintKind = Literal["thread_token", "own_message", "thread_marker", "foreign_message", "ticket_number"]

MAX_HINTS = 200
_TICKET_NUMBER = re.compile(r"\[#(\d{1,18})\]")


@dataclass(frozen=True, slots=True)
class Hint:
    """`value` is a thread id, a message id, a Message-ID without brackets, or a ticket id, after its kind."""

    kind: HintKind
    value: int | str


def read_hints(mail: ParsedMail, key: bytes) -> tuple[Hint, ...]:
    """Gives the hints in the order in which they are to be believed; never an empty id, never the mail's own id."""
    found: dict[Hint, None] = {}
    for hint in (
        *_addressed(mail, key),
        *_answered(mail, key),
        *_marked(mail, key),
        *_foreign(mail, key),
        *_numbered(mail),
    ):
        found.setdefault(hint)
        if len(found) >= MAX_HINTS:
            break
    return tuple(found)


def read_answered(mail: ParsedMail, key: bytes) -> tuple[int | str, ...]:
    """Gives what the mail answers, ours and others mixed, the nearest first: our message ids, others' Message-IDs."""
    found: dict[int | str, None] = {}
    for mail_id in _named_ids(mail):
        found.setdefault(read_message_id(mail_id, key) or mail_id)
    return tuple(found)[:MAX_HINTS]


def _addressed(mail: ParsedMail, key: bytes) -> Iterator[Hint]:
    written = (person.email for field in (mail.to, mail.cc, mail.bcc) for person in field)
    for address in (*mail.delivered_to, *written):
        thread_id = read_reply_address(address, key)
        if thread_id is not None:
            yield Hint("thread_token", thread_id)


def _named_ids(mail: ParsedMail) -> Iterator[str]:
    """In-Reply-To, then References from the newest to the oldest."""
    for mail_id in (*mail.in_reply_to, *reversed(mail.references)):
        if mail_id and mail_id != mail.message_id:
            yield mail_id


def _answered(mail: ParsedMail, key: bytes) -> Iterator[Hint]:
    for mail_id in _named_ids(mail):
        message_id = read_message_id(mail_id, key)
        if message_id is not None:
            yield Hint("own_message", message_id)


def _marked(mail: ParsedMail, key: bytes) -> Iterator[Hint]:
    for body in (mail.text, mail.html or ""):
        for thread_id in read_body_markers(body, key):
            yield Hint("thread_marker", thread_id)


def _foreign(mail: ParsedMail, key: bytes) -> Iterator[Hint]:
    for mail_id in _named_ids(mail):
        if read_message_id(mail_id, key) is None:
            yield Hint("foreign_message", mail_id)


def _numbered(mail: ParsedMail) -> Iterator[Hint]:
    for number in _TICKET_NUMBER.findall(mail.subject):
        if int(number) > 0:
            yield Hint("ticket_number", int(number))
