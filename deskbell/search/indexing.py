"""How does what was written become findable, in the same commit?

The statements take many ids at once, so that an import or a rebuild indexes by thousands.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
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
from deskbell.kernel.event import Event, Recorded
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.search.own_values import SEARCHED_KINDS, own_words

SEARCHED_FIELDS = frozenset({"name", "description", "tags", "category"})
NOT_SEARCHED_FIELDS = frozenset({"priority"})

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

# What only reads otherwise keeps its place, and one who is out of sight (without an entry) stays there.
_REWRITE: LiteralString = """, anew AS (
        SELECT entry.id, spoken.language,
            search_words(spoken.language, said.heading, said.content) || search_marks(entry.id, said.kind) AS words
        FROM said
        JOIN search_entries AS entry ON entry.kind = said.kind AND entry.subject_id = said.subject_id
        CROSS JOIN LATERAL (SELECT search_language(said.heading || ' ' || said.content) AS language OFFSET 0) AS spoken
        OFFSET 0
    )
    UPDATE search_entries AS entry SET language = anew.language, words = anew.words
    FROM anew WHERE entry.id = anew.id AND entry.words <> anew.words
"""

_TICKETS: LiteralString = f"""
    WITH said AS (
        SELECT 'ticket' AS kind, tickets.id AS subject_id, tickets.created_at AS at, tickets.name AS heading,
            concat_ws(' ', tickets.description, array_to_string(tickets.tags, ' '), tickets.category,
                {own_words("tickets")}) AS content
        FROM tickets WHERE tickets.id = ANY(%(ids)s)
        ORDER BY tickets.id
    )"""
INDEX_TICKETS: LiteralString = _TICKETS + _WRITE

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

_CONTACTS: LiteralString = f"""
    WITH said AS (
        SELECT 'contact' AS kind, contacts.id AS subject_id, contacts.created_at AS at,
            contacts.name AS heading,
            concat_ws(' ', known.addresses, contacts.email, contacts.phone, companies.name, companies.domain,
                {own_words("contacts")}) AS content
        FROM contacts
        LEFT JOIN companies ON companies.id = contacts.company_id AND companies.deleted_at IS NULL
        LEFT JOIN LATERAL (
            SELECT string_agg(contact_addresses.email || ' ' || translate(contact_addresses.email, '@', ' '), ' ')
                AS addresses
            FROM contact_addresses WHERE contact_addresses.contact_id = contacts.id
        ) AS known ON true
        WHERE contacts.id = ANY(%(ids)s) AND contacts.deleted_at IS NULL
        ORDER BY contacts.id
    )"""
INDEX_CONTACTS: LiteralString = _CONTACTS + _WRITE

# A domain is one word to PostgreSQL; its parts are words to people.
_COMPANIES: LiteralString = f"""
    WITH said AS (
        SELECT 'company' AS kind, companies.id AS subject_id, companies.created_at AS at, companies.name AS heading,
            concat_ws(' ', companies.domain, translate(companies.domain, '.-', '  '), companies.phone,
                {own_words("companies")}) AS content
        FROM companies WHERE companies.id = ANY(%(ids)s) AND companies.deleted_at IS NULL
        ORDER BY companies.id
    )"""
INDEX_COMPANIES: LiteralString = _COMPANIES + _WRITE

REWRITE_TICKETS: LiteralString = _TICKETS + _REWRITE
REWRITE_CONTACTS: LiteralString = _CONTACTS + _REWRITE
REWRITE_COMPANIES: LiteralString = _COMPANIES + _REWRITE


async def index_tickets(tx: Tx, recorded: Sequence[Recorded]) -> None:
    changed = {one.event.field for one in recorded if isinstance(one.event, TicketChanged)}
    fields = SEARCHED_FIELDS | await _searched_properties(tx, changed - SEARCHED_FIELDS - NOT_SEARCHED_FIELDS)
    ids = {ticket_id for one in recorded if (ticket_id := _said_anew(one.event, fields)) is not None}
    if ids:
        await tx.run(INDEX_TICKETS, {"ids": sorted(ids)})


async def _searched_properties(reader: Reader, names: AbstractSet[str]) -> frozenset[str]:
    """Which of these properties that the desk defined for tickets hold words."""
    if not names:
        return frozenset()
    asked = (list(names), list(SEARCHED_KINDS))
    found: list[str] = await reader.values(
        "SELECT name FROM property_definitions WHERE object_type = 'tickets' AND name = ANY(%s) AND kind = ANY(%s)",
        asked,
    )
    return frozenset(found)


def _said_anew(event: Event, fields: AbstractSet[str]) -> int | None:
    """The ticket whose words this may have changed."""
    match event:
        case TicketOpened(ticket_id=ticket_id):
            return ticket_id
        case TicketChanged(ticket_id=ticket_id, field=field) if field in fields:
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
