"""Pure. What does a raw header value say? Encoded words (RFC 2047), parameters (RFC 2045, 2231) and bare 8-bit text."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from urllib.parse import unquote_to_bytes

from deskbell.channels.email.reading.charsets import decode
from deskbell.channels.email.reading.safe_text import safe_line

Parameters = dict[str, str]

MAX_TEXT = 100_000
_NUMBER_LENGTH = 6

_ENCODED = re.compile(
    r"=\?([A-Za-z0-9_.:()+\-]{1,60})(?:\*[A-Za-z0-9-]{1,20})?\?(?:([Bb])\?([A-Za-z0-9+/=_\-\s]*)|([Qq])\?((?:[^?=]|=(?!\?)|=(?=\?=)|\?(?!=)){0,8000}))\?="
)
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,100})\s*=\s*("(?:[^"\\]|\\.){0,2000}"|[^;"][^;]*|"[^;"]*|)', re.DOTALL)
_FORGOTTEN_SEMICOLON = re.compile(r"^([^\s;]+)\s+(?=[\w*-]+=)")


def decode_value(raw: bytes, hint: str | None = None) -> str:
    """Gives the readable text of an unstructured header as one safe line."""
    return safe_line(decode_words(bare_text(raw, hint)))


def bare_text(raw: bytes, hint: str | None = None) -> str:
    """Decodes 8-bit bytes without touching encoded words, so that structure can still be read."""
    return decode(raw[:MAX_TEXT], None, hint)[0]


def decode_words(text: str) -> str:
    """Replaces encoded words by what they encode; neighbours in one charset are joined before decoding."""
    if "=?" not in text:
        return text
    out: list[str] = []
    pending: list[bytes] = []
    charset = ""
    at = 0
    for match in _ENCODED.finditer(text):
        between = text[at : match.start()]
        at = match.end()
        data = _bytes_of(match)
        same = pending and not between.strip() and match[1].lower() == charset
        if not same:
            if pending:
                out.append(decode(b"".join(pending), charset)[0])
                pending = []
                if between.strip():
                    out.append(between)
            else:
                out.append(between)
            charset = match[1].lower()
        pending.append(data)
    if pending:
        out.append(decode(b"".join(pending), charset)[0])
    out.append(text[at:])
    return "".join(out)


def _bytes_of(match: re.Match[str]) -> bytes:
    if match[2]:
        letters = re.sub(r"[^A-Za-z0-9+/]", "", match[3].replace("-", "+").replace("_", "/"))
        letters = letters[:-1] if len(letters) % 4 == 1 else letters
        try:
            return base64.b64decode(letters + "=" * (-len(letters) % 4))
        except binascii.Error:
            return match[3].encode("ascii", "replace")
    return quopri.decodestring(match[5].replace("_", " ").encode("utf-8", "replace"), header=False)


def parameters_of(raw: bytes, hint: str | None = None) -> tuple[str, Parameters]:
    """Splits a Content-Type or Content-Disposition into its lower-cased value and its decoded parameters."""
    text = bare_text(raw, hint)
    value, semicolon, rest = _FORGOTTEN_SEMICOLON.sub(r"\1;", text).partition(";")
    plain: Parameters = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for match in _PARAMETER.finditer(semicolon + rest):
        name = match[1].lower()
        content = _unquoted(match[2].strip())
        base, star, tail = name.partition("*")
        if not star:
            plain.setdefault(name, safe_line(decode_words(content)))
            continue
        number, _, coded = tail.partition("*")
        encoded = tail == "" or (coded == "" and tail.endswith("*"))
        pieces.setdefault(base, []).append(
            (int(number) if number.isdecimal() and len(number) < _NUMBER_LENGTH else 0, encoded, content)
        )
    for base, found in pieces.items():
        plain[base] = safe_line(_joined_pieces(sorted(found, key=lambda piece: piece[0]))) or plain.get(base, "")
    return re.sub(r"\(.*?\)", "", value).strip().strip("\"'").lower(), plain


def _unquoted(value: str) -> str:
    if len(value) >= len('""') and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", lambda m: m[1] if m[1] in '"\\' else m[0], value[1:-1], flags=re.DOTALL)
    return value.strip('"')


def _joined_pieces(found: list[tuple[int, bool, str]]) -> str:
    """Joins `name*0*`, `name*1` ... (RFC 2231 3 and 4); encoded words in them are decoded too, as senders mix both."""
    charset = "utf-8"
    data = bytearray()
    for place, (_, encoded, content) in enumerate(found):
        value = content
        if encoded and place == 0 and value.count("'") >= len("''"):
            charset, _, value = value.split("'", 2)
        data += unquote_to_bytes(value) if encoded else value.encode("utf-8", "replace")
    text = decode(bytes(data), charset or "utf-8")[0]
    return decode_words(text)
