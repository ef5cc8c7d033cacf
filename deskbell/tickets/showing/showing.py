"""What does one see on opening a ticket?"""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import orjson
from psycopg import sql

from deskbell.conversations.answering import answer_to
from deskbell.kernel.reader import Reader
from deskbell.tickets.access import get_visible, viewer_parameters
from deskbell.tickets.clocks import shown_clocks
from deskbell.tickets.showing.message_pages import PAGE, first_page, page_parameters
from deskbell.tickets.showing.opened_ticket import COMPANIES, CONTACTS, opening_statement, parts_as_json
from deskbell.tickets.ticket import PRIORITY_NAMES, TICKET_COLUMNS
from deskbell.users.viewer import Viewer

Json = dict[str, Any]
# Of the row's json, what is passed on unread.
_MARKS = ("is_following", "read_message_id", "is_snoozed", "snoozed_until", "snoozed_until_reply", "made_by")
_UNREAD = ("deals", "drafts", "scheduled", "other_tickets")

_HEADER = sql.SQL("SELECT {}, tickets.sla, {} FROM tickets WHERE tickets.id = %s").format(
    sql.SQL(TICKET_COLUMNS), parts_as_json((("contacts", sql.SQL(CONTACTS)), ("companies", sql.SQL(COMPANIES))))
)


async def show_header(reader: Reader, viewer: Viewer, ticket_id: int) -> Json:
    """The ticket's own fields, for a caller who has checked access (and may just have given the ticket away)."""
    row = (await reader.dicts(_HEADER, (ticket_id,)))[0]
    return _header(row, orjson.loads(row["contacts"]), orjson.loads(row["companies"])) | _clocks(row, viewer)


async def show_ticket(reader: Reader, viewer: Viewer, ticket_id: int) -> bytes:
    """Everything of the ticket's screen in one answer, as JSON. Raises NotFound for what the viewer may not see."""
    row = await _row(reader, viewer, ticket_id)
    contacts, companies = orjson.loads(row["contacts"]), orjson.loads(row["companies"])
    return orjson.dumps(
        {
            "ticket": _header(row, contacts, companies) | _clocks(row, viewer) | _own_marks(row, viewer),
            "contacts": contacts,
            "companies": companies,
            "threads": orjson.Fragment(_threads(row["threads"])),
            "messages": orjson.Fragment(await first_page(reader, row["messages"])),
            **{name: orjson.Fragment(row[name]) for name in _UNREAD},
        }
    )


async def _row(reader: Reader, viewer: Viewer, ticket_id: int) -> Json:
    page = page_parameters(ticket_id, before=None, thread_id=None, limit=PAGE) | viewer_parameters(viewer)
    if rows := await reader.dicts(opening_statement(viewer), page):
        return rows[0]
    became = await get_visible(reader, viewer, ticket_id)  # raises, unless it was merged into another
    return (await reader.dicts(opening_statement(viewer), page | {"ticket": became.id}))[0]


def _header(ticket: Json, contacts: list[Json], companies: list[Json]) -> Json:
    return {
        "id": ticket["id"],
        "name": ticket["name"],
        "description": ticket["description"],
        "pipeline_id": ticket["pipeline_id"],
        "status_id": ticket["status_id"],
        "is_closed": ticket["is_closed"],
        "owner_id": ticket["owner_id"],
        "team_id": ticket["team_id"],
        "priority": PRIORITY_NAMES.get(ticket["priority"] or 0),
        "category": ticket["category"],
        "channel": ticket["channel"],
        "contact": next(({k: c[k] for k in ("id", "name", "email")} for c in contacts if c["is_primary"]), None),
        "company": next(({k: c[k] for k in ("id", "name")} for c in companies if c["is_primary"]), None),
        "tags": ticket["tags"],
        "properties": ticket["properties"],
        "created_at": ticket["created_at"],
        "updated_at": ticket["updated_at"],
        "active_at": ticket["active_at"],
        "last_incoming_at": ticket["last_incoming_at"],
        "last_outgoing_at": ticket["last_outgoing_at"],
        "last_message_id": ticket["last_message_id"],
        "preview": ticket["preview"],
        "preview_direction": ticket["preview_direction"],
        "message_count": ticket["message_count"],
        "delivery_failed": ticket["delivery_failed"],
        "first_reply_at": ticket["first_reply_at"],
        "closed_at": ticket["closed_at"],
        "reopened_at": ticket["reopened_at"],
        "deleted_at": ticket["deleted_at"],
        "spam_at": ticket["spam_at"],
    }


def _clocks(row: Json, viewer: Viewer) -> Json:
    """For who has a seat (A1)."""
    return {"sla": shown_clocks(row["sla"], datetime.now(UTC)) if viewer.has_full_desk else None}


def _own_marks(row: Json, viewer: Viewer) -> Json:
    return {
        **{name: row[name] for name in _MARKS},
        "is_unread": row["last_incoming_message_id"] > row["read_message_id"],
        "may": {
            "delete": viewer.may("delete_tickets"),
            "move": viewer.may("account_access"),
            "split": viewer.has_full_desk,
        },
    }


@lru_cache(maxsize=2048)
def _threads(rows: bytes) -> bytes:
    return orjson.dumps([_thread(thread) for thread in orjson.loads(rows)])


def _thread(thread: Json) -> Json:
    thread["reply_to"] = answer_to(thread.pop("latest"), thread["participants"])
    return thread
