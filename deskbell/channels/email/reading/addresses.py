"""Pure. Which people does an address header name? Structure is read before words are decoded (RFC 5322 3.4, 2047 5)."""

from __future__ import annotations

import re

from deskbell.channels.email.reading.header_text import bare_text, decode_words
from deskbell.channels.email.reading.parsed_mail import Address
from deskbell.channels.email.reading.safe_text import safe_line

MAX_ADDRESSES = 1_000
_QUOTED_PAIR = 3

_LEXEME = re.compile(
    r'"(?:[^"\\]|\\.){0,400}"|=\?[^?\s]+\?[BbQq]\?[^?]*\?=|\((?:[^()\\]|\\.){0,400}\)|<[^<>]*>|[,;:]|[^",;:()<>\s]+|\s+|.',
    re.DOTALL,
)
_BARE = re.compile(r"[^\s<>()\[\]\",;:]+@[^\s<>()\[\]\",;:]+|[^\s<>()\[\]\",;:]+@\[[0-9A-Za-z.:]+\]")
_WORDS = re.compile(r"=\?[^?\s]+\?[BbQq]\?[^?]*\?=")
_QUOTED_LOCAL = re.compile(r'"(?:[^"\\]|\\.){1,400}"@[^\s@"<>]+')
_ROUTE = re.compile(r"^@[^:]*:")


def read_addresses(raw: bytes, hint: str | None = None) -> tuple[Address, ...]:
    """Reads a list with groups, comments, routes and the usual damage; never raises, keeps the order."""
    text = bare_text(raw, hint)
    found = _read(text)
    if not any("@" in address.email for address in found) and "=?" in text:
        found = _read(decode_words(text)) or found  # some encode the whole of it, brackets included
    return tuple(found)


def _read(text: str) -> list[Address]:  # noqa: C901 - one state machine, a branch per kind of lexeme
    found: list[Address] = []
    words: list[str] = []
    comment = ""
    angle: str | None = None

    def finish() -> None:
        nonlocal words, comment, angle
        address = _address(words, comment, angle)
        if address is not None and len(found) < MAX_ADDRESSES:
            found.append(address)
        words, comment, angle = [], "", None

    for match in _LEXEME.finditer(text):
        lexeme = match[0]
        if lexeme in ",;":
            if (
                lexeme == ","
                and angle is None
                and words
                and not _BARE.search("".join(words))
                and _angle_follows(text, match.end())
            ):
                words.append(lexeme)  # Doe, John <john@example.com>: an unquoted comma in a name
                continue
            finish()
        elif lexeme == ":" and angle is None and not _BARE.search("".join(words)):
            words = []  # the name of a group
        elif lexeme[0] == "<" and len(lexeme) > 1:
            if angle is not None:
                finish()
            angle = lexeme[1:-1]
        elif lexeme[0] == "(" and len(lexeme) > 1:
            comment = comment or lexeme[1:-1]
        elif lexeme not in "<>":
            words.append(lexeme)
    finish()
    return found


def _angle_follows(text: str, at: int) -> bool:
    """Whether what comes next belongs to one person: no @ before the next bracket."""
    ahead = text[at : at + 200]
    bracket = ahead.find("<")
    return bracket > 0 and not re.search(r"[@,;]", ahead[:bracket])


def _address(words: list[str], comment: str, angle: str | None) -> Address | None:  # noqa: PLR0911 - a case each
    phrase = "".join(words).strip()
    if angle is not None:
        email = _clean_email(angle)
        name = _name(phrase)
        if not email and not name:
            return None
        if not email:
            bare = _BARE.search(name)
            return Address(name, bare[0] if bare else "") if bare else None
        return Address("" if name.lower() == email.lower() else name or _name(comment), email)
    if _QUOTED_LOCAL.fullmatch(phrase):
        return Address(_name(comment), safe_line(phrase))  # "john doe"@example.com
    bare = _BARE.search(_WORDS.sub(lambda word: " " * len(word[0]), phrase))
    if bare is None:
        decoded = decode_words(phrase) if "=?" in phrase else phrase
        quoted = re.sub(r'["\s]', "", decoded)
        if not quoted or not re.fullmatch(r"[^\s@<>]+(@[^\s@<>]*)?", quoted):
            return None
        return Address(_name(comment), _clean_email(quoted))
    rest = (phrase[: bare.start()] + " " + phrase[bare.end() :]).strip(" \"'")
    return Address(_name(re.sub(r"\[\s*\]", "", rest)) or _name(comment), _clean_email(bare[0]))


def _clean_email(text: str) -> str:
    plain = safe_line(decode_words(text) if "=?" in text else text)
    plain = _ROUTE.sub("", plain.removeprefix("mailto:").strip(" <>"))
    if "(" in plain:
        plain = re.sub(r"\([^()]*\)", "", plain)
    if not plain.startswith('"'):
        plain = re.sub(r"\s+", "", plain)
    return plain.strip("'").rstrip(".,;")[:320]


def _name(phrase: str) -> str:
    """Takes quotes off and decodes words, inside quotes too since many programs put them there."""

    def unquote(match: re.Match[str]) -> str:
        return re.sub(r"\\(.)", r"\1", match[0][1:-1])

    plain = re.sub(r'"(?:[^"\\]|\\.){0,400}"', unquote, phrase)
    name = safe_line(decode_words(plain)).strip()
    if len(name) >= _QUOTED_PAIR and name[0] == name[-1] and name[0] in "'\"":
        name = name[1:-1].strip()
    if name.count('"') == 1:
        name = name.replace('"', "").strip()
    return name[:300]
