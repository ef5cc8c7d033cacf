"""How do replies that wait for their time go along when what they answer moves (T2, T3)?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg.types.json import Jsonb

from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx


@dataclass(frozen=True, slots=True)
class PlacedReply:
    """A scheduled reply with the draft that it would become again."""

    id: int
    ticket_id: int
    reply: dict[str, Any]
    draft: dict[str, Any]


async def scheduled_on(reader: Reader, ticket_ids: Sequence[int]) -> list[PlacedReply]:
    return await reader.many(
        PlacedReply,
        "SELECT id, ticket_id, reply, draft FROM scheduled_replies WHERE ticket_id = ANY(%s) ORDER BY id FOR UPDATE",
        (list(ticket_ids),),
    )


async def put_scheduled(tx: Tx, placed: PlacedReply) -> None:
    """At its new place; its time and its writer stay."""
    await tx.run(
        "UPDATE scheduled_replies SET ticket_id = %s, reply = %s, draft = %s WHERE id = %s",
        (placed.ticket_id, Jsonb(placed.reply), Jsonb(placed.draft), placed.id),
    )
