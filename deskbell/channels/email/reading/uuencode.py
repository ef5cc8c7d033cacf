"""Pure. Which files lie in a text as uuencode (POSIX) or yEnc blocks?"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass

MAX_FILES = 200

_BEGIN = re.compile(rb"^begin(?P<b64>-base64)? [0-7]{3,4} (?P<name>[^\r\n]{1,255}?)[ \t]*\r?\n", re.MULTILINE)
_ANY_BEGIN = re.compile(
    rb"^begin(?:-base64)? [0-7]{3,4} (?P<name>[^\r\n]{1,255}?)[ \t]*\r?\n"
    rb"|^=ybegin [^\r\n]{0,200}?name=(?P<yname>[^\r\n]{1,255})\r?\n",
    re.MULTILINE,
)
_END = re.compile(rb"^(?:end|====)[ \t]*\r?$", re.MULTILINE)
_YBEGIN = re.compile(rb"^=ybegin [^\r\n]*?name=([^\r\n]{1,255})\r?\n", re.MULTILINE)
_YEND = re.compile(rb"^=yend[^\r\n]*\r?\n?", re.MULTILINE)
_SHIFT = bytes((byte - 42) % 256 for byte in range(256))


@dataclass(frozen=True, slots=True)
class TextWithFiles:
    text: bytes
    files: tuple[tuple[bytes, bytes], ...]


def take_files_out(text: bytes) -> TextWithFiles:
    """Cuts whole blocks out of a text; a block without an end, or with lines of another shape, stays text."""
    if b"begin" not in text:  # the common case, without a pass by expression
        return TextWithFiles(text, ())
    kept: list[bytes] = []
    files: list[tuple[bytes, bytes]] = []
    at = 0
    endless: set[re.Pattern[bytes]] = set()
    for begin in _ANY_BEGIN.finditer(text):
        ending = _END if begin["name"] else _YEND
        if begin.start() < at or ending in endless:
            continue
        if len(files) >= MAX_FILES:
            break
        end = ending.search(text, begin.end())
        if end is None:
            endless.add(ending)
            continue
        block = text[begin.start() : end.end()]
        content = decode_uuencoded(block) if begin["name"] else decode_yenc(block)
        if content is not None:
            kept.append(text[at : begin.start()])
            files.append((begin["name"] or begin["yname"], content))
            at = end.end()
    kept.append(text[at:])
    return TextWithFiles(b"".join(kept), tuple(files))


def decode_uuencoded(block: bytes) -> bytes | None:
    """Decodes one block, with or without its begin and end lines; None when a line is not uuencode."""
    begin = _BEGIN.search(block)
    body = block[begin.end() :] if begin else block
    end = _END.search(body)
    if end is not None:
        body = body[: end.start()]
    if begin is not None and begin["b64"]:
        try:
            return binascii.a2b_base64(body)
        except binascii.Error:
            return None
    out: list[bytes] = []
    for line in body.splitlines():
        if not line.strip(b"\r\n"):
            continue
        content = _uu_line(line)
        if content is None:
            return None
        out.append(content)
    return b"".join(out) if out else None


def _uu_line(line: bytes) -> bytes | None:
    if not ord(" ") <= line[0] <= ord("`"):
        return None
    size = (line[0] - 32) & 63
    letters = (size + 2) // 3 * 4
    if not (
        letters - 3 <= len(line.rstrip()) - 1 <= letters + 2 or line.rstrip() in {b"`", b""} or len(line) - 1 >= letters
    ):
        return None
    try:
        return binascii.a2b_uu(line[: 1 + letters])
    except binascii.Error:
        return None


def decode_yenc(block: bytes) -> bytes | None:
    """Decodes a yEnc block; None when it has no begin line."""
    begin = _YBEGIN.search(block)
    if begin is None:
        return None
    end = _YEND.search(block, begin.end())
    body = block[begin.end() : end.start() if end else len(block)]
    lines = [line for line in body.split(b"\n") if not line.startswith(b"=ypart")]
    joined = b"".join(line.rstrip(b"\r") for line in lines)
    escaped = re.sub(rb"=(.)", lambda match: bytes([(match[1][0] - 64) % 256]), joined, flags=re.DOTALL)
    return escaped.translate(_SHIFT)
