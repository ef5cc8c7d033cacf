"""How does a ticket move from status to status, close and reopen (R4)?"""

from deskbell.crm.pipelines import first_open_status, get_pipeline, get_status
from deskbell.events.tickets import TicketStatusChanged
from deskbell.kernel.database import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.obeying import is_bound, obey_on_move
from deskbell.tickets.ticket import Ticket
from deskbell.users.viewer import Viewer


async def set_status(tx: Tx, viewer: Viewer, ticket_id: int, status_id: int) -> None:
    """Move to a status of any pipeline.

    The close date is set on closing and cleared on reopening, unless the pipeline's switches say otherwise.
    Setting the status that it has changes nothing. Raises NotFound, and MoveRefused where a rule stands against it.
    """
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    await move_to_status(tx, ticket, status_id, viewer)


async def reopen(tx: Tx, ticket: Ticket) -> None:
    """Bring a closed ticket back because its customer wrote again: to the first open status of its pipeline."""
    await move_to_status(tx, ticket, (await first_open_status(tx, ticket.pipeline_id)).id)


async def move_to_status(tx: Tx, ticket: Ticket, status_id: int, viewer: Viewer | None = None) -> None:
    """The move itself, for verbs that hold the ticket's lock already; without a viewer, no rule is asked."""
    if status_id == ticket.status_id:
        return
    status = await get_status(tx, status_id)
    pipeline = await get_pipeline(tx, status.pipeline_id)
    if is_bound(tx, viewer):
        await obey_on_move(tx, pipeline, status, ticket)
    await tx.run(
        "UPDATE tickets SET pipeline_id = %(pipeline)s, status_id = %(status)s, is_closed = %(closed)s,"
        " updated_at = now(),"
        " closed_at = CASE WHEN NOT %(closed)s THEN CASE WHEN %(clears)s THEN NULL ELSE closed_at END"
        " WHEN is_closed OR NOT %(sets)s THEN closed_at ELSE now() END,"
        " reopened_at = CASE WHEN is_closed AND NOT %(closed)s THEN now() ELSE reopened_at END WHERE id = %(id)s",
        {
            "id": ticket.id,
            "pipeline": status.pipeline_id,
            "status": status.id,
            "closed": status.is_closed,
            "sets": pipeline.sets_close_date,
            "clears": pipeline.clears_close_date,
        },
    )
    await tx.record(
        TicketStatusChanged(
            ticket.id,
            old_pipeline_id=ticket.pipeline_id,
            new_pipeline_id=status.pipeline_id,
            old_status_id=ticket.status_id,
            new_status_id=status.id,
            old_is_closed=ticket.is_closed,
            new_is_closed=status.is_closed,
        )
    )
