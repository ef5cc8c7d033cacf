"""Pure. Which lines of a text introduce, mark or end a quote? Each question is about a few lines only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deskbell.conversations.quote_phrases import (
    ADDRESS,
    BRACKETED,
    BY_MYSELF,
    DATE,
    HEADER_LINE,
    RULE,
    SEPARATOR,
    SIGNED,
    STARTS,
    WROTE,
)

MAX_LINE = 500
_LONGEST_ATTRIBUTION = 5
_HEADER_WINDOW = 12
_QUOTED = re.compile(r"^\s{0,3}(?:[>＞]|[A-Z][A-Za-z]{0,11}> ?)")
_ONLY_DASHES = re.compile(r"^\s*(?:--|—|–|__|- -)\s*$")
_ORNAMENT = re.compile(r"^[\s\-_=~*#+.ᐧ·•|>—–]*$")
_ENDS = re.compile(r"[:：]\**\s*$|-{2,}\s*$")
_GMT_LINE = re.compile(r"^\s*\d{4}-\d\d?-\d\d? \d\d?:\d\d GMT[+-]\d\d?:\d\d \S.{0,150}$")
_DATE_NAME_ADDRESS = re.compile(r"^\s*\d{4}[-/.]\d\d?[-/.]\d\d?,? [^\n]{1,150}<[^<>\s]+@[^<>\s]+>:?\s*$")
_NAME_FIRST = re.compile(r"^[^\n<>:]{1,80}<[^<>]{1,200}@[^<>]{1,200}>")


def is_blank(line: str) -> bool:
    return not line.strip()


def is_quoted(line: str) -> bool:
    """A line with a quote mark: `>`, or a short name before it as some programs write."""
    return _QUOTED.match(line) is not None


def is_ornament(line: str) -> bool:
    """Nothing but rulers, stars and blanks."""
    return _ORNAMENT.match(line[:MAX_LINE]) is not None


def is_signature_mark(line: str) -> bool:
    return _ONLY_DASHES.match(line) is not None


def is_device_line(line: str) -> bool:
    """`Sent from my iPhone` and its sisters: a line that a program adds by itself."""
    return len(line) < MAX_LINE and SIGNED.match(line) is not None


def is_separator(line: str) -> bool:
    """`----- Original Message -----`, `Begin forwarded message:` ..."""
    return len(line) < MAX_LINE and SEPARATOR.match(line) is not None


def attribution_ending_at(lines: Sequence[str], end: int, *, before_quote: bool) -> int | None:
    """Gives the first line of an introduction such as `On ... wrote:` that ends at line `end`; None when there is none.

    `before_quote` says that marked lines follow: then a line with a date or an address and a colon is enough, in any language.
    """
    last = lines[end][:MAX_LINE]
    if not _ENDS.search(last) and not _WROTE_AT_END.search(last):
        return end if _GMT_LINE.match(last) or _DATE_NAME_ADDRESS.match(last) else None
    joined = ""
    for start in range(end, max(-1, end - _LONGEST_ATTRIBUTION), -1):
        line = lines[start][:MAX_LINE].strip()
        if is_quoted(lines[start]) and start != end and not line.startswith((">:", "> ")):
            return None
        if not line:
            if not joined.startswith("<"):
                return None
            continue
        joined = f"{line} {joined}".strip()
        if len(joined) > MAX_LINE:
            return None
        if _introduces(joined, before_quote=before_quote):
            return start
    return None


_WROTE_AT_END = re.compile(rf"(?:{WROTE.pattern})\s*$", re.IGNORECASE)


def _introduces(text: str, *, before_quote: bool) -> bool:
    if BY_MYSELF.search(text):
        return False
    dated = DATE.search(text) is not None
    wrote = WROTE.search(text) is not None
    begins = STARTS.match(text) is not None or text[0].isdigit() or text.startswith(("-", "*", "“", '"'))
    bracketed = BRACKETED.search(text) is not None
    if wrote and dated and begins:
        return True
    if _NAME_FIRST.match(text) and (wrote or dated):
        return True
    if dated and bracketed and begins:
        return True
    if not before_quote:
        return False
    return begins and (wrote or dated) or (ADDRESS.search(text) is not None and (wrote or dated or len(text) < 120))


def header_block_at(lines: Sequence[str], start: int) -> int | None:
    """Gives the line after an Outlook-like block of From, Sent, To, Subject that starts at `start`; None when there is none.

    Three different fields are needed, a sender or a date and subject among them, since people write `To: ...` too.
    """
    if HEADER_LINE.match(lines[start][:MAX_LINE]) is None:
        return None
    kinds: set[str] = set()
    end = start
    blanks = 0
    for place in range(start, min(len(lines), start + _HEADER_WINDOW)):
        line = lines[place][:MAX_LINE]
        match = HEADER_LINE.match(line)
        if match is not None:
            kinds.add(next(kind for kind, value in match.groupdict().items() if value))
            end = place + 1
            blanks = 0
        elif not line.strip():
            blanks += 1
            if blanks > 1 or len(kinds) >= 4:
                break
        elif blanks or place - end >= 2:
            break
    named = kinds - {"other"}
    enough = len(named) >= 3 and ("from" in named or {"date", "subject"} <= named)
    return end if enough else None


def follows_rule(lines: Sequence[str], start: int) -> bool:
    """Whether a ruler stands right above a line."""
    place = start - 1
    while place >= 0 and place >= start - 2 and is_blank(lines[place]):
        place -= 1
    return place >= 0 and RULE.match(lines[place][:MAX_LINE]) is not None
