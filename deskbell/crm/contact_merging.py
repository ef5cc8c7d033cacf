"""What does crm keep of a merge of two contacts, so that it can be undone at any time?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import sql
from psycopg.types.json import Jsonb

from deskbell.crm.contacts import Contact, get_contact
from deskbell.kernel.errors import Conflict, Invalid, NotFound
from deskbell.kernel.transaction import Tx

FILLED_FIELDS = ("first_name", "last_name", "email", "phone", "company_id", "owner_id", "language")


@dataclass(frozen=True, slots=True)
class ContactMerge:
    """What moved with the other contact. `shared` holds tickets that both had: [[id, since]]."""

    id: int
    primary_id: int
    other_id: int
    filled: dict[str, Any]
    addresses: list[str]
    thread_ids: list[int]
    message_ids: list[int]
    participants: list[list[Any]]
    ticket_ids: list[int]
    shared: list[list[Any]]
    seen_ids: list[int]
    led_ids: list[int]
    merged_at: datetime


_COLUMNS = (
    "id, primary_id, other_id, filled, addresses, thread_ids, message_ids, participants, ticket_ids, shared, seen_ids,"
    " led_ids, merged_at"
)


async def lock_pair(tx: Tx, primary_id: int, other_id: int) -> tuple[Contact, Contact]:
    """Both, held until the transaction ends. Raises NotFound, Invalid, Conflict (`contact.already_merged`)."""
    if primary_id == other_id:
        raise Invalid("A contact can't be merged with itself. Choose another one.", code="contact.merge_with_itself")
    # Always in one order, so that two merges of the same pair do not wait for each other for ever.
    await tx.run("SELECT FROM contacts WHERE id = ANY(%s) ORDER BY id FOR UPDATE", ([primary_id, other_id],))
    primary, other = await get_contact(tx, primary_id), await get_contact(tx, other_id)
    if (primary.id, other.id) != (primary_id, other_id):
        raise Conflict("One of the two was merged already.", code="contact.already_merged")
    return primary, other


async def fill_blanks(tx: Tx, primary: Contact, other: Contact) -> dict[str, Any]:
    """The primary's values win, its blanks are filled; returns what was filled. A name is filled as a whole."""
    fields = [name for name in FILLED_FIELDS if not getattr(primary, name) and getattr(other, name)]
    if primary.first_name or primary.last_name:
        fields = [name for name in fields if name not in {"first_name", "last_name"}]
    own = {name: value for name, value in other.properties.items() if name not in primary.properties}
    await _set(
        tx, primary.id, {name: getattr(other, name) for name in fields}, {**other.properties, **primary.properties}
    )
    return {"fields": {name: getattr(other, name) for name in fields}, "properties": own}


async def empty_filled(tx: Tx, primary_id: int, filled: Mapping[str, Any]) -> None:
    """Take back what was filled, where it is still so."""
    now = await get_contact(tx, primary_id)
    blank = {"first_name": "", "last_name": ""}
    fields = {name: blank.get(name) for name, value in filled["fields"].items() if getattr(now, name) == value}
    taken = filled["properties"]
    kept = {name: value for name, value in now.properties.items() if name not in taken or taken[name] != value}
    await _set(tx, primary_id, fields, kept)


async def _set(tx: Tx, contact_id: int, fields: Mapping[str, Any], properties: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        query = sql.SQL("UPDATE contacts SET {} = %s WHERE id = %s").format(sql.Identifier(name))
        await tx.run(query, (value, contact_id))
    await tx.run(
        "UPDATE contacts SET properties = %s, updated_at = now() WHERE id = %s", (Jsonb(dict(properties)), contact_id)
    )


async def put_away(tx: Tx, other_id: int, primary_id: int) -> list[str]:
    """Let the other contact lead to the primary; returns its addresses, which are the primary's now."""
    addresses = await tx.values(
        "UPDATE contact_addresses SET contact_id = %s WHERE contact_id = %s RETURNING email", (primary_id, other_id)
    )
    await tx.run("UPDATE contacts SET deleted_at = now(), merged_into = %s WHERE id = %s", (primary_id, other_id))
    return sorted(addresses)


async def bring_back(tx: Tx, done: ContactMerge) -> None:
    """Let the other contact be itself again, with the addresses that are still where they were put."""
    await tx.run("UPDATE contacts SET deleted_at = NULL, merged_into = NULL WHERE id = %s", (done.other_id,))
    await tx.run(
        "UPDATE contact_addresses SET contact_id = %s WHERE contact_id = %s AND email = ANY(%s)",
        (done.other_id, done.primary_id, done.addresses),
    )


async def note_merge(tx: Tx, values: Mapping[str, Any]) -> int:
    merge_id: int = await tx.value(
        "INSERT INTO contact_merges (primary_id, other_id, filled, addresses, thread_ids, message_ids, participants,"
        " ticket_ids, shared, seen_ids, led_ids, merged_by, merged_at) VALUES (%(primary_id)s, %(other_id)s,"
        " %(filled)s, %(addresses)s, %(thread_ids)s, %(message_ids)s, %(participants)s, %(ticket_ids)s, %(shared)s,"
        " %(seen_ids)s, %(led_ids)s, %(merged_by)s, clock_timestamp()) RETURNING id",
        {
            name: Jsonb(value) if name in {"filled", "participants", "shared"} else value
            for name, value in values.items()
        },
    )
    return merge_id


async def latest_merge(tx: Tx, contact_id: int) -> ContactMerge:
    """The one to undo first. Raises NotFound, and Conflict when the contact itself was merged further."""
    await tx.run("SELECT FROM contacts WHERE id = %s FOR UPDATE", (contact_id,))
    contact = await get_contact(tx, contact_id)
    if contact.id != contact_id:
        raise Conflict("This contact was merged further. Undo that first.", code="contact.already_merged")
    query = sql.SQL(
        "SELECT {} FROM contact_merges WHERE primary_id = %s AND undone_at IS NULL ORDER BY id DESC LIMIT 1"
    ).format(sql.SQL(_COLUMNS))
    done = await tx.maybe(ContactMerge, query, (contact_id,))
    if done is None:
        raise NotFound("Nothing was merged into this contact.", code="contact.not_merged")
    return done


async def note_undone(tx: Tx, merge_id: int, user_id: int) -> None:
    await tx.run("UPDATE contact_merges SET undone_at = now(), undone_by = %s WHERE id = %s", (user_id, merge_id))


def moved_pairs(rows: Sequence[tuple[int, str]]) -> list[list[Any]]:
    """Pure. Rows as JSON keeps them."""
    return [list(row) for row in rows]
