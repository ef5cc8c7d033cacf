"""How does a message or comment come to stand in a conversation?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from deskbell.conversations.message import Person, Recipient, StoredFile
from deskbell.kernel.transaction import Tx


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to or from a customer. `direction` outgoing makes it due in the outbox at `send_at`."""

    ticket_id: int | None
    thread_id: int
    direction: str
    from_: Person
    recipients: tuple[Recipient, ...]
    subject: str
    text: str
    html: str | None
    user_id: int | None = None
    contact_id: int | None = None
    automatic_kind: str | None = None
    is_third_party: bool = False
    subject_changed: bool = False
    mail_id: str | None = None
    in_reply_to: int | None = None
    raw_mail_id: int | None = None
    sent_at: datetime | None = None
    created_at: datetime | None = None
    forward: dict[str, Any] | None = None
    send_after_seconds: int | None = None
    is_history: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """A message that was written just now; `send_at` of one that leaves the house."""

    id: int
    created_at: datetime
    send_at: datetime | None


async def add_message(tx: Tx, new: NewMessage) -> Added:
    recipients = [{"field": r.field, "name": r.name, "address": r.address} for r in new.recipients]
    return await tx.one(
        Added,
        "INSERT INTO messages (ticket_id, thread_id, kind, direction, user_id, contact_id, from_name, from_address,"
        " recipients, subject, text, html, is_automatic, automatic_kind, is_third_party, subject_changed, mail_id,"
        " in_reply_to, raw_mail_id, is_history, sent_at, created_at, forward, delivery, send_at)"
        " VALUES (%(ticket_id)s, %(thread_id)s, 'message', %(direction)s, %(user_id)s, %(contact_id)s,"
        " %(from_name)s, %(from_address)s, %(recipients)s, %(subject)s, %(text)s, %(html)s,"
        " %(automatic_kind)s::text IS NOT NULL, %(automatic_kind)s, %(is_third_party)s, %(subject_changed)s,"
        " %(mail_id)s, %(in_reply_to)s, %(raw_mail_id)s, %(is_history)s, coalesce(%(sent_at)s, now()),"
        " coalesce(%(created_at)s, now()), %(forward)s,"
        " CASE WHEN %(direction)s = 'outgoing' AND %(after)s::int IS NOT NULL THEN 'queued' END,"
        " now() + %(after)s::int * interval '1 s') RETURNING id, created_at, send_at",
        {
            "ticket_id": new.ticket_id,
            "thread_id": new.thread_id,
            "direction": new.direction,
            "user_id": new.user_id,
            "contact_id": new.contact_id,
            "from_name": new.from_.name,
            "from_address": new.from_.address,
            "recipients": Jsonb(recipients),
            "subject": new.subject,
            "text": new.text,
            "html": new.html,
            "automatic_kind": new.automatic_kind,
            "is_third_party": new.is_third_party,
            "subject_changed": new.subject_changed,
            "mail_id": new.mail_id,
            "in_reply_to": new.in_reply_to,
            "raw_mail_id": new.raw_mail_id,
            "is_history": new.is_history,
            "sent_at": new.sent_at,
            "created_at": new.created_at,
            "forward": Jsonb(new.forward) if new.forward else None,
            "after": new.send_after_seconds,
        },
    )


async def add_comment(
    tx: Tx, *, ticket_id: int | None, thread_id: int | None, user_id: int, html: str, text: str
) -> int:
    return int(
        await tx.value(
            "INSERT INTO messages (ticket_id, thread_id, kind, user_id, text, html)"
            " VALUES (%s, %s, 'comment', %s, %s, %s) RETURNING id",
            (ticket_id, thread_id, user_id, text, html),
        )
    )


async def attach_files(tx: Tx, message_id: int, files: Iterable[StoredFile]) -> None:
    """Files that came with a message; their bytes are in storage already."""
    rows = list(files)
    if not rows:
        return
    await tx.run(
        "INSERT INTO attachments (message_id, name, content_type, size, sha256, content_id, is_inline)"
        " SELECT %s, * FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::text[], %s::text[], %s::boolean[])",
        (
            message_id,
            [file.name for file in rows],
            [file.content_type for file in rows],
            [file.size for file in rows],
            [file.sha256 for file in rows],
            [file.content_id for file in rows],
            [file.is_inline for file in rows],
        ),
    )
    await tx.run(
        "UPDATE messages SET attachment_count = %s WHERE id = %s",
        (sum(not file.is_inline for file in rows), message_id),
    )
