"""How are several fields of a ticket changed in one act?"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from deskbell.crm.pipelines import first_open_status
from deskbell.kernel.errors import Refusal
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.assigning import assign, assign_locked
from deskbell.tickets.associating import lead_with
from deskbell.tickets.editing import edit, edit_locked
from deskbell.tickets.obeying import kept_as_it_is, refuse_changing
from deskbell.tickets.progressing import move_locked, move_to_status
from deskbell.tickets.ticket import Ticket
from deskbell.users.viewer import Viewer

EDITED = ("name", "description", "priority", "category", "tags", "properties")
_ASSIGNED = frozenset({"owner_id", "team_id"})


async def change(tx: Tx, viewer: Viewer, ticket_id: int, fields: Mapping[str, Any]) -> None:
    """Set each field by its own verb; `pipeline_id` alone moves to that pipeline's first open status.

    `contact_id` and `company_id` are the primary ones; None takes the primary one away.

    Raises NotFound, MoveRefused, Conflict in the trash or in Spam, and Invalid naming the field; the caller's
    transaction then takes all of it back.
    """
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    refuse_changing(tx, ticket)
    if edits := _edits(fields):
        await edit(tx, viewer, ticket_id, edits)
    if "contact_id" in fields:
        await lead_with(tx, viewer, ticket_id, "contacts", fields["contact_id"])
    if "company_id" in fields:
        await lead_with(tx, viewer, ticket_id, "companies", fields["company_id"])
    if "owner_id" in fields or "team_id" in fields:
        # After the edits, since the ticket may leave the viewer's sight with it.
        await assign(
            tx,
            viewer,
            ticket_id,
            owner_id=fields.get("owner_id", ticket.owner_id),
            team_id=fields.get("team_id", ticket.team_id),
        )
    status_id = fields.get("status_id")
    if status_id is None and fields.get("pipeline_id") not in {None, ticket.pipeline_id}:
        status_id = (await first_open_status(tx, fields["pipeline_id"])).id
    if status_id is not None:
        # Last of all: the new status may require what was set just now.
        await move_to_status(tx, ticket, status_id, viewer)


async def change_locked(
    tx: Tx, viewer: Viewer, tickets: Sequence[Ticket], fields: Mapping[str, Any]
) -> dict[int, Refusal]:
    """The same fields of many tickets whose locks are held; returns which were left as they are, and why.

    Only fields that one verb sets: so what it refuses leaves nothing to take back.
    """
    refused: dict[int, Refusal] = {
        one.id: refusal for one in tickets if (refusal := kept_as_it_is(tx, one)) is not None
    }
    for alike in _by_target([ticket for ticket in tickets if ticket.id not in refused], fields):
        try:
            async with tx.attempt():
                refused |= await _change_alike(tx, viewer, alike, fields)
        except Refusal as refusal:
            refused |= {ticket.id: refusal for ticket in alike}
    return refused


def _edits(fields: Mapping[str, Any]) -> dict[str, Any]:
    """In this order they are logged."""
    return {field: fields[field] for field in EDITED if field in fields}


def _by_target(tickets: Sequence[Ticket], fields: Mapping[str, Any]) -> Iterable[Sequence[Ticket]]:
    """Who gets an owner keeps a team, and the other way round: those that come to both alike."""
    groups: dict[tuple[int | None, int | None], list[Ticket]] = {}
    for ticket in tickets:
        groups.setdefault(_target(ticket, fields) if _ASSIGNED & fields.keys() else (None, None), []).append(ticket)
    return groups.values()


def _target(ticket: Ticket, fields: Mapping[str, Any]) -> tuple[int | None, int | None]:
    return fields.get("owner_id", ticket.owner_id), fields.get("team_id", ticket.team_id)


async def _change_alike(
    tx: Tx, viewer: Viewer, tickets: Sequence[Ticket], fields: Mapping[str, Any]
) -> Mapping[int, Refusal]:
    if "status_id" in fields:
        return await move_locked(tx, tickets, fields["status_id"], viewer)
    if _ASSIGNED & fields.keys():
        owner_id, team_id = _target(tickets[0], fields)
        await assign_locked(tx, tickets, owner_id=owner_id, team_id=team_id)
    else:
        await edit_locked(tx, tickets, _edits(fields))
    return {}
