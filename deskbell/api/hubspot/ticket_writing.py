"""How do properties and associations of the wire become a new or changed ticket?"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from deskbell.api.hubspot import associations, errors, objects
from deskbell.api.hubspot.associations import NewAssociation
from deskbell.api.hubspot.shapes import SimpleObject
from deskbell.api.hubspot.written_properties import read_fields
from deskbell.crm.pipelines import get_status
from deskbell.crm.records import read_some
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import visible
from deskbell.tickets.associating import add_company
from deskbell.tickets.changing import change
from deskbell.tickets.opening import NewTicket, add_contact, open_ticket
from deskbell.tickets.public.records import EVERYTHING, TICKETS, tickets_table
from deskbell.users.viewer import Viewer

REQUIRED = {"subject": "name", "hs_pipeline_stage": "status_id"}


async def create(
    tx: Tx, viewer: Viewer, properties: Mapping[str, Any], linked: Sequence[NewAssociation]
) -> SimpleObject:
    """Raises PublicError; the caller's transaction then leaves nothing behind."""
    if missing := [name for name in REQUIRED if properties.get(name) in (None, "")]:  # what came may be unhashable
        raise errors.invalid(
            "Error creating TICKET. Some required properties were not set.", context={"properties": missing}
        )
    fields = await read_fields(tx, properties)
    contacts, companies = await associations.of_new_ticket(tx, linked)
    status = await get_status(tx, fields["status_id"])
    owner_id, team_id = fields.get("owner_id"), fields.get("team_id")
    if owner_id is None and team_id is None and not viewer.sees_unassigned and not viewer.is_super_admin:
        owner_id = viewer.user_id  # they would lose sight of a ticket that they make for nobody
    ticket_id = await open_ticket(
        tx,
        NewTicket(
            name=fields["name"],
            pipeline_id=status.pipeline_id,
            status_id=status.id,
            contact_id=contacts[0] if contacts else None,
            company_id=companies[0] if companies else None,
            owner_id=owner_id,
            team_id=team_id,
            priority=fields.get("priority"),
            category=fields.get("category"),
            description=fields.get("description", ""),
            tags=tuple(fields.get("tags", ())),
            properties=fields.get("properties", {}),
        ),
    )
    for contact_id in contacts[1:]:
        await add_contact(tx, ticket_id, contact_id)
    for company_id in companies[1:]:
        await add_company(tx, ticket_id, company_id)
    return await _as_it_is_now(tx, ticket_id, properties)


async def update(tx: Tx, viewer: Viewer, ticket_id: int, properties: Mapping[str, Any]) -> SimpleObject:
    """Raises PublicError and NotFound; a ticket in the trash is not there."""
    if not await read_some(tx, TICKETS, visible(viewer), [], [ticket_id]):
        raise errors.not_found()
    await change(tx, viewer, ticket_id, await read_fields(tx, properties))
    return await _as_it_is_now(tx, ticket_id, properties)


async def _as_it_is_now(reader: Reader, ticket_id: int, written: Iterable[str] = ()) -> SimpleObject:
    """With what was written besides the usual properties; to its writer, even if it has left their sight by it."""
    table = await tickets_table(reader)
    properties = table.chosen([*table.defaults, *written])
    return objects.shown("ticket", (await read_some(reader, table, EVERYTHING, properties, [ticket_id]))[0])
