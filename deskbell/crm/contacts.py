"""Who is the customer behind an address?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import sql

from deskbell.events.people import ContactChanged, ContactCreated
from deskbell.kernel.database import Reader, Tx
from deskbell.kernel.errors import Conflict, Invalid, NotFound

EDITABLE = ("first_name", "last_name", "phone", "company_id", "owner_id", "language")
LONGEST_NAME = 200
_COLUMNS = (
    "id, first_name, last_name, name, email, phone, company_id, owner_id, language, properties, created_at,"
    " updated_at, deleted_at"
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


def split_name(name: str) -> tuple[str, str]:
    """Pure. `Anna Maria Nowak` -> (`Anna Maria`, `Nowak`); `Nowak, Anna` -> (`Anna`, `Nowak`)."""
    clean = " ".join(name.split())[:LONGEST_NAME]
    if clean.count(",") == 1:
        last, first = (part.strip() for part in clean.split(","))
        return first, last
    first, _, last = clean.rpartition(" ")
    return (first, last) if first else (last, "")


async def get_contact(reader: Reader, contact_id: int) -> Contact:
    """Raises NotFound, for a deleted one too."""
    query = sql.SQL("SELECT {} FROM contacts WHERE id = %s AND deleted_at IS NULL").format(sql.SQL(_COLUMNS))
    contact = await reader.maybe(Contact, query, (contact_id,))
    if contact is None:
        raise NotFound("This contact does not exist.", code="contact.not_found")
    return contact


async def find_by_address(reader: Reader, address: str) -> int | None:
    found: int | None = await reader.value(
        "SELECT contact_id FROM contact_addresses JOIN contacts ON contacts.id = contact_id"
        " WHERE contact_addresses.email = lower(%s) AND deleted_at IS NULL",
        (address,),
    )
    return found


async def find_or_create_by_address(tx: Tx, address: str, name: str = "") -> int:
    """The contact of an e-mail address, made when there is none; a contact without a name takes this one.

    Two transactions that meet a new address at once get the same contact.
    """
    if found := await find_by_address(tx, address):
        await _name_if_nameless(tx, found, name)
        return found
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


async def edit_contact(tx: Tx, contact_id: int, changes: dict[str, Any]) -> None:
    """Change editable fields and the main address. Raises NotFound, Invalid, Conflict (`contact.address_taken`)."""
    contact = await get_contact(tx, contact_id)
    unknown = set(changes) - {*EDITABLE, "email"}
    if unknown:
        raise Invalid(f"A contact has no field {min(unknown)}.", code="contact.unknown_field", field=min(unknown))
    fields = [field for field in changes if changes[field] != getattr(contact, field)]
    if "email" in fields:
        await _set_address(tx, contact_id, changes["email"])
    for field in fields:
        if field in EDITABLE:
            query = sql.SQL("UPDATE contacts SET {} = %s, updated_at = now() WHERE id = %s")
            await tx.run(query.format(sql.Identifier(field)), (changes[field], contact_id))
    if fields:
        await tx.record(ContactChanged(contact_id, fields))


async def _set_address(tx: Tx, contact_id: int, address: str | None) -> None:
    if address:
        holder = await tx.value(
            "INSERT INTO contact_addresses (email, contact_id) VALUES (lower(%s), %s)"
            " ON CONFLICT (email) DO UPDATE SET contact_id = contact_addresses.contact_id RETURNING contact_id",
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
