"""Pure. Of which lines, tables and pictures does a text on paper consist?

Reads what `paper_markup` gives, which is well formed.
"""

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from deskbell.conversations.mail_html.markup import VOID, Token, attributes, tokens

BOLD, ITALIC = 1, 2


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph or line. Without text it is a gap. `looks` has BOLD and ITALIC of each sign, where any has one."""

    text: str
    indent: int = 0
    is_bold: bool = False
    is_quiet: bool = False
    looks: bytes = b""

    def runs(self) -> list[tuple[str, int]]:
        """What has one look, in order."""
        whole = BOLD if self.is_bold else 0
        looks = self.looks or bytes(len(self.text))
        signs = groupby(zip(self.text, looks, strict=True), key=lambda sign: sign[1])
        return [("".join(text for text, _ in run), look | whole) for look, run in signs]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of short texts, each row with as many cells."""

    rows: tuple[tuple[str, ...], ...]
    has_heads: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """One of our own addresses, or the data itself."""

    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    pass


Block = Words | Rows | Picture | Rule

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_APART = _HEADINGS | {"p", "ul", "ol", "dl", "blockquote", "pre", "table"}
_LINES = _APART | {"div", "li", "dt", "dd", "tr", "td", "th", "caption"}
_INDENTS = frozenset({"ul", "ol", "blockquote", "dd"})
_LOOKS = {"b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MOST_COLUMNS, _LONGEST_CELL = 8, 200
_DEEPEST = 6


def blocks_of_text(text: str) -> list[Block]:
    return [Words(line) for line in text.split("\n")]


def blocks_of_html(source: str) -> list[Block]:
    """No gap begins or ends it, and no two follow each other."""
    found: list[Block] = []
    for block in _Walk(source).blocks():
        if block != Words("") or (found and found[-1] != Words("")):
            found.append(block)
    return found[:-1] if found and found[-1] == Words("") else found


@dataclass(slots=True)
class _Walk:
    source: str
    _text: str = ""
    _looks: bytearray = field(default_factory=bytearray)
    _open: list[str] = field(default_factory=list)
    _numbers: list[int | None] = field(default_factory=list)
    _mark: str = ""
    _link: tuple[str, int] = ("", 0)

    def blocks(self) -> Iterator[Block]:
        all_tokens = list(tokens(self.source))
        place = 0
        while place < len(all_tokens):
            token = all_tokens[place]
            place += 1
            if (
                token.name == "table"
                and token.kind == "open"
                and (table := _data_table(self.source, all_tokens, place))
            ):
                rows, place = table
                yield from self._line()
                yield from (Words(""), rows, Words(""))
            elif token.kind == "text":
                self._add(entities.unescape(self.source[token.start : token.end]))
            elif token.name in VOID:
                yield from self._void(token)
            elif token.kind == "open":
                yield from self._opened(token)
            else:
                yield from self._closed(token.name)
        yield from self._line()

    def _add(self, text: str) -> None:
        if "pre" not in self._open:
            text = _SPACE.sub(" ", text)
            text = text.lstrip() if not self._text or self._text[-1] in " \n" else text
        self._put(text)

    def _put(self, text: str) -> None:
        look = 0
        for name in self._open:
            look |= _LOOKS.get(name, 0)
        self._text += text
        self._looks += bytes([look]) * len(text)

    def _trim(self) -> None:
        self._text = self._text.rstrip(" ")
        del self._looks[len(self._text) :]

    def _void(self, token: Token) -> Iterator[Block]:
        if token.name == "br":
            self._trim()
            self._put("\n")
        elif token.name == "hr":
            yield from (*self._line(), Rule())
        elif token.name == "img":
            given = attributes(self.source, token)
            if given.get("src"):
                yield from (*self._line(), Picture(given["src"]))
            else:
                self._add(given.get("alt", ""))

    def _opened(self, token: Token) -> Iterator[Block]:
        given = attributes(self.source, token)
        if token.name in _LINES:
            yield from self._line()
        if token.name in _APART:
            yield from self._gap()
        self._open.append(token.name)
        if token.name in {"ul", "ol"}:
            start = given.get("start", "1")
            self._numbers.append((int(start[:9]) if start.isdigit() else 1) if token.name == "ol" else None)
        elif token.name == "li" and self._numbers:
            number = self._numbers[-1]
            self._mark = "• " if number is None else f"{number}. "
            self._numbers[-1] = None if number is None else number + 1
        elif token.name == "a":
            self._link = (given.get("href", ""), len(self._text))

    def _closed(self, name: str) -> Iterator[Block]:
        if name in _LINES:
            yield from self._line()
        if name == "a":
            self._name_address()
        if name in {"ul", "ol"} and self._numbers:
            self._numbers.pop()
        if name in self._open:
            while self._open.pop() != name:
                pass
        if name in _APART:
            yield from self._gap()

    def _name_address(self) -> None:
        """On paper nobody can follow a link whose address is not said."""
        address, begin = self._link
        said = self._text[begin:].strip()
        if address.startswith(("http:", "https:")) and said and said.rstrip("/") not in address:
            self._trim()
            self._put(f" ({address})")

    def _gap(self) -> Iterator[Block]:
        if not any(name in {"li", "td", "th"} for name in self._open):
            yield Words("")

    def _line(self) -> Iterator[Block]:
        text, looks = self._text, bytes(self._looks)
        self._text, self._looks = "", bytearray()
        begin, text = len(text) - len(text.lstrip(" \n")), text.strip(" \n")
        if not text:
            return
        indent = min(_DEEPEST, sum(name in _INDENTS for name in self._open))
        is_bold = any(name in _HEADINGS or name == "th" for name in self._open)
        is_quiet = "blockquote" in self._open
        looks = bytes(len(self._mark)) + looks[begin : begin + len(text)]
        at = 0
        for line in (self._mark + text).split("\n"):
            own = looks[at : at + len(line)]
            yield Words(line, indent, is_bold=is_bold, is_quiet=is_quiet, looks=own if any(own) else b"")
            at += len(line) + 1
        self._mark = ""


def _data_table(source: str, every: list[Token], place: int) -> tuple[Rows, int] | None:
    """The table that begins before `place` and where it ends, when it is one to be read as a table.

    Mail is laid out with tables as well: what holds pictures, tables, lists or whole texts is read line by line.
    """
    rows: list[list[str]] = []
    heads = 0
    for at in range(place, len(every)):
        token = every[at]
        if token.name in {"table", "img", "ul", "ol", "blockquote", "hr", "pre"}:
            if token.kind == "open":
                return None
            return _as_rows(rows, at + 1, heads) if token.name == "table" else None
        if token.kind == "open" and token.name == "tr":
            rows.append([])
        elif token.kind == "open" and token.name in {"td", "th"}:
            if not rows:
                return None
            rows[-1].append("")
            heads += token.name == "th" and len(rows) == 1
        elif rows and rows[-1]:
            text = entities.unescape(source[token.start : token.end]) if token.kind == "text" else " "
            rows[-1][-1] = _SPACE.sub(" ", rows[-1][-1] + text)
    return None


def _as_rows(rows: list[list[str]], end: int, heads: int) -> tuple[Rows, int] | None:
    across = max(map(len, rows), default=0)
    longest = max((len(cell) for row in rows for cell in row), default=0)
    if not 1 < across <= _MOST_COLUMNS or longest > _LONGEST_CELL:
        return None
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    told = tuple(tuple(cell.strip() for cell in [*row, *[""] * (across - len(row))]) for row in filled)
    return Rows(told, has_heads=heads == across and len(filled) > 1 and filled[0] is rows[0]), end
