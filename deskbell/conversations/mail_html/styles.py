"""Pure: which declarations of a mail's `style` attribute may reach the reader's screen?

Everything here is a list of what is allowed. What is left out could take text from where it belongs, cover
something, move, measure, or ask a server.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from deskbell.conversations.mail_html.colours import is_own_colour

_SIDES = ("top", "right", "bottom", "left")
PROPERTIES = frozenset(
    """
    color background background-color background-image background-position background-repeat background-size
    font font-family font-size font-style font-variant font-weight line-height letter-spacing word-spacing
    text-align text-decoration text-decoration-color text-decoration-line text-decoration-style text-indent
    text-transform text-overflow white-space word-break word-wrap overflow-wrap hyphens direction unicode-bidi
    vertical-align width min-width max-width height min-height max-height margin padding display float clear
    border border-color border-style border-width border-radius border-collapse border-spacing box-sizing
    table-layout caption-side empty-cells list-style list-style-type list-style-position list-style-image
    """.split()
) | {f"{box}-{side}" for box in ("margin", "padding", "border") for side in _SIDES}
PROPERTIES |= {f"border-{side}-{what}" for side in _SIDES for what in ("color", "style", "width")}
PROPERTIES |= {f"border-{y}-{x}-radius" for y in ("top", "bottom") for x in ("left", "right")}

_PICTURE_PROPERTIES = frozenset({"background", "background-image", "list-style", "list-style-image"})
_COLOUR_PROPERTIES = frozenset({"background", "background-color", "background-image", "color"})
_FUNCTIONS = frozenset("url rgb rgba hsl hsla calc min max linear-gradient radial-gradient".split())
_DISPLAYS = frozenset(
    """none block inline inline-block list-item table inline-table table-row table-cell table-row-group
    table-header-group table-footer-group table-column table-column-group table-caption flow-root""".split()
)

_KINDS_OF_FONT = ("serif", "monospace", "cursive", "fantasy", "system-ui", "inherit", "initial", "unset")
_WITH_SERIFS = ("times", "georgia", "garamond", "cambria", "palatino", "book")
_TYPEWRITERS = ("courier", "consolas", "mono", "menlo", "monaco")

_DECLARATION = re.compile(r"""(?>[^;"'()]++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|\([^)]*+(?:\)|\Z))+""")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_FUNCTION = re.compile(r"([\w-]*)\(")
_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)""", re.IGNORECASE)
_VIEWPORT_LENGTH = re.compile(r"\d(?:[dsl]?v(?:h|w|min|max|b|i)|cq\w+)\b", re.IGNORECASE)
_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([^)]*\)|[a-z]+", re.IGNORECASE)


def allowed_declarations(style: str, picture: Callable[[str], str | None]) -> Iterator[tuple[str, str]]:
    """Yield property and value; a picture's address becomes what `picture` answers, or `none`."""
    for declaration in _DECLARATION.findall(_COMMENT.sub(" ", style)):
        name, colon, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip()
        if colon and name in PROPERTIES and _is_harmless(name, value):
            yield name, with_fallback(value) if name == "font-family" else _with_pictures(value, picture)


def with_fallback(families: str) -> str:
    """Name a kind of font behind fonts that the reader may not have, lest all become the browser's serif."""
    lower = families.lower()
    if not families or "!" in lower or any(kind in lower for kind in _KINDS_OF_FONT):
        return families
    kind = "serif" if any(name in lower for name in _WITH_SERIFS) else "sans-serif"
    return f"{families}, {'monospace' if any(name in lower for name in _TYPEWRITERS) else kind}"


def brings_colour(name: str, value: str) -> bool:
    if name not in _COLOUR_PROPERTIES:
        return False
    if name == "color":
        return is_own_colour(value)
    if "url(" in value or "gradient(" in value:
        return True
    return any(is_own_colour(word) for word in _COLOUR.findall(value) if _names_a_colour(name, word))


def _names_a_colour(name: str, word: str) -> bool:
    """In the `background` shorthand, words for place and repeating stand beside the colour."""
    return name == "background-color" or not word.isalpha() or word.lower() not in _PLACING


_PLACING = frozenset(
    """repeat no x y scroll fixed local center left right top bottom cover contain border padding content box
    round space important px em pt""".split()
)


@lru_cache(maxsize=4096)
def _is_harmless(name: str, value: str) -> bool:
    if "\\" in value or _VIEWPORT_LENGTH.search(value):
        return False  # a frame as high as its content must not hold content as high as its frame
    functions = {found.lower() for found in _FUNCTION.findall(value)}
    if not functions <= _FUNCTIONS or ("url" in functions and name not in _PICTURE_PROPERTIES):
        return False
    return name != "display" or value.lower().removesuffix("!important").strip() in _DISPLAYS


def _with_pictures(value: str, picture: Callable[[str], str | None]) -> str:
    def replaced(match: re.Match[str]) -> str:
        address = picture(next((group for group in match.groups() if group), "").strip())
        return f'url("{address}")' if address else "none"

    return _URL.sub(replaced, value) if "(" in value else value
