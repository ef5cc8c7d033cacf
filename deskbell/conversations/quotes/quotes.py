"""Pure. Which part of a mail is what its writer says now, and which is quoted from before? (B4)

What is folded can always be unfolded, and in doubt nothing is folded: showing too much is a blemish, hiding a
customer's sentence a fault. Answers between quoted lines therefore show everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deskbell.conversations.mail_html.plain_text import text_of
from deskbell.conversations.quotes import lines as about
from deskbell.conversations.quotes.markup import lines_with_places, structural_fold
from deskbell.conversations.quotes.phrases import INLINE

MAX_TEXT = 400_000
MAX_LINES = 5_000
MAX_SIGNATURE_LINES = 12
MAX_SIGNATURE_LENGTH = 800
_LONGEST_HEAD = 15
_SAID_BEFORE = 3_000


@dataclass(frozen=True, slots=True)
class Visible:
    """`shown` is never empty when the text is not. `folded`: the text says more than `shown`."""

    shown: str
    folded: bool


def visible_part(text: str) -> Visible:
    """Gives the longest part that is safe to show alone. A text beyond MAX_TEXT or MAX_LINES is shown whole."""
    whole = text.strip("\n")
    lines = text.replace("\r\n", "\n").split("\n", MAX_LINES + 1)
    if len(text) > MAX_TEXT or len(lines) > MAX_LINES:
        return Visible(whole, folded=False)
    start, end, dropped = _shown_range([about.without_direction(line) for line in lines])
    kept = [line for place, line in enumerate(lines[start:end], start) if place not in dropped]
    shown = "\n".join(kept).strip("\n")
    if not shown.strip():
        return Visible(whole, folded=False)
    hidden = [*lines[:start], *(lines[place] for place in sorted(dropped)), *lines[end:]]
    return Visible(shown.rstrip(), folded=_says_something(hidden))


def fold_html(html: str) -> tuple[str, str | None]:
    """Cuts raw HTML into what is shown and what is quoted; the second is None when nothing can safely be folded.

    The two put together are the input. Tags that the cut leaves open are closed by whoever sanitises the pieces.
    """
    place = structural_fold(html, _is_attribution)
    if place is None and len(html) <= MAX_TEXT:
        place = _place_by_text(html)
    if place is None or not text_of(html[place:]).strip() or INLINE.search(text_of(html[:place])[-_SAID_BEFORE:]):
        return html, None
    return html[:place], html[place:]


def _is_attribution(lines: Sequence[str]) -> int | None:
    """Tells at which of some last lines before a quote its introduction starts."""
    bare = [about.without_direction(line) for line in lines]
    return about.attribution_ending_at(bare, len(bare) - 1, before_quote=True) if bare else None


def _place_by_text(html: str) -> int | None:
    pairs = lines_with_places(html)
    lines = [about.without_direction(line) for line, _ in pairs]
    if len(lines) > MAX_LINES:
        return None
    start, end, dropped = _shown_range(lines)
    if start > 0 or dropped or not _says_something(lines[end:]) or not any(line.strip() for line in lines[:end]):
        return None
    return pairs[end][1]


def _shown_range(lines: list[str]) -> tuple[int, int, frozenset[int]]:
    """Gives the first shown line, the line after the last, and introductions left out in between."""
    start = _after_leading_introduction(lines)
    cut = _hard_cut(lines, start)
    end = _trimmed(lines, start, cut)
    if not _says_something(lines[start:end]):
        return 0, len(lines), frozenset()
    answer = _answer_below(lines, start, end)
    if answer is not None:
        return answer, end, frozenset()
    return start, end, _introductions(lines, start, end)


def _says_something(lines: Sequence[str]) -> bool:
    return any(not about.is_ornament(line) for line in lines)


def _after_leading_introduction(lines: list[str]) -> int:
    """A forwarded mail without a word above it, or an unmarked quote: its head is folded, its text is all there is.

    Without a separator above it, From, To and Subject at the top may be a web form's, and stay.
    """
    first = next((place for place, line in enumerate(lines) if not about.is_blank(line)), 0)
    if first < len(lines) and about.is_separator(lines[first]):
        place = first + 1
        while place < len(lines) and about.is_blank(lines[place]):
            place += 1
        end = about.header_block_at(lines, place) if place < len(lines) else None
        if end is not None:
            while end < len(lines) and not about.is_blank(lines[end]) and end - place < _LONGEST_HEAD:
                end += 1
            return end if _says_something(lines[end:]) else 0
    for end in range(first, min(first + 4, len(lines))):
        if not _quote_follows(lines, end + 1) and about.attribution_ending_at(lines, end, before_quote=False) == first:
            return end + 1 if _says_something(lines[end + 1 :]) else 0
    return 0


def _hard_cut(lines: list[str], start: int) -> int:
    """Finds where everything below is an older mail without quote marks: top-posting as most programs do it."""
    said = False
    skipped_to = start
    for place in range(start, len(lines)):
        line = lines[place]
        if place < skipped_to or about.is_blank(line):
            continue
        head_end = about.header_block_at(lines, place)
        if head_end is not None and (not said or _announces(lines[start:place])):
            said, skipped_to = True, head_end  # the fields of a form: content, not the head of an older mail
            continue
        if said and not about.is_quoted(line):
            is_bare = head_end is not None and not _quote_follows(lines, head_end)
            cut = place if is_bare else _cut_at(lines, start, place)
            if cut is not None:
                return len(lines) if INLINE.search(" ".join(lines[start:cut])[-_SAID_BEFORE:]) else cut
        said = said or not about.is_ornament(line)
    return len(lines)


def _cut_at(lines: list[str], start: int, place: int) -> int | None:
    if about.is_separator(lines[place]) and not _quote_follows(lines, _after_head(lines, place + 1)):
        return place
    if not _quote_follows(lines, place + 1):
        first = about.attribution_ending_at(lines, place, before_quote=False)
        if first is not None and first >= start and _says_something(lines[start:first]):
            return first
    return None


def _after_head(lines: Sequence[str], place: int) -> int:
    """Tells where the text goes on below a head of From, Sent, To; `place` itself when none stands there."""
    return (about.header_block_at(lines, place) if place < len(lines) else None) or place


def _announces(lines: Sequence[str]) -> bool:
    """`A new message from your form:` - what follows is the matter itself, not an older mail."""
    last = next((line for line in reversed(lines) if not about.is_blank(line)), "")
    return last.rstrip().endswith((":", "：")) and not about.is_separator(last)


def _quote_follows(lines: Sequence[str], place: int) -> bool:
    for line in lines[place : place + 4]:
        if not about.is_blank(line):
            return about.is_quoted(line) or line.lstrip().startswith("|")
    return False


def _trimmed(lines: list[str], start: int, end: int) -> int:
    """Takes off the end, again and again: blank and ornamental lines, a device's line, a signature, a marked quote."""
    while True:
        before = end
        while end > start and about.is_ornament(lines[end - 1]) and not about.is_quoted(lines[end - 1]):
            end -= 1
        for take_off in (_without_device_line, _without_signature, _without_list_footer, _without_quote):
            shorter = take_off(lines, start, end)
            if shorter < end and _says_something(lines[start:shorter]):
                end = shorter
        if end == before:
            return end


def _without_device_line(lines: list[str], start: int, end: int) -> int:
    if end > start and about.is_device_line(lines[end - 1]):
        return end - 1
    if (
        end - 1 > start
        and about.is_device_line(f"{lines[end - 2].strip()} {lines[end - 1].strip()}")
        and about.is_device_line(lines[end - 2])
    ):
        return end - 2
    return end


def _without_signature(lines: list[str], start: int, end: int) -> int:
    """A signature is folded when it stands behind its mark, is short, and asks nothing."""
    first = max(start, end - MAX_SIGNATURE_LINES - 6)
    for place in range(end - 1, first - 1, -1):
        if about.is_signature_mark(lines[place]):
            below = [line for line in lines[place + 1 : end] if not about.is_blank(line)]
            is_short = len(below) <= MAX_SIGNATURE_LINES and sum(map(len, below)) <= MAX_SIGNATURE_LENGTH
            asks = any(line.rstrip().endswith(("?", "？")) for line in below)
            quotes = any(about.is_quoted(line) for line in below)
            goes_on = any(about.is_postscript(line) for line in below)
            return place if is_short and not asks and not quotes and not goes_on else end
    return end


def _without_list_footer(lines: list[str], start: int, end: int) -> int:
    """Mailing lists put a ruler and where to unsubscribe under everything."""
    for place in range(end - 1, max(start, end - 10), -1):
        if about.is_list_ruler(lines[place]):
            return place if any(about.is_of_list(line) for line in lines[place + 1 : end]) else end
    return end


def _without_quote(lines: list[str], start: int, end: int) -> int:
    """Takes off a marked quote at the very end, with its introduction."""
    place = end
    while place > start and (about.is_quoted(lines[place - 1]) or about.is_blank(lines[place - 1])):
        place -= 1
    if not any(about.is_quoted(line) for line in lines[place:end]):
        return _without_barred_quote(lines, start, end)
    introduced = _before_introduction(lines, start, place)
    if introduced < place or _introduces_itself(lines, place, end):
        return introduced
    return end  # somebody may mark an error message so, or a sentence of a book


def _introduces_itself(lines: list[str], place: int, end: int) -> bool:
    """Some programs mark the introduction as a part of the quote."""
    bare = [line.lstrip(">＞ ") for line in lines[place : min(end, place + 12)] if line.strip("> ")][:6]
    for last, line in enumerate(bare):
        if about.is_separator(line) or about.header_block_at(bare, last) is not None:
            return True
        if about.attribution_ending_at(bare, last, before_quote=True) is not None:
            return True
    return False


def _without_barred_quote(lines: list[str], start: int, end: int) -> int:
    """Some programs mark quotes by a bar; a table looks alike, so an introduction must stand above."""
    place = end
    while place > start and (lines[place - 1].lstrip().startswith("|") or about.is_blank(lines[place - 1])):
        place -= 1
    introduced = _before_introduction(lines, start, place)
    return introduced if introduced < place < end else end


def _before_introduction(lines: list[str], start: int, place: int) -> int:
    last = place - 1
    while last > start and about.is_blank(lines[last]):
        last -= 1
    if last < start:
        return place
    if about.is_separator(lines[last]):
        return last
    first = about.attribution_ending_at(lines, last, before_quote=True)
    if first is None:
        first = _head_ending_at(lines, start, last)
    return first if first is not None and first >= start else place


def _head_ending_at(lines: list[str], start: int, last: int) -> int | None:
    """Some programs put From, Sent, To above a quote that is marked all the same."""
    for first in range(max(start, last - _LONGEST_HEAD), last):
        if about.header_block_at(lines, first) == last + 1:
            return first - 1 if first > start and about.is_separator(lines[first - 1]) else first
    return None


def _answer_below(lines: list[str], start: int, end: int) -> int | None:
    """One introduced quote at the top and all the writer's words below it: gives where they begin."""
    first = next((place for place in range(start, end) if about.is_quoted(lines[place])), None)
    if first is None:
        return None
    introduction = _before_introduction(lines, start, first)
    if introduction == first or any(not about.is_blank(line) for line in lines[start:introduction]):
        return None
    after = first
    while after < end and (about.is_quoted(lines[after]) or about.is_blank(lines[after])):
        after += 1
    if any(about.is_quoted(line) for line in lines[after:end]) or not _says_something(lines[after:end]):
        return None
    return after


def _introductions(lines: list[str], start: int, end: int) -> frozenset[int]:
    """Between answers and quotes, the lines that only say who wrote what is quoted next."""
    dropped: set[int] = set()
    for place in range(start, end):
        if (
            not about.is_quoted(lines[place])
            and not about.is_blank(lines[place])
            and _quote_follows(lines[:end], place + 1)
        ):
            first = about.attribution_ending_at(lines, place, before_quote=True)
            if (
                first is not None
                and first >= start
                and about.attribution_ending_at(lines, place, before_quote=False) is not None
            ):
                dropped.update(range(first, place + 1))
    return frozenset(dropped)
