"""Which contacts does the public API show, and what is each associated with?"""

from collections.abc import Sequence

from psycopg import sql

from deskbell.crm.properties import own_properties
from deskbell.crm.property import Property
from deskbell.crm.property_names import CONTACT_DEFAULTS, CONTACT_PROPERTIES
from deskbell.crm.records import RecordTable
from deskbell.kernel.reader import Reader

EVERYONE = sql.SQL("TRUE")  # contacts are the whole team's (A2 speaks of tickets)

CONTACTS = RecordTable(
    name="contacts",
    properties=CONTACT_PROPERTIES,
    associations={
        "associations.company": Property(
            "associations.company",
            "association",
            "SELECT contacts.company_id WHERE contacts.company_id IS NOT NULL",
        )
    },
    defaults=CONTACT_DEFAULTS,
    live="contacts.deleted_at IS NULL",
    archived="contacts.deleted_at IS NOT NULL AND contacts.merged_into IS NULL",
    archived_at="contacts.deleted_at",
    searched="concat_ws(' ', contacts.name, contacts.email, contacts.phone)",
)


async def contacts_table(reader: Reader) -> RecordTable:
    """Contacts with the properties that the desk defined for them."""
    return CONTACTS.with_properties(await own_properties(reader, "contacts"))


async def companies_of(reader: Reader, contact_ids: Sequence[int]) -> dict[int, list[int]]:
    """The company of each contact that has one."""
    rows = await reader.rows(
        "SELECT id, company_id FROM contacts WHERE id = ANY(%s) AND company_id IS NOT NULL", (list(contact_ids),)
    )
    return {contact_id: [company_id] for contact_id, company_id in rows}


async def find_contact_by_email(reader: Reader, address: str) -> int | None:
    """Any of a contact's addresses finds it."""
    found: int | None = await reader.value(
        "SELECT contact_id FROM contact_addresses JOIN contacts ON contacts.id = contact_id"
        " WHERE contact_addresses.email = lower(%s) AND contacts.deleted_at IS NULL",
        (address,),
    )
    return found


async def missing_contacts(reader: Reader, contact_ids: Sequence[int]) -> list[int]:
    """Those of the ids that no contact has."""
    there = await reader.values(
        "SELECT id FROM contacts WHERE id = ANY(%s) AND deleted_at IS NULL", (list(contact_ids),)
    )
    return [contact_id for contact_id in contact_ids if contact_id not in there]


async def missing_companies(reader: Reader, company_ids: Sequence[int]) -> list[int]:
    """Those of the ids that no company has."""
    there = await reader.values(
        "SELECT id FROM companies WHERE id = ANY(%s) AND deleted_at IS NULL", (list(company_ids),)
    )
    return [company_id for company_id in company_ids if company_id not in there]
