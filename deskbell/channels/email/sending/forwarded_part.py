"""Pure. How do forwarded messages read below the note of a forward, as text and as HTML?"""

import html as entities
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from deskbell.channels.email.sending.outgoing_html import forwarded_html
from deskbell.conversations.mail_html.plain_text import html_of

LONGEST_TEXT = 200_000
_SHOWN = re.compile(r"""(["'])(cid:[^"'<>\s]+|(?:https?://[^"'<>\s/]+)?(/api/attachments/\d+)[^"'<>\s]*)\1""")


@dataclass(frozen=True, slots=True)
class ForwardedMessage:
    """`pictures`: how its HTML names a picture that goes along, and the Content-ID under which it goes."""

    from_: str
    to: str
    cc: str
    subject: str
    sent_at: datetime
    text: str
    html: str | None = None
    pictures: Mapping[str, str] = field(default_factory=dict)


def forwarded_as_text(messages: tuple[ForwardedMessage, ...]) -> str:
    return "\n\n".join(
        "---------- Forwarded message ----------\n"
        + "\n".join(f"{name}: {value}" for name, value in _lines(message))
        + f"\n\n{message.text.strip()[:LONGEST_TEXT]}"
        for message in messages
    )


def forwarded_as_html(messages: tuple[ForwardedMessage, ...]) -> str:
    """A message whose HTML is too long to be cleaned goes as its plain words."""
    return "\n<br>\n".join(_html(message) for message in messages)


def _lines(message: ForwardedMessage) -> Iterator[tuple[str, str]]:
    yield "From", message.from_
    yield "Date", f"{message.sent_at:%Y-%m-%d %H:%M} {message.sent_at.tzname() or 'UTC'}"
    yield "Subject", message.subject
    yield "To", message.to
    if message.cc:
        yield "Cc", message.cc


def _html(message: ForwardedMessage) -> str:
    head = "<br>".join(f"<b>{name}:</b> {entities.escape(value)}" for name, value in _lines(message))
    inner = forwarded_html(_named(message)) if message.html else None
    words = inner if inner is not None else html_of(message.text.strip()[:LONGEST_TEXT])
    return f"<div>---------- Forwarded message ----------<br>{head}</div>\n<br>\n<div>{words}</div>"


def _named(message: ForwardedMessage) -> str:
    """Each picture of its own text by the name of its copy; one that does not go along loses its address."""

    def rename(match: re.Match[str]) -> str:
        new = message.pictures.get(match[3] or match[2])
        return f'"cid:{new}"' if new else '""'

    return _SHOWN.sub(rename, message.html or "")
