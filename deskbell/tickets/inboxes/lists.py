"""Which conversations stand in an inbox, page by page, and how many wait there?"""

from datetime import datetime
from typing import Any, Literal, LiteralString

from psycopg import sql

from deskbell.conversations.inboxes import find_inbox
from deskbell.kernel.errors import Invalid, NotFound
from deskbell.kernel.reader import Reader
from deskbell.tickets.inbox_access import knows_inboxes, visible_in_inboxes
from deskbell.tickets.noting import preview_of
from deskbell.users.viewer import Viewer

State = Literal["open", "closed", "spam"]
Json = dict[str, Any]
PAGE = 50
LARGEST_PAGE = 100
COUNTED = 1000
STATES: dict[State, LiteralString] = {
    "open": "NOT threads.is_spam AND threads.closed_at IS NULL",
    "closed": "NOT threads.is_spam AND threads.closed_at IS NOT NULL",
    "spam": "threads.is_spam",
}
# Over `threads`, and `reads`, the viewer's row of thread_reads. A bounce is unread, an automatic answer is not.
IS_UNREAD: LiteralString = """
    EXISTS (SELECT FROM messages WHERE messages.thread_id = threads.id AND messages.direction = 'incoming'
        AND messages.automatic_kind IS DISTINCT FROM 'auto_reply' AND NOT messages.is_history
        AND messages.id > coalesce(reads.read_message_id, 0))
"""
_PAGE: LiteralString = """
    WITH page AS MATERIALIZED (
        SELECT id FROM threads WHERE inbox_id = %(inbox)s AND archived_at IS NULL AND {state} AND {visible} {after}
        ORDER BY last_message_at DESC, id DESC LIMIT %(limit)s
    )
    SELECT threads.id, threads.subject, threads.channel, threads.owner_id, threads.team_id, threads.last_message_at,
        threads.closed_at, threads.is_spam, contacts.id AS contact_id, contacts.name AS contact_name,
        contacts.email AS contact_email, latest.text, latest.direction, latest.from_name, latest.from_address,
        {unread} AS is_unread,
        EXISTS (SELECT FROM thread_drafts WHERE thread_drafts.thread_id = threads.id
            AND thread_drafts.user_id = %(viewer)s) AS has_draft
    FROM page JOIN threads USING (id)
    LEFT JOIN contacts ON contacts.id = threads.contact_id
    LEFT JOIN thread_reads AS reads ON reads.thread_id = threads.id AND reads.user_id = %(viewer)s
    LEFT JOIN LATERAL (
        SELECT text, direction, from_name, from_address FROM messages
        WHERE thread_id = threads.id AND kind = 'message' ORDER BY id DESC LIMIT 1
    ) AS latest ON true
    ORDER BY threads.last_message_at DESC, threads.id DESC
"""


async def list_inbox(
    reader: Reader, viewer: Viewer, inbox_id: int, *, state: State, after: str | None, limit: int = PAGE
) -> Json:
    """A page, the latest first. Raises NotFound for an inbox that is not there or not shown."""
    inbox = await find_inbox(reader, inbox_id)
    if inbox is None or inbox.kind != "inbox" or not viewer.has_full_desk:
        raise NotFound("This inbox does not exist.", code="inbox.not_found")
    limit = min(limit, LARGEST_PAGE)
    at, last_id = _read_cursor(after) if after else (None, 0)
    query = sql.SQL(_PAGE).format(
        state=sql.SQL(STATES[state]),
        visible=visible_in_inboxes(viewer),
        after=sql.SQL("AND (last_message_at, id) < (%(at)s, %(last)s)" if at else ""),
        unread=sql.SQL(IS_UNREAD),
    )
    names = {"inbox": inbox_id, "viewer": viewer.user_id, "limit": limit + 1, "at": at, "last": last_id}
    rows = await reader.dicts(query, names)
    shown = rows[:limit]
    following = f"{shown[-1]['last_message_at'].isoformat()}~{shown[-1]['id']}" if len(rows) > limit else None
    return {"threads": [_row(row) for row in shown], "next": following}


async def list_counted(reader: Reader, viewer: Viewer) -> list[Json]:
    """The inboxes that the viewer may know, with how many open and how many unread conversations each holds for them.

    Counted up to COUNTED. One that was put away shows while something stands open in it: a late answer must not go
    unseen.
    """
    query = sql.SQL(
        "SELECT inboxes.id, inboxes.name, inboxes.kind, inboxes.archived_at, waiting.open, waiting.unread FROM inboxes"
        " CROSS JOIN LATERAL (SELECT count(*) AS open, count(*) FILTER (WHERE {unread}) AS unread FROM"
        " (SELECT id FROM threads WHERE inboxes.kind = 'inbox' AND inbox_id = inboxes.id AND archived_at IS NULL"
        " AND {state} AND {visible} ORDER BY last_message_at DESC, id DESC LIMIT {most}) AS threads"
        " LEFT JOIN thread_reads AS reads ON reads.thread_id = threads.id AND reads.user_id = %(viewer)s) AS waiting"
        " WHERE (inboxes.archived_at IS NULL OR waiting.open > 0) AND {known}"
        " ORDER BY inboxes.kind <> 'help_desk', lower(inboxes.name), inboxes.id"
    ).format(
        unread=sql.SQL(IS_UNREAD),
        state=sql.SQL(STATES["open"]),
        visible=visible_in_inboxes(viewer),
        most=sql.Literal(COUNTED),
        known=sql.SQL("true" if knows_inboxes(viewer) else "inboxes.kind = 'help_desk'"),
    )
    rows = await reader.dicts(query, {"viewer": viewer.user_id})
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "kind": row["kind"],
            "is_archived": row["archived_at"] is not None,
            "open": row["open"],
            "unread": row["unread"],
        }
        for row in rows
    ]


def _row(row: Json) -> Json:
    contact = {"id": row["contact_id"], "name": row["contact_name"], "email": row["contact_email"]}
    kept = ("id", "subject", "channel", "owner_id", "team_id", "last_message_at", "closed_at", "is_spam")
    return {
        **{name: row[name] for name in kept},
        "contact": contact if row["contact_id"] is not None else None,
        "preview": preview_of(row["text"] or ""),
        "preview_direction": row["direction"],
        "from": {"name": row["from_name"] or "", "address": row["from_address"] or ""},
        "is_unread": row["is_unread"],
        "has_draft": row["has_draft"],
    }


def _read_cursor(after: str) -> tuple[datetime, int]:
    at, _, number = after.partition("~")
    try:
        return datetime.fromisoformat(at), int(number)
    except ValueError:
        raise Invalid("This page does not exist.", code="list.cursor", field="after") from None
