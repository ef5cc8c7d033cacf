"""Pure: how much markup may a mail bring before parsing it would hurt us?

An HTML parser can be made to build nonsense at great cost: nesting without end, thousands of attributes on
one tag, or unclosed formatting tags that are repeated inside every later paragraph (350 kB become 160 MB).
This scan runs first, in time linear to its input, and takes such tags out while their text stays. It decides
nothing about safety: whatever it misjudges is still sanitised afterwards.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from html import escape

MAX_LENGTH = 8_000_000
"""Characters; room for pictures that are written into the mail as data."""
MAX_DEPTH = 400
MAX_ATTRIBUTES = 120
MAX_OPEN_FORMATTING = 64
MAX_COST = 200_000
"""Each tag costs one, and one more for each formatting tag still open, since a parser repeats those."""

_TOKEN = re.compile(
    r"""<!--(?:-?>|(?s:.*?)(?:--!?>|\Z))
    | <(?:[!?]|/(?![a-zA-Z]))[^>]*+>?
    | <(?P<close>/?)(?P<name>[a-zA-Z][^ \t\n\f\r/>]*+)
      (?P<rest>(?>[^>"'=]++ | =[ \t\n\f\r]*+(?:"[^"]*+"|'[^']*+') | ["'=])*+) >?""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""(?>[^\s/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]*+))?+|[/=])""")
_UNSEEN = frozenset({"script", "style", "title", "iframe", "noembed", "noframes", "template"})
"""What stands in them is never on screen, and half of it is not read as markup: it goes here, whole."""
_SEEN_RAW = frozenset({"textarea", "xmp", "plaintext"})
"""What stands in them is on screen as it was typed."""
_BACKGROUND = re.compile(r"""\bbgcolor\s*=\s*["']?(#?\w{3,20})""", re.IGNORECASE)
_END_OF = {
    name: re.compile(rf"</{name}(?=[ \t\n\f\r/>])[^>]*>?|\Z", re.IGNORECASE) for name in _UNSEEN | {"textarea", "xmp"}
} | {"plaintext": re.compile(r"\Z")}
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_RENAMED = {"menu": "ul", "dir": "ul", "listing": "pre"} | dict.fromkeys(
    ("body", "form", "fieldset", "legend", "dialog", "option", "optgroup"), "div"
)
"""Not shown as what they are; but their colours and their lines are."""
_BLOCKS = frozenset("div table ul ol p blockquote pre h1 h2 h3 h4 h5 h6 section article form".split())
_CELLS = frozenset({"td", "th"})
_CLOSES: dict[str, frozenset[str]] = {
    "li": frozenset({"li", "p"}),
    "td": _CELLS | {"p"},
    "th": _CELLS | {"p"},
    "tr": _CELLS | {"tr", "p"},
    "dt": frozenset({"dt", "dd", "p"}),
    "dd": frozenset({"dt", "dd", "p"}),
    "option": frozenset({"option"}),
    **dict.fromkeys(_BLOCKS, frozenset({"p"})),
}


@dataclass(frozen=True, slots=True)
class Limited:
    html: str
    cut: bool
    """Text is missing at the end; the original has it."""


def within_limits(html: str, known: Collection[str]) -> Limited:
    """Leave out comments, what is never on screen, the tags that are not `known` (but not their text), and too much."""
    kept = html[:MAX_LENGTH]
    return Limited("".join(_Scan(kept, known).pieces()), cut=len(html) > MAX_LENGTH)


@dataclass(slots=True)
class _Scan:
    html: str
    known: Collection[str]
    at: int = 0
    cost: int = 0
    open: list[str] = field(default_factory=list)
    open_by_name: Counter[str] = field(default_factory=Counter)
    formatting: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)

    def pieces(self) -> list[str]:
        pieces: list[str] = []
        while self.cost <= MAX_COST:
            token = _TOKEN.search(self.html, self.at)
            if token is None:
                return [*pieces, self.html[self.at :]]
            pieces.append(self.html[self.at : token.start()])
            self.at = token.end()
            if token["name"]:
                pieces.append(self._tag(token))
        return [*pieces, _TOKEN.sub(" ", self.html[self.at :])]

    def _tag(self, token: re.Match[str]) -> str:
        written = token["name"].lower()
        name = _RENAMED.get(written, written)
        self.cost += 1 + self.formatting.total()
        if name in _END_OF and not token["close"]:
            return self._raw_text(name)
        if name not in self.known:
            return ""
        if token["close"]:
            return f"</{name}>" if self._closes(name) else ""
        if _too_many_attributes(token["rest"]) or not self._opens(name):
            self.dropped[name] += name not in _VOID
            return ""
        page = _page_colour(token["rest"]) if written == "body" else ""
        return f"{page}<{name}{token['rest']}>"

    def _opens(self, name: str) -> bool:
        if name in _VOID:
            return True
        while self.open and self.open[-1] in _CLOSES.get(name, ()):
            self._pop()
        if len(self.open) >= MAX_DEPTH:
            return False
        if name in _FORMATTING:
            if self.formatting.total() >= MAX_OPEN_FORMATTING:
                return False
            self.formatting[name] += 1
        self.open.append(name)
        self.open_by_name[name] += 1
        return True

    def _closes(self, name: str) -> bool:
        if self.dropped[name]:
            self.dropped[name] -= 1
            return False
        if self.formatting[name]:
            self.formatting[name] -= 1
        if self.open_by_name[name]:
            while self._pop() != name:
                pass
        return True

    def _pop(self) -> str:
        name = self.open.pop()
        self.open_by_name[name] -= 1
        return name

    def _raw_text(self, name: str) -> str:
        end = _END_OF[name].search(self.html, self.at)
        start, self.at = self.at, end.end() if end else len(self.html)
        if name not in _SEEN_RAW:
            return ""
        text = self.html[start : end.start() if end else None]
        return f"<pre>{text.replace('<', '&lt;') if name == 'textarea' else escape(text)}</pre>"


def _page_colour(rest: str) -> str:
    """A box in the colour of the mail's page, which only a `<body>` can have as an attribute; never closed."""
    colour = _BACKGROUND.search(rest)
    return f'<div style="background-color:{colour[1]}">' if colour else ""


def _too_many_attributes(rest: str) -> bool:
    if len(rest) <= MAX_ATTRIBUTES * 2:
        return False
    return sum(1 for _ in _ATTRIBUTE.finditer(rest)) > MAX_ATTRIBUTES
