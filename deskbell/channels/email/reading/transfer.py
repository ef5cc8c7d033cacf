"""Pure. Which bytes does a part hold once its transfer encoding is undone? (RFC 2045 6, uuencode, yEnc)"""

from __future__ import annotations

import base64
import binascii
import re

from deskbell.channels.email.reading.uuencode import decode_uuencoded, decode_yenc

_ALPHABET = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
_NOT_ALPHABET = bytes(byte for byte in range(256) if byte not in _ALPHABET)
_AFTERWARDS = re.compile(rb"\r?\n[ \t]*\r?\n(?=[^\r\n]*[ _:.,<-])")
_SOFT_BREAK_WITH_BLANKS = re.compile(rb"=[ \t]+(?=\r?\n)")


def transfer_decoded(body: bytes, encoding: str) -> bytes:
    """Undoes the encoding as far as it holds; a body that is not what it claims comes back as it stands."""
    name = re.sub(r"[^a-z0-9]", "", encoding.lower())
    if "base64" in name or name == "b64":
        return _base64(body)
    if "quoted" in name or name in {"qp", "quotedprintable"}:
        return binascii.a2b_qp(_SOFT_BREAK_WITH_BLANKS.sub(b"=", body))
    if name in {"xuuencode", "uuencode", "uuencoded", "xuue", "uue", "xuu"}:
        return decode_uuencoded(body) or body
    if name in {"xyenc", "yenc"}:
        return decode_yenc(body) or body
    return body


def _base64(body: bytes) -> bytes:
    footer = b""
    if body.translate(None, _NOT_ALPHABET + b"\r\n\t ") != body.translate(None, b"\r\n\t "):
        if not _looks_like_base64(body):
            return body
        after = _AFTERWARDS.search(body)
        if after is not None:  # a list server wrote its plain footer under the encoded text
            body, footer = body[: after.start()], body[after.start() :]
    letters = body.translate(None, _NOT_ALPHABET)
    pieces = re.findall(rb"[^=]+", letters) if b"=" in letters.rstrip(b"=") else [letters.rstrip(b"=")]
    return b"".join(_piece(piece) for piece in pieces) + footer


def _piece(letters: bytes) -> bytes:
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return base64.b64decode(letters + b"=" * (-len(letters) % 4))


def _looks_like_base64(body: bytes) -> bool:
    first = next((line.strip() for line in body[:4_000].splitlines() if line.strip()), b"")
    return len(first.translate(None, _NOT_ALPHABET)) >= 0.95 * len(first) and b" " not in first
