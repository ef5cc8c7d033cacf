"""Pure. How is a header field written so that every program reads it and nothing is smuggled in (RFC 5322, 2047)?"""

import re
from collections.abc import Iterable, Sequence
from email.header import Header

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0080-\u009f\u2028\u2029]+")
_PLAIN_WORDS = re.compile(r"[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]+")
_FOLD_AT = 76
LONGEST_NAME = 120
LONGEST_CHAIN = 20


def one_line(text: str) -> str:
    """Line breaks and control characters become blanks: nothing a person wrote can start a field of its own."""
    return " ".join(_CONTROL.sub(" ", text).encode("utf-8", "replace").decode().split())


def field(name: str, value: str) -> str:
    """A field of free text."""
    clean = one_line(value)
    if clean.isascii() and "=?" not in clean:
        return f"{name}: {_folded(clean.split(' '), len(name) + 2, ' ')}\r\n"
    return (
        f"{name}: {Header(clean, 'utf-8', maxlinelen=_FOLD_AT, header_name=name).encode(linesep=chr(13) + chr(10))}\r\n"
    )


def people_field(name: str, people: Iterable[tuple[str, str]]) -> str:
    """A field of people (name, address); empty text when there are none."""
    written = [mailbox(person, address) for person, address in people]
    return f"{name}: {_folded(written, len(name) + 2, ', ')}\r\n" if written else ""


def ids_field(name: str, ids: Sequence[str]) -> str:
    """A field of Message-IDs. The chain keeps its root and its newest, as programs thread by both."""
    chain = [clean for one in ids if (clean := _id(one))]
    if len(chain) > LONGEST_CHAIN:
        chain = [chain[0], *chain[-(LONGEST_CHAIN - 1) :]]
    return f"{name}: {_folded([f'<{one}>' for one in chain], len(name) + 2, ' ')}\r\n" if chain else ""


def mailbox(name: str, address: str) -> str:
    clean, bare = one_line(name)[:LONGEST_NAME].strip(), wire_address(address)
    if not clean or clean.lower() == bare.lower():
        return bare if clean == bare or not clean else f"<{bare}>"
    if not clean.isascii():
        return f"{Header(clean, 'utf-8', maxlinelen=_FOLD_AT).encode(linesep=chr(13) + chr(10))} <{bare}>"
    if _PLAIN_WORDS.fullmatch(clean) and "=?" not in clean:
        return f"{clean} <{bare}>"
    quoted = clean.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{bare}>'


def wire_address(address: str) -> str:
    """As servers take it: the domain in ASCII (IDNA), nothing that ends an address early."""
    local, at, domain = re.sub(r"[\s<>,;()\[\]\"\\]", "", one_line(address)).rpartition("@")
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode()
        except UnicodeError:
            domain = domain.encode("ascii", "ignore").decode()
    return f"{local}{at}{domain}"


def _id(text: str) -> str:
    return re.sub(r"[\s<>]", "", one_line(text))


def _folded(words: Sequence[str], used: int, between: str) -> str:
    lines: list[str] = []
    line = ""
    for number, word in enumerate(words):
        piece = word + (between.rstrip() if number + 1 < len(words) else "")
        if line and used + len(line) + 1 + len(piece) > _FOLD_AT:
            lines.append(line)
            line, used = piece, 1
        else:
            line = f"{line} {piece}" if line else piece
    return "\r\n ".join([*lines, line])
