"""How does a ticket move from status to status, close and reopen (R4)?"""

from collections.abc import Sequence

from deskbell.crm.pipelines import Pipeline, Status, first_open_status, get_pipeline, get_status
from deskbell.events.tickets import TicketStatusChanged
from deskbell.kernel.errors import Refusal
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.obeying import is_bound, kept_as_it_is, refused_moves
from deskbell.tickets.snoozing import wake_locked
from deskbell.tickets.ticket import Ticket
from deskbell.users.viewer import Viewer


async def set_status(tx: Tx, viewer: Viewer, ticket_id: int, status_id: int) -> None:
    """Move to a status of any pipeline.

    The close date is set on closing and cleared on reopening, unless the pipeline's switches say otherwise.
    Closing ends a snooze: nobody waits for what is done.
    Setting the status that it has changes nothing. Raises NotFound, and MoveRefused where a rule stands against it.
    """
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    await move_to_status(tx, ticket, status_id, viewer)


async def reopen(tx: Tx, ticket: Ticket) -> None:
    """Bring a closed ticket back because its customer wrote again: to the first open status of its pipeline."""
    await move_to_status(tx, ticket, (await first_open_status(tx, ticket.pipeline_id)).id)


async def move_to_status(tx: Tx, ticket: Ticket, status_id: int, viewer: Viewer | None = None) -> None:
    """The move itself, for verbs that hold the ticket's lock already; without a viewer, no rule is asked."""
    refused = await move_locked(tx, [ticket], status_id, viewer)
    if ticket.id in refused:
        raise refused[ticket.id]


async def move_locked(
    tx: Tx, tickets: Sequence[Ticket], status_id: int, viewer: Viewer | None = None
) -> dict[int, Refusal]:
    """Many at once; those that stay where they are, by id, and why. Raises NotFound for a status that is not there.

    A rule may keep them, and users don't move what is in the trash or in Spam.
    """
    moving = [ticket for ticket in tickets if ticket.status_id != status_id]
    if not moving:
        return {}
    status = await get_status(tx, status_id)
    pipeline = await get_pipeline(tx, status.pipeline_id)
    refused: dict[int, Refusal] = {}
    if is_bound(tx, viewer):
        refused.update(await refused_moves(tx, pipeline, status, moving))
    if viewer is not None:
        refused.update({ticket.id: refusal for ticket in moving if (refusal := kept_as_it_is(tx, ticket)) is not None})
    await _move(tx, pipeline, status, [ticket for ticket in moving if ticket.id not in refused])
    return refused


async def _move(tx: Tx, pipeline: Pipeline, status: Status, tickets: Sequence[Ticket]) -> None:
    if not tickets:
        return
    await tx.run(
        "UPDATE tickets SET pipeline_id = %(pipeline)s, status_id = %(status)s, is_closed = %(closed)s,"
        " updated_at = now(),"
        " closed_at = CASE WHEN NOT %(closed)s THEN CASE WHEN %(clears)s THEN NULL ELSE closed_at END"
        " WHEN is_closed OR NOT %(sets)s THEN closed_at ELSE now() END,"
        " reopened_at = CASE WHEN is_closed AND NOT %(closed)s THEN now() ELSE reopened_at END"
        " WHERE id = ANY(%(ids)s::bigint[])",
        {
            "ids": [ticket.id for ticket in tickets],
            "pipeline": status.pipeline_id,
            "status": status.id,
            "closed": status.is_closed,
            "sets": pipeline.sets_close_date,
            "clears": pipeline.clears_close_date,
        },
    )
    await tx.record_many(
        [
            TicketStatusChanged(
                ticket.id,
                old_pipeline_id=ticket.pipeline_id,
                new_pipeline_id=status.pipeline_id,
                old_status_id=ticket.status_id,
                new_status_id=status.id,
                old_is_closed=ticket.is_closed,
                new_is_closed=status.is_closed,
            )
            for ticket in tickets
        ]
    )
    if status.is_closed:
        await wake_locked(tx, [ticket.id for ticket in tickets], "closed")
