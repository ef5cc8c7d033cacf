"""What does one see on opening a ticket?

Rows, not JSON from the database: for twenty messages that is the faster of the two, and quotes are folded here.
"""

from dataclasses import dataclass
from typing import Any

from deskbell.conversations.answering import answer_to
from deskbell.conversations.drafts import drafts_of
from deskbell.kernel.database import Reader
from deskbell.tickets.access import get_visible
from deskbell.tickets.message_pages import PAGE, page_of
from deskbell.tickets.of_contact import tickets_of_contact
from deskbell.tickets.scheduling import show_scheduled
from deskbell.tickets.ticket import PRIORITY_NAMES, TICKET_COLUMNS, Ticket
from deskbell.users.viewer import Viewer

OTHER_TICKETS = 10
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """Everything of the ticket's screen in one answer."""

    ticket: Json
    contacts: list[Json]
    companies: list[Json]
    deals: list[Json]
    threads: list[Json]
    messages: Json
    drafts: dict[str, Json]
    scheduled: list[Json]
    other_tickets: list[Json]


async def show_header(reader: Reader, ticket_id: int) -> Json:
    """The ticket's own fields, for a caller who has checked access (and may just have given the ticket away)."""
    ticket = await reader.one(Ticket, "SELECT " + TICKET_COLUMNS + " FROM tickets WHERE id = %s", (ticket_id,))
    return _header(ticket, await _contacts(reader, ticket), await _companies(reader, ticket))


async def show_ticket(reader: Reader, viewer: Viewer, ticket_id: int) -> OpenTicket:
    """Raises NotFound for what the viewer may not see."""
    ticket = await get_visible(reader, viewer, ticket_id)
    contacts = await _contacts(reader, ticket)
    companies = await _companies(reader, ticket)
    drafts = await drafts_of(reader, viewer.user_id, ticket.id)
    return OpenTicket(
        ticket=_header(ticket, contacts, companies) | await _own_marks(reader, viewer, ticket),
        contacts=contacts,
        companies=companies,
        deals=await _deals(reader, ticket.id),
        threads=await _threads(reader, ticket.id),
        messages=await page_of(reader, ticket.id, before=None, thread_id=None, limit=PAGE),
        drafts={d.kind: {"body": d.body, "version": d.version, "updated_at": d.updated_at} for d in drafts},
        scheduled=await show_scheduled(reader, ticket.id),
        other_tickets=await _others(reader, viewer, ticket),
    )


def _header(ticket: Ticket, contacts: list[Json], companies: list[Json]) -> Json:
    return {
        "id": ticket.id,
        "name": ticket.name,
        "description": ticket.description,
        "pipeline_id": ticket.pipeline_id,
        "status_id": ticket.status_id,
        "is_closed": ticket.is_closed,
        "owner_id": ticket.owner_id,
        "team_id": ticket.team_id,
        "priority": PRIORITY_NAMES.get(ticket.priority or 0),
        "category": ticket.category,
        "channel": ticket.channel,
        "contact": next(({k: c[k] for k in ("id", "name", "email")} for c in contacts if c["is_primary"]), None),
        "company": next(({k: c[k] for k in ("id", "name")} for c in companies if c["is_primary"]), None),
        "tags": ticket.tags,
        "properties": ticket.properties,
        "created_at": ticket.created_at,
        "updated_at": ticket.updated_at,
        "active_at": ticket.active_at,
        "last_incoming_at": ticket.last_incoming_at,
        "last_outgoing_at": ticket.last_outgoing_at,
        "last_message_id": ticket.last_message_id,
        "preview": ticket.preview,
        "preview_direction": ticket.preview_direction,
        "message_count": ticket.message_count,
        "delivery_failed": ticket.delivery_failed,
        "first_reply_at": ticket.first_reply_at,
        "closed_at": ticket.closed_at,
        "reopened_at": ticket.reopened_at,
        "deleted_at": ticket.deleted_at,
        "spam_at": ticket.spam_at,
    }


async def _own_marks(reader: Reader, viewer: Viewer, ticket: Ticket) -> Json:
    marks = await reader.dicts(
        "SELECT EXISTS (SELECT FROM ticket_followers WHERE ticket_id = %(t)s AND user_id = %(u)s) AS is_following,"
        " coalesce((SELECT read_message_id FROM ticket_reads WHERE ticket_id = %(t)s AND user_id = %(u)s), 0)"
        " AS read_message_id, is_snoozed, snoozed_until, snoozed_until_reply,"
        " coalesce((SELECT jsonb_build_object('act', 'merge', 'from', jsonb_build_array(primary_id, other_id))"
        " FROM ticket_merges WHERE result_id = %(t)s AND undone_at IS NULL),"
        " (SELECT jsonb_build_object('act', 'split', 'from', jsonb_build_array(source_id))"
        " FROM ticket_splits WHERE result_id = %(t)s AND undone_at IS NULL)) AS made_by"
        " FROM tickets WHERE id = %(t)s",
        {"t": ticket.id, "u": viewer.user_id},
    )
    return {
        **marks[0],
        "is_unread": ticket.last_incoming_message_id > marks[0]["read_message_id"],
        "may": {
            "delete": viewer.may("delete_tickets"),
            "move": viewer.may("account_access"),
            "split": viewer.has_full_desk,
        },
    }


async def _contacts(reader: Reader, ticket: Ticket) -> list[Json]:
    return await reader.dicts(
        "SELECT contacts.id, name, email, phone, company_id, contacts.id = %(primary)s::bigint AS is_primary,"
        " (SELECT jsonb_agg(jsonb_build_object('email', a.email, 'bounce', a.bounce) ORDER BY a.email)"
        " FROM contact_addresses AS a WHERE a.contact_id = contacts.id) AS addresses"
        " FROM ticket_contacts JOIN contacts ON contacts.id = contact_id"
        " WHERE ticket_id = %(ticket)s AND deleted_at IS NULL ORDER BY is_primary DESC, added_at",
        {"ticket": ticket.id, "primary": ticket.contact_id},
    )


async def _companies(reader: Reader, ticket: Ticket) -> list[Json]:
    return await reader.dicts(
        "SELECT companies.id, name, domain, companies.id = %(primary)s::bigint AS is_primary"
        " FROM ticket_companies JOIN companies ON companies.id = company_id"
        " WHERE ticket_id = %(ticket)s AND deleted_at IS NULL ORDER BY is_primary DESC, added_at",
        {"ticket": ticket.id, "primary": ticket.company_id},
    )


async def _deals(reader: Reader, ticket_id: int) -> list[Json]:
    return await reader.dicts(
        "SELECT deals.id, name, amount::float8, stage, close_date, owner_id FROM ticket_deals"
        " JOIN deals ON deals.id = deal_id WHERE ticket_id = %s AND deleted_at IS NULL ORDER BY added_at, deals.id",
        (ticket_id,),
    )


async def _threads(reader: Reader, ticket_id: int) -> list[Json]:
    threads = await reader.dicts(
        "SELECT id, channel, channel_account_id, subject, associated_at, last_message_at, is_spam,"
        " (SELECT coalesce(jsonb_agg(jsonb_build_object('address', address, 'name', name, 'role', role,"
        " 'contact_id', contact_id) ORDER BY added_at, address), '[]') FROM participants"
        " WHERE thread_id = threads.id) AS participants,"
        " (SELECT jsonb_build_object('name', from_name, 'address', from_address, 'recipients', recipients,"
        " 'direction', direction) FROM messages WHERE thread_id = threads.id AND kind = 'message'"
        " AND NOT is_automatic AND NOT is_third_party ORDER BY id DESC LIMIT 1) AS latest"
        " FROM threads WHERE ticket_id = %s AND archived_at IS NULL ORDER BY associated_at DESC, id DESC",
        (ticket_id,),
    )
    for thread in threads:
        thread["reply_to"] = answer_to(thread.pop("latest"), thread["participants"])
    return threads


async def _others(reader: Reader, viewer: Viewer, ticket: Ticket) -> list[Json]:
    if ticket.contact_id is None:
        return []
    return await tickets_of_contact(reader, viewer, ticket.contact_id, besides=ticket.id, limit=OTHER_TICKETS)
