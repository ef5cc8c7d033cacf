"""Pure. How must a colleague's HTML look once it leaves the house?"""

import re

import nh3

_LINKED = re.compile(r"""(["'])(?:https?://[^"'<>\s/]+)?/api/attachments/(\d+)[^"'<>\s]*\1""")
_PROPERTIES = frozenset(
    "color background-color font-family font-size font-style font-weight text-align text-decoration white-space"
    " margin margin-left padding padding-left border border-left width height max-width list-style-type".split()
)
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "cid"})
LONGEST_QUOTED = 200_000
LONGEST_FORWARDED = 1_000_000


def content_id_of(attachment_id: int) -> str:
    """The Content-ID of a file that the text shows, as conversations/attachments.py gives it."""
    return f"file-{attachment_id}@deskbell"


def outgoing_html(html: str) -> str:
    """Nothing that runs, and pictures of ours named by their Content-ID instead of an address behind a sign-in."""
    linked = _LINKED.sub(lambda match: f'"cid:{content_id_of(int(match[2]))}"', html)
    return _clean(linked, nh3.ALLOWED_TAGS)


def quoted_html(html: str) -> str | None:
    """A customer's HTML below our answer: without its pictures, which are not sent back. None when it is too long."""
    return _clean(html, nh3.ALLOWED_TAGS - {"img"}) if len(html) <= LONGEST_QUOTED else None


def forwarded_html(html: str) -> str | None:
    """What somebody else wrote, pictures and all, with nothing that runs. None when it is too long."""
    return _clean(html, nh3.ALLOWED_TAGS) if len(html) <= LONGEST_FORWARDED else None


def _clean(html: str, tags: set[str]) -> str:
    attributes = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
    attributes.setdefault("*", set()).add("style")
    return nh3.clean(
        html,
        tags=set(tags),
        attributes=attributes,
        url_schemes=set(_SCHEMES),
        link_rel="noopener noreferrer",
        filter_style_properties=set(_PROPERTIES),
    )
