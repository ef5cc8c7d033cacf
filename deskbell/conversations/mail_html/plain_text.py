"""Pure. How does HTML read as plain text? Blocks become lines, quotes get a `> `, links keep their address."""

from __future__ import annotations

import html as entities
import re

from deskbell.conversations.mail_html.markup import Token, attributes, tokens

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
_SPACED = frozenset("p ul ol dl h1 h2 h3 h4 h5 h6 pre blockquote table".split())
_HIDDEN = frozenset({"script", "style", "title", "head"})
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_MAX_QUOTE = 20
_LONGEST_LINK = 500
_MOST_OPEN_LINKS = 50


class _Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quote = 0
        self.preformatted = 0
        self.space = False

    def text(self, text: str) -> None:
        if self.preformatted:
            first, *rest = text.replace("\r\n", "\n").split("\n")
            self.line.append(first)
            for line in rest:
                self.end_line()
                self.line.append(line)
            return
        leading = text[:1] in " \t\n\r\f"
        words = _BLANKS.sub(" ", text).strip(" ")
        if not words:
            self.space = self.space or bool(text)
            return
        if self.line and (self.space or leading):
            self.line.append(" ")
        self.line.append(words)
        self.space = text[-1:] in " \t\n\r\f"

    def end_line(self) -> None:
        self.lines.append(("> " * min(self.quote, _MAX_QUOTE) + "".join(self.line)).rstrip())
        self.line = []
        self.space = False

    def end_block(self, *, spaced: bool) -> None:
        if self.line:
            self.end_line()
        if spaced and self.lines and self.lines[-1].strip("> "):
            self.lines.append(("> " * min(self.quote, _MAX_QUOTE)).rstrip())
        self.space = False


def text_of(html: str) -> str:
    """Renders HTML as text; comments, scripts, styles and the head's title are left out. Linear, never raises."""
    writer = _Writer()
    links: list[tuple[str, int, int]] = []
    hidden = 0
    for token in tokens(html):
        if token.name in _HIDDEN and token.name != "head":
            hidden = max(0, hidden + (1 if token.kind == "open" else -1))
        elif token.kind == "text":
            if not hidden:
                writer.text(
                    entities.unescape(html[token.start : token.end]).replace(
                        "\xa0", " " if not writer.preformatted else "\xa0"
                    )
                )
        elif token.kind == "open":
            _open(html, token, writer, links)
        else:
            _close(token, writer, links)
    writer.end_block(spaced=False)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(writer.lines)).strip("\n")


def _open(html: str, token: Token, writer: _Writer, links: list[tuple[str, int, int]]) -> None:  # noqa: C901 - a branch per kind of tag
    name = token.name
    if name == "br":
        writer.end_line()
    elif name == "a":
        if len(links) < _MOST_OPEN_LINKS:
            links.append((attributes(html, token).get("href", ""), len(writer.lines), len(writer.line)))
    elif name == "img":
        alt = attributes(html, token).get("alt", "")
        if alt.strip() and not alt.lower().startswith(("image", "cid:")):
            writer.text(f"[{alt.strip()[:200]}]")
    elif name in {"td", "th"}:
        if writer.line:
            writer.space = True
    elif name in _BLOCKS:
        writer.end_block(spaced=name in _SPACED)
        writer.quote += name == "blockquote"
        writer.preformatted += name == "pre"
        if name == "li":
            writer.line.append("- ")
        elif name == "hr":
            writer.line.append("---")
            writer.end_line()


def _close(token: Token, writer: _Writer, links: list[tuple[str, int, int]]) -> None:
    name = token.name
    if name == "a" and links:
        href, line, place = links.pop()
        shown = "".join(writer.line[place:]) if line == len(writer.lines) else ""
        if (
            shown
            and len(href) < _LONGEST_LINK
            and href.startswith(("http://", "https://"))
            and _bare(href) not in shown
        ):
            writer.text(f" <{href}>")
    elif name in _BLOCKS:
        writer.end_block(spaced=False)
        writer.quote = max(0, writer.quote - (name == "blockquote"))
        writer.preformatted = max(0, writer.preformatted - (name == "pre"))
        writer.end_block(spaced=name in _SPACED)


def _bare(href: str) -> str:
    return href.split("//", 1)[-1].rstrip("/")


def html_of(text: str) -> str:
    """Writes plain text as HTML that looks the same: escaped, with its line ends kept."""
    return "<div>" + entities.escape(text, quote=False).replace("\n", "<br>\n") + "</div>"
