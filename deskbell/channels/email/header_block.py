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
    """`fields` in their order: lower-cased name and raw value with its folds taken out. `end` is where the body starts."""

    fields: tuple[tuple[str, bytes], ...]
    end: int
    problems: tuple[str, ...]

    def first(self, name: str) -> bytes | None:
        for field, value in self.fields:
            if field == name:
                return value
        return None


def read_header_block(raw: bytes, start: int, stop_lines: frozenset[bytes] | None = None) -> HeaderBlock:
    """Reads the fields from `start` on; `stop_lines` are open MIME boundary lines, which end a block without a blank line."""
    fields: list[tuple[str, list[bytes]]] = []
    problems: list[str] = []
    at = start
    sizes = 0
    limit = min(len(raw), start + MAX_BLOCK)
    while at < len(raw):
        if at >= limit:
            problems.append(_TOO_LONG)
            return HeaderBlock(_joined(fields), _after_blank_line(raw, at), tuple(problems))
        newline = raw.find(b"\n", at, limit)
        next_at = newline + 1 if newline >= 0 else min(limit, len(raw))
        line = raw[at:next_at].rstrip(b"\r\n")
        if not line or (line.isspace() and _blank_ends_here(raw, next_at, fields)):
            return HeaderBlock(_joined(fields), next_at, tuple(problems))
        if stop_lines and line.startswith(b"--") and line.rstrip() in stop_lines:
            return HeaderBlock(_joined(fields), at, tuple(problems))
        if line[:1] in b" \t" and fields:
            if sizes < MAX_VALUE:
                fields[-1][1].append(line)
                sizes += len(line)
        elif (match := _FIELD.fullmatch(line)) is not None and not line.startswith((b"From ", b">From ")):
            name = match[1].decode("latin-1").lower()
            if len(fields) < MAX_FIELDS or (name in _NEEDED and len(fields) < 2 * MAX_FIELDS):
                fields.append((name, [match[2]]))
                sizes = len(match[2])
            else:
                sizes = MAX_VALUE
            if sizes >= MAX_VALUE and _TOO_LONG not in problems:
                problems.append(_TOO_LONG)
        elif line.startswith((b"From ", b">From ")) and not fields:
            pass  # the separator line of an mbox file
        elif _a_field_follows(raw, next_at, limit):
            problems.append("A line in the header block is no header field; it was read as part of the one before.")
            if fields and sizes < MAX_VALUE:
                fields[-1][1].append(b" " + line)
        else:
            if fields:
                problems.append("No blank line stands between header and body.")
            return HeaderBlock(_joined(fields), at, tuple(problems[:5]))
        at = next_at
    return HeaderBlock(_joined(fields), len(raw), tuple(problems[:5]))


def _joined(fields: list[tuple[str, list[bytes]]]) -> tuple[tuple[str, bytes], ...]:
    return tuple((name, b"".join(lines)[:MAX_VALUE].strip()) for name, lines in fields)


def _blank_ends_here(raw: bytes, next_at: int, fields: list[tuple[str, list[bytes]]]) -> bool:
    """A line of blanks inside a folded field is a fold when the field goes on after it, else it is the blank line."""
    if not fields:
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
