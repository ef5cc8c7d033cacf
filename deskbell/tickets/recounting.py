"""What does a ticket's own row say, told anew from its messages?

Verbs keep the row in step one message at a time (`noting.py`); whoever moves messages between tickets recounts.
"""

from dataclasses import dataclass

from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.tickets.noting import preview_of


@dataclass(frozen=True, slots=True)
class _Latest:
    text: str
    direction: str


async def recount(tx: Tx, ticket_id: int) -> None:
    """Set counts, times, preview and marks from what stands in the ticket now. Twice is harmless."""
    latest = await _latest(tx, ticket_id)
    await tx.run(
        "UPDATE tickets SET updated_at = now(), message_count = said.count, preview = %(preview)s,"
        " preview_direction = %(direction)s, last_message_id = said.newest, last_incoming_message_id = said.unread,"
        " last_incoming_at = said.incoming_at, last_outgoing_at = said.outgoing_at,"
        " first_reply_at = said.first_reply_at,"
        " active_at = greatest(tickets.created_at, said.active_at), delivery_failed = said.failed"
        " FROM (SELECT count(*) FILTER (WHERE kind = 'message') AS count, coalesce(max(id), 0) AS newest,"
        " coalesce(max(id) FILTER (WHERE direction = 'incoming' AND NOT is_history"
        " AND automatic_kind IS DISTINCT FROM 'auto_reply'), 0) AS unread,"
        " max(created_at) FILTER (WHERE direction = 'incoming') AS incoming_at,"
        " max(created_at) FILTER (WHERE direction = 'outgoing' AND NOT is_third_party) AS outgoing_at,"
        " min(created_at) FILTER (WHERE direction = 'outgoing' AND NOT is_third_party) AS first_reply_at,"
        " max(created_at) AS active_at, coalesce(bool_or(delivery IN ('failed', 'bounced')), false) AS failed"
        " FROM messages WHERE ticket_id = %(id)s) AS said WHERE tickets.id = %(id)s",
        {
            "id": ticket_id,
            "preview": preview_of(latest.text) if latest else "",
            "direction": latest.direction if latest else None,
        },
    )


async def _latest(reader: Reader, ticket_id: int) -> _Latest | None:
    return await reader.maybe(
        _Latest,
        "SELECT text, direction FROM messages WHERE ticket_id = %s AND kind = 'message'"
        " AND NOT (direction = 'outgoing' AND is_third_party) ORDER BY id DESC LIMIT 1",
        (ticket_id,),
    )
