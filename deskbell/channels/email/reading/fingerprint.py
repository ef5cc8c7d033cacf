"""Pure. Are two raw mails copies of one? By Message-ID and content, since ids alone are repeated by broken programs."""

import hashlib

from deskbell.channels.email.reading.header_block import read_header_block
from deskbell.channels.email.reading.header_text import decode_value
from deskbell.channels.email.reading.message_ids import read_id

_NAMED = ("message-id", "date", "from", "subject")


def mail_id_of(raw: bytes) -> str | None:
    """The Message-ID, without reading more than the header."""
    found = read_header_block(raw, 0).first("message-id")
    return read_id(decode_value(found)) if found else None


def fingerprint(raw: bytes) -> str:
    """The same for copies that came other ways: hops add fields and change line ends, but not these nor the body."""
    block = read_header_block(raw, 0)
    digest = hashlib.sha256()
    for name in _NAMED:
        digest.update(b" ".join((block.first(name) or b"").split()) + b"\0")
    body = raw[block.end :]
    digest.update(body.replace(b"\r\n", b"\n").strip(b"\r\n "))
    return digest.hexdigest()
