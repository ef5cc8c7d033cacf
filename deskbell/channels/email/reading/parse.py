"""Pure. What does a raw mail say? Any bytes in, a ParsedMail out, never an exception, in time linear in their number.

What can't be read as written is read as well as possible and told in `problems`; nothing is dropped without a word.
"""

from __future__ import annotations

import re

from deskbell.channels.email.reading.addresses import read_addresses
from deskbell.channels.email.reading.bodies import Content, Piece, content_of, faces_of
from deskbell.channels.email.reading.charsets import codec_of
from deskbell.channels.email.reading.header_block import HeaderBlock
from deskbell.channels.email.reading.header_text import MAX_TEXT as MAX_TEXT_OF_HEADER
from deskbell.channels.email.reading.header_text import decode_value
from deskbell.channels.email.reading.mail_dates import read_date
from deskbell.channels.email.reading.message_ids import read_id, read_ids
from deskbell.channels.email.reading.mime import split_mail
from deskbell.channels.email.reading.parsed_mail import Address, Attachment, ParsedMail
from deskbell.channels.email.reading.safe_text import safe_text
from deskbell.channels.email.reading.winmail import open_winmail

MAX_TEXT = 1_000_000
MAX_HTML = 4_000_000
MAX_SUBJECT = 998
MAX_FILES = 500
_KEPT_HEADERS = 400
_KEPT_VALUES = 200
_KEPT_LENGTH = 4_000

_DELIVERED = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-forwarded-to", "original-recipient")
_CHARSET_NEARBY = re.compile(
    rb"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,40})|=\?([A-Za-z0-9_:.-]{2,40})\?[bq]\?", re.IGNORECASE
)
_UNHELPFUL = frozenset({"utf-8", "cp1252", "utf-7", None})


def parse(raw: bytes) -> ParsedMail:
    """Reads a mail. The same bytes always give the same value."""
    split = split_mail(raw)
    root = split.root
    content = content_of(root)
    problems = [*split.problems, *content.problems]
    open_winmail(content, problems)
    hint = _charset_nearby(raw)
    text, html = _bounded(content, problems)
    if len(content.files) > MAX_FILES:
        problems.append(
            f"The mail has {len(content.files)} files; the first {MAX_FILES} are shown, the raw mail has all."
        )
    head = root.head
    reader = _Head(head, hint)
    return ParsedMail(
        subject=reader.text("subject")[:MAX_SUBJECT],
        from_=_first(reader.people("from")),
        sender=_first(reader.people("sender")),
        reply_to=reader.people("reply-to"),
        to=reader.people("to"),
        cc=reader.people("cc"),
        bcc=reader.people("bcc"),
        delivered_to=_delivered_to(reader),
        date=read_date(reader.text("date")),
        message_id=read_id(reader.text("message-id")),
        in_reply_to=read_ids(reader.text("in-reply-to")),
        references=reader.references(),
        text=text,
        html=html,
        attachments=tuple(content.files[:MAX_FILES]),
        content_type=root.content_type,
        headers=reader.kept(),
        problems=tuple(dict.fromkeys(problems)),
    )


class _Head:
    def __init__(self, head: HeaderBlock, hint: str | None) -> None:
        self.hint = hint
        self.raw: dict[str, list[bytes]] = {}
        for name, value in head.fields:
            self.raw.setdefault(name, []).append(value)

    def text(self, name: str) -> str:
        """Gives the first field that says something: some programs write an empty one before the true one."""
        values = self.raw.get(name, ())
        chosen = next((value for value in values if value.strip()), b"")
        return decode_value(chosen, self.hint)

    def all(self, name: str) -> list[str]:
        return [decode_value(value, self.hint) for value in self.raw.get(name, ())[:_KEPT_VALUES]]

    def references(self) -> tuple[str, ...]:
        """The newest ids stand at the end, so an overlong list loses its beginning."""
        said = b" ".join(self.raw.get("references", ()))
        return read_ids(decode_value(said[-MAX_TEXT_OF_HEADER:], self.hint))

    def people(self, name: str) -> tuple[Address, ...]:
        return tuple(
            person for value in self.raw.get(name, ())[:_KEPT_VALUES] for person in read_addresses(value, self.hint)
        )

    def kept(self) -> dict[str, tuple[str, ...]]:
        names = list(self.raw)[:_KEPT_HEADERS]
        return {safe_text(name): tuple(value[:_KEPT_LENGTH] for value in self.all(name)) for name in names}


def _first(people: tuple[Address, ...]) -> Address | None:
    return next((person for person in people if "@" in person.email), people[0] if people else None)


def _delivered_to(reader: _Head) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in _DELIVERED:
        for person in reader.people(name):
            found.setdefault(person.email.rpartition(";")[2])
    return tuple(found)


def _charset_nearby(raw: bytes) -> str | None:
    """Finds the charset this sender names elsewhere in the mail, as a hint for bare 8-bit headers."""
    for match in _CHARSET_NEARBY.finditer(raw, 0, 200_000):
        codec = codec_of((match[1] or match[2]).decode("ascii"))
        if codec not in _UNHELPFUL:
            return codec
    return None


def _bounded(content: Content, problems: list[str]) -> tuple[str, str | None]:
    """Keeps what is stored with the message to a size a screen can bear; the whole then lies beside it as a file."""
    content.pieces = content.pieces or content.spare[:1]
    content.pieces = [_fitting(piece, content, problems) for piece in content.pieces]
    text, html = faces_of(content.pieces)
    return text[:MAX_TEXT], html


def _fitting(piece: Piece, content: Content, problems: list[str]) -> Piece:
    text, html = piece.text, piece.html
    if text is not None and len(text) > MAX_TEXT:
        content.files.append(Attachment("whole-text.txt", "text/plain", text.encode(), None, inline=False))
        text = text[:MAX_TEXT]
        problems.append("The text is very long; its beginning is shown and the whole is attached.")
    if html is not None and len(html) > MAX_HTML:
        content.files.append(Attachment("whole-text.html", "text/html", html.encode(), None, inline=False))
        html = html[:MAX_HTML]
        problems.append("The formatted text is very long; its beginning is shown and the whole is attached.")
    return Piece(text, html)
