"""Contacts through the public API: list and read (wire facts 9.2). Any user may know of any contact."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Query, Request, Response

from deskbell.api.asking import AskedDesk
from deskbell.api.hubspot import batches, errors, objects
from deskbell.api.hubspot.associations import Linked, wanted
from deskbell.api.hubspot.authentication import Asker
from deskbell.api.hubspot.paging import Names, after_id, cut, next_page
from deskbell.api.hubspot.routing import PublicRouter
from deskbell.api.hubspot.shapes import ObjectBatch, ObjectPage, SimpleObject
from deskbell.api.hubspot.ticket_batches import WITH_FAILURES, BatchRead
from deskbell.crm.property_values import as_id
from deskbell.crm.public_contacts import CONTACTS, EVERYONE, companies_of, contacts_table, find_contact_by_email
from deskbell.crm.records import read_page, read_some
from deskbell.kernel.reader import Reader
from deskbell.tickets.public.records import tickets_of_contacts
from deskbell.users.viewer import Viewer

router = PublicRouter(tags=["CRM: contacts"])


@router.get("")
async def list_contacts(
    request: Request,
    desk: AskedDesk,
    viewer: Asker,
    properties: Names,
    associations: Names,
    after: str | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    archived: bool = False,
) -> ObjectPage:
    kinds = wanted(associations)
    async with desk.database.reading() as reader:
        found = await read_page(
            reader,
            CONTACTS,
            EVERYONE,
            (await contacts_table(reader)).chosen(properties),
            after=after_id(after),
            limit=limit + 1,
            archived=archived,
        )
        page, last = cut(found, limit)
        linked = await _links(reader, viewer, kinds, [record.id for record in page])
    return {
        "results": [objects.shown("contact", record, linked) for record in page],
        **next_page(request, last and last.id),
    }


@router.get("/{contact_id}")
async def read_contact(
    desk: AskedDesk,
    viewer: Asker,
    contact_id: str,
    properties: Names,
    associations: Names,
    archived: bool = False,
    id_property: Annotated[str | None, Query(alias="idProperty")] = None,
) -> SimpleObject:
    """`idProperty=email` finds by any of a contact's addresses."""
    kinds = wanted(associations)
    async with desk.database.reading() as reader:
        number = await _number(reader, contact_id, id_property)
        chosen = (await contacts_table(reader)).chosen(properties)
        found = await read_some(reader, CONTACTS, EVERYONE, chosen, [number] if number else [], archived=archived)
        if not found:
            raise errors.not_found()
        return objects.shown("contact", found[0], await _links(reader, viewer, kinds, [found[0].id]))


@router.post("/batch/read", response_model=ObjectBatch, responses=WITH_FAILURES)
async def read_contacts(desk: AskedDesk, viewer: Asker, body: BatchRead, archived: bool = False) -> Response:
    """Those that can't be read are told together, by their ids."""
    del viewer  # any user may know of any contact
    started = datetime.now(UTC)
    async with desk.database.reading() as reader:
        asked = {str(each.id): await _number(reader, str(each.id), body.id_property) for each in body.inputs}
        ids = [number for number in asked.values() if number is not None]
        chosen = (await contacts_table(reader)).chosen(body.properties)
        found = await read_some(reader, CONTACTS, EVERYONE, chosen, ids, archived=archived)
    there = {record.id for record in found}
    missing = [text for text, number in asked.items() if number not in there]
    faults = [batches.fault(batches.not_got("CONTACT"), {"ids": missing})] if missing else []
    return batches.answer(started, [objects.shown("contact", record) for record in found], faults)


async def _number(reader: Reader, text: str, id_property: str | None) -> int | None:
    if id_property == "email":
        return await find_contact_by_email(reader, text)
    if id_property not in {None, "hs_object_id"}:
        raise errors.invalid(f"idProperty: {id_property} is no unique property of contacts."[:200])
    return as_id(text)


async def _links(reader: Reader, viewer: Viewer, kinds: list[str], ids: list[int]) -> Linked:
    found: dict[str, dict[int, list[int]]] = {}
    if "companies" in kinds:
        found["companies"] = await companies_of(reader, ids)
    if "tickets" in kinds:
        found["tickets"] = await tickets_of_contacts(reader, viewer, ids)
    return found
