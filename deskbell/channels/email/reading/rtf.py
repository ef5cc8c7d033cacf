"""Pure. What does Outlook's rich text say, as HTML when it wraps HTML, else as words? ([MS-OXRTFCP], [MS-OXRTFEX])"""

# ruff: noqa: E501 - lists of words are read as lists
from __future__ import annotations

import re
import struct
import sys
from dataclasses import dataclass, replace

from deskbell.channels.email.reading.charsets import codec_of
from deskbell.channels.email.reading.safe_text import safe_text

MAX_SIZE = 20_000_000

_PRELOADED = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New Roman"
    b"Courier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_WINDOW = 4096
_HEAD = 16
_UNCOMPRESSED = 0x414C454D
_COMPRESSED = 0x75465A4C
_TOKEN = re.compile(
    r"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+", re.DOTALL
)
_NO_TEXT = frozenset(
    "fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr filetbl listtable listoverridetable revtbl rsidtbl generator "
    "xmlnstbl themedata colorschememapping datastore latentstyles mhtmltag bkmkstart bkmkend fldinst".split()
)
_CHARACTERS = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
}  # fmt: skip


def decompressed(data: bytes) -> bytes:  # noqa: C901 - the loop of the specification, kept recognisable
    """Undoes the compression of PR_RTF_COMPRESSED; other bytes give nothing, cut ones their beginning."""
    if len(data) < _HEAD:
        return b""
    _, raw_size, magic = struct.unpack_from("<III", data)
    if magic == _UNCOMPRESSED:
        return data[_HEAD : _HEAD + raw_size]
    if magic != _COMPRESSED:
        return data if data.startswith(b"{\\rtf") else b""
    window = bytearray(_PRELOADED.ljust(_WINDOW, b"\0"))
    place = len(_PRELOADED)
    out = bytearray()
    at = _HEAD
    limit = min(raw_size, MAX_SIZE)
    while at < len(data) and len(out) < limit:
        flags = data[at]
        at += 1
        for bit in range(8):
            if at >= len(data) or len(out) >= limit:
                break
            if flags >> bit & 1:
                if at + 2 > len(data):
                    return bytes(out)
                word = data[at] << 8 | data[at + 1]
                at += 2
                offset, size = word >> 4, (word & 0xF) + 2
                if offset == place % _WINDOW:
                    return bytes(out)
                copied = bytearray()
                for step in range(size):
                    byte = window[(offset + step) % _WINDOW]
                    window[place % _WINDOW] = byte
                    place += 1
                    copied.append(byte)
                out += copied
            else:
                window[place % _WINDOW] = data[at]
                place += 1
                out.append(data[at])
                at += 1
    return bytes(out)


@dataclass(frozen=True, slots=True)
class RichText:
    """One of the two is empty: HTML that was wrapped into RTF, or the plain words of true RTF."""

    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _Group:
    hidden: bool = False
    in_tag: bool = False
    rtf_only: bool = False
    skip: int = 1


def read_rtf(rtf: bytes) -> RichText:
    """Reads decompressed RTF; never raises, takes linear time."""
    source = rtf[:MAX_SIZE].decode("latin-1")
    holds_html = re.search(r"\\fromhtml1?\b", source[:2_000]) is not None
    text = safe_text(_Reader(holds_html=holds_html).read(source))
    return RichText("", text) if holds_html else RichText(text.strip(), "")


class _Reader:
    def __init__(self, *, holds_html: bool) -> None:
        self.holds_html = holds_html
        self.codec = "cp1252"
        self.out: list[str] = []
        self.pending = bytearray()
        self.group = _Group()
        self.stack: list[_Group] = []
        self.to_skip = 0
        self.starred = False

    def read(self, source: str) -> str:
        for match in _TOKEN.finditer(source):
            code, word, number, symbol, brace, text = match.groups()
            if code is not None:
                self._byte(int(code, 16))
            elif word is not None:
                self._word(word, int(number) if number else None)
            elif symbol is not None:
                self._symbol(symbol)
            elif brace is not None:
                self._brace(brace)
            elif text is not None:
                self._text(text)
        self._flush()
        return "".join(self.out)

    @property
    def _silent(self) -> bool:
        return self.group.hidden or (self.holds_html and self.group.rtf_only and not self.group.in_tag)

    def _flush(self) -> None:
        if self.pending:
            self.out.append(bytes(self.pending).decode(self.codec, "replace"))
            self.pending.clear()

    def _write(self, text: str) -> None:
        self._flush()
        if not self._silent:
            self.out.append(text)

    def _byte(self, value: int) -> None:
        if self.to_skip:
            self.to_skip -= 1
        elif not self._silent:
            self.pending.append(value)

    def _text(self, text: str) -> None:
        if self.to_skip:
            skipped = min(self.to_skip, len(text))
            self.to_skip -= skipped
            text = text[skipped:]
        if text:
            self._write(text)

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self.starred = True
        elif symbol in "\\{}":
            self._text(symbol)
        elif symbol == "~":
            self._write("\u00a0")
        elif symbol == "_":
            self._write("-")
        elif symbol in "\r\n":
            self._write("\n")

    def _brace(self, brace: str) -> None:
        self._flush()
        self.to_skip = 0
        self.starred = False
        if brace == "{":
            self.stack.append(self.group)
        elif self.stack:
            self.group = self.stack.pop()

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        starred, self.starred = self.starred, False
        if word == "ansicpg":
            self.codec = codec_of(f"cp{number}") or "cp1252"
        elif word == "uc":
            self.group = replace(self.group, skip=min(number or 0, 10))
        elif word == "u":
            self._unicode(number or 0)
        elif word == "htmlrtf":
            self.group = replace(self.group, rtf_only=number != 0)
        elif word == "htmltag" and self.holds_html:
            self.group = replace(self.group, hidden=False, in_tag=True)
        elif word in _NO_TEXT or starred:
            self.group = replace(self.group, hidden=True)
        elif word in {"par", "line", "row", "sect", "page"}:
            self._write("\n" if not (self.holds_html and word == "line" and not self.group.in_tag) else "<br>\n")
        elif word == "cell":
            self._write("\t")
        elif word in _CHARACTERS:
            self._write(_CHARACTERS[word])

    def _unicode(self, number: int) -> None:
        value = number + 65_536 if number < 0 else number
        self._write(chr(value) if value <= sys.maxunicode else "\ufffd")
        self.to_skip = self.group.skip
