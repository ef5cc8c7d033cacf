"""Whose ticket is it?"""

from collections.abc import Sequence

from deskbell.events.tickets import TicketAssigned
from deskbell.kernel.errors import Invalid
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.ticket import Ticket
from deskbell.users.viewer import Viewer


async def assign(tx: Tx, viewer: Viewer, ticket_id: int, *, owner_id: int | None, team_id: int | None) -> None:
    """Give the ticket to a user, a team, both or nobody. The same again changes nothing.

    Raises NotFound, and Invalid for a user or team that is not there or not active.
    """
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    await assign_locked(tx, [ticket], owner_id=owner_id, team_id=team_id)


async def assign_locked(tx: Tx, tickets: Sequence[Ticket], *, owner_id: int | None, team_id: int | None) -> None:
    """The same for many at once, for acts that hold their locks already. Raises Invalid."""
    await check_assignable(tx, owner_id, team_id)
    await give(tx, tickets, owner_id=owner_id, team_id=team_id)


async def give(tx: Tx, tickets: Sequence[Ticket], *, owner_id: int | None, team_id: int | None) -> None:
    """The act itself, where the user and the team are known to be there."""
    given = [ticket for ticket in tickets if (owner_id, team_id) != (ticket.owner_id, ticket.team_id)]
    if not given:
        return
    await tx.run(
        "UPDATE tickets SET owner_id = %s, team_id = %s, updated_at = now() WHERE id = ANY(%s::bigint[])",
        (owner_id, team_id, [ticket.id for ticket in given]),
    )
    await tx.record_many(
        [TicketAssigned(ticket.id, ticket.owner_id, owner_id, ticket.team_id, team_id) for ticket in given]
    )


async def check_assignable(tx: Tx, owner_id: int | None, team_id: int | None) -> None:
    """Raises Invalid for a user or team that is not there or not active."""
    if owner_id is not None and not await tx.value(
        "SELECT true FROM users WHERE id = %s AND deactivated_at IS NULL", (owner_id,)
    ):
        raise Invalid("This user is not there or no longer active.", code="ticket.owner_unknown", field="owner_id")
    if team_id is not None and not await tx.value(
        "SELECT true FROM teams WHERE id = %s AND archived_at IS NULL", (team_id,)
    ):
        raise Invalid("This team is not there.", code="ticket.team_unknown", field="team_id")
