"""Contacts over HTTP: as all records, and merged with one another."""

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.record_routes import RecordChange, RecordVerbs, record_router
from deskbell.api.shapes import Address, Id, Json, Line, Shape
from deskbell.crm.contact_pages import LISTED, show_contact
from deskbell.crm.contacts import create_contact, edit_contact, restore_contact, trash_contact
from deskbell.kernel.reader import Reader
from deskbell.tickets.lists.of_record import deals_of_record, tickets_of_record
from deskbell.tickets.merging_contacts import merge_contacts, unmerge_contacts
from deskbell.users.viewer import Viewer


class ChangeContact(RecordChange):
    """Only the fields that are sent change; if one of `expected` is no longer so, 409."""

    first_name: Line | None = None
    last_name: Line | None = None
    email: Address | None = None
    phone: Line | None = None
    company_id: Id | None = None
    owner_id: Id | None = None
    language: Line | None = None

    def sent(self) -> Json:
        fields = super().sent()
        names = {field: "" for field in ("first_name", "last_name") if fields.get(field, "") is None}
        email = {"email": fields["email"].lower()} if fields.get("email") else {}
        return {**fields, **names, **email}


class MergeContact(Shape):
    """The other becomes part of this one, whose values win."""

    other_id: Id


async def _show(reader: Reader, viewer: Viewer, contact_id: int) -> Json:
    contact = await show_contact(reader, contact_id)
    return {
        "contact": contact,
        "deals": await deals_of_record(reader, viewer, "contacts", contact["id"]),
        "tickets": await tickets_of_record(reader, viewer, "contacts", contact["id"]),
    }


_VERBS = RecordVerbs(
    "contacts",
    "contact",
    LISTED,
    create=create_contact,
    change=edit_contact,
    trash=trash_contact,
    restore=restore_contact,
    show=_show,
)
router = record_router(_VERBS, ChangeContact)


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
