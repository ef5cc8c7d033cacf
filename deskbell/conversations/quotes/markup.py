"""Pure. Where in a piece of HTML does its quoted tail begin, by the marks that mail programs leave in their markup?"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from deskbell.conversations.mail_html.markup import VOID, Token, attributes, tokens

MAX_TOKENS = 400_000
_LINES_BEFORE = 8
_INTRODUCTION_LINES = 4

_BLOCKS = frozenset(
    "p div li tr td th table blockquote ul ol pre hr br h1 h2 h3 h4 h5 h6 body center section article".split()
)
_HIDDEN = frozenset({"script", "style", "title"})

# An element of these holds a quote and nothing else.
_HOLDS = re.compile(
    r"(?:^|[\s_])(?:gmail_quote|gmail_quote_container|gmail_extra|yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra|moz-forward-container|freebirdfxquote"
    r"|yahoo-quoted|mail_quote|mailru-blockquote|zimbra_quote|skiff_quote|hey_quote|front-blockquote|airmail_ext_quote|moz-email-headers-table)(?:$|[\s_])",
    re.IGNORECASE,
)
_HOLDS_ID = re.compile(
    r"yahoo_quoted|isforwardcontent|messagereplysection|x_?ReplyForwardHtml|^qt$|zmail_extra|^quote$", re.IGNORECASE
)
# From one of these on, everything is the older mail, which lies beside it.
_BEGINS_ID = re.compile(
    r"(?:^|_)(?:divRplyFwdMsg|appendonsend|ms-outlook-mobile-reference-message|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION|reply-intro|stopSpelling|zwchr|ydpyahoo_quoted)",
    re.IGNORECASE,
)
_BEGINS_CLASS = re.compile(r"OutlookMessageHeader|ms-outlook-mobile-reference|x_?divRplyFwdMsg", re.IGNORECASE)
_INTRODUCES = re.compile(r"gmail_attr\b|moz-cite-prefix|protonmail_quote_intro", re.IGNORECASE)
_BORDER = re.compile(
    r"border\s*:\s*none.{0,40}border-top\s*:\s*solid\s+#?\w+\s+1(?:\.0)?p[tx]", re.IGNORECASE | re.DOTALL
)
_WITH_HEADER = re.compile(r"^\s*(?:[\w\s*-]{1,30}|.{1,12})[:：]", re.IGNORECASE)


@dataclass(slots=True)
class _Line:
    text: str
    place: int


@dataclass(slots=True)
class _Holder:
    """An element that holds a quote, while it is open."""

    depth: int
    name: str
    place: int
    loose: list[_Line]


def lines_with_places(html: str) -> list[tuple[str, int]]:
    """Gives the lines of text with the place in the source where each begins; blockquotes get a `> `."""
    reader = _Reader(html)
    reader.run(None)
    return [(line.text, line.place) for line in reader.lines]


def structural_fold(html: str, introduction: Callable[[Sequence[str]], int | None]) -> int | None:
    """Gives where the quoted tail begins; None without a mark, or when the writer's words come after or inside it."""
    reader = _Reader(html)
    reader.run(_mark_of)
    mark = reader.mark
    if mark is None or not any(line.text.strip("> \u200b\ufeff") for line in reader.before):
        return None
    if reader.after_text or reader.loose_text(introduction):
        return None
    is_open = reader.mark_kind == "holds" and not reader.is_introduced
    first = introduction([line.text for line in reader.before[-_LINES_BEFORE:]]) if is_open else None
    if first is not None:
        lines = reader.before[-_LINES_BEFORE:]
        earlier = reader.before[: len(reader.before) - len(lines) + first]
        if any(line.text.strip() for line in earlier):
            return lines[first].place
    return mark


def _mark_of(html: str, token: Token) -> str | None:  # noqa: PLR0911 - the first mark decides
    """Tells what an opening tag marks: `holds` a quote inside it, `begins` one that goes to the end, or nothing."""
    if token.name not in {"div", "blockquote", "hr", "table", "span", "section", "p"}:
        return None
    found = attributes(html, token)
    classes, identity, style = found.get("class", ""), found.get("id", ""), found.get("style", "")
    if token.name == "blockquote" and (found.get("type", "").lower() == "cite" or "cite" in found or classes):
        return "holds"
    if _INTRODUCES.search(classes):
        return "introduces"
    if _BEGINS_ID.search(identity) or _BEGINS_CLASS.search(classes):
        return "begins"
    if _HOLDS.search(classes) or _HOLDS_ID.search(identity) or _HOLDS_ID.search(found.get("name", "")):
        return "holds"
    if token.name == "div" and _BORDER.search(style):
        return "header"
    return None


class _Reader:
    def __init__(self, html: str) -> None:
        self.html = html
        self.lines: list[_Line] = []
        self.before: list[_Line] = []
        self.mark: int | None = None
        self.mark_kind = ""
        self.after_text = False
        self.holder: _Holder | None = None
        self.quotes = 0
        self.introduction: tuple[int, int] | None = None
        self.is_introduced = False
        self.loose_lines: list[_Line] = []

    def run(self, mark_of: Callable[[str, Token], str | None] | None) -> None:
        depth: list[str] = []
        hidden = 0
        for number, token in enumerate(tokens(self.html)):
            if number > MAX_TOKENS:
                self.mark = None
                return
            if token.name in _HIDDEN:
                hidden = max(0, hidden + (1 if token.kind == "open" else -1))
            elif token.kind == "text":
                if not hidden:
                    self._text(token)
            elif token.kind == "open":
                self._open(token, depth, mark_of)
            else:
                self._close(token, depth)

    def _text(self, token: Token) -> None:
        text = entities.unescape(self.html[token.start : token.end]).replace("\xa0", " ")
        words = " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())
        if self.mark is None:
            if not self.lines or (self.lines[-1].text == "" and words):
                if self.lines and self.lines[-1].text == "":
                    self.lines[-1] = _Line(self._marked(words), token.start)
                else:
                    self.lines.append(_Line(self._marked(words), token.start))
            elif words:
                self.lines[-1].text += (
                    (" " if text[:1].isspace() or self.lines[-1].text.endswith(" ") else "")
                    + words
                    + (" " if text[-1:].isspace() else "")
                )
            return
        if self.holder is not None:
            if words and self.quotes == 0:
                self.holder.loose.append(_Line(words, token.start))
        elif words and self.mark_kind == "holds":
            self.after_text = True

    def _marked(self, words: str) -> str:
        return "> " * min(self.quotes, 5) + words if words else ""

    def _new_line(self, place: int) -> None:
        if self.mark is None and self.lines and self.lines[-1].text != "":
            self.lines.append(_Line("", place))

    def _open(self, token: Token, depth: list[str], mark_of: Callable[[str, Token], str | None] | None) -> None:
        kind = mark_of(self.html, token) if mark_of and self.mark is None else None
        if kind == "header" and not self._header_follows(token):
            kind = None
        if kind == "introduces":
            self.introduction = (token.start, len(self.lines))
        elif kind is not None and any(line.text.strip() for line in self.lines):
            self.mark, self.mark_kind = token.start, "begins" if kind == "header" else kind
            if (
                kind == "holds"
                and self.introduction
                and sum(bool(line.text) for line in self.lines[self.introduction[1] :]) <= _INTRODUCTION_LINES
            ):
                self.mark, self.lines = self.introduction[0], self.lines[: self.introduction[1]]
                self.is_introduced = True
            self.before = list(self.lines)
            if self.before and not self.before[-1].text:
                self.before.pop()
            if self.mark_kind == "holds":
                self.holder = _Holder(len(depth), token.name, token.start, [])
                self.quotes = 0
        if token.name == "blockquote":
            self.quotes += 1
        if token.name in _BLOCKS:
            self._new_line(token.start)
        if token.name not in VOID:
            depth.append(token.name)

    def _header_follows(self, token: Token) -> bool:
        """Outlook draws its line above From: ...; others draw lines too."""
        ahead = re.sub(r"<[^>]{0,2000}>", " ", self.html[token.end : token.end + 4_000])
        return _WITH_HEADER.match(" ".join(entities.unescape(ahead).split())[:60]) is not None

    def _close(self, token: Token, depth: list[str]) -> None:
        if token.name == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        if token.name in _BLOCKS:
            self._new_line(token.start)
        if token.name in depth[-200:]:
            while depth.pop() != token.name:
                pass
        if self.holder is not None and len(depth) <= self.holder.depth:
            self.loose_lines = self.holder.loose
            self.holder = None

    def loose_text(self, introduction: Callable[[Sequence[str]], int | None]) -> bool:
        """Whether words stand in the holding element outside every blockquote, beyond an introduction: answers."""
        loose = self.holder.loose if self.holder is not None else self.loose_lines
        if not loose or self.mark_kind != "holds":
            return False
        if not re.search(r"<blockquote", self.html[self.mark or 0 :][:200_000], re.IGNORECASE):
            return False  # all of it is the older mail, as in a forwarded one
        joined = " ".join(line.text for line in loose)
        return introduction([joined]) is None
