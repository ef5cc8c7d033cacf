"""May a user do it: by the rules of the pipeline (R4), and where the ticket stands (T6, T8)?"""

from collections.abc import Mapping, Sequence
from typing import Any

from deskbell.crm.pipeline_rules import MoveRefused, refuse_missing, refuse_move, refuse_start
from deskbell.crm.pipeline_settings import REQUIRABLE
from deskbell.crm.pipelines import Pipeline, Status
from deskbell.crm.properties import list_definitions
from deskbell.kernel.errors import Conflict
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.tickets.ticket import Ticket, aside
from deskbell.users.viewer import Viewer


def is_bound(tx: Tx, viewer: Viewer | None) -> bool:
    """Rules bind users at their screens; not super admins, the desk itself, nor programs (wire facts 4.6)."""
    return viewer is not None and not viewer.is_super_admin and tx.actor.via != "api"


def kept_as_it_is(tx: Tx, ticket: Ticket) -> Conflict | None:
    """Why users at their screens change nothing of it: it is in the trash, or in Spam. Programs go on as they did."""
    return None if tx.actor.via == "api" else aside(ticket)


def refuse_changing(tx: Tx, ticket: Ticket) -> None:
    """Raises Conflict."""
    if (refusal := kept_as_it_is(tx, ticket)) is not None:
        raise refusal


async def obey_on_start(tx: Tx, pipeline: Pipeline, status: Status, values: Mapping[str, Any]) -> None:
    """Raises MoveRefused. `values` are the new ticket's, the desk's own properties among them."""
    refuse_start(pipeline, status)
    if status.required_properties:
        refuse_missing(status, values, await _labels(tx, status))


async def refused_moves(
    tx: Tx, pipeline: Pipeline, status: Status, tickets: Sequence[Ticket]
) -> dict[int, MoveRefused]:
    """Which may not move, and why. What they have is read anew: the same act may have given them values."""
    labels = await _labels(tx, status)
    values = await _values(tx, tickets) if status.required_properties else {}
    refused = {}
    for ticket in tickets:
        try:
            if ticket.pipeline_id == pipeline.id:
                refuse_move(pipeline, ticket.status_id, status.id)
            else:
                refuse_start(pipeline, status)
            if status.required_properties:
                refuse_missing(status, values[ticket.id], labels)
        except MoveRefused as refusal:
            refused[ticket.id] = refusal
    return refused


async def _values(reader: Reader, tickets: Sequence[Ticket]) -> dict[int, dict[str, Any]]:
    rows = await reader.dicts(
        "SELECT id, description, priority, category, tags, owner_id, team_id, contact_id, company_id, properties"
        " FROM tickets WHERE id = ANY(%s)",
        ([ticket.id for ticket in tickets],),
    )
    return {row["id"]: {**row["properties"], **row} for row in rows}


async def _labels(reader: Reader, status: Status) -> dict[str, str]:
    if not status.required_properties:
        return {}
    own = {definition.name: definition.label for definition in await list_definitions(reader, "tickets")}
    return {**REQUIRABLE, **own}
