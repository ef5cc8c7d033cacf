"""Pure. What does one mail say, once its bytes have been read?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """One person or list: `email` keeps its case as written and may lack an @ when the sender wrote none."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of the mail. `name` is never empty and never holds a path.

    `inline` says that the sender meant it to be shown in the text (a picture with a Content-ID, or disposition inline).
    """

    name: str
    content_type: str
    content: bytes
    content_id: str | None
    inline: bool


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """Every string fits PostgreSQL text and JSON: no control characters but tab and newline, no lone surrogates.

    Message-IDs stand without their angle brackets, are never empty and at most 900 characters.
    `problems` are sentences for the ticket's screen: what could not be read as it was written.
    """

    subject: str
    from_: Address | None
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[Address, ...]
    delivered_to: tuple[str, ...]
    date: datetime | None
    message_id: str | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    text: str
    html: str | None
    attachments: tuple[Attachment, ...]
    content_type: str
    headers: Mapping[str, tuple[str, ...]]
    problems: tuple[str, ...]

    def header(self, name: str) -> str:
        """Gives the first value of a header, or an empty string; `name` is lower case."""
        return self.headers.get(name, ("",))[0]
