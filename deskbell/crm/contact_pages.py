"""What does one see of a contact, and which contacts answer to a few typed letters?"""

from typing import Any

from deskbell.crm.contacts import get_contact
from deskbell.crm.name_pages import NameList
from deskbell.kernel.reader import Reader

SHOWN_OF_COMPANY = 100
LISTED = NameList(
    "contacts",
    "contacts.id, contacts.name, contacts.email, contacts.phone, contacts.company_id, companies.name AS company,"
    " contacts.owner_id, contacts.created_at, contacts.updated_at",
    "LEFT JOIN companies ON companies.id = contacts.company_id AND companies.deleted_at IS NULL",
    "(lower(contacts.last_name) ~>=~ %(first)s AND lower(contacts.last_name) ~<~ %(end)s)"
    " OR contacts.id IN (SELECT contact_id FROM contact_addresses"
    " WHERE contact_addresses.email ~>=~ %(first)s AND contact_addresses.email ~<~ %(end)s)",
)


async def contacts_of_company(reader: Reader, company_id: int) -> list[dict[str, Any]]:
    """Its first people by name."""
    return await reader.dicts(
        "SELECT id, name, email, phone FROM contacts WHERE company_id = %s AND deleted_at IS NULL"
        " ORDER BY lower(left(name, 200)), id LIMIT %s",
        (company_id, SHOWN_OF_COMPANY),
    )


async def show_contact(reader: Reader, contact_id: int) -> dict[str, Any]:
    """Of a merged one, the contact that it became. Raises NotFound."""
    contact = await get_contact(reader, contact_id)
    addresses = await reader.dicts(
        "SELECT email, bounce, bounced_at FROM contact_addresses WHERE contact_id = %s ORDER BY email", (contact.id,)
    )
    merged = await reader.dicts(
        "SELECT m.id AS merge_id, other_id, coalesce(nullif(name, ''), email) AS other_name, merged_at"
        " FROM contact_merges AS m LEFT JOIN contacts ON contacts.id = other_id"
        " WHERE primary_id = %s AND undone_at IS NULL ORDER BY m.id DESC",
        (contact.id,),
    )
    company = await reader.value(
        "SELECT name FROM companies WHERE id = %s AND deleted_at IS NULL", (contact.company_id,)
    )
    return {
        "id": contact.id,
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "name": contact.name,
        "email": contact.email,
        "phone": contact.phone,
        "company": {"id": contact.company_id, "name": company} if company else None,
        "language": contact.language,
        "owner_id": contact.owner_id,
        "properties": contact.properties,
        "addresses": addresses,
        "merged": merged,
        "created_at": contact.created_at,
    }
