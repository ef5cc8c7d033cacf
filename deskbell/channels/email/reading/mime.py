"""Pure. Of which parts is a mail made? One pass over the bytes, whatever its depth: no recursion, no second look.

The standard library's parser nests generators per level and breaks at some hundred levels; this one keeps a stack of
open boundaries (RFC 2046 5.1) and is linear in the size of the mail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from deskbell.channels.email.reading.header_block import HeaderBlock, read_header_block
from deskbell.channels.email.reading.header_text import Parameters, parameters_of

MAX_PARTS = 10_000
_SNIFFS = 20
_LOOKED_FOR_IN_HEADS = 50

_DASHES = re.compile(rb"^--[^\r\n]*", re.MULTILINE)
_SNIFFED = re.compile(
    rb"^--([^\s][^\r\n]{0,200}?)[ \t]*\r?\n(?=Content-[A-Za-z-]+[ \t]*:)", re.MULTILINE | re.IGNORECASE
)
_TOP_BLANKS = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*")


@dataclass(slots=True)
class Part:
    """One entity: its header fields, and either children or a body that still has its transfer encoding."""

    head: HeaderBlock
    content_type: str
    parameters: Parameters
    raw: bytes
    start: int
    end: int
    children: list[Part] = field(default_factory=list)

    @property
    def body(self) -> bytes:
        return self.raw[self.start : self.end]

    @property
    def is_multipart(self) -> bool:
        return self.content_type.startswith("multipart/")


@dataclass(frozen=True, slots=True)
class Split:
    root: Part
    problems: tuple[str, ...]


def split_mail(raw: bytes) -> Split:
    """Splits any bytes; what can't be understood stays in the body of the part where it stands."""
    if b"\n" not in raw and b"\r" in raw:
        raw = raw.replace(b"\r", b"\n")
    first = _TOP_BLANKS.match(raw)
    return _Splitter(raw).split(first.end() if first else 0)


class _Splitter:
    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.open: list[tuple[bytes, Part]] = []
        self.depth_of: dict[bytes, int] = {}
        self.problems: list[str] = []
        self.sniffs = _SNIFFS
        self.count = 0
        self.dash_lines: set[bytes] | None = None

    def split(self, start: int) -> Split:
        root = self._part(start, "text/plain")
        self._enter(root)
        leaf: Part | None = None if self.open else root
        at = root.start
        while self.open and (match := _DASHES.search(self.raw, at)) is not None:
            at = match.end()
            line = match[0].rstrip()
            key, closes = (line, False) if line in self.depth_of else (line[:-2], line.endswith(b"--"))
            if key not in self.depth_of:
                continue
            depth = self.depth_of[key]
            _end_body(leaf, self.raw, match.start())
            leaf = None
            if closes:
                self._leave(depth, match.start())
                continue
            self._leave(depth + 1, match.start())
            if self.count >= MAX_PARTS:
                self.problems.append(f"The mail has more than {MAX_PARTS} parts; the rest was left in its last part.")
                break
            parent = self.open[-1][1]
            newline = self.raw.find(b"\n", at)
            default = "message/rfc822" if parent.content_type == "multipart/digest" else "text/plain"
            part = self._part(newline + 1 if newline >= 0 else len(self.raw), default)
            parent.children.append(part)
            at = part.start
            leaf = None if self._enter(part) else part
        if leaf is not None:
            leaf.end = len(self.raw)
        return Split(root, tuple(self.problems[:20]))

    def _part(self, start: int, default: str) -> Part:
        self.count += 1
        head = read_header_block(
            self.raw, start, frozenset(self.depth_of) if len(self.depth_of) < _LOOKED_FOR_IN_HEADS else None
        )
        self.problems.extend(head.problems)
        content_type, parameters = parameters_of(head.first("content-type") or b"")
        if not re.fullmatch(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+*-]+", content_type):
            content_type = "multipart/mixed" if "boundary" in parameters else _repaired_type(content_type, default)
        return Part(head, content_type, parameters, self.raw, head.end, len(self.raw))

    def _enter(self, part: Part) -> bool:
        """Opens a multipart; without a boundary that really occurs it stays a leaf."""
        if not part.is_multipart:
            return False
        boundary = part.parameters.get("boundary", "").encode("latin-1", "replace").rstrip()
        if not boundary or not self._occurs(b"--" + boundary):
            self.sniffs -= 1
            sniffed = _SNIFFED.search(self.raw, part.start) if self.sniffs > 0 else None
            if sniffed is not None and b"--" + sniffed[1] not in self.depth_of:
                self.problems.append("The parts are not divided as the header says; the dividing line was guessed.")
                boundary = sniffed[1].rstrip()
            else:
                boundary = b""
        if not boundary or b"--" + boundary in self.depth_of:
            return False
        self.depth_of[b"--" + boundary] = len(self.open)
        self.open.append((b"--" + boundary, part))
        return True

    def _occurs(self, key: bytes) -> bool:
        if self.dash_lines is None:
            self.dash_lines = {match[0].rstrip() for match in _DASHES.finditer(self.raw)}
        return key in self.dash_lines or key + b"--" in self.dash_lines

    def _leave(self, depth: int, end: int) -> None:
        while len(self.open) > depth:
            key, part = self.open.pop()
            del self.depth_of[key]
            part.end = end


def _end_body(leaf: Part | None, raw: bytes, at: int) -> None:
    """The line end before a boundary belongs to the boundary (RFC 2046 5.1.1)."""
    if leaf is None:
        return
    if raw[at - 1 : at] == b"\n":
        at -= 1
        if raw[at - 1 : at] == b"\r":
            at -= 1
    leaf.end = max(leaf.start, at)


def _repaired_type(written: str, default: str) -> str:
    for known in ("text/html", "text/plain"):
        if written.startswith((known, known.replace("/", ""), known.split("/")[1])):
            return known
    if written in {"", "text"}:
        return default
    return "application/octet-stream" if "/" in written else default
