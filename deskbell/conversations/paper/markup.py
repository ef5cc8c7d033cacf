"""Pure. What of a mail's HTML goes on paper: how it is built, in black on white, and nothing that a screen hides.

Looks are left out: they were made for a screen, and their boxes tear where a page ends.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import nh3

from deskbell.conversations.mail_html.markup import VOID, Token, attributes, tokens
from deskbell.conversations.mail_html.sanitising import Images, Sanitised, sanitise

_TAGS = frozenset(
    """
    a b blockquote br caption code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre q s small span
    strong sub sup table tbody td tfoot th thead tr u ul
    """.split()
)
_ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type"},
    "li": {"value"},
    "table": {"border"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align"},
}
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def for_paper(
    html: str, *, images: Images, inline: Mapping[str, str], proxied: Callable[[str], str | None] | None = None
) -> Sanitised:
    """Like `sanitise`, and then only what stands in a page of text as well."""
    safe = sanitise(without_hidden(html), images=images, inline=inline, proxied=proxied)
    bare = nh3.clean(
        safe.html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel", "sms", "data"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return replace(safe, html=bare)


def without_hidden(source: str) -> str:
    """Cut out elements that no reader of the mail sees, such as the lines that only a list of mails shows.

    One that is never closed is kept: rather a line too many than a mail without its end.
    """
    kept: list[str] = []
    at = depth = 0
    hidden: Token | None = None
    for token in tokens(source):
        if hidden is None:
            if token.kind == "open" and token.name not in VOID and _is_hidden(attributes(source, token)):
                hidden, depth = token, 1
        elif token.name == hidden.name:
            depth += 1 if token.kind == "open" else -1
            if depth == 0:
                kept.append(source[at : hidden.start])
                at, hidden = token.end, None
    return "".join((*kept, source[at:]))


def _is_hidden(given: dict[str, str]) -> bool:
    return "hidden" in given or _NOT_SHOWN.search(given.get("style", "")) is not None
