"""Pure. What lies in a winmail.dat? Outlook's own envelope for files and rich text ([MS-OXTNEF])."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from deskbell.channels.email.reading.mapi_properties import MapiProperty, read_properties, text_of_property

SIGNATURE = 0x223E9F78
MAX_DEPTH = 5
MAX_FILES = 1_000

_HEAD = 6
_LONG = 4
_CP_UTF_8 = 65001
_ATTACHMENT_BEGINS = 0x9002
_TITLE = 0x8010
_DATA = 0x800F
_ATTACHMENT_PROPERTIES = 0x9005
_MESSAGE_PROPERTIES = 0x9003
_BODY = 0x800C
_CODEPAGE = 0x9007

_PR_BODY = 0x1000
_PR_RTF = 0x1009
_PR_HTML = 0x1013
_PR_DISPLAY_NAME = 0x3001
_PR_DATA = 0x3701
_PR_NAME = 0x3704
_PR_LONG_NAME = 0x3707
_PR_MIME_TAG = 0x370E
_PR_CONTENT_ID = 0x3712
_PR_CODEPAGE = 0x3FDE
_IID = 16  # an object value begins with the id of its interface


@dataclass(slots=True)
class TnefFile:
    """`title` is the name in the outer list, often a mere `Untitled Attachment`; `name` the best that is known."""

    title: str = ""
    name: str = ""
    content_type: str = ""
    content: bytes = b""
    content_id: str = ""


@dataclass(slots=True)
class Tnef:
    """`files` hold those of mails inside it too. `rtf` is still compressed."""

    files: list[TnefFile] = field(default_factory=list)
    text: str = ""
    html: bytes = b""
    rtf: bytes = b""
    codepage: str = "cp1252"


def read_tnef(data: bytes, depth: int = 0) -> Tnef | None:
    """Reads as far as the bytes make sense; None when they are no TNEF at all."""
    if len(data) < _HEAD or struct.unpack_from("<I", data)[0] != SIGNATURE:
        return None
    found = Tnef()
    current: TnefFile | None = None
    at = _HEAD
    while at + 9 <= len(data) and len(found.files) < MAX_FILES:
        level, identity, size = struct.unpack_from("<BII", data, at)
        value = data[at + 9 : at + 9 + size]
        if level not in {1, 2} or len(value) < size:
            break
        at += 9 + size + 2
        tag = identity & 0xFFFF
        if level == 1:
            _message_attribute(found, tag, value)
            continue
        if tag == _ATTACHMENT_BEGINS or current is None:
            current = TnefFile()
            found.files.append(current)
        _attachment_attribute(found, current, tag, value, depth)
    found.files = [one for one in found.files if one.content or one.name]
    return found


def _message_attribute(found: Tnef, tag: int, value: bytes) -> None:
    if tag == _CODEPAGE and len(value) >= _LONG:
        found.codepage = f"cp{struct.unpack_from('<I', value)[0]}"
    elif tag == _BODY:
        found.text = found.text or text_of_property(MapiProperty(_BODY, 0x1E, value), found.codepage)
    elif tag == _MESSAGE_PROPERTIES:
        for one in read_properties(value):
            if one.tag == _PR_RTF:
                found.rtf = one.value
            elif one.tag == _PR_HTML:
                found.html = one.value
            elif one.tag == _PR_BODY:
                found.text = text_of_property(one, found.codepage) or found.text
            elif one.tag == _PR_CODEPAGE and len(one.value) >= _LONG:
                number = struct.unpack_from("<I", one.value)[0]
                found.codepage = "utf-8" if number == _CP_UTF_8 else f"cp{number}"


def _attachment_attribute(found: Tnef, file: TnefFile, tag: int, value: bytes, depth: int) -> None:
    if tag == _TITLE:
        file.title = text_of_property(MapiProperty(tag, 0x1E, value), found.codepage)
        file.name = file.name or file.title
    elif tag == _DATA:
        file.content = value
    elif tag == _ATTACHMENT_PROPERTIES:
        _attachment_properties(found, file, read_properties(value), depth)


def _attachment_properties(found: Tnef, file: TnefFile, properties: list[MapiProperty], depth: int) -> None:
    said = {one.tag: one for one in properties}
    for tag in (_PR_LONG_NAME, _PR_NAME, _PR_DISPLAY_NAME):
        if tag in said and (name := text_of_property(said[tag], found.codepage)):
            file.name = name
            break
    if _PR_MIME_TAG in said:
        file.content_type = text_of_property(said[_PR_MIME_TAG], found.codepage).lower()
    if _PR_CONTENT_ID in said:
        file.content_id = text_of_property(said[_PR_CONTENT_ID], found.codepage)
    if _PR_DATA in said:
        content = said[_PR_DATA].value
        inner = content[_IID:] if said[_PR_DATA].is_object else content
        nested = read_tnef(inner, depth + 1) if depth < MAX_DEPTH else None
        if nested is not None:
            found.files.extend(nested.files[: MAX_FILES - len(found.files)])
        file.content = file.content or inner
