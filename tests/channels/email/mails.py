"""Small raw mails for the tests of the pure side of e-mail."""

from __future__ import annotations

import base64

HEAD = b"From: Anna Berg <anna@example.com>\r\nTo: support@desk.example\r\nSubject: Hello\r\nMIME-Version: 1.0\r\n"


def mail(body: bytes = b"Hi there\r\n", *fields: bytes, head: bytes = HEAD) -> bytes:
    """One mail: the usual head, more fields, a blank line, the body."""
    return head + b"".join(field + b"\r\n" for field in fields) + b"\r\n" + body


def multipart(subtype: str, *parts: bytes, boundary: str = "b1") -> bytes:
    """A multipart mail; each part brings its own header block."""
    line = b"--" + boundary.encode()
    inside = b"".join(line + b"\r\n" + part + b"\r\n" for part in parts)
    return mail(inside + line + b"--\r\n", f'Content-Type: multipart/{subtype}; boundary="{boundary}"'.encode())


def part(content_type: str, body: bytes, *fields: str) -> bytes:
    head = "".join(f"{field}\r\n" for field in (f"Content-Type: {content_type}", *fields))
    return head.encode() + b"\r\n" + body


def base64_part(content_type: str, content: bytes, *fields: str) -> bytes:
    return part(content_type, base64.encodebytes(content), "Content-Transfer-Encoding: base64", *fields)
