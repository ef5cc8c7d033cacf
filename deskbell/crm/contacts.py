"""Who is the customer behind an address?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import sql

from deskbell.crm.keeping import check_links, refuse_overwriting, refuse_without_deletion
from deskbell.crm.kept_record import checked_line
from deskbell.crm.putting_values import put_values
from deskbell.events.people import ContactChanged, ContactCreated, ContactRestored, ContactTrashed
from deskbell.kernel.errors import Conflict, Invalid, NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.users.viewer import Viewer

EDITABLE = ("first_name", "last_name", "phone", "company_id", "owner_id", "language")
# Of these the log holds old and new; they are no words about a person.
TOLD = frozenset({"company_id", "owner_id", "language"})
LONGEST_NAME = 200
_COLUMNS = (
    "id, first_name, last_name, name, email, phone, company_id, owner_id, language, properties, created_at,"
    " updated_at, deleted_at, merged_into"
)


@dataclass(frozen=True, slots=True)
class Contact:
    id: int
    first_name: str
    last_name: str
    name: str
    email: str | None
    phone: str | None
    company_id: int | None
    owner_id: int | None
    language: str | None
    properties: dict[str, Any]
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    merged_into: int | None = None


def split_name(name: str) -> tuple[str, str]:
    """Pure. `Anna Maria Nowak` -> (`Anna Maria`, `Nowak`); `Nowak, Anna` -> (`Anna`, `Nowak`)."""
    clean = " ".join(name.split())[:LONGEST_NAME]
    if clean.count(",") == 1:
        last, first = (part.strip() for part in clean.split(","))
        return first, last
    first, _, last = clean.rpartition(" ")
    return (first, last) if first else (last, "")


async def get_contact(reader: Reader, contact_id: int) -> Contact:
    """Of a merged one, the contact that it became, so mind the id that comes back.

    Raises NotFound, for a deleted one too.
    """
    query = sql.SQL("SELECT {} FROM contacts WHERE id = %s").format(sql.SQL(_COLUMNS))
    contact = await reader.maybe(Contact, query, (contact_id,))
    while contact is not None and contact.merged_into is not None:
        contact = await reader.maybe(Contact, query, (contact.merged_into,))
    if contact is None or contact.deleted_at is not None:
        raise NotFound("This contact does not exist.", code="contact.not_found")
    return contact


async def find_or_create_by_address(tx: Tx, address: str, name: str = "") -> int:
    """The contact of an e-mail address, made when there is none; a contact without a name takes this one.

    Two transactions that meet a new address at once get the same contact.
    """
    # Held until this transaction ends, so that the contact is not merged into another meanwhile.
    found = await tx.value(
        "SELECT contacts.id FROM contact_addresses JOIN contacts ON contacts.id = contact_id"
        " WHERE contact_addresses.email = lower(%s) AND deleted_at IS NULL FOR KEY SHARE OF contacts",
        (address,),
    )
    if found:
        await _name_if_nameless(tx, found, name)
        return int(found)
    first, last = split_name(name)
    contact_id = int(
        await tx.value(
            "INSERT INTO contacts (first_name, last_name, email) VALUES (%s, %s, lower(%s)) RETURNING id",
            (first, last, address),
        )
    )
    # The address is the primary key that a second transaction waits for, so the loser finds the winner's contact.
    holder = int(
        await tx.value(
            "INSERT INTO contact_addresses (email, contact_id) VALUES (lower(%s), %s)"
            " ON CONFLICT (email) DO UPDATE SET contact_id = CASE WHEN EXISTS (SELECT FROM contacts"
            " WHERE id = contact_addresses.contact_id AND deleted_at IS NULL)"
            " THEN contact_addresses.contact_id ELSE excluded.contact_id END RETURNING contact_id",
            (address, contact_id),
        )
    )
    if holder != contact_id:
        await tx.run("DELETE FROM contacts WHERE id = %s", (contact_id,))
        return holder
    await tx.record(ContactCreated(contact_id))
    return contact_id


async def _name_if_nameless(tx: Tx, contact_id: int, name: str) -> None:
    first, last = split_name(name)
    if not (first or last):
        return
    named = await tx.run(
        "UPDATE contacts SET first_name = %s, last_name = %s, updated_at = now()"
        " WHERE id = %s AND first_name = '' AND last_name = ''",
        (first, last, contact_id),
    )
    if named:
        await tx.record(ContactChanged(contact_id, ["first_name", "last_name"]))


async def create_contact(tx: Tx, values: Mapping[str, Any]) -> int:
    """Make a contact of editable fields, `email` and `properties`.

    Raises Invalid, and Conflict (`contact.address_taken` with `contact_id`) when another has the address.
    """
    contact_id = int(await tx.value("INSERT INTO contacts DEFAULT VALUES RETURNING id"))
    await _put(tx, await get_contact(tx, contact_id), values)
    contact = await get_contact(tx, contact_id)
    if not contact.name:
        raise Invalid("Give the contact a name or an address.", code="contact.nameless", field="email")
    await tx.record(ContactCreated(contact_id))
    return contact_id


async def edit_contact(
    tx: Tx, contact_id: int, changes: Mapping[str, Any], expected: Mapping[str, Any] | None = None
) -> None:
    """Change editable fields, the main address and `properties`.

    Raises NotFound, Invalid, Conflict (`contact.address_taken` with `contact_id`; `record.changed` where something
    else than `expected` is).
    """
    contact = await get_contact(tx, contact_id)
    if expected:
        await tx.run("SELECT FROM contacts WHERE id = %s FOR UPDATE", (contact.id,))
        contact = await get_contact(tx, contact.id)
        names = {name for name in expected if hasattr(contact, name)} | {"properties"}
        refuse_overwriting({name: getattr(contact, name) for name in names}, expected)
    fields, told = await _put(tx, contact, changes)
    if fields:
        await tx.record(ContactChanged(contact.id, fields, told))


async def _put(tx: Tx, contact: Contact, changes: Mapping[str, Any]) -> tuple[list[str], dict[str, Any]]:
    unknown = set(changes) - {*EDITABLE, "email", "properties"}
    if unknown:
        raise Invalid(f"A contact has no field {min(unknown)}.", code="contact.unknown_field", field=min(unknown))
    fields = [name for name in changes if name != "properties" and changes[name] != getattr(contact, name)]
    if "email" in fields:
        await _set_address(tx, contact.id, changes["email"])
    await check_links(tx, {name: changes[name] for name in fields})
    for name in fields:
        if name in EDITABLE:
            value = changes[name] if name in {"company_id", "owner_id"} else checked_line(name, changes[name])
            value = value or "" if name in {"first_name", "last_name"} else value
            query = sql.SQL("UPDATE contacts SET {} = %s, updated_at = now() WHERE id = %s")
            await tx.run(query.format(sql.Identifier(name)), (value, contact.id))
    own = await put_values(tx, "contacts", contact.id, changes.get("properties") or {})
    told = {name: [getattr(contact, name), changes[name]] for name in fields if name in TOLD}
    told |= {change.definition.name: [change.old, change.new] for change in own if change.is_told}
    return [*fields, *(change.definition.name for change in own)], told


async def trash_contact(tx: Tx, viewer: Viewer, contact_id: int) -> None:
    """Out of sight; a mail from its address makes a new contact. Twice is harmless. Raises NotAllowed, NotFound."""
    refuse_without_deletion(viewer)
    contact = await _get_unmerged(tx, contact_id)
    if contact.deleted_at is None:
        await tx.run("UPDATE contacts SET deleted_at = now(), updated_at = now() WHERE id = %s", (contact_id,))
        await tx.record(ContactTrashed(contact_id))


async def restore_contact(tx: Tx, viewer: Viewer, contact_id: int) -> None:
    """Back as it was, but without a main address that another contact has by now. Raises NotAllowed, NotFound."""
    refuse_without_deletion(viewer)
    contact = await _get_unmerged(tx, contact_id)
    if contact.deleted_at is not None:
        await tx.run(
            "UPDATE contacts SET deleted_at = NULL, updated_at = now(), email = (SELECT contact_addresses.email"
            " FROM contact_addresses WHERE contact_addresses.contact_id = contacts.id"
            " ORDER BY contact_addresses.email <> contacts.email, contact_addresses.email LIMIT 1) WHERE id = %s",
            (contact_id,),
        )
        await tx.record(ContactRestored(contact_id))


async def _get_unmerged(tx: Tx, contact_id: int) -> Contact:
    query = sql.SQL("SELECT {} FROM contacts WHERE id = %s AND merged_into IS NULL FOR UPDATE")
    contact = await tx.maybe(Contact, query.format(sql.SQL(_COLUMNS)), (contact_id,))
    if contact is None:
        raise NotFound("This contact does not exist.", code="contact.not_found")
    return contact


async def _set_address(tx: Tx, contact_id: int, address: str | None) -> None:
    if address:
        holder = await tx.value(
            "INSERT INTO contact_addresses (email, contact_id) VALUES (lower(%s), %s)"
            " ON CONFLICT (email) DO UPDATE SET contact_id = CASE WHEN EXISTS (SELECT FROM contacts"
            " WHERE id = contact_addresses.contact_id AND deleted_at IS NULL)"
            " THEN contact_addresses.contact_id ELSE excluded.contact_id END RETURNING contact_id",
            (address, contact_id),
        )
        if holder != contact_id:
            raise Conflict("Another contact has this address.", code="contact.address_taken", contact_id=holder)
    await tx.run("UPDATE contacts SET email = lower(%s), updated_at = now() WHERE id = %s", (address, contact_id))


async def flag_bounce(tx: Tx, address: str, *, is_hard: bool) -> None:
    """Remember that mail to the address came back (B5); a hard bounce outweighs a soft one."""
    await tx.run(
        "UPDATE contact_addresses SET bounced_at = now(),"
        " bounce = CASE WHEN bounce = 'hard' OR %(hard)s THEN 'hard' ELSE 'soft' END WHERE email = lower(%(address)s)",
        {"address": address, "hard": is_hard},
    )


async def clear_bounce(tx: Tx, address: str) -> None:
    """The address wrote to us, so it lives."""
    await tx.run(
        "UPDATE contact_addresses SET bounce = NULL, bounced_at = NULL WHERE email = lower(%s) AND bounce IS NOT NULL",
        (address,),
    )
