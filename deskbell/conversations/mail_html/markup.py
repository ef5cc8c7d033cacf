"""Pure. Of which tags and texts does a piece of HTML consist? One linear pass, however broken or deep the HTML is.

Tree builders are quadratic on deeply nested mail (100,000 divs take half a minute), and a tree loses the places in
the source that folding a quote needs. This reads no meaning into the tags.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_RAW_TEXT = frozenset({"script", "style", "title", "textarea", "xmp", "noembed", "noframes"})
_NAME = re.compile(r"[A-Za-z][^\s/>]{0,100}")
_ATTRIBUTE = re.compile(r"([^\s=\"'/>]{1,100})(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_LONGEST_TAG = 65_536


@dataclass(frozen=True, slots=True)
class Token:
    """`start` and `end` are places in the source; `name` is lower case, empty for text."""

    kind: Literal["text", "open", "close"]
    name: str
    start: int
    end: int


def tokens(source: str) -> Iterator[Token]:
    """Yields texts and tags in their order, without comments, declarations and what is inside scripts and styles."""
    at = 0
    size = len(source)
    while at < size:
        less = source.find("<", at)
        if less < 0:
            yield Token("text", "", at, size)
            return
        if less > at:
            yield Token("text", "", at, less)
        at, token = _tag(source, less)
        if token is None:
            continue
        yield token
        if token.kind == "open" and token.name in _RAW_TEXT:
            close = re.compile(rf"</{token.name}(?=[\s/>])", re.IGNORECASE).search(source, at)
            if close is None and token.name in {"title", "textarea"}:
                continue  # never swallow a mail because its head was not closed
            at = close.start() if close else size


def _tag(source: str, less: int) -> tuple[int, Token | None]:
    """Reads what starts at a `<`; gives where to go on."""
    if source.startswith("<!--", less):
        end = source.find("-->", less + 4)
        if source.startswith(("<!-->", "<!--->"), less):
            return source.index(">", less) + 1, None
        return (end + 3, None) if end >= 0 else (_after(source, less), None)
    following = source[less + 1 : less + 2]
    if following in {"!", "?"}:
        return _after(source, less), None
    closing = following == "/"
    name = _NAME.match(source, less + (2 if closing else 1))
    if name is None:
        return less + 1, Token("text", "", less, less + 1)
    end = _tag_end(source, name.end())
    if end < 0:
        return len(source), Token("text", "", less, len(source))
    return end, Token("close" if closing else "open", name[0].lower(), less, end)


def _after(source: str, less: int) -> int:
    end = source.find(">", less)
    return end + 1 if end >= 0 else len(source)


def _tag_end(source: str, at: int) -> int:
    """Finds the `>` that ends a tag, not one inside a quoted value; gives up on quotes that never close."""
    first = end = source.find(">", at)
    for _ in range(8):
        if end < 0 or end - at > _LONGEST_TAG:
            break
        inside = source[at:end]
        if not (inside.count('"') % 2 or (inside.count("'") % 2 and '"' not in inside)):
            return end + 1
        end = source.find(">", end + 1)
    return first + 1 if first >= 0 else -1


def attributes(source: str, token: Token) -> dict[str, str]:
    """Gives the attributes of an opening tag: lower-cased names, values with their entities decoded."""
    found: dict[str, str] = {}
    inside = source[token.start + 1 + len(token.name) : min(token.end - 1, token.start + _LONGEST_TAG)]
    for match in _ATTRIBUTE.finditer(inside):
        value = match[2] if match[2] is not None else match[3] if match[3] is not None else match[4] or ""
        found.setdefault(match[1].lower(), entities.unescape(value))
    return found
