"""How does a ticket go to the trash and come back (T8)?"""

from deskbell.events.tickets import TicketRestored, TicketTrashed
from deskbell.kernel.database import Tx
from deskbell.kernel.errors import NotAllowed
from deskbell.tickets.access import get_visible
from deskbell.users.viewer import Viewer


async def trash(tx: Tx, viewer: Viewer, ticket_id: int) -> None:
    """Take the ticket and its conversations out of sight; they can be restored. Twice is harmless.

    Raises NotFound, NotAllowed.
    """
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    if not viewer.may("delete_tickets"):
        raise NotAllowed("You may not delete tickets. Ask an administrator.", code="ticket.delete_not_allowed")
    if ticket.deleted_at is None:
        await tx.run("UPDATE tickets SET deleted_at = now(), updated_at = now() WHERE id = %s", (ticket.id,))
        await tx.record(TicketTrashed(ticket.id))


async def restore(tx: Tx, viewer: Viewer, ticket_id: int) -> None:
    """Bring a ticket back from the trash as it was. Twice is harmless. Raises NotFound, NotAllowed."""
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    if not (viewer.may("delete_tickets") or viewer.may("account_access")):
        raise NotAllowed("You may not restore tickets. Ask an administrator.", code="ticket.restore_not_allowed")
    if ticket.deleted_at is not None:
        await tx.run("UPDATE tickets SET deleted_at = NULL, updated_at = now() WHERE id = %s", (ticket.id,))
        await tx.record(TicketRestored(ticket.id))
