"""Which replies wait for a time of their own (W6)?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from psycopg.types.json import Jsonb

from deskbell.conversations.drafts import DraftPlace
from deskbell.kernel.errors import NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx

Json = dict[str, Any]
_COLUMNS: LiteralString = "id, ticket_id, thread_id, user_id, reply, draft, send_at, only_if_unanswered, created_at"


@dataclass(frozen=True, slots=True)
class ScheduledReply:
    """It waits on a ticket, or, in an inbox, in a thread without one."""

    id: int
    ticket_id: int | None
    thread_id: int | None
    user_id: int
    reply: Json
    draft: Json
    send_at: datetime
    only_if_unanswered: bool
    created_at: datetime


async def keep_scheduled(
    tx: Tx, user_id: int, place: DraftPlace, *, reply: Json, draft: Json, send_at: datetime, only_if_unanswered: bool
) -> int:
    return int(
        await tx.value(
            "INSERT INTO scheduled_replies (user_id, ticket_id, thread_id, reply, draft, send_at, only_if_unanswered)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id",
            (user_id, place.ticket_id, place.thread_id, Jsonb(reply), Jsonb(draft), send_at, only_if_unanswered),
        )
    )


async def take_scheduled(tx: Tx, user_id: int, scheduled_id: int) -> ScheduledReply:
    """Take one's own out of the line; whoever takes it is the only one who has it. Raises NotFound."""
    taken = await tx.maybe(
        ScheduledReply,
        "DELETE FROM scheduled_replies WHERE id = %s AND user_id = %s RETURNING " + _COLUMNS,
        (scheduled_id, user_id),
    )
    if taken is None:
        raise no_longer_there()
    return taken


def no_longer_there() -> NotFound:
    return NotFound("This scheduled reply is no longer there. It may have been sent.", code="scheduled.not_found")


async def find_scheduled(reader: Reader, scheduled_id: int) -> tuple[int, int | None]:
    """Its writer, and the ticket that it waits on. Raises NotFound."""
    found = await reader.rows("SELECT user_id, ticket_id FROM scheduled_replies WHERE id = %s", (scheduled_id,))
    if not found:
        raise no_longer_there()
    return found[0][0], found[0][1]


async def due_scheduled(reader: Reader) -> list[tuple[int, int]]:
    """Those whose time has come, the oldest first: id and writer."""
    return [
        (number, user_id)
        for number, user_id in await reader.rows(
            "SELECT id, user_id FROM scheduled_replies WHERE send_at <= now() ORDER BY send_at, id LIMIT 500"
        )
    ]


async def claim_due_scheduled(tx: Tx, scheduled_id: int) -> ScheduledReply | None:
    """None when another process is at it, or its writer was faster."""
    return await tx.maybe(
        ScheduledReply,
        "DELETE FROM scheduled_replies WHERE id = (SELECT id FROM scheduled_replies WHERE id = %s AND send_at <= now()"
        " FOR UPDATE SKIP LOCKED) RETURNING " + _COLUMNS,
        (scheduled_id,),
    )


async def any_awaits_silence(reader: Reader) -> bool:
    """Does any reply of the desk leave only if the customer keeps silent? Most desks have none at most times."""
    return bool(await reader.value("SELECT EXISTS (SELECT FROM scheduled_replies WHERE only_if_unanswered)"))


async def take_unanswered(tx: Tx, ticket_ids: Sequence[int], thread_id: int) -> list[ScheduledReply]:
    """Those that were to leave only if the customer kept silent."""
    return await tx.many(
        ScheduledReply,
        "DELETE FROM scheduled_replies WHERE (ticket_id = ANY(%s) OR thread_id = %s) AND only_if_unanswered"
        " RETURNING " + _COLUMNS,
        (list(ticket_ids), thread_id),
    )


async def list_scheduled_in(reader: Reader, thread_id: int) -> list[Json]:
    """Those that wait in a conversation of an inbox, as the screen shows them."""
    return await reader.dicts(
        "SELECT id, user_id, send_at, only_if_unanswered, reply->>'text' AS text, reply->'recipients' AS recipients"
        " FROM scheduled_replies WHERE thread_id = %s ORDER BY send_at, id",
        (thread_id,),
    )


async def list_scheduled_on(reader: Reader, ticket_ids: Sequence[int]) -> list[Json]:
    """What still leaves by itself, and when: without its words."""
    return await reader.dicts(
        "SELECT id, user_id, send_at FROM scheduled_replies WHERE ticket_id = ANY(%s) ORDER BY send_at, id",
        (list(ticket_ids),),
    )


async def hand_scheduled_to_ticket(tx: Tx, thread_id: int, ticket_id: int) -> None:
    await tx.run(
        "UPDATE scheduled_replies SET ticket_id = %s, thread_id = NULL WHERE thread_id = %s", (ticket_id, thread_id)
    )


async def hand_scheduled_to_thread(tx: Tx, ticket_id: int, thread_id: int) -> None:
    """Those that answer this conversation of the ticket."""
    await tx.run(
        "UPDATE scheduled_replies SET ticket_id = NULL, thread_id = %(thread)s"
        " WHERE ticket_id = %(ticket)s AND (reply->>'thread_id')::bigint = %(thread)s",
        {"ticket": ticket_id, "thread": thread_id},
    )
