"""What of a mail's HTML may be shown, and what does it hold back?

Sanitising happens when a message is shown; what is kept is the mail as it came.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import nh3

from deskbell.conversations.mail_html.addresses_in_mail import carried_picture, remote_picture, safe_link
from deskbell.conversations.mail_html.colours import is_own_colour
from deskbell.conversations.mail_html.markup_limits import within_limits
from deskbell.conversations.mail_html.styles import PROPERTIES, allowed_declarations, brings_colour, with_fallback

Images = Literal["blocked", "shown"]

_TAGS = frozenset(
    """
    a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd
    del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd
    li main mark nav ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td
    tfoot th thead time tr tt u ul var wbr
    """.split()
)
_BOXES = frozenset({"width", "height", "align", "valign", "bgcolor", "background"})
_ATTRIBUTES = {
    "*": frozenset({"style", "dir", "lang", "title", "align"}),
    "a": frozenset({"href"}),
    "img": frozenset({"src", "srcset", "alt", "width", "height", "border", "hspace", "vspace"}),
    "font": frozenset({"color", "face", "size"}),
    "ol": frozenset({"start", "type", "reversed"}),
    "ul": frozenset({"type"}),
    "li": frozenset({"value", "type"}),
    "hr": frozenset({"width", "size", "color", "noshade"}),
    "div": frozenset({"bgcolor", "background"}),
    "table": _BOXES | {"border", "cellpadding", "cellspacing", "rules", "frame"},
    **dict.fromkeys(("tbody", "thead", "tfoot", "tr"), _BOXES),
    **dict.fromkeys(("td", "th"), _BOXES | {"colspan", "rowspan", "nowrap"}),
    **dict.fromkeys(("col", "colgroup"), frozenset({"span", "width", "valign"})),
    "details": frozenset({"open"}),
    "time": frozenset({"datetime"}),
}
_FIRST_OF_SRCSET = re.compile(r"\s*([^\s,]+)")


@dataclass(frozen=True, slots=True)
class Sanitised:
    """Markup that runs nothing and asks no other host; it is shown in a frame without rights all the same."""

    html: str
    blocked_images: int
    """Pictures on other people's servers that were left out."""
    own_colours: bool
    """The mail was made for a light page, and must be shown on one."""
    cut: bool
    """The end is missing here: the mail is too long to be shown whole."""


def sanitise(
    html: str,
    *,
    images: Images = "blocked",
    inline: Mapping[str, str] | None = None,
    proxied: Callable[[str], str | None] | None = None,
) -> Sanitised:
    """Return what may be shown of `html`; never raises, and text that a person would read is kept.

    `inline` maps Content-IDs (without brackets) and Content-Locations to our addresses of attachments.
    `proxied` answers our own address for a picture elsewhere, and is asked only when images are "shown".
    """
    limited = within_limits(html, _TAGS)
    reading = _Reading(inline or {}, proxied if images == "shown" else None)
    cleaned = nh3.clean(
        limited.html,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=reading.attribute,
        url_schemes={"http", "https", "mailto", "tel", "sms", "cid", "data"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
        filter_style_properties=set(PROPERTIES),
    )
    return Sanitised(cleaned, reading.blocked, own_colours=reading.own_colours, cut=limited.cut)


@dataclass(slots=True)
class _Reading:
    """What is learnt of one mail while its attributes go by."""

    inline: Mapping[str, str]
    proxied: Callable[[str], str | None] | None
    blocked: int = 0
    own_colours: bool = False
    _rules: dict[str, Callable[[str], str | None]] = field(init=False)

    def __post_init__(self) -> None:
        self._rules = {
            "href": safe_link,
            "src": self._picture,
            "background": self._background,
            "srcset": self._srcset,
            "style": self._style,
            "bgcolor": self._colour,
            "color": self._colour,
            "face": with_fallback,
        }

    def attribute(self, _tag: str, name: str, value: str) -> str | None:
        rule = self._rules.get(name)
        return rule(value) if rule else value

    def _picture(self, address: str) -> str | None:
        carried = carried_picture(address, self.inline)
        remote = None if carried else remote_picture(address)
        if not remote:
            return carried
        ours = self.proxied(remote) if self.proxied else None
        self.blocked += ours is None
        return ours

    def _background(self, address: str) -> str | None:
        self.own_colours = True
        return self._picture(address)

    def _srcset(self, candidates: str) -> None:
        """Leave the picture to `src`; it only counts as blocked here."""
        first = _FIRST_OF_SRCSET.match(candidates)
        if first and remote_picture(first[1]) and not self.proxied:
            self.blocked += 1

    def _style(self, style: str) -> str | None:
        kept = list(allowed_declarations(style, self._picture))
        self.own_colours = self.own_colours or any(brings_colour(name, value) for name, value in kept)
        return ";".join(f"{name}:{value}" for name, value in kept) or None

    def _colour(self, colour: str) -> str:
        self.own_colours = self.own_colours or is_own_colour(colour)
        return colour
