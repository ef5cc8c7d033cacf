"""Which thread is it, who takes part, and what was last said in it?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from deskbell.conversations.message import Person
from deskbell.events.conversations import ThreadStarted
from deskbell.events.inboxes import ThreadReopened
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx

Role = Literal["requester", "cc", "third_party"]


@dataclass(frozen=True, slots=True)
class Thread:
    id: int
    ticket_id: int | None
    inbox_id: int
    channel: str
    channel_account_id: int
    contact_id: int | None
    subject: str
    is_spam: bool


@dataclass(frozen=True, slots=True)
class Participant:
    address: str
    name: str
    contact_id: int | None
    role: Role


async def find_thread(reader: Reader, thread_id: int) -> Thread | None:
    return await reader.maybe(
        Thread,
        "SELECT id, ticket_id, inbox_id, channel, channel_account_id, contact_id, subject, is_spam"
        " FROM threads WHERE id = %s AND archived_at IS NULL",
        (thread_id,),
    )


async def latest_thread_of(reader: Reader, ticket_id: int) -> Thread | None:
    """The one that is shown and answered by default: the latest associated (W4)."""
    return await reader.maybe(
        Thread,
        "SELECT id, ticket_id, inbox_id, channel, channel_account_id, contact_id, subject, is_spam"
        " FROM threads WHERE ticket_id = %s AND archived_at IS NULL ORDER BY associated_at DESC, id DESC LIMIT 1",
        (ticket_id,),
    )


async def start_thread(
    tx: Tx,
    *,
    ticket_id: int | None,
    inbox_id: int,
    channel: str,
    channel_account_id: int,
    contact_id: int | None,
    subject: str,
    at: datetime | None = None,
) -> Thread:
    """`at` is when it began, for history that is brought along; now when left out."""
    thread_id = await tx.value(
        "INSERT INTO threads (ticket_id, inbox_id, channel, channel_account_id, contact_id, subject,"
        " created_at, associated_at) VALUES (%s, %s, %s, %s, %s, %s, coalesce(%s, now()), coalesce(%s, now()))"
        " RETURNING id",
        (ticket_id, inbox_id, channel, channel_account_id, contact_id, subject, at, at),
    )
    await tx.record(ThreadStarted(ticket_id, thread_id, channel, channel_account_id))
    return Thread(thread_id, ticket_id, inbox_id, channel, channel_account_id, contact_id, subject, is_spam=False)


async def list_participants(reader: Reader, thread_id: int) -> list[Participant]:
    return await reader.many(
        Participant,
        "SELECT address, name, contact_id, role FROM participants WHERE thread_id = %s ORDER BY added_at, address",
        (thread_id,),
    )


async def add_participant(tx: Tx, thread_id: int, person: Person, role: Role, contact_id: int | None = None) -> None:
    """Once in, always in, and in the role of the first time; a name that was missing is filled in."""
    await tx.run(
        "INSERT INTO participants (thread_id, address, name, contact_id, role) VALUES (%s, lower(%s), %s, %s, %s)"
        " ON CONFLICT (thread_id, address) DO UPDATE SET"
        " name = CASE WHEN participants.name = '' THEN excluded.name ELSE participants.name END,"
        " contact_id = coalesce(participants.contact_id, excluded.contact_id)"
        " WHERE (participants.name = '' AND excluded.name <> '')"
        " OR (participants.contact_id IS NULL AND excluded.contact_id IS NOT NULL)",
        (thread_id, person.address, person.name, contact_id, role),
    )


async def note_said(tx: Tx, thread_id: int, *, incoming: bool, at: datetime, reopens: bool = True) -> None:
    """Keep the thread's times in step with its newest message. What a machine said does not reopen it."""
    was_closed = await tx.value(
        "UPDATE threads SET last_message_at = greatest(last_message_at, %(at)s),"
        " closed_at = CASE WHEN %(reopens)s THEN NULL ELSE threads.closed_at END,"
        " last_incoming_at = CASE WHEN %(incoming)s THEN greatest(last_incoming_at, %(at)s) ELSE last_incoming_at END,"
        " last_outgoing_at = CASE WHEN %(incoming)s THEN last_outgoing_at ELSE greatest(last_outgoing_at, %(at)s) END"
        " FROM (SELECT id, closed_at FROM threads WHERE id = %(id)s) AS before WHERE threads.id = before.id"
        " RETURNING ticket_id IS NULL AND before.closed_at IS NOT NULL",
        {"id": thread_id, "incoming": incoming, "at": at, "reopens": reopens},
    )
    if was_closed and reopens:
        await tx.record(ThreadReopened(thread_id))
