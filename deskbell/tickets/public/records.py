"""Which tickets does the public API show, and what is each associated with?"""

from collections.abc import Sequence

from psycopg import sql

from deskbell.crm.properties import own_properties
from deskbell.crm.property import Property
from deskbell.crm.records import RecordTable
from deskbell.kernel.reader import Reader
from deskbell.tickets.access import visible
from deskbell.tickets.public.property_names import TICKET_DEFAULTS, TICKET_PROPERTIES
from deskbell.users.viewer import Viewer

EVERYTHING = sql.SQL("TRUE")  # for showing a writer what they have just written; all else asks access.visible

_CONTACTS = "SELECT ticket_contacts.contact_id FROM ticket_contacts WHERE ticket_contacts.ticket_id = tickets.id"
_COMPANIES = "SELECT ticket_companies.company_id FROM ticket_companies WHERE ticket_companies.ticket_id = tickets.id"

TICKETS = RecordTable(
    name="tickets",
    properties=TICKET_PROPERTIES,
    associations={
        "associations.contact": Property("associations.contact", "association", _CONTACTS),
        "associations.company": Property("associations.company", "association", _COMPANIES),
    },
    defaults=TICKET_DEFAULTS,
    live="tickets.is_shown",
    # A ticket whose conversations are all spam counts as deleted (T6); a merged one lives on in another.
    archived="(tickets.deleted_at IS NOT NULL OR tickets.spam_at IS NOT NULL) AND tickets.merged_into IS NULL",
    archived_at="coalesce(tickets.deleted_at, tickets.spam_at)",
    searched="concat_ws(' ', tickets.name, tickets.description, tickets.status_id, tickets.category, tickets.id)",
)


async def tickets_table(reader: Reader) -> RecordTable:
    """Tickets with the properties that the desk defined for them."""
    return TICKETS.with_properties(await own_properties(reader, "tickets"))


async def contacts_of(reader: Reader, ticket_ids: Sequence[int]) -> dict[int, list[int]]:
    """Each ticket's contacts, the primary one first."""
    return _grouped(
        await reader.rows(
            "SELECT ticket_contacts.ticket_id, ticket_contacts.contact_id FROM ticket_contacts"
            " JOIN tickets ON tickets.id = ticket_id WHERE ticket_id = ANY(%s)"
            " ORDER BY ticket_contacts.contact_id IS DISTINCT FROM tickets.contact_id, added_at, 2",
            (list(ticket_ids),),
        )
    )


async def companies_of(reader: Reader, ticket_ids: Sequence[int]) -> dict[int, list[int]]:
    """Each ticket's companies, the primary one first."""
    return _grouped(
        await reader.rows(
            "SELECT ticket_companies.ticket_id, ticket_companies.company_id FROM ticket_companies"
            " JOIN tickets ON tickets.id = ticket_id WHERE ticket_id = ANY(%s)"
            " ORDER BY ticket_companies.company_id IS DISTINCT FROM tickets.company_id, added_at, 2",
            (list(ticket_ids),),
        )
    )


async def tickets_of_contacts(reader: Reader, viewer: Viewer, contact_ids: Sequence[int]) -> dict[int, list[int]]:
    """Each contact's tickets that the viewer may know of, oldest first."""
    query = sql.SQL(
        "SELECT ticket_contacts.contact_id, tickets.id FROM ticket_contacts JOIN tickets ON tickets.id = ticket_id"
        " WHERE ticket_contacts.contact_id = ANY({}::bigint[]) AND tickets.is_shown AND {} ORDER BY tickets.id"
    ).format(sql.Literal(list(contact_ids)), visible(viewer))
    return _grouped(await reader.rows(query))


def tickets_of_a_contact(viewer: Viewer) -> Property:
    """The pseudo-property `associations.ticket` of a contact: only tickets that the viewer may know of count."""
    expression = sql.SQL(
        "SELECT tickets.id FROM ticket_contacts JOIN tickets ON tickets.id = ticket_contacts.ticket_id"
        " WHERE ticket_contacts.contact_id = contacts.id AND tickets.is_shown AND {}"
    ).format(visible(viewer))
    return Property("associations.ticket", "association", expression)


def _grouped(rows: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for key, value in rows:
        found.setdefault(key, []).append(value)
    return found
