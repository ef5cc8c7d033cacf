"""Which replies are due to leave the house, and what became of each?

The outbox is the messages themselves, so that a reply and its delivery can't come apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deskbell.conversations.trouble import WHY, why
from deskbell.events.conversations import ReplyFailed, ReplySent
from deskbell.kernel.errors import Conflict
from deskbell.kernel.reader import Reader
from deskbell.kernel.told import Told
from deskbell.kernel.transaction import Tx

# Minutes between tries: about two days in all, as mail servers do (RFC 5321 4.5.4.1).
RETRY_AFTER_MINUTES = (1, 2, 5, 15, 30, 60, 120, 240, 480, 720, 720)


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    id: int
    ticket_id: int | None
    thread_id: int
    channel: str
    channel_account_id: int
    user_id: int | None
    from_name: str
    recipients: list[dict[str, Any]]
    subject: str
    text: str
    html: str | None
    in_reply_to: int | None
    is_third_party: bool
    forward: dict[str, Any] | None
    mail_id: str | None
    attempts: int
    created_at: datetime


async def claim_due(tx: Tx, channel: str, *, limit: int, lease_seconds: int) -> list[OutgoingMessage]:
    """Take replies whose time has come, for so many seconds. A lease that ran out (its worker died) is due again."""
    return await tx.many(
        OutgoingMessage,
        "WITH due AS (SELECT messages.id FROM messages JOIN threads ON threads.id = thread_id"
        " WHERE delivery IN ('queued', 'sending') AND send_at <= now() AND coalesce(leased_until, '-infinity') < now()"
        " AND threads.channel = %(channel)s ORDER BY send_at, messages.id LIMIT %(limit)s"
        " FOR UPDATE OF messages SKIP LOCKED)"
        " UPDATE messages SET delivery = 'sending', attempts = attempts + 1,"
        " leased_until = now() + %(lease)s * interval '1 s' FROM due, threads"
        " WHERE messages.id = due.id AND threads.id = messages.thread_id"
        " RETURNING messages.id, messages.ticket_id, thread_id, channel, channel_account_id, user_id, from_name,"
        " recipients, messages.subject, text, html, in_reply_to, is_third_party, forward, mail_id,"
        " attempts, messages.created_at",
        {"channel": channel, "limit": limit, "lease": lease_seconds},
    )


async def keep_mail_id(tx: Tx, message_id: int, mail_id: str, from_address: str) -> None:
    """Written before the first try, so that whatever happens each try carries the same Message-ID."""
    await tx.run(
        "UPDATE messages SET mail_id = %s, from_address = %s WHERE id = %s", (mail_id, from_address, message_id)
    )


async def renew(tx: Tx, message_ids: Sequence[int], lease_seconds: int) -> None:
    """What takes long to send stays with the worker that is at it."""
    await tx.run(
        "UPDATE messages SET leased_until = now() + %s * interval '1 s' WHERE id = ANY(%s) AND delivery = 'sending'",
        (lease_seconds, list(message_ids)),
    )


async def mark_sent(tx: Tx, message_id: int, warning: Told | None = None) -> None:
    """Twice is harmless: only the first counts. `warning`: some of its recipients were refused."""
    row = await tx.rows(
        "UPDATE messages SET delivery = 'sent', delivered_at = now(), leased_until = NULL, "
        + WHY
        + " WHERE id = %(id)s AND delivery IN ('queued', 'sending') RETURNING ticket_id, thread_id",
        {"id": message_id, **why(warning)},
    )
    if row:
        ticket_id, thread_id = row[0]
        await tx.record(ReplySent(ticket_id, thread_id, message_id))


async def mark_failed(tx: Tx, message_id: int, told: Told, *, is_final: bool) -> None:
    """Try again later, or stop and say so on the ticket when it is final or the tries have run out."""
    attempts = await tx.value("SELECT attempts FROM messages WHERE id = %s FOR UPDATE", (message_id,))
    if not is_final and attempts <= len(RETRY_AFTER_MINUTES):
        await tx.run(
            "UPDATE messages SET delivery = 'queued', leased_until = NULL, "
            + WHY
            + ", send_at = now() + %(pause)s * interval '1 minute' WHERE id = %(id)s",
            {"id": message_id, "pause": RETRY_AFTER_MINUTES[max(attempts, 1) - 1], **why(told)},
        )
        return
    row = await tx.rows(
        "UPDATE messages SET delivery = 'failed', leased_until = NULL, "
        + WHY
        + " WHERE id = %(id)s RETURNING ticket_id, thread_id",
        {"id": message_id, **why(told)},
    )
    ticket_id, thread_id = row[0]
    await tx.record(ReplyFailed(ticket_id, thread_id, message_id))


async def next_due(reader: Reader, channel: str) -> datetime | None:
    """When the next reply of the channel may leave; the sender sleeps until then or until it is woken."""
    due: datetime | None = await reader.value(
        "SELECT min(greatest(send_at, coalesce(leased_until, send_at))) FROM messages"
        " JOIN threads ON threads.id = thread_id WHERE delivery IN ('queued', 'sending') AND threads.channel = %s",
        (channel,),
    )
    return due


async def try_again(tx: Tx, message_id: int) -> None:
    """Put a failed reply back in line, now and with all its tries. Raises Conflict when it has not failed."""
    again = await tx.run(
        "UPDATE messages SET delivery = 'queued', send_at = now(), attempts = 0, "
        + WHY
        + " WHERE id = %(id)s AND delivery = 'failed'",
        {"id": message_id, **why(None)},
    )
    if not again:
        raise Conflict("This reply has not failed.", code="reply.not_failed")
    tx.wake("deskbell_outbox")
