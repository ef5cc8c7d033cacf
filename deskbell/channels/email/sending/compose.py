"""Pure. Which bytes leave the house for an answer? The same value always gives the same mail (RFC 5322, 2045)."""

import email.policy
import hashlib
import html as entities
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from deskbell.channels.email.sending.forwarded_part import ForwardedMessage, forwarded_as_html, forwarded_as_text
from deskbell.channels.email.sending.outgoing_headers import field, ids_field, people_field
from deskbell.channels.email.sending.outgoing_html import outgoing_html, quoted_html
from deskbell.conversations.mail_html.plain_text import html_of, text_of

# 7-bit parts: the next server need not know 8BITMIME. Fields are not folded again, since file names come apart by that.
_POLICY = email.policy.SMTP.clone(cte_type="7bit", max_line_length=998)
_CONTENT = _POLICY.clone(max_line_length=76)  # of encoded lines (RFC 2045 6.7, 6.8)
LONGEST_QUOTED_TEXT = 30_000
Person = tuple[str, str]


@dataclass(frozen=True, slots=True)
class MailFile:
    name: str
    content_type: str
    content: bytes
    content_id: str | None = None
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message that is answered, shown below the answer."""

    name: str
    address: str
    sent_at: datetime
    text: str
    html: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """`bcc` is not here: it stands in the envelope only. `marker` is the signed thread marker (tokens.py)."""

    from_: Person
    to: tuple[Person, ...]
    subject: str
    text: str
    message_id: str
    date: datetime
    html: str | None = None
    cc: tuple[Person, ...] = ()
    reply_to: Person | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    quoted: Quoted | None = None
    forwarded: tuple[ForwardedMessage, ...] = ()
    files: tuple[MailFile, ...] = ()
    marker: str = ""
    signature_html: str = ""
    is_automatic: bool = False
    extra: tuple[Person, ...] = ()  # further fields (name, value)


def compose(answer: Answer) -> bytes:
    """The whole mail with CRLF line ends."""
    return "".join(_headers(answer)).encode() + _body(answer).as_bytes(policy=_POLICY)


def _headers(answer: Answer) -> Iterator[str]:
    yield people_field("From", [answer.from_])
    yield people_field("To", answer.to) or "To: undisclosed-recipients:;\r\n"
    yield people_field("Cc", answer.cc)
    if answer.reply_to is not None:
        yield people_field("Reply-To", [answer.reply_to])
    yield field("Subject", answer.subject[:900])
    yield f"Date: {format_datetime(answer.date)}\r\n"
    yield ids_field("Message-ID", [answer.message_id])
    yield ids_field("In-Reply-To", [answer.in_reply_to] if answer.in_reply_to else [])
    yield ids_field("References", answer.references)
    if answer.is_automatic:  # only machines say so: a person's answer must never look like one (RFC 3834)
        yield "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n"
    for name, value in answer.extra:
        yield field(name, value)


def _body(answer: Answer) -> EmailMessage:
    message = EmailMessage(policy=_CONTENT)
    message.set_content(_text(answer))
    message.add_alternative(_html(answer), subtype="html")
    inline = [one for one in answer.files if one.is_inline and one.content_id]
    if inline:
        alternatives = message.get_payload()
        assert isinstance(alternatives, list)  # noqa: S101 - add_alternative has just made it one
        rich = alternatives[-1]
        assert isinstance(rich, EmailMessage)  # noqa: S101 - the part that add_alternative added
        for one in inline:
            main, sub = _type(one)
            rich.add_related(
                one.content,
                main,
                sub,
                cid=f"<{one.content_id}>",
                filename=one.name,
                disposition="inline",
            )
    for one in answer.files:
        if one not in inline:
            main, sub = _type(one)
            message.add_attachment(one.content, main, sub, filename=one.name)
    _name_boundaries(message, answer.message_id)
    return message


def _name_boundaries(message: EmailMessage, message_id: str) -> None:
    """Not at random, so that a retry is the same mail to the byte."""
    seed = hashlib.sha256(message_id.encode()).hexdigest()[:24]
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{seed}_{number}")


def _type(file: MailFile) -> tuple[str, str]:
    main, _, sub = file.content_type.partition(";")[0].strip().lower().partition("/")
    # A mail or a multipart as a file would have to be sent unencoded; as plain bytes it arrives as it is.
    if main in {"message", "multipart"} or not (main.isascii() and sub.isascii() and main.isalnum() and sub):
        return "application", "octet-stream"
    return main, "".join(c for c in sub if c.isalnum() or c in "+.-_")


def _text(answer: Answer) -> str:
    parts = [answer.text.strip()]
    if answer.signature_html:
        parts.append(f"-- \n{text_of(answer.signature_html).strip()}")
    if answer.marker:
        parts.append(answer.marker)
    if answer.quoted is not None:
        quoted = answer.quoted.text.strip()[:LONGEST_QUOTED_TEXT]
        parts.append(_introduction(answer.quoted) + "\n" + "\n".join(f"> {line}" for line in quoted.split("\n")))
    if answer.forwarded:
        parts.append(forwarded_as_text(answer.forwarded))
    return "\n\n".join(parts) + "\n"


def _html(answer: Answer) -> str:
    parts = [outgoing_html(answer.html) if answer.html else html_of(answer.text.strip())]
    if answer.signature_html:
        parts.append(f"<div>-- <br>{outgoing_html(answer.signature_html)}</div>")
    if answer.marker:
        parts.append(f'<div style="color:#999999;font-size:11px">{answer.marker}</div>')
    if answer.quoted is not None:
        inner = quoted_html(answer.quoted.html) if answer.quoted.html else None
        parts.append(
            f'<div class="deskbell_quote"><div>{entities.escape(_introduction(answer.quoted))}</div>'
            f'<blockquote type="cite" style="margin:0 0 0 8px;padding-left:8px;border-left:2px solid #cccccc">'
            f"{inner or html_of(answer.quoted.text.strip()[:LONGEST_QUOTED_TEXT])}</blockquote></div>"
        )
    if answer.forwarded:
        parts.append(forwarded_as_html(answer.forwarded))
    return '<html><head><meta charset="utf-8"></head><body>\n' + "\n<br>\n".join(parts) + "\n</body></html>\n"


def _introduction(quoted: Quoted) -> str:
    who = f"{quoted.name} <{quoted.address}>" if quoted.name else quoted.address
    return f"On {quoted.sent_at:%Y-%m-%d at %H:%M} {quoted.sent_at.tzname() or 'UTC'}, {who} wrote:"
