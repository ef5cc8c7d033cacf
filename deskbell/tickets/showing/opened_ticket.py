"""Which one statement reads all that a ticket's screen shows?

One question for everything: what an opening costs is the round trips and the rows read in Python, not PostgreSQL's
work. Parts come as json: those that nobody here reads are passed on as the bytes that they are.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import LiteralString

from psycopg import sql

from deskbell.tickets.access import visible_with
from deskbell.tickets.showing.message_pages import MESSAGES
from deskbell.tickets.ticket import PRIORITY_OF_TICKET, TICKET_COLUMNS
from deskbell.users.viewer import Viewer

OTHER_TICKETS = 10

CONTACTS: LiteralString = """
    SELECT contacts.id, contacts.name, contacts.email, contacts.phone, contacts.company_id,
        contacts.id IS NOT DISTINCT FROM tickets.contact_id AS is_primary,
        (SELECT json_agg(json_build_object('email', a.email, 'bounce', a.bounce) ORDER BY a.email)
            FROM contact_addresses AS a WHERE a.contact_id = contacts.id) AS addresses
    FROM ticket_contacts JOIN contacts ON contacts.id = ticket_contacts.contact_id
    WHERE ticket_contacts.ticket_id = tickets.id AND contacts.deleted_at IS NULL
    ORDER BY is_primary DESC, ticket_contacts.added_at
"""
COMPANIES: LiteralString = """
    SELECT companies.id, companies.name, companies.domain,
        companies.id IS NOT DISTINCT FROM tickets.company_id AS is_primary
    FROM ticket_companies JOIN companies ON companies.id = ticket_companies.company_id
    WHERE ticket_companies.ticket_id = tickets.id AND companies.deleted_at IS NULL
    ORDER BY is_primary DESC, ticket_companies.added_at
"""
_DEALS: LiteralString = """
    SELECT deals.id, name, amount::float8, stage, close_date, owner_id
    FROM ticket_deals JOIN deals ON deals.id = deal_id
    WHERE ticket_deals.ticket_id = tickets.id AND deleted_at IS NULL ORDER BY added_at, deals.id
"""
_THREADS: LiteralString = """
    SELECT id, channel, channel_account_id, subject, associated_at, last_message_at, is_spam,
        (SELECT coalesce(json_agg(json_build_object('address', address, 'name', name, 'role', role,
            'contact_id', contact_id) ORDER BY added_at, address), '[]') FROM participants
            WHERE thread_id = threads.id) AS participants,
        (SELECT json_build_object('name', from_name, 'address', from_address, 'recipients', recipients,
            'direction', direction) FROM messages WHERE thread_id = threads.id AND kind = 'message'
            AND NOT is_automatic AND NOT is_third_party ORDER BY id DESC LIMIT 1) AS latest
    FROM threads WHERE threads.ticket_id = tickets.id AND archived_at IS NULL ORDER BY associated_at DESC, id DESC
"""
# Of those merged into the ticket, too.
_SCHEDULED: LiteralString = """
    SELECT id, user_id, send_at, only_if_unanswered, reply->'text' AS text, reply->'recipients' AS recipients
    FROM scheduled_replies WHERE scheduled_replies.ticket_id IN (
        WITH RECURSIVE family AS (SELECT tickets.id UNION
            SELECT other.id FROM tickets AS other JOIN family ON other.merged_into = family.id)
        SELECT family.id FROM family)
    ORDER BY send_at, id
"""
_OTHERS: LiteralString = f"""
    SELECT other.id, other.name, other.status_id, other.pipeline_id, other.is_closed, other.owner_id,
        {PRIORITY_OF_TICKET.replace("tickets.", "other.")} AS priority,
        other.created_at, other.active_at, other.preview
    FROM tickets AS other WHERE other.contact_id = tickets.contact_id AND other.id <> tickets.id AND other.is_shown
"""
_DRAFTS: LiteralString = """(
    SELECT coalesce(json_object_agg(kind, json_build_object('body', body, 'version', version,
        'updated_at', updated_at)), '{}') FROM drafts
    WHERE drafts.user_id = %(viewer_id)s AND drafts.ticket_id = tickets.id)
"""
_MARKS: LiteralString = """
    EXISTS (SELECT FROM ticket_followers AS f WHERE f.ticket_id = tickets.id AND f.user_id = %(viewer_id)s)
        AS is_following,
    coalesce((SELECT r.read_message_id FROM ticket_reads AS r
        WHERE r.ticket_id = tickets.id AND r.user_id = %(viewer_id)s), 0) AS read_message_id,
    tickets.is_snoozed, tickets.snoozed_until, tickets.snoozed_until_reply,
    coalesce(
        (SELECT jsonb_build_object('act', 'merge', 'from', jsonb_build_array(primary_id, other_id))
            FROM ticket_merges WHERE result_id = tickets.id AND undone_at IS NULL),
        (SELECT jsonb_build_object('act', 'split', 'from', jsonb_build_array(source_id))
            FROM ticket_splits WHERE result_id = tickets.id AND undone_at IS NULL)) AS made_by
"""


@lru_cache(maxsize=512)
def opening_statement(viewer: Viewer) -> sql.SQL:
    """One row, or none for what the viewer may not see or what became another ticket."""
    others = sql.SQL("{} AND {} ORDER BY other.active_at DESC, other.id DESC LIMIT {}").format(
        sql.SQL(_OTHERS), visible_with(viewer, "other"), sql.Literal(OTHER_TICKETS)
    )
    parts = {
        "contacts": sql.SQL(CONTACTS),
        "companies": sql.SQL(COMPANIES),
        "deals": sql.SQL(_DEALS),
        "threads": sql.SQL(_THREADS),
        "scheduled": sql.SQL(_SCHEDULED),
        "messages": sql.SQL(MESSAGES),
        "other_tickets": others,
    }
    composed = sql.SQL(
        "SELECT {columns}, tickets.sla, {marks}, {drafts} AS drafts, {parts} FROM tickets"
        " WHERE tickets.id = %(ticket)s AND tickets.merged_into IS NULL AND {allowed}"
    ).format(
        columns=sql.SQL(TICKET_COLUMNS),
        marks=sql.SQL(_MARKS),
        drafts=sql.SQL(_DRAFTS),
        parts=parts_as_json(parts.items()),
        allowed=visible_with(viewer),
    )
    return sql.SQL(composed.as_string())


def parts_as_json(parts: Iterable[tuple[str, sql.Composable]]) -> sql.Composed:
    """Columns, each an array of the rows of one question about the row of `tickets` around it."""
    return sql.SQL(", ").join(
        sql.SQL("(SELECT coalesce(json_agg(part), '[]') FROM ({}) AS part) AS {}").format(asked, sql.Identifier(name))
        for name, asked in parts
    )
