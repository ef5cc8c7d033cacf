"""How does a ticket leave the desk for a while, and come back by itself (T10)?"""

from datetime import UTC, datetime, timedelta

from deskbell.events.tickets import TicketSnoozed, TicketWoken
from deskbell.kernel.database import Tx
from deskbell.kernel.errors import Conflict, Invalid
from deskbell.tickets.access import get_visible
from deskbell.users.viewer import Viewer

LONGEST = timedelta(days=730)
WAKE_AT_ONCE = 500


async def snooze(tx: Tx, viewer: Viewer, ticket_id: int, *, until: datetime | None, until_reply: bool) -> None:
    """Put the ticket aside until a time, until the customer answers, or whichever comes first.

    Snoozing again sets the new end. Raises NotFound, Invalid for no end or one that has passed, Conflict when closed.
    """
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    if ticket.is_closed or ticket.deleted_at is not None or ticket.spam_at is not None:
        raise Conflict("Only an open ticket can be snoozed.", code="ticket.not_open")
    if until is None and not until_reply:
        raise Invalid("Say until when, or until the customer answers.", code="snooze.no_end", field="until")
    now = datetime.now(UTC)
    if until is not None and not now < until < now + LONGEST:
        raise Invalid("Choose a time ahead, at most two years.", code="snooze.bad_time", field="until")
    await tx.run(
        "UPDATE tickets SET snoozed_until = %s, snoozed_until_reply = %s, snoozed_by = %s, updated_at = now()"
        " WHERE id = %s",
        (until, until_reply, viewer.user_id, ticket.id),
    )
    await tx.record(TicketSnoozed(ticket.id, until.isoformat() if until else None, until_reply))


async def end_snooze(tx: Tx, viewer: Viewer, ticket_id: int) -> None:
    """Bring it back now. Twice is harmless. Raises NotFound."""
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    await wake(tx, ticket.id, "ended")


async def wake(tx: Tx, ticket_id: int, reason: str) -> None:
    """For verbs that hold the ticket's lock: the customer answered, the ticket was closed."""
    woken = await tx.run(
        "UPDATE tickets SET snoozed_until = NULL, snoozed_until_reply = false, snoozed_by = NULL, updated_at = now()"
        " WHERE id = %s AND is_snoozed",
        (ticket_id,),
    )
    if woken:
        await tx.record(TicketWoken(ticket_id, reason))


async def wake_due(tx: Tx) -> int:
    """Bring back those whose time has come; returns how many. Any number of processes may call it at once."""
    due = await tx.values(
        "SELECT id FROM tickets WHERE snoozed_until <= now() ORDER BY snoozed_until LIMIT %s FOR UPDATE SKIP LOCKED",
        (WAKE_AT_ONCE,),
    )
    for ticket_id in due:
        await wake(tx, ticket_id, "time")
    return len(due)
