"""Pure. Is this the mail by which a new connection was tried out (B13)?"""

import re
import secrets

from deskbell.channels.email.reading.parsed_mail import ParsedMail
from deskbell.kernel.crypto import same, signature

HEADER = "X-Deskbell-Test"
_MARK = re.compile(r"([0-9a-f]{16})\.([A-Za-z0-9_=-]{20,30})")


def new_mark(key: bytes) -> str:
    nonce = secrets.token_hex(8)
    return f"{nonce}.{signature(key, b'connection test ' + nonce.encode())}"


def is_test_mail(mail: ParsedMail, key: bytes) -> bool:
    """Only with our own signature: nobody else can make a mail disappear among the ignored ones."""
    found = _MARK.fullmatch(mail.header(HEADER.lower()).strip())
    return found is not None and same(found[2], signature(key, b"connection test " + found[1].encode()))
