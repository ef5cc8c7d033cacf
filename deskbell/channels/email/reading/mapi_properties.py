"""Pure. Which properties stand in a MAPI property list inside TNEF? ([MS-OXTNEF] 2.1.3.4, [MS-OXCDATA] 2.11)"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from deskbell.channels.email.reading.charsets import decode
from deskbell.channels.email.reading.safe_text import safe_text

MAX_PROPERTIES = 5_000
MAX_VALUES = 10_000

_STRING8 = 0x1E
_UNICODE = 0x1F
_OBJECT = 0x0D
_VARIABLE = frozenset({_STRING8, _UNICODE, _OBJECT, 0x0102})
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16, 0x01: 0}
_MULTIPLE = 0x1000
_NAMED = 0x8000


@dataclass(frozen=True, slots=True)
class MapiProperty:
    """The first value of a property; `kind` is its MAPI type without the flag for several values."""

    tag: int
    kind: int
    value: bytes

    @property
    def is_object(self) -> bool:
        return self.kind == _OBJECT


class _OutOfBytesError(Exception):
    pass


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, size: int) -> bytes:
        if size < 0 or self.at + size > len(self.data):
            raise _OutOfBytesError
        self.at += size
        return self.data[self.at - size : self.at]

    def number(self) -> int:
        return int(struct.unpack("<I", self.take(4))[0])

    def padded(self, size: int) -> bytes:
        value = self.take(size)
        self.at = min(len(self.data), self.at + (-size % 4))
        return value


def read_properties(data: bytes) -> list[MapiProperty]:
    """Reads until the list ends or stops making sense; what came before stays."""
    cursor = _Cursor(data)
    found: list[MapiProperty] = []
    try:
        for _ in range(min(cursor.number(), MAX_PROPERTIES)):
            found.append(_property(cursor))  # noqa: PERF401 - what was read before the bytes end has to stay
    except _OutOfBytesError:
        return found
    return found


def _property(cursor: _Cursor) -> MapiProperty:
    kind, tag = struct.unpack("<HH", cursor.take(4))
    if tag >= _NAMED:
        cursor.take(16)
        if cursor.number():
            cursor.padded(cursor.number())
        else:
            cursor.number()
    base = kind & ~_MULTIPLE
    if base in _VARIABLE:
        values = [cursor.padded(cursor.number()) for _ in range(_sane(cursor.number()))]
    elif base in _FIXED:
        count = _sane(cursor.number()) if kind & _MULTIPLE else 1
        values = [cursor.take(_FIXED[base]) for _ in range(count)]
    else:
        raise _OutOfBytesError
    return MapiProperty(tag, base, values[0] if values else b"")


def _sane(count: int) -> int:
    if count > MAX_VALUES:
        raise _OutOfBytesError
    return count


def text_of_property(one: MapiProperty, codepage: str) -> str:
    """Decodes a string property; the strings of old writers are in the code page of the mail."""
    if one.kind == _UNICODE:
        text = one.value.decode("utf-16-le", "replace")
    else:
        text = decode(one.value.split(b"\0")[0], codepage)[0]
    return safe_text(text.split("\0")[0]).strip()
