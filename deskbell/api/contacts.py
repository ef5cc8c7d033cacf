"""Contacts over HTTP: found, shown with their tickets, changed."""

from typing import Annotated

from fastapi import APIRouter, Query

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Address, Id, Json, Line, Shape
from deskbell.crm.contact_pages import find_contacts, show_contact
from deskbell.crm.contacts import edit_contact
from deskbell.tickets.of_contact import tickets_of_contact

router = APIRouter(prefix="/api/contacts", tags=["contacts"])


class ChangeContact(Shape):
    """Only the fields that are sent change."""

    first_name: Line | None = None
    last_name: Line | None = None
    email: Address | None = None
    phone: Line | None = None


@router.get("")
async def get_contacts(desk: AskedDesk, _viewer: SignedIn, query: Annotated[str, Query(max_length=200)] = "") -> Json:
    """The first twenty whose name or address begins with the query; the newest without one."""
    async with desk.database.reading() as reader:
        return {"contacts": await find_contacts(reader, query)}


@router.get("/{contact_id}")
async def get_one_contact(desk: AskedDesk, viewer: SignedIn, contact_id: Id) -> Json:
    async with desk.database.reading() as reader:
        contact = await show_contact(reader, contact_id)
        return {"contact": contact, "tickets": await tickets_of_contact(reader, viewer, contact_id)}


@router.patch("/{contact_id}")
async def change_contact(
    desk: AskedDesk, _viewer: SignedIn, acting: Acting, contact_id: Id, body: ChangeContact
) -> Json:
    changes = {field: getattr(body, field) for field in body.model_fields_set}
    for field in ("first_name", "last_name"):
        if changes.get(field, "") is None:
            changes[field] = ""
    async with desk.database.transaction(acting) as tx:
        await edit_contact(tx, contact_id, changes)
        return {"contact": await show_contact(tx, contact_id)}
