"""How does what was written become findable, in the same commit?

The statements take many ids at once, so that an import or a rebuild indexes by thousands.
"""

from collections.abc import Sequence
from typing import LiteralString

from deskbell.events.conversations import CommentWritten, MessageReceived, ReplyUndone, ReplyWritten
from deskbell.events.inboxes import ThreadCommented, ThreadPurged
from deskbell.events.people import (
    CompanyChanged,
    CompanyCreated,
    CompanyRestored,
    CompanyTrashed,
    ContactChanged,
    ContactCreated,
    ContactRestored,
    ContactsMerged,
    ContactsUnmerged,
    ContactTrashed,
)
from deskbell.events.tickets import (
    TicketChanged,
    TicketOpened,
    TicketPurged,
    TicketsMerged,
)
from deskbell.kernel.database import Tx
from deskbell.kernel.event import Event, Recorded

SEARCHED_FIELDS = frozenset({"name", "description", "tags", "category"})

# An entry written anew moves to the newest era, with its id.
_WRITE: LiteralString = """
    INSERT INTO search_entries (id, kind, subject_id, at, language, words)
    SELECT entry.id, said.kind, said.subject_id, said.at, spoken.language,
        search_words(spoken.language, said.heading, said.content) || search_marks(entry.id, said.kind)
    FROM said
    CROSS JOIN LATERAL (SELECT nextval('search_entries_id_seq') AS id, said.subject_id) AS entry
    CROSS JOIN LATERAL (SELECT search_language(said.heading || ' ' || said.content) AS language OFFSET 0) AS spoken
    ON CONFLICT (kind, subject_id) DO UPDATE SET id = excluded.id, at = excluded.at, language = excluded.language,
        words = excluded.words
"""

INDEX_TICKETS: LiteralString = (
    """
    WITH said AS (
        SELECT 'ticket' AS kind, tickets.id AS subject_id, tickets.created_at AS at,
            tickets.name AS heading,
            concat_ws(' ', tickets.description, array_to_string(tickets.tags, ' '), tickets.category) AS content
        FROM tickets WHERE tickets.id = ANY(%(ids)s)
        ORDER BY tickets.id
    )"""
    + _WRITE
)

# A file's name is one word to PostgreSQL; its parts are words to people.
INDEX_MESSAGES: LiteralString = (
    """
    WITH said AS (
        SELECT 'message' AS kind, messages.id AS subject_id, messages.sent_at AS at,
            messages.subject AS heading,
            concat_ws(' ', messages.text, messages.from_name, messages.from_address, files.names) AS content
        FROM messages
        LEFT JOIN LATERAL (
            SELECT string_agg(attachments.name || ' ' || translate(attachments.name, '._-', '   '), ' ') AS names
            FROM attachments WHERE attachments.message_id = messages.id AND messages.attachment_count > 0
        ) AS files ON true
        WHERE messages.id = ANY(%(ids)s)
        ORDER BY messages.id
    )"""
    + _WRITE
)

INDEX_CONTACTS: LiteralString = (
    """
    WITH said AS (
        SELECT 'contact' AS kind, contacts.id AS subject_id, contacts.created_at AS at,
            contacts.name AS heading,
            concat_ws(' ', known.addresses, contacts.email, contacts.phone, companies.name, companies.domain) AS content
        FROM contacts
        LEFT JOIN companies ON companies.id = contacts.company_id
        LEFT JOIN LATERAL (
            SELECT string_agg(contact_addresses.email || ' ' || translate(contact_addresses.email, '@', ' '), ' ')
                AS addresses
            FROM contact_addresses WHERE contact_addresses.contact_id = contacts.id
        ) AS known ON true
        WHERE contacts.id = ANY(%(ids)s) AND contacts.deleted_at IS NULL
        ORDER BY contacts.id
    )"""
    + _WRITE
)

# A domain is one word to PostgreSQL; its parts are words to people.
INDEX_COMPANIES: LiteralString = (
    """
    WITH said AS (
        SELECT 'company' AS kind, companies.id AS subject_id, companies.created_at AS at, companies.name AS heading,
            concat_ws(' ', companies.domain, translate(companies.domain, '.-', '  '), companies.phone) AS content
        FROM companies WHERE companies.id = ANY(%(ids)s) AND companies.deleted_at IS NULL
        ORDER BY companies.id
    )"""
    + _WRITE
)


async def index_tickets(tx: Tx, recorded: Sequence[Recorded]) -> None:
    ids = {ticket_id for one in recorded if (ticket_id := _said_anew(one.event)) is not None}
    if ids:
        await tx.run(INDEX_TICKETS, {"ids": sorted(ids)})


def _said_anew(event: Event) -> int | None:
    """The ticket whose words this may have changed."""
    match event:
        case TicketOpened(ticket_id=ticket_id):
            return ticket_id
        case TicketChanged(ticket_id=ticket_id, field=field) if field in SEARCHED_FIELDS:
            return ticket_id
    return None


async def index_message(tx: Tx, recorded: Recorded) -> None:
    """A reply that was taken back is no longer found."""
    match recorded.event:
        case MessageReceived(message_id=message_id) | ReplyWritten(message_id=message_id):
            await tx.run(INDEX_MESSAGES, {"ids": [message_id]})
        case CommentWritten(message_id=message_id) | ThreadCommented(message_id=message_id):
            await tx.run(INDEX_MESSAGES, {"ids": [message_id]})
        case ReplyUndone(message_id=message_id):
            await tx.run("DELETE FROM search_entries WHERE kind = 'message' AND subject_id = %s", (message_id,))


async def index_merged(tx: Tx, recorded: Recorded) -> None:
    """The new record has words of its own; those of messages are found wherever these stand (candidates.py)."""
    match recorded.event:
        case TicketsMerged(ticket_id=ticket_id):
            await tx.run(INDEX_TICKETS, {"ids": [ticket_id]})


async def forget_purged(tx: Tx, recorded: Recorded) -> None:
    """What is gone for good leaves no word behind."""
    match recorded.event:
        case ThreadPurged(message_ids=message_ids):
            await _forget(tx, "message", message_ids)
        case TicketPurged(ticket_id=ticket_id, message_ids=message_ids, merged_ids=merged_ids):
            await _forget(tx, "message", message_ids)
            await _forget(tx, "ticket", [ticket_id, *merged_ids])


async def _forget(tx: Tx, kind: str, subject_ids: Sequence[int]) -> None:
    await tx.run("DELETE FROM search_entries WHERE kind = %s AND subject_id = ANY(%s)", (kind, list(subject_ids)))


async def index_contact(tx: Tx, recorded: Recorded) -> None:
    match recorded.event:
        case ContactCreated(contact_id=contact_id):
            await tx.run(INDEX_CONTACTS, {"ids": [contact_id]})
            return
        case ContactChanged(contact_id=contact_id):
            ids = [contact_id]
        case ContactTrashed(contact_id=contact_id) | ContactRestored(contact_id=contact_id):
            ids = [contact_id]
        case ContactsMerged(contact_id=contact_id, other_id=other_id):
            ids = [contact_id, other_id]
        case ContactsUnmerged(contact_id=contact_id, other_id=other_id):
            ids = [contact_id, other_id]
        case _:
            return
    # What is no longer to be found is not written again.
    await tx.run("DELETE FROM search_entries WHERE kind = 'contact' AND subject_id = ANY(%s)", (ids,))
    await tx.run(INDEX_CONTACTS, {"ids": ids})


async def index_company(tx: Tx, recorded: Recorded) -> None:
    match recorded.event:
        case CompanyCreated(company_id=company_id) | CompanyChanged(company_id=company_id):
            await tx.run(INDEX_COMPANIES, {"ids": [company_id]})
        case CompanyRestored(company_id=company_id):
            await tx.run(INDEX_COMPANIES, {"ids": [company_id]})
        case CompanyTrashed(company_id=company_id):
            await _forget(tx, "company", [company_id])
