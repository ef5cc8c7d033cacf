"""What does a reply need to become a mail: whom it answers, what it quotes, which files it carries?"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from deskbell.channels.email.fetching.opening_mailbox import EmailAccount
from deskbell.channels.email.sending.compose import Answer, MailFile, Person, Quoted
from deskbell.channels.email.sending.forwarded_part import ForwardedMessage
from deskbell.channels.email.sending.outgoing_headers import wire_address
from deskbell.channels.email.tokens import body_marker, reply_address
from deskbell.conversations.forwards import forwarded_messages, pictures_of
from deskbell.conversations.outbox import OutgoingMessage
from deskbell.kernel.reader import Reader
from deskbell.kernel.storage import Storage


@dataclass(frozen=True, slots=True)
class _Answered:
    from_name: str
    from_address: str
    sent_at: datetime
    text: str
    html: str | None
    mail_id: str | None


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    content_type: str
    sha256: str
    content_id: str | None
    is_inline: bool


async def gather(
    reader: Reader, storage: Storage, account: EmailAccount, message: OutgoingMessage, *, mail_id: str, key: bytes
) -> Answer:
    answered = None if message.forward else await _answered(reader, message)
    files = await reader.many(
        _File,
        "SELECT name, content_type, sha256, content_id, is_inline FROM attachments WHERE message_id = %s ORDER BY id",
        (message.id,),
    )
    has_plus = account.settings.has_plus_addresses
    sender = _from_name(account, message)
    return Answer(
        from_=(sender, account.address),
        to=people(message, "to"),
        cc=people(message, "cc"),
        reply_to=(sender, reply_address(account.address, message.thread_id, key)) if has_plus else None,
        subject=message.subject,
        text=message.text,
        html=message.html,
        message_id=mail_id,
        date=message.created_at,
        in_reply_to=answered.mail_id if answered else None,
        references=await _references(reader, message, answered),
        quoted=_quoted(answered),
        forwarded=await _forwarded(reader, message),
        files=await asyncio.to_thread(_load, storage, files),
        marker=body_marker(message.thread_id, key),
        signature_html=account.settings.signature_html,
    )


def people(message: OutgoingMessage, field: str) -> tuple[Person, ...]:
    return tuple((one["name"], one["address"]) for one in message.recipients if one["field"] == field)


def envelope_recipients(message: OutgoingMessage) -> tuple[str, ...]:
    """Everybody once, hidden ones too."""
    addresses = (wire_address(one["address"]) for one in message.recipients if one["field"] in {"to", "cc", "bcc"})
    return tuple({address.lower(): address for address in addresses if address}.values())


def _from_name(account: EmailAccount, message: OutgoingMessage) -> str:
    house = "" if account.name.lower() == account.address.lower() else account.name
    if not account.settings.shows_agent_name or not message.from_name:
        return house
    return f"{message.from_name} ({house})" if house else message.from_name


async def _answered(reader: Reader, message: OutgoingMessage) -> _Answered | None:
    return await reader.maybe(
        _Answered,
        "SELECT from_name, from_address, sent_at, text, html, mail_id FROM messages WHERE thread_id = %s"
        " AND kind = 'message' AND id < %s AND mail_id IS NOT NULL AND (is_third_party = %s OR id = %s)"
        " ORDER BY (id = %s) DESC, id DESC LIMIT 1",
        (message.thread_id, message.id, message.is_third_party, message.in_reply_to or 0, message.in_reply_to or 0),
    )


async def _references(reader: Reader, message: OutgoingMessage, answered: _Answered | None) -> tuple[str, ...]:
    """The thread as both sides know it, oldest first, ending with what is answered (RFC 5322 3.6.4).

    What we have with a third party and what we have with the customer are two threads to their mail programs.
    """
    ids = await reader.values(
        "SELECT mail_id FROM messages WHERE thread_id = %s AND id < %s AND mail_id IS NOT NULL AND is_third_party = %s"
        " ORDER BY id LIMIT 200",
        (message.thread_id, message.id, message.is_third_party),
    )
    last = answered.mail_id if answered else None
    return tuple(dict.fromkeys([*(one for one in ids if one != last), *([last] if last else [])]))


def _quoted(answered: _Answered | None) -> Quoted | None:
    if answered is None or not answered.text.strip():
        return None
    return Quoted(answered.from_name, answered.from_address, answered.sent_at, answered.text, answered.html)


async def _forwarded(reader: Reader, message: OutgoingMessage) -> tuple[ForwardedMessage, ...]:
    if message.forward is None:
        return ()
    pictures = await pictures_of(reader, message.id)
    return tuple(
        ForwardedMessage(
            from_=_written(one.from_name, one.from_address),
            to=_named(one.recipients, "to"),
            cc=_named(one.recipients, "cc"),
            subject=one.subject,
            sent_at=one.sent_at,
            text=one.text,
            html=one.html,
            pictures=pictures.get(one.id, {}),
        )
        for one in await forwarded_messages(reader, message.forward["message_ids"])
    )


def _named(recipients: Sequence[dict[str, str]], field: str) -> str:
    return ", ".join(_written(one["name"], one["address"]) for one in recipients if one["field"] == field)


def _written(name: str, address: str) -> str:
    return f"{name} <{address}>" if name and address else name or address


def _load(storage: Storage, files: Sequence[_File]) -> tuple[MailFile, ...]:
    return tuple(
        MailFile(file.name, file.content_type, storage.get(file.sha256), file.content_id, is_inline=file.is_inline)
        for file in files
    )
