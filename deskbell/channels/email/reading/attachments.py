"""Pure. Under which name does a part appear as a file?"""

from __future__ import annotations

import contextlib
import re
from urllib.parse import unquote

from deskbell.channels.email.reading.header_text import Parameters, decode_value
from deskbell.channels.email.reading.mime import Part
from deskbell.channels.email.reading.parsed_mail import Attachment
from deskbell.channels.email.reading.safe_text import safe_line

MAX_NAME = 200
_LONGEST_ENDING = 10

_NAMES = {
    "text/calendar": "invite.ics",
    "message/delivery-status": "delivery-status.txt",
    "message/global-delivery-status": "delivery-status.txt",
    "message/disposition-notification": "disposition-notification.txt",
    "message/feedback-report": "feedback-report.txt",
    "text/rfc822-headers": "headers.txt",
    "application/pgp-signature": "signature.asc",
    "application/pgp-encrypted": "encrypted.asc",
    "application/pkcs7-signature": "smime.p7s",
    "application/x-pkcs7-signature": "smime.p7s",
    "application/pkcs7-mime": "smime.p7m",
    "application/x-pkcs7-mime": "smime.p7m",
    "application/ms-tnef": "winmail.dat",
    "text/vcard": "contact.vcf",
    "text/x-vcard": "contact.vcf",
}
_ENDINGS = {
    "text/plain": "txt",
    "text/html": "html",
    "text/rtf": "rtf",
    "application/rtf": "rtf",
    "text/csv": "csv",
    "text/xml": "xml",
    "application/xml": "xml",
    "application/json": "json",
    "application/pdf": "pdf",
    "application/zip": "zip",
    "application/msword": "doc",
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/pjpeg": "jpg",
    "image/svg+xml": "svg",
    "image/tiff": "tif",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "video/mp4": "mp4",
}
_DIRECTION_TRICKS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean_name(written: str) -> str:
    """Gives a bare file name without path, control characters or direction tricks; may be empty."""
    name = re.split(r"[\\/]", safe_line(written).rstrip("\\/"))[-1]
    name = _DIRECTION_TRICKS.sub("_", name).strip() if name.strip(". ") else ""
    if len(name) > MAX_NAME:
        stem, dot, ending = name.rpartition(".")
        name = (
            stem[: MAX_NAME - len(ending) - 1] + dot + ending
            if dot and len(ending) < _LONGEST_ENDING
            else name[:MAX_NAME]
        )
    return name


def written_name(part: Part, disposition: Parameters) -> str:
    """Gives the name the sender wrote: filename, else name, else the end of the Content-Location."""
    name = disposition.get("filename") or part.parameters.get("name") or ""
    if "%" in name and " " not in name and re.fullmatch(r"(?:[\w.~!$&'()+,;=@-]|%[0-9A-Fa-f]{2})+", name):
        with contextlib.suppress(UnicodeDecodeError):  # if it was no URL coding, the name stays as written
            name = unquote(name, errors="strict") if re.search(r"%[89A-Fa-f]", name) else name
    if not name and (location := part.head.first("content-location")) is not None:
        name = unquote(decode_value(location).split("?")[0])
    return clean_name(name)


def name_for(content_type: str, number: int, content: bytes) -> str:
    """Makes a name for a nameless part, so that everything can be opened."""
    if content_type in _NAMES:
        return _NAMES[content_type]
    if content_type == "message/rfc822":
        return f"message-{number}.eml"
    kind, _, subtype = content_type.partition("/")
    ending = _ENDINGS.get(content_type)
    if ending is None and kind in {"image", "audio", "video"} and re.fullmatch(r"[a-z0-9]{1,5}", subtype):
        ending = subtype
    stem = kind if kind in {"image", "audio", "video"} else "attachment"
    return f"{stem}-{number}.{ending or _sniffed_ending(content)}"


def _sniffed_ending(content: bytes) -> str:
    for magic, ending in (
        (b"%PDF", "pdf"),
        (b"\x89PNG", "png"),
        (b"\xff\xd8\xff", "jpg"),
        (b"GIF8", "gif"),
        (b"PK\x03\x04", "zip"),
    ):
        if content.startswith(magic):
            return ending
    return "bin"


def mail_name(subject: str, number: int) -> str:
    """Names a mail inside a mail after its subject."""
    name = clean_name(re.sub(r"[\\/]", "-", subject))[:80].strip()
    return f"{name}.eml" if name else f"message-{number}.eml"


def attachment(
    name: str, content_type: str, content: bytes, content_id: str | None = None, *, inline: bool = False
) -> Attachment:
    return Attachment(name, content_type, content, content_id, inline)
