"""How does a ticket leave the desk for a while, and come back by itself (T10)?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from deskbell.events.tickets import TicketSnoozed, TicketWoken
from deskbell.kernel.errors import Conflict, Invalid
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.ticket import Ticket
from deskbell.users.viewer import Viewer

LONGEST = timedelta(days=730)
WAKE_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Snooze:
    """Until a time, until the customer answers, or whichever comes first."""

    until: datetime | None
    until_reply: bool

    @property
    def is_none(self) -> bool:
        return self.until is None and not self.until_reply

    def refuse_unfit(self) -> None:
        """Raises Invalid for no end, or one that has passed or is too far."""
        if self.is_none:
            raise Invalid("Say until when, or until the customer answers.", code="snooze.no_end", field="until")
        now = datetime.now(UTC)
        if self.until is not None and not now < self.until < now + LONGEST:
            raise Invalid("Choose a time ahead, at most two years.", code="snooze.bad_time", field="until")


async def snooze(tx: Tx, viewer: Viewer, ticket_id: int, *, until: datetime | None, until_reply: bool) -> None:
    """Put the ticket aside. Snoozing again sets the new end.

    Raises NotFound, Invalid for no end or one that has passed, Conflict when closed.
    """
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    if not can_snooze(ticket):
        raise not_open()
    wanted = Snooze(until, until_reply)
    wanted.refuse_unfit()
    await snooze_locked(tx, viewer, [ticket.id], wanted)


def can_snooze(ticket: Ticket) -> bool:
    return not ticket.is_closed and ticket.deleted_at is None and ticket.spam_at is None


def not_open() -> Conflict:
    return Conflict("Only an open ticket can be snoozed.", code="ticket.not_open")


async def snooze_locked(tx: Tx, viewer: Viewer, ticket_ids: Sequence[int], wanted: Snooze) -> None:
    """Many at once that can be snoozed, until what is fit."""
    await tx.run(
        "UPDATE tickets SET snoozed_until = %s, snoozed_until_reply = %s, snoozed_by = %s, updated_at = now()"
        " WHERE id = ANY(%s::bigint[])",
        (wanted.until, wanted.until_reply, viewer.user_id, list(ticket_ids)),
    )
    until = wanted.until.isoformat() if wanted.until else None
    await tx.record_many([TicketSnoozed(ticket_id, until, wanted.until_reply) for ticket_id in ticket_ids])


async def end_snooze(tx: Tx, viewer: Viewer, ticket_id: int) -> None:
    """Bring it back now. Twice is harmless. Raises NotFound."""
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    await wake(tx, ticket.id, "ended")


async def wake(tx: Tx, ticket_id: int, reason: str) -> None:
    """For verbs that hold the ticket's lock: the customer answered, the ticket was closed."""
    await wake_locked(tx, [ticket_id], reason)


async def wake_locked(tx: Tx, ticket_ids: Sequence[int], reason: str) -> None:
    """Many at once; those that are not snoozed stay as they are."""
    woken = await tx.rows(
        "WITH asleep AS (SELECT id, snoozed_by, snoozed_until, snoozed_until_reply FROM tickets"
        " WHERE id = ANY(%s::bigint[]) AND is_snoozed FOR UPDATE)"
        " UPDATE tickets SET snoozed_until = NULL, snoozed_until_reply = false, snoozed_by = NULL, updated_at = now()"
        " FROM asleep WHERE tickets.id = asleep.id"
        " RETURNING asleep.id, asleep.snoozed_by, asleep.snoozed_until, asleep.snoozed_until_reply",
        (list(ticket_ids),),
    )
    await tx.record_many(
        [
            TicketWoken(ticket_id, reason, who, until.isoformat() if until else None, until_reply)
            for ticket_id, who, until, until_reply in sorted(woken)
        ]
    )


async def wake_due(tx: Tx) -> int:
    """Bring back those whose time has come; returns how many. Any number of processes may call it at once."""
    due = await tx.values(
        "SELECT id FROM tickets WHERE snoozed_until <= now() ORDER BY snoozed_until LIMIT %s FOR UPDATE SKIP LOCKED",
        (WAKE_AT_ONCE,),
    )
    await wake_locked(tx, due, "time")
    return len(due)
