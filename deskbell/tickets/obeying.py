"""Does a ticket's start or move keep its pipeline's rules (R4), when it is a user who does it?"""

from collections.abc import Mapping
from typing import Any

from deskbell.crm.pipeline_rules import refuse_missing, refuse_move, refuse_start
from deskbell.crm.pipeline_settings import REQUIRABLE
from deskbell.crm.pipelines import Pipeline, Status
from deskbell.crm.properties import list_definitions
from deskbell.kernel.database import Reader, Tx
from deskbell.tickets.ticket import Ticket
from deskbell.users.viewer import Viewer


def is_bound(tx: Tx, viewer: Viewer | None) -> bool:
    """Rules bind users at their screens; not super admins, the desk itself, nor programs (wire facts 4.6)."""
    return viewer is not None and not viewer.is_super_admin and tx.actor.via != "api"


async def obey_on_start(tx: Tx, pipeline: Pipeline, status: Status, values: Mapping[str, Any]) -> None:
    """Raises MoveRefused. `values` are the new ticket's, the desk's own properties among them."""
    refuse_start(pipeline, status)
    await _refuse_missing(tx, status, values)


async def obey_on_move(tx: Tx, pipeline: Pipeline, status: Status, ticket: Ticket) -> None:
    """Raises MoveRefused. What the ticket has is read anew: the same act may have given it values."""
    if ticket.pipeline_id == pipeline.id:
        refuse_move(pipeline, ticket.status_id, status.id)
    else:
        refuse_start(pipeline, status)
    if status.required_properties:
        now = await tx.dicts(
            "SELECT description, priority, category, tags, owner_id, team_id, contact_id, company_id, properties"
            " FROM tickets WHERE id = %s",
            (ticket.id,),
        )
        await _refuse_missing(tx, status, {**now[0]["properties"], **now[0]})


async def _refuse_missing(reader: Reader, status: Status, values: Mapping[str, Any]) -> None:
    if not status.required_properties:
        return
    own = {definition.name: definition.label for definition in await list_definitions(reader, "tickets")}
    refuse_missing(status, values, {**REQUIRABLE, **own})
