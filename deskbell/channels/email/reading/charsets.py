"""Pure. Which text do these bytes hold, whatever charset their mail claims?"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from deskbell.channels.email.reading.charset_guess import guess

_FEW_BYTES = 10_000

# Mail programs write the narrower name and send the wider set (as the WHATWG encoding standard knows).
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "iso2022_jp": "iso2022_jp_ext",
    "utf-7": "utf-7",
}
_OTHER_NAMES = {
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "x-windows-949": "cp949",
    "unicode-1-1-utf-7": "utf-7",
    "x-unicode-2-0-utf-7": "utf-7",
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "x-x-big5": "big5hkscs",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-6-i": "iso8859-6",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-ce": "mac_latin2",
    "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
    "unicode": "utf-16",
    "utf8mb4": "utf-8",
    "dos-874": "cp874",
    "x-koi8-r": "koi8-r",
    "ansi_x3.4-1968": "cp1252",
    "ansi_x3.110-1983": "cp1252",
    "x-user-defined": "cp1252",
    "cp-850": "cp850",
}
# No text at all, or a way to make Python work: base64, zip, punycode, raw_unicode_escape ...
_TEXT_ONLY = re.compile(r"^(utf|iso|cp|koi|gb|big5|euc|shift|mac|hz|johab|tis|latin|ascii|kz|ptcp|hp)")


@lru_cache(maxsize=256)
def codec_of(label: str) -> str | None:
    """Names the Python codec for a charset label as found in the wild; None when it is unknown or no text charset."""
    plain = label.strip(" \t\"'<>;:=").lower().replace(" ", "-").removeprefix("charset=")
    plain = plain.split("*")[0]
    if plain in _OTHER_NAMES:
        return _OTHER_NAMES[plain]
    tries = (
        plain,
        plain.removeprefix("x-"),
        re.sub(r"^(windows|win|ansi|dos|ibm|cp|microsoft-cp)[-_]?(?=\d)", "cp", plain),
    )
    for name in (
        *tries,
        re.sub(r"^(iso)[-_]?(\d+)[-_]", r"\1\2-", plain),
        re.sub(r"^utf[-_ ]?(\d+)", r"utf-\1", plain),
    ):
        try:
            found = codecs.lookup(name).name
        except (LookupError, ValueError, UnicodeError):
            continue
        return _WIDER.get(found, found) if _TEXT_ONLY.match(found) else None
    return None


def decode(  # noqa: PLR0911 - the first that holds wins
    data: bytes, label: str | None = None, hint: str | None = None
) -> tuple[str, bool]:
    """Gives the text and whether it was guessed: true UTF-8 first, then what is declared, the hint, a guess."""
    if data.isascii() and b"\x1b" not in data and b"~{" not in data and not _seven_bit_charset(label):
        return data.decode("ascii"), False
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) and len(data) % 2 == 0:
        return data.decode("utf-16", "replace"), False
    declared = codec_of(label) if label else None
    if not data.isascii() and declared != "utf-8":
        # Truthful UTF-8 is next to impossible by accident, and senders that relabel it are common.
        text = _strictly(data, "utf-8")
        if text is not None and not _is_wide(declared):
            return text.removeprefix("\ufeff"), declared is None
    if declared is not None:
        text = _strictly(data, declared)
        if text is not None and not _claims_ascii(label):
            return text.removeprefix("\ufeff"), False
        if declared in {"utf-8", "gb18030", "cp932", "cp949", "big5hkscs", "euc_jp"} and _nearly(data, declared):
            return data.decode(declared, "replace").removeprefix("\ufeff"), True
    for name in ("iso2022_jp_ext" if b"\x1b$" in data else None, hint and codec_of(hint)):
        text = _strictly(data, name) if name else None
        if text is not None:
            return text, True
    best = guess(data) or declared or "cp1252"
    return data.decode(best, "replace"), True


def _seven_bit_charset(label: str | None) -> bool:
    return (codec_of(label) if label else None) in {"utf-7", "hz", "iso2022_kr", "utf-16", "utf-16-le", "utf-16-be"}


def _is_wide(codec: str | None) -> bool:
    return codec is not None and codec.startswith(("utf-16", "utf-32"))


def _claims_ascii(label: str | None) -> bool:
    return label is not None and "ascii" in label.lower()


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
    except (UnicodeError, LookupError, ValueError, AssertionError):
        return _cp1252_with_holes(data) if codec == "cp1252" else None
    return text


def _cp1252_with_holes(data: bytes) -> str | None:
    """Five bytes of cp1252 mean nothing; latin-1 has a control character there, which is dropped later."""
    if sum(byte in data for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)) == 0:
        return None
    return "".join(bytes([byte]).decode("cp1252", "ignore") for byte in data) if len(data) < _FEW_BYTES else None


def _nearly(data: bytes, codec: str) -> bool:
    """A cut or damaged text is still what it claims to be when hardly anything of it is broken."""
    text = data.decode(codec, "replace")
    broken = text.count("\ufffd")
    return broken * 20 <= sum(not char.isascii() for char in text[:100_000]) or broken <= 1 < len(text) // 20
