"""What is in a user's bell? Per ticket or conversation a line for what is unread and one for what was read."""

from typing import Any, Final, LiteralString

from psycopg import sql

from deskbell.kernel.reader import Reader
from deskbell.tickets.access import viewer_parameters, visible_with
from deskbell.tickets.inbox_access import visible_in_inboxes_with
from deskbell.users.viewer import Viewer

PAGE: Final = 30
KEPT_DAYS: Final = 90
MOST_COUNTED: Final = 100

_OF_VIEWER: LiteralString = (
    " FROM notifications"
    " LEFT JOIN tickets ON tickets.id = notifications.ticket_id AND tickets.is_shown AND {visible}"
    " LEFT JOIN threads ON threads.id = notifications.thread_id AND NOT threads.is_spam AND {in_inboxes}"
    " WHERE notifications.user_id = %(viewer_id)s AND in_bell AND (tickets.id IS NOT NULL OR threads.id IS NOT NULL)"
)
_LINES: LiteralString = (
    "SELECT max(notifications.id) AS id, notifications.ticket_id, notifications.thread_id,"
    " notifications.read_at IS NULL AS is_unread,"
    " count(*) AS count, array_agg(DISTINCT notifications.kind) AS kinds"
    + _OF_VIEWER
    + " GROUP BY notifications.ticket_id, notifications.thread_id, notifications.read_at IS NULL"
    " HAVING max(notifications.id) < %(before)s ORDER BY max(notifications.id) DESC LIMIT %(limit)s"
)
_WHOLE_LINES: LiteralString = (
    "WITH lines AS (" + _LINES + ")"
    " SELECT lines.id, lines.ticket_id, lines.thread_id, lines.is_unread, lines.count, lines.kinds,"
    " newest.kind, newest.at, tickets.name AS ticket_name, threads.subject, threads.inbox_id, messages.from_name,"
    " left(messages.text, 200) AS preview,"
    " events.actor, events.via, events.name, events.body, coalesce(users.name, contacts.name) AS actor_name,"
    " newest.event_id"
    " FROM lines JOIN notifications AS newest ON newest.id = lines.id LEFT JOIN tickets ON tickets.id = lines.ticket_id"
    " LEFT JOIN threads ON threads.id = lines.thread_id"
    " JOIN events ON events.id = newest.event_id LEFT JOIN messages ON messages.id = newest.message_id"
    " LEFT JOIN users ON users.id = CASE WHEN actor LIKE 'user:%%' THEN split_part(actor, ':', 2)::bigint END"
    " LEFT JOIN contacts ON contacts.id = messages.contact_id"
    " ORDER BY lines.id DESC"
)


async def show_notifications(reader: Reader, viewer: Viewer, *, before: int | None) -> dict[str, Any]:
    """One page of lines, older than the line `before`."""
    rows = await reader.dicts(
        _asked_by(viewer, _WHOLE_LINES),
        {**viewer_parameters(viewer), "before": before or 2**62, "limit": PAGE + 1},
    )
    return {"lines": [_line(row) for row in rows[:PAGE]], "has_more": len(rows) > PAGE}


async def count_unread(reader: Reader, viewer: Viewer) -> int:
    """How many lines are unread, at most MOST_COUNTED."""
    query = _asked_by(
        viewer,
        "SELECT count(*) FROM (SELECT DISTINCT notifications.ticket_id, notifications.thread_id"
        + _OF_VIEWER
        + " AND notifications.read_at IS NULL LIMIT %(most)s) AS unread",
    )
    return int(await reader.value(query, {**viewer_parameters(viewer), "most": MOST_COUNTED}))


def _asked_by(viewer: Viewer, query: LiteralString) -> sql.Composed:
    return sql.SQL(query).format(visible=visible_with(viewer), in_inboxes=visible_in_inboxes_with(viewer))


def _line(row: dict[str, Any]) -> dict[str, Any]:
    kind, _, number = row["actor"].partition(":")
    return {
        "id": row["id"],
        "at": row["at"],
        "ticket": {"id": row["ticket_id"], "name": row["ticket_name"]} if row["ticket_id"] else None,
        "conversation": {"id": row["thread_id"], "inbox_id": row["inbox_id"], "subject": row["subject"]}
        if row["thread_id"]
        else None,
        "is_unread": row["is_unread"],
        "count": row["count"],
        "kind": row["kind"],
        "kinds": row["kinds"],
        "writer": row["from_name"] or row["actor_name"],
        "preview": " ".join((row["preview"] or "").split())[:140],
        "event": {
            "id": row["event_id"],
            "at": row["at"],
            "actor": {"kind": kind, "id": int(number) if number else None, "name": row["actor_name"]},
            "via": row["via"],
            "name": row["name"],
            "body": row["body"],
        },
    }
