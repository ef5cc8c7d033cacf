"""Pure. What does an opaquely signed S/MIME mail say? Its text lies inside the envelope (RFC 8551, RFC 5652).

Nothing is verified here; the point is that the words can be read.
"""

from __future__ import annotations

from collections.abc import Iterator

TYPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_MAX_DEPTH = 12
_SEQUENCE, _OID, _OCTETS, _EXPLICIT = 0x30, 0x06, 0x04, 0xA0
_CONSTRUCTED = 0x20
_SHORT_FORM = 0x80
_MAX_LENGTH_BYTES = 8


class _NotBerError(Exception):
    pass


def signed_content(data: bytes) -> bytes | None:
    """Gives the mail inside a signed-data envelope; None for encrypted ones and for anything else."""
    try:
        outer = _children(_content(data, 0, len(data), _SEQUENCE))
        if next(outer) != (_OID, _SIGNED_DATA):
            return None
        wrapped = _of_kind(outer, _EXPLICIT)
        signed = _content(wrapped, 0, len(wrapped), _SEQUENCE)
        encapsulated = _children(_of_kind(_children(signed), _SEQUENCE))
        inner = _of_kind(encapsulated, _EXPLICIT)
        return b"".join(_octets(inner, 0)) or None
    except (_NotBerError, StopIteration):
        return None


def _of_kind(elements: Iterator[tuple[int, bytes]], kind: int) -> bytes:
    return next(content for tag, content in elements if tag == kind)


def _content(data: bytes, at: int, end: int, kind: int) -> bytes:
    tag, content, _ = _element(data, at, end, 0)
    if tag != kind:
        raise _NotBerError
    return content


def _children(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        tag, content, at = _element(data, at, len(data), 0)
        yield tag, content


def _octets(data: bytes, depth: int) -> Iterator[bytes]:
    """An octet string may come in pieces."""
    if depth > _MAX_DEPTH:
        raise _NotBerError
    for tag, content in _children(data):
        if tag == _OCTETS:
            yield content
        elif tag == _OCTETS | _CONSTRUCTED:
            yield from _octets(content, depth + 1)


def _element(data: bytes, at: int, end: int, depth: int) -> tuple[int, bytes, int]:
    """Reads one BER element, of known or open length; gives its tag, its content and where the next begins."""
    if at + 2 > end or depth > _MAX_DEPTH:
        raise _NotBerError
    tag, length = data[at], data[at + 1]
    at += 2
    if length == _SHORT_FORM:  # open: elements until two zeros
        inside = at
        while data[inside : inside + 2] != b"\0\0":
            _, _, inside = _element(data, inside, end, depth + 1)
        return tag, data[at:inside], inside + 2
    if length > _SHORT_FORM:
        size = length - _SHORT_FORM
        if size > _MAX_LENGTH_BYTES:
            raise _NotBerError
        length = int.from_bytes(data[at : at + size], "big")
        at += size
    if at + length > end:
        raise _NotBerError
    return tag, data[at : at + length], at + length
