"""Pure: where may a link or a picture in a mail point?"""

import re
from collections.abc import Mapping
from urllib.parse import unquote

_IGNORED_BY_BROWSERS = re.compile(r"[\t\r\n]")
_AT_THE_EDGES = "".join(map(chr, range(0x21)))
_LINK = re.compile(r"(?:https?://[^/?#\s\\]|mailto:|tel:|sms:)", re.IGNORECASE)
_REMOTE = re.compile(r"https?://[^/?#\s\\]", re.IGNORECASE)
_PICTURE_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp);base64,[A-Za-z0-9+/=\s]+", re.IGNORECASE)


def safe_link(address: str) -> str | None:
    """Return the address as a browser would read it, or None when a click must not follow it."""
    plain = _as_browsers_read(address)
    return plain if _LINK.match(plain) else None


def remote_picture(address: str) -> str | None:
    """Return the absolute address of a picture on somebody's server, or None when it is not one."""
    plain = _as_browsers_read(address).replace("\\", "/")
    if plain.startswith("//"):
        plain = "https:" + plain
    return plain if _REMOTE.match(plain) else None


def carried_picture(address: str, inline: Mapping[str, str]) -> str | None:
    """Return the address of a picture that came with the mail: an attachment (RFC 2392) or data."""
    plain = _as_browsers_read(address)
    if _PICTURE_DATA.fullmatch(plain):
        return plain
    if plain[:4].lower() == "cid:":
        name = plain[4:]
        return inline.get(name) or inline.get(unquote(name)) or inline.get(unquote(name).strip("<>"))
    return inline.get(plain) if plain else None


def _as_browsers_read(address: str) -> str:
    return _IGNORED_BY_BROWSERS.sub("", address).strip(_AT_THE_EDGES)
