"""Pure. Which lines of a text introduce, mark or end a quote? Each question is about a few lines only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deskbell.conversations.quotes.phrases import (
    ADDRESS,
    BRACKETED,
    BY_MYSELF,
    DATE,
    HEADER_LINE,
    NO_NAME,
    POSTSCRIPT,
    SEPARATOR,
    SIGNED,
    STARTS,
    WROTE,
)

MAX_LINE = 500
_LONGEST_ATTRIBUTION = 5
_HEADER_WINDOW = 12
_QUOTED = re.compile(r"^\s{0,3}(?:[>＞]|[A-Z][A-Za-z]{0,11}> ?)")
# `> wrote:` or `>:` is the end of an address that was wrapped, not a quote.
_WRAPPED_BRACKET = re.compile(rf"^\s{{0,3}}>\s?(?:(?:{WROTE.pattern})\s*)?[:：]\s*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[^\W\d_]{3,}[.!?…]$|[。！？!?]$")
_SHORT = 120
_SHORTEST_DEVICE_LINE = 7
_ALL_KINDS = 4
_ENOUGH_KINDS = 3
_CONTINUED_LINES = 2
_LIST_RULER = re.compile(r"^[_-]{20,80}\s*$")
_OF_LIST = re.compile(r"mailing list|/listinfo/|unsubscribe", re.IGNORECASE)
_ONLY_DASHES = re.compile(r"^\s*(?:--|—|–|__|- -)\s*$")
_ORNAMENT = re.compile(r"^[\s\-_=~*#+.ᐧ·•|>—–]*$")
_LOOKS_RULED = re.compile(r"^[\s>*_|]*[-_=—–#]{2}")
_ENDS = re.compile(r"[:：]\**\s*$|-{2,}\s*$")
_GMT_LINE = re.compile(r"^\s*\d{4}-\d\d?-\d\d? \d\d?:\d\d GMT[+-]\d\d?:\d\d \S.{0,150}$")
_DATE_NAME_ADDRESS = re.compile(r"^\s*\d{4}[-/.]\d\d?[-/.]\d\d?,? [^\n]{1,150}<[^<>\s]+@[^<>\s]+>:?\s*$")
_NAME_FIRST = re.compile(r"^[^\n<>:]{1,80}<[^<>]{1,200}@[^<>]{1,200}>")


_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def without_direction(line: str) -> str:
    """The line without the invisible marks that programs put around names in Hebrew and Arabic."""
    return _DIRECTION.sub("", line)


def is_blank(line: str) -> bool:
    return not line.strip()


def is_quoted(line: str) -> bool:
    """A line with a quote mark: `>`, or a short name before it as some programs write."""
    return _QUOTED.match(line) is not None and _WRAPPED_BRACKET.match(line) is None


def is_ornament(line: str) -> bool:
    """Nothing but rulers, stars and blanks."""
    return _ORNAMENT.match(line[:MAX_LINE]) is not None


def is_signature_mark(line: str) -> bool:
    return _ONLY_DASHES.match(line) is not None


def is_postscript(line: str) -> bool:
    return POSTSCRIPT.match(line) is not None


def is_device_line(line: str) -> bool:
    """`Sent from my iPhone` and its sisters: a line that a program adds by itself."""
    return _SHORTEST_DEVICE_LINE < len(line) < MAX_LINE and SIGNED.match(line) is not None


def is_list_ruler(line: str) -> bool:
    return _LIST_RULER.match(line) is not None


def is_of_list(line: str) -> bool:
    return _OF_LIST.search(line[:MAX_LINE]) is not None


def is_separator(line: str) -> bool:
    """`----- Original Message -----`, `Begin forwarded message:` ..."""
    if len(line) > MAX_LINE or not (_LOOKS_RULED.search(line) or line.rstrip(" *_").endswith((":", "："))):
        return False
    return SEPARATOR.match(line) is not None


def attribution_ending_at(lines: Sequence[str], end: int, *, before_quote: bool) -> int | None:
    """Gives the first line of an introduction such as `On ... wrote:` that ends at line `end`; None when there is none.

    `before_quote`: marked lines follow. Then a date or an address and a colon are enough, in any language.
    """
    last = lines[end][:MAX_LINE]
    if not _ENDS.search(last[-20:]) and not _WROTE_AT_END.search(last[-40:]):
        return end if _GMT_LINE.match(last) or _DATE_NAME_ADDRESS.match(last) else None
    joined = ""
    weak: int | None = None
    for start in range(end, max(-1, end - _LONGEST_ATTRIBUTION), -1):
        line = lines[start][:MAX_LINE].strip()
        if start != end and (is_quoted(lines[start]) or _SENTENCE_END.search(line)):
            break
        if not line:
            if not joined.startswith("<"):
                break
            continue
        joined = f"{line} {joined}".strip()
        if len(joined) > MAX_LINE or BY_MYSELF.search(joined) or NO_NAME.search(joined):
            break
        if _introduces(joined):
            return start
        if weak is None and before_quote and _may_introduce(joined):
            weak = start
    return weak


_WROTE_AT_END = re.compile(rf"(?:{WROTE.pattern})\s*$", re.IGNORECASE)


def _introduces(text: str) -> bool:
    """Sure enough to take what follows for an older mail, marked or not."""
    dated = DATE.search(text) is not None
    wrote = WROTE.search(text) is not None
    if _NAME_FIRST.match(text) and (wrote or dated):
        return True
    return _begins(text) and dated and (wrote or BRACKETED.search(text) is not None)


def _may_introduce(text: str) -> bool:
    """Enough when marked lines follow at once."""
    dated = DATE.search(text) is not None
    wrote = WROTE.search(text) is not None
    if ADDRESS.search(text) is not None:
        return wrote or dated or len(text) < _SHORT
    return (wrote and dated and len(text) < _SHORT) or (_begins(text) and (wrote or dated))


def _begins(text: str) -> bool:
    return STARTS.match(text) is not None or text[0].isdigit() or text[0] in '-*“"'


def header_block_at(lines: Sequence[str], start: int) -> int | None:
    """Gives the line after an Outlook-like block of From, Sent, To, Subject at `start`; None when there is none.

    Three different fields are needed, a sender or a date and subject among them, since people write `To: ...` too.
    """
    if not _is_header_line(lines[start]):
        return None
    kinds: set[str] = set()
    end = start
    blanks = 0
    for place in range(start, min(len(lines), start + _HEADER_WINDOW)):
        line = lines[place][:MAX_LINE]
        match = HEADER_LINE.match(line) if ":" in line or "：" in line else None
        if match is not None:
            kinds.add(next(kind for kind, value in match.groupdict().items() if value))
            end = place + 1
            blanks = 0
        elif not line.strip():
            blanks += 1
            if blanks > 1 or len(kinds) >= _ALL_KINDS:
                break
        elif blanks or place - end >= _CONTINUED_LINES:
            break
    named = kinds - {"other"}
    enough = len(named) >= _ENOUGH_KINDS and ("from" in named or {"date", "subject"} <= named)
    return end if enough else None


def _is_header_line(line: str) -> bool:
    return (":" in line[:60] or "：" in line[:60]) and HEADER_LINE.match(line[:MAX_LINE]) is not None
