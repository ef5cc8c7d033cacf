"""How are several fields of a ticket changed in one act?"""

from collections.abc import Mapping
from typing import Any

from deskbell.crm.pipelines import first_open_status
from deskbell.kernel.database import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.assigning import assign
from deskbell.tickets.associating import lead_with
from deskbell.tickets.editing import edit
from deskbell.tickets.progressing import move_to_status
from deskbell.users.viewer import Viewer

EDITED = ("name", "description", "priority", "category", "tags", "properties")


async def change(tx: Tx, viewer: Viewer, ticket_id: int, fields: Mapping[str, Any]) -> None:
    """Set each field by its own verb; `pipeline_id` alone moves to that pipeline's first open status.

    `contact_id` and `company_id` are the primary ones; None takes the primary one away.

    Raises NotFound, MoveRefused, and Invalid naming the field; the caller's transaction then takes all of it back.
    """
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    if edits := {field: fields[field] for field in EDITED if field in fields}:
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
