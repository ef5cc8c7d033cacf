"""How does a ticket go to the trash and come back (T8)?"""

from collections.abc import Sequence

from deskbell.events.tickets import TicketRestored, TicketTrashed
from deskbell.kernel.errors import NotAllowed
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.ticket import Ticket
from deskbell.users.viewer import Viewer


async def trash(tx: Tx, viewer: Viewer, ticket_id: int) -> None:
    """Take the ticket and its conversations out of sight; they can be restored. Twice is harmless.

    Raises NotFound, NotAllowed.
    """
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    refuse_to_trash(viewer)
    await trash_locked(tx, [ticket])


async def restore(tx: Tx, viewer: Viewer, ticket_id: int) -> None:
    """Bring a ticket back from the trash as it was. Twice is harmless. Raises NotFound, NotAllowed."""
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    refuse_to_restore(viewer)
    await restore_locked(tx, [ticket])


def refuse_to_trash(viewer: Viewer) -> None:
    """Raises NotAllowed."""
    if not viewer.may("delete_tickets"):
        raise NotAllowed("You may not delete tickets. Ask an administrator.", code="ticket.delete_not_allowed")


def refuse_to_restore(viewer: Viewer) -> None:
    """Raises NotAllowed."""
    if not (viewer.may("delete_tickets") or viewer.may("account_access")):
        raise NotAllowed("You may not restore tickets. Ask an administrator.", code="ticket.restore_not_allowed")


async def trash_locked(tx: Tx, tickets: Sequence[Ticket]) -> list[int]:
    """Many at once, by whoever may; returns which went there just now."""
    going = [ticket.id for ticket in tickets if ticket.deleted_at is None]
    await tx.run("UPDATE tickets SET deleted_at = now(), updated_at = now() WHERE id = ANY(%s::bigint[])", (going,))
    await tx.record_many([TicketTrashed(ticket_id) for ticket_id in going])
    return going


async def restore_locked(tx: Tx, tickets: Sequence[Ticket]) -> list[int]:
    """Many at once, by whoever may; returns which came back just now."""
    coming = [ticket.id for ticket in tickets if ticket.deleted_at is not None]
    await tx.run("UPDATE tickets SET deleted_at = NULL, updated_at = now() WHERE id = ANY(%s::bigint[])", (coming,))
    await tx.record_many([TicketRestored(ticket_id) for ticket_id in coming])
    return coming
