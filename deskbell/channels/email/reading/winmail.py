"""Pure. What lies in a winmail.dat (TNEF) of this mail? Its files join the mail's, its text fills a gap."""

from __future__ import annotations

from deskbell.channels.email.reading.attachments import clean_name, name_for
from deskbell.channels.email.reading.bodies import Content, Piece
from deskbell.channels.email.reading.charsets import decode
from deskbell.channels.email.reading.parsed_mail import Attachment
from deskbell.channels.email.reading.rtf import RichText, decompressed, read_rtf
from deskbell.channels.email.reading.safe_text import safe_text
from deskbell.channels.email.reading.tnef import Tnef, read_tnef
from deskbell.conversations.mail_html.plain_text import text_of

_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_COMPARED = 60


def is_winmail(file: Attachment) -> bool:
    return file.content_type in _TYPES or file.name.lower() == "winmail.dat"


def open_winmail(content: Content, problems: list[str]) -> None:
    """Replaces each readable winmail.dat by what is in it; an unreadable one stays a file and is noted."""
    files: list[Attachment] = []
    for file in content.files:
        found = read_tnef(file.content) if is_winmail(file) else None
        if found is None:
            if is_winmail(file):
                problems.append("The file winmail.dat could not be opened; it is attached as it came.")
            files.append(file)
            continue
        files.extend(_files_of(found))
        rich = _rich_text(found)
        if not _taken(content, found, rich):
            files.extend(_unsaid_body(content, found, rich))
    content.files = files


def _files_of(found: Tnef) -> list[Attachment]:
    return [
        Attachment(
            clean_name(file.name) or name_for(file.content_type or "application/octet-stream", number, file.content),
            file.content_type or "application/octet-stream",
            file.content,
            file.content_id.strip("<> ") or None,
            inline=bool(file.content_id),
        )
        for number, file in enumerate(found.files, 1)
    ]


def _rich_text(found: Tnef) -> RichText:
    if found.html:
        return RichText("", safe_text(decode(found.html, found.codepage)[0]))
    return read_rtf(decompressed(found.rtf)) if found.rtf else RichText("", "")


def _taken(content: Content, found: Tnef, rich: RichText) -> bool:
    """Uses the text inside when the mail has none, and its formatted face when the mail has only the plain one."""
    text = found.text or rich.text
    if not content.pieces:
        if text or rich.html:
            content.pieces.append(Piece(text or None, rich.html or None))
        return True
    only = content.pieces[0]
    if rich.html and len(content.pieces) == 1 and only.html is None and _says(content, text_of(rich.html)):
        content.pieces = [Piece(only.text, rich.html)]
        return True
    return False


def _unsaid_body(content: Content, found: Tnef, rich: RichText) -> list[Attachment]:
    """A text inside that differs from the mail's own becomes a file, so that it is not lost."""
    if rich.html:
        if _says(content, text_of(rich.html)):
            return []
        return [Attachment("body.html", "text/html", rich.html.encode(), None, inline=False)]
    if rich.text:
        if _says(content, rich.text):
            return []
        return [Attachment("body.rtf", "application/rtf", decompressed(found.rtf), None, inline=False)]
    if found.text and not _says(content, found.text):
        return [Attachment("body.txt", "text/plain", found.text.encode(), None, inline=False)]
    return []


def _says(content: Content, text: str) -> bool:
    """Whether the mail's own text begins like this one."""
    begins = "".join(text.split())[:_COMPARED]
    return any(
        "".join((piece.text or text_of(piece.html or "")).split())[:_COMPARED] == begins for piece in content.pieces
    )
