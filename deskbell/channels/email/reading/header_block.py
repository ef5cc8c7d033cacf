"""Pure. Where does a header block end, and which fields does it hold? (RFC 5322 2.2, with the breakage of the wild)

Fields keep their bytes; decoding is the business of header_text.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_BLOCK = 8_388_608
MAX_FIELDS = 5_000
MAX_VALUE = 262_144

_FIELD = re.compile(rb"([!-9;-~\x80-\xff]{1,200})[ \t]*:(.*)", re.DOTALL)
# A line in the middle that is no field: only when one of these follows is it a broken fold, else the body has begun.
_WELL_KNOWN = re.compile(
    rb"(?i)^(received|from|to|cc|subject|date|message-id|mime-version|content-[a-z-]+|reply-to|return-path|"
    rb"in-reply-to|references|x-[a-z-]+|dkim-signature|delivered-to|sender|list-[a-z-]+)[ \t]*:"
)
_LOOK_AHEAD_LINES = 200
_NEEDED = frozenset(
    "from to cc bcc sender reply-to subject date message-id in-reply-to references mime-version content-type "
    "content-transfer-encoding content-disposition auto-submitted return-path delivered-to x-original-to".split()
)
_TOO_LONG = "The header block is too long; a part of it was left out."


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """`fields`: lower-cased names and raw values without folds, in their order. The body starts at `end`."""

    fields: tuple[tuple[str, bytes], ...]
    end: int
    problems: tuple[str, ...]

    def first(self, name: str) -> bytes | None:
        for field, value in self.fields:
            if field == name:
                return value
        return None


def read_header_block(raw: bytes, start: int, stop_lines: frozenset[bytes] | None = None) -> HeaderBlock:
    """Reads fields from `start` on; `stop_lines` are open MIME boundaries, which end a block without a blank line."""
    limit = min(len(raw), start + MAX_BLOCK)
    found = _Fields()
    at = start
    while at < limit:
        newline = raw.find(b"\n", at, limit)
        next_at = newline + 1 if newline >= 0 else limit
        line = raw[at:next_at].rstrip(b"\r\n")
        if not line or (line.isspace() and _blank_ends_here(raw, next_at, found)):
            return found.block(next_at)
        if stop_lines and line.startswith(b"--") and line.rstrip() in stop_lines:
            return found.block(at)
        if not found.takes(line):
            if not _a_field_follows(raw, next_at, limit):
                if found.fields:
                    found.problems.append("No blank line stands between header and body.")
                return found.block(at)
            found.continue_with(b" " + line)
            found.problems.append("A line in the header block is no field; it was read as part of the one before.")
        at = next_at
    if at < len(raw):
        found.problems.append(_TOO_LONG)
        return found.block(_after_blank_line(raw, at))
    return found.block(at)


class _Fields:
    """The fields so far, bounded in number and size."""

    def __init__(self) -> None:
        self.fields: list[tuple[str, list[bytes]]] = []
        self.problems: list[str] = []
        self.size = 0

    def takes(self, line: bytes) -> bool:
        """Adds a line that belongs to a header block; says no to any other."""
        if line[:1] in b" \t" and self.fields:
            self.continue_with(line)
            return True
        if line.startswith((b"From ", b">From ")):
            return not self.fields  # the separator line of an mbox file
        match = _FIELD.fullmatch(line)
        if match is not None:
            self._begin(match[1].decode("latin-1").lower(), match[2])
        return match is not None

    def continue_with(self, line: bytes) -> None:
        if self.fields and self.size < MAX_VALUE:
            self.fields[-1][1].append(line)
            self.size += len(line)

    def _begin(self, name: str, value: bytes) -> None:
        is_kept = len(self.fields) < MAX_FIELDS or (name in _NEEDED and len(self.fields) < 2 * MAX_FIELDS)
        if is_kept:
            self.fields.append((name, [value]))
        self.size = len(value) if is_kept else MAX_VALUE
        if self.size >= MAX_VALUE and _TOO_LONG not in self.problems:
            self.problems.append(_TOO_LONG)

    def block(self, end: int) -> HeaderBlock:
        return HeaderBlock(_joined(self.fields), end, tuple(self.problems[:5]))


def _joined(fields: list[tuple[str, list[bytes]]]) -> tuple[tuple[str, bytes], ...]:
    return tuple((name, b"".join(lines)[:MAX_VALUE].strip()) for name, lines in fields)


def _blank_ends_here(raw: bytes, next_at: int, found: _Fields) -> bool:
    """A line of blanks inside a folded field is a fold when the field goes on after it, else it is the blank line."""
    if not found.fields:
        return True
    following = raw[next_at : next_at + 400].split(b"\n", 1)[0]
    if following[:1] in (b" ", b"\t") and following.strip():
        return False
    return _WELL_KNOWN.match(following) is None


def _a_field_follows(raw: bytes, at: int, limit: int) -> bool:
    for _ in range(_LOOK_AHEAD_LINES):
        newline = raw.find(b"\n", at, limit)
        if newline < 0:
            return False
        line = raw[at:newline].rstrip(b"\r")
        if not line:
            return False
        if _WELL_KNOWN.match(line):
            return True
        at = newline + 1
    return False


def _after_blank_line(raw: bytes, at: int) -> int:
    match = re.compile(rb"\n\r?\n").search(raw, at)
    return match.end() if match else len(raw)
