"""What does one see of a contact, and which contacts answer to a few typed letters?"""

from typing import Any

from deskbell.crm.contacts import get_contact
from deskbell.kernel.database import Reader

FOUND_AT_MOST = 20
# Sorts behind whatever may follow the typed letters; a range uses the index where LIKE with a parameter can't.
HIGHEST = "\U0010ffff"


async def find_contacts(reader: Reader, query: str) -> list[dict[str, Any]]:
    """Whose name, or any address, begins with the query; each contact once."""
    first = query.strip().lower()
    return await reader.dicts(
        "WITH found AS ("
        " (SELECT id FROM contacts WHERE deleted_at IS NULL AND lower(name) ~>=~ %(first)s"
        " AND lower(name) ~<~ %(end)s LIMIT %(most)s) UNION"
        " (SELECT id FROM contacts WHERE deleted_at IS NULL AND lower(last_name) ~>=~ %(first)s"
        " AND lower(last_name) ~<~ %(end)s LIMIT %(most)s) UNION"
        " (SELECT contact_id FROM contact_addresses WHERE email ~>=~ %(first)s AND email ~<~ %(end)s LIMIT %(most)s))"
        " SELECT contacts.id, contacts.name, contacts.email, contacts.phone, companies.name AS company"
        " FROM found JOIN contacts ON contacts.id = found.id LEFT JOIN companies ON companies.id = company_id"
        " WHERE contacts.deleted_at IS NULL ORDER BY lower(contacts.name), contacts.id LIMIT %(most)s",
        {"first": first, "end": first + HIGHEST, "most": FOUND_AT_MOST},
    )


async def show_contact(reader: Reader, contact_id: int) -> dict[str, Any]:
    """Raises NotFound."""
    contact = await get_contact(reader, contact_id)
    addresses = await reader.dicts(
        "SELECT email, bounce, bounced_at FROM contact_addresses WHERE contact_id = %s ORDER BY email", (contact_id,)
    )
    company = await reader.value("SELECT name FROM companies WHERE id = %s", (contact.company_id,))
    return {
        "id": contact.id,
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "name": contact.name,
        "email": contact.email,
        "phone": contact.phone,
        "company": {"id": contact.company_id, "name": company} if company else None,
        "language": contact.language,
        "addresses": addresses,
        "created_at": contact.created_at,
    }
