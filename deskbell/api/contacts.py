"""Contacts over HTTP: listed, shown with their tickets, made, changed, merged, deleted."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Address, Created, Id, Json, Line, Shape
from deskbell.crm.contact_pages import LISTED, show_contact
from deskbell.crm.contacts import create_contact, edit_contact, restore_contact, trash_contact
from deskbell.crm.name_pages import LARGEST_PAGE, PAGE, read_names
from deskbell.kernel.database import Reader
from deskbell.tickets.merging_contacts import merge_contacts, unmerge_contacts
from deskbell.tickets.of_record import tickets_of_record
from deskbell.users.viewer import Viewer

router = APIRouter(prefix="/api/contacts", tags=["contacts"])


class ChangeContact(Shape):
    """Only the fields that are sent change; `properties` are the desk's own, by name.

    `expected` holds what the screen showed: if it is no longer so, 409.
    """

    first_name: Line | None = None
    last_name: Line | None = None
    email: Address | None = None
    phone: Line | None = None
    company_id: Id | None = None
    owner_id: Id | None = None
    language: Line | None = None
    properties: dict[str, Any] = {}
    expected: dict[str, Any] = {}

    def sent(self) -> dict[str, Any]:
        fields = self.model_dump(include=self.model_fields_set - {"expected"})
        names = {field: "" for field in ("first_name", "last_name") if fields.get(field, "") is None}
        email = {"email": fields["email"].lower()} if fields.get("email") else {}
        return {**fields, **names, **email}


class MergeContact(Shape):
    """The other becomes part of this one, whose values win."""

    other_id: Id


@router.get("")
async def get_contacts(
    desk: AskedDesk,
    _viewer: SignedIn,
    query: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[str | None, Query(max_length=2_000)] = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = PAGE,
) -> Json:
    """By name; with a query, those whose name, last name or any address begins so."""
    async with desk.database.reading() as reader:
        rows, following = await read_names(reader, LISTED, query=query, after=after, limit=limit)
    return {"contacts": rows, "next": following}


@router.post("", status_code=201)
async def make_contact(desk: AskedDesk, _viewer: SignedIn, acting: Acting, body: ChangeContact) -> Created:
    """409 `contact.address_taken` with `contact_id` when there is one with this address."""
    async with desk.database.transaction(acting) as tx:
        return Created(id=await create_contact(tx, body.sent()))


@router.get("/{contact_id}")
async def get_one_contact(desk: AskedDesk, viewer: SignedIn, contact_id: Id) -> Json:
    """Of a merged one, the contact that it became."""
    async with desk.database.reading() as reader:
        return await _show(reader, viewer, contact_id)


@router.patch("/{contact_id}")
async def change_contact(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, contact_id: Id, body: ChangeContact
) -> Json:
    async with desk.database.transaction(acting) as tx:
        await edit_contact(tx, contact_id, body.sent(), body.expected)
        return await _show(tx, viewer, contact_id)


@router.delete("/{contact_id}", status_code=204)
async def trash_one_contact(desk: AskedDesk, viewer: SignedIn, acting: Acting, contact_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await trash_contact(tx, viewer, contact_id)
    return Response(status_code=204)


@router.post("/{contact_id}/restore", status_code=204)
async def restore_one_contact(desk: AskedDesk, viewer: SignedIn, acting: Acting, contact_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await restore_contact(tx, viewer, contact_id)
    return Response(status_code=204)


@router.post("/{contact_id}/merge")
async def merge_one_contact(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, contact_id: Id, body: MergeContact
) -> Json:
    async with desk.database.transaction(acting) as tx:
        await merge_contacts(tx, viewer, primary_id=contact_id, other_id=body.other_id)
        return await _show(tx, viewer, contact_id)


@router.post("/{contact_id}/unmerge")
async def unmerge_one_contact(desk: AskedDesk, viewer: SignedIn, acting: Acting, contact_id: Id) -> Json:
    """Undo the latest merge into this contact."""
    async with desk.database.transaction(acting) as tx:
        other_id = await unmerge_contacts(tx, viewer, contact_id)
    return {"id": contact_id, "other_id": other_id}


async def _show(reader: Reader, viewer: Viewer, contact_id: int) -> Json:
    contact = await show_contact(reader, contact_id)
    return {"contact": contact, "tickets": await tickets_of_record(reader, viewer, "contacts", contact["id"])}
