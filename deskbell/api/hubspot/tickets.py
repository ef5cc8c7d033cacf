"""Tickets through the public API: list, read, create, update, archive (wire facts 9.2)."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Query, Request, Response
from pydantic import AfterValidator, Field

from deskbell.api.asking import AskedDesk
from deskbell.api.hubspot import errors, objects
from deskbell.api.hubspot.associations import Linked, NewAssociation, wanted
from deskbell.api.hubspot.authentication import Acting, Asker
from deskbell.api.hubspot.bodies import Body
from deskbell.api.hubspot.histories import add_histories
from deskbell.api.hubspot.paging import Names, after_id, cut, next_page, split
from deskbell.api.hubspot.routing import PublicRouter
from deskbell.api.hubspot.shapes import ObjectPage, SimpleObject
from deskbell.api.hubspot.ticket_writing import create, update
from deskbell.crm.property import Property
from deskbell.crm.property_values import as_id
from deskbell.crm.records import RecordTable, read_page, read_some
from deskbell.kernel.reader import Reader
from deskbell.tickets.access import visible
from deskbell.tickets.public.records import companies_of, contacts_of, tickets_table
from deskbell.tickets.trashing import trash

router = PublicRouter(tags=["CRM: tickets"])

History = Annotated[list[str], Query(alias="propertiesWithHistory", default_factory=list), AfterValidator(split)]
_OWN_IDS = {"hs_object_id", "hs_ticket_id"}


class TicketWrite(Body):
    """Names of properties with their new values; null or an empty text clears one."""

    properties: dict[str, Any]


class NewTicketWrite(TicketWrite):
    associations: list[NewAssociation] = Field(default_factory=list)


@router.get("")
async def list_tickets(
    request: Request,
    desk: AskedDesk,
    viewer: Asker,
    properties: Names,
    with_history: History,
    associations: Names,
    after: str | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    archived: bool = False,
) -> ObjectPage:
    kinds = wanted(associations)
    async with desk.database.reading() as reader:
        table = await tickets_table(reader)
        found = await read_page(
            reader,
            table,
            visible(viewer),
            chosen(table, properties, with_history),
            after=after_id(after),
            limit=limit + 1,
            archived=archived,
        )
        page, last = cut(found, limit)
        linked = await links(reader, kinds, [record.id for record in page])
        results = [objects.shown("ticket", record, linked) for record in page]
        if with_history:
            await add_histories(reader, table, page, results, with_history)
    return {
        "results": results,
        **next_page(request, last and last.id),
    }


@router.post("", status_code=201)
async def create_ticket(desk: AskedDesk, viewer: Asker, actor: Acting, body: NewTicketWrite) -> SimpleObject:
    async with desk.database.transaction(actor) as tx:
        return await create(tx, viewer, body.properties, body.associations)


@router.get("/{ticket_id}")
async def read_ticket(
    desk: AskedDesk,
    viewer: Asker,
    ticket_id: str,
    properties: Names,
    with_history: History,
    associations: Names,
    archived: bool = False,
    id_property: Annotated[str | None, Query(alias="idProperty")] = None,
) -> SimpleObject:
    number, kinds = ticket_number(ticket_id, id_property), wanted(associations)
    async with desk.database.reading() as reader:
        table = await tickets_table(reader)
        found = await read_some(
            reader, table, visible(viewer), chosen(table, properties, with_history), [number], archived=archived
        )
        if not found:
            raise errors.not_found()
        shown = objects.shown("ticket", found[0], await links(reader, kinds, [number]))
        if with_history:
            await add_histories(reader, table, found, [shown], with_history)
    return shown


@router.patch("/{ticket_id}")
async def update_ticket(
    desk: AskedDesk,
    viewer: Asker,
    actor: Acting,
    ticket_id: str,
    body: TicketWrite,
    id_property: Annotated[str | None, Query(alias="idProperty")] = None,
) -> SimpleObject:
    number = ticket_number(ticket_id, id_property)
    async with desk.database.transaction(actor) as tx:
        return await update(tx, viewer, number, body.properties)


@router.delete("/{ticket_id}", status_code=204)
async def archive_ticket(desk: AskedDesk, viewer: Asker, actor: Acting, ticket_id: str) -> Response:
    """Move the ticket to the trash. Twice is harmless."""
    number = ticket_number(ticket_id)
    async with desk.database.transaction(actor) as tx:
        await trash(tx, viewer, number)
    return Response(status_code=204)


def chosen(table: RecordTable, names: Sequence[str], with_history: Sequence[str]) -> list[Property]:
    """What a ticket shows: the named properties, or the usual ones, and those whose past is shown too."""
    return table.chosen([*(names or table.defaults), *with_history])


def ticket_number(text: str, id_property: str | None = None) -> int:
    """Raises PublicError: what is no id is not there, as any other unknown one."""
    if id_property is not None and id_property not in _OWN_IDS:
        raise errors.invalid(f"idProperty: {id_property[:100]} is no unique property of tickets.")
    number = as_id(text)
    if number is None:
        raise errors.not_found()
    return number


async def links(reader: Reader, kinds: list[str], ids: list[int]) -> Linked:
    """The associations of these kinds, of each of the tickets."""
    readers = {"contacts": contacts_of, "companies": companies_of}
    return {kind: await readers[kind](reader, ids) for kind in kinds if kind in readers}
