"""What becomes of a snooze that closing ended, when the closing is taken back (T10)?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from deskbell.events.tickets import TicketSnoozed
from deskbell.kernel.transaction import Tx


@dataclass(frozen=True, slots=True)
class EndedSnooze:
    """As it was before the closing; it still belongs to who snoozed then."""

    until: datetime | None
    until_reply: bool
    snoozed_by: int | None


async def ended_by_closing(tx: Tx, ticket_ids: Sequence[int]) -> dict[int, EndedSnooze]:
    """Of those whose last change of status was a closing that ended a snooze. Asked before they are reopened."""
    rows = await tx.rows(
        "SELECT asked.id, woken.body FROM unnest(%s::bigint[]) AS asked (id), LATERAL ("
        " SELECT id FROM events WHERE ticket_id = asked.id AND name = 'TicketStatusChanged' ORDER BY id DESC LIMIT 1"
        " ) AS moved, LATERAL ("
        " SELECT body FROM events WHERE ticket_id = asked.id AND id > moved.id AND name = 'TicketWoken'"
        " AND body ->> 'reason' = 'closed' ORDER BY id DESC LIMIT 1"
        " ) AS woken",
        (list(ticket_ids),),
    )
    return {ticket_id: _read(body) for ticket_id, body in rows}


async def snooze_again(tx: Tx, ended: Mapping[int, EndedSnooze]) -> None:
    """Give back what is still ahead, on tickets that are open: for verbs that hold their locks."""
    now = datetime.now(UTC)
    ahead = {ticket_id: was for ticket_id, was in ended.items() if was.until is None or was.until > now}
    if not ahead:
        return
    asleep = await tx.values(
        "UPDATE tickets SET snoozed_until = was.until, snoozed_until_reply = was.until_reply,"
        " snoozed_by = was.snoozed_by, updated_at = now()"
        " FROM unnest(%s::bigint[], %s::timestamptz[], %s::boolean[], %s::bigint[])"
        " AS was (id, until, until_reply, snoozed_by)"
        " WHERE tickets.id = was.id AND NOT is_closed AND deleted_at IS NULL AND spam_at IS NULL"
        " AND (was.until IS NOT NULL OR was.until_reply) RETURNING tickets.id",
        (
            list(ahead),
            [was.until for was in ahead.values()],
            [was.until_reply for was in ahead.values()],
            [was.snoozed_by for was in ahead.values()],
        ),
    )
    await tx.record_many([_told(ticket_id, ahead[ticket_id]) for ticket_id in sorted(asleep)])


def _read(body: Mapping[str, object]) -> EndedSnooze:
    until, who = body.get("until"), body.get("snoozed_by")
    return EndedSnooze(
        datetime.fromisoformat(str(until)) if until else None,
        bool(body.get("until_reply")),
        int(str(who)) if who is not None else None,
    )


def _told(ticket_id: int, was: EndedSnooze) -> TicketSnoozed:
    return TicketSnoozed(ticket_id, was.until.isoformat() if was.until else None, was.until_reply)
