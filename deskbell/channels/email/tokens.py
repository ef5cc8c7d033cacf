"""Pure. Is this address, Message-ID or marker one that we signed, and for which thread or message?

A token is the number in base 36, a dash, and 128 bits of HMAC-SHA256 over its kind and number in lower-case base 32,
since mail servers lower-case local parts. The key must belong to one instance epoch (`epoch_key`), so that numbers
given out anew after a restore never match old mail.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import Literal

Kind = Literal["thread", "message"]

_MAC_BYTES = 16
_LONGEST_LOCAL_PART = 64  # RFC 5321 4.5.3.1.1
_LARGEST_ID = 2**63 - 1
_SIGNED = r"[0-9a-z]{1,13}-[a-z2-7]{26}"
_IN_ADDRESS = re.compile(rf"\+t({_SIGNED})(?=[@+]|$)", re.IGNORECASE)
_IN_MESSAGE_ID = re.compile(rf"(?:^|[<./])db\.({_SIGNED})@", re.IGNORECASE)
_IN_BODY = re.compile(rf"\bref:t({_SIGNED})(?![a-z0-9])", re.IGNORECASE)
_MOST_MARKERS = 200
_LONGEST_BODY = 2_000_000
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def epoch_key(secret: bytes, epoch: int) -> bytes:
    """Derives the signing key of one instance epoch; a restore counts the epoch up and thereby voids older tokens."""
    return hmac.digest(secret, b"deskbell mail token, epoch %d" % epoch, hashlib.sha256)


def reply_address(address: str, thread_id: int, key: bytes) -> str:
    """Gives `support+t<token>@example.com`; the plain address when the local part would become too long to be valid."""
    local, _, domain = address.rpartition("@")
    signed = f"{local}+t{_token('thread', thread_id, key)}"
    return f"{signed}@{domain}" if len(signed) <= _LONGEST_LOCAL_PART else address


def read_reply_address(address: str, key: bytes) -> int | None:
    """Gives the thread that an address is signed for; None for any other address and for forged ones."""
    return next((found for match in _IN_ADDRESS.findall(address) if (found := _verified("thread", match, key))), None)


def message_id_for(message_id: int, domain: str, key: bytes) -> str:
    """Gives the Message-ID of an outgoing message, without brackets. The same message always gets the same one."""
    return f"db.{_token('message', message_id, key)}@{domain}"


def read_message_id(mail_id: str, key: bytes) -> int | None:
    """Gives the message that a Message-ID is signed for, whatever its domain; None for foreign or forged ids."""
    return next(
        (found for match in _IN_MESSAGE_ID.findall(mail_id) if (found := _verified("message", match, key))), None
    )


def body_marker(thread_id: int, key: bytes) -> str:
    """Gives a short printable marker for the foot of an outgoing mail; it survives quoting as text and as HTML."""
    return f"ref:t{_token('thread', thread_id, key)}"


def read_body_markers(body: str, key: bytes) -> tuple[int, ...]:
    """Gives the threads whose valid markers stand in a text or in HTML, in their order, without repeats."""
    matches = _IN_BODY.findall(body[:_LONGEST_BODY])[:_MOST_MARKERS]
    found = (_verified("thread", match, key) for match in dict.fromkeys(matches))
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _token(kind: Kind, number: int, key: bytes) -> str:
    return f"{_in_base_36(number)}-{_mac(kind, number, key)}"


def _mac(kind: Kind, number: int, key: bytes) -> str:
    digest = hmac.digest(key, f"{kind}:{number}".encode(), hashlib.sha256)[:_MAC_BYTES]
    return base64.b32encode(digest).decode("ascii").rstrip("=").lower()


def _verified(kind: Kind, token: str, key: bytes) -> int | None:
    digits, _, mac = token.lower().partition("-")
    number = int(digits, 36)
    if not 0 < number <= _LARGEST_ID or digits != _in_base_36(number):
        return None
    return number if hmac.compare_digest(mac, _mac(kind, number, key)) else None


def _in_base_36(number: int) -> str:
    if number <= 0:
        raise ValueError("Only numbers of stored rows, which start at 1, can be signed.")
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits
