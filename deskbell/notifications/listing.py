"""What is in a user's bell? One line per ticket for what is unread, and one for what was read, the newest first."""

from typing import Any, Final, LiteralString

from psycopg import sql

from deskbell.kernel.database import Reader
from deskbell.tickets.access import viewer_parameters, visible_with
from deskbell.users.viewer import Viewer

PAGE: Final = 30
KEPT_DAYS: Final = 90
MOST_COUNTED: Final = 100

_OF_VIEWER: LiteralString = (
    " FROM notifications JOIN tickets ON tickets.id = notifications.ticket_id"
    " WHERE notifications.user_id = %(viewer_id)s AND in_bell AND tickets.is_shown AND {visible}"
)
_LINES: LiteralString = (
    "SELECT max(notifications.id) AS id, notifications.ticket_id, notifications.read_at IS NULL AS is_unread,"
    " count(*) AS count, array_agg(DISTINCT notifications.kind) AS kinds"
    + _OF_VIEWER
    + " GROUP BY notifications.ticket_id, notifications.read_at IS NULL"
    " HAVING max(notifications.id) < %(before)s ORDER BY max(notifications.id) DESC LIMIT %(limit)s"
)
_WHOLE_LINES: LiteralString = (
    "WITH lines AS (" + _LINES + ")"
    " SELECT lines.id, lines.ticket_id, lines.is_unread, lines.count, lines.kinds, newest.kind, newest.at,"
    " tickets.name AS ticket_name, messages.from_name, left(messages.text, 200) AS preview,"
    " events.actor, events.via, events.name, events.body, coalesce(users.name, contacts.name) AS actor_name,"
    " newest.event_id"
    " FROM lines JOIN notifications AS newest ON newest.id = lines.id JOIN tickets ON tickets.id = lines.ticket_id"
    " JOIN events ON events.id = newest.event_id LEFT JOIN messages ON messages.id = newest.message_id"
    " LEFT JOIN users ON users.id = CASE WHEN actor LIKE 'user:%%' THEN split_part(actor, ':', 2)::bigint END"
    " LEFT JOIN contacts ON contacts.id = messages.contact_id"
    " ORDER BY lines.id DESC"
)


async def show_notifications(reader: Reader, viewer: Viewer, *, before: int | None) -> dict[str, Any]:
    """One page of lines, older than the line `before`."""
    rows = await reader.dicts(
        sql.SQL(_WHOLE_LINES).format(visible=visible_with(viewer)),
        {**viewer_parameters(viewer), "before": before or 2**62, "limit": PAGE + 1},
    )
    return {"lines": [_line(row) for row in rows[:PAGE]], "has_more": len(rows) > PAGE}


async def count_unread(reader: Reader, viewer: Viewer) -> int:
    """How many lines are unread, at most MOST_COUNTED."""
    query = sql.SQL(
        "SELECT count(*) FROM (SELECT DISTINCT notifications.ticket_id"
        + _OF_VIEWER
        + " AND notifications.read_at IS NULL LIMIT %(most)s) AS unread"
    ).format(visible=visible_with(viewer))
    return int(await reader.value(query, {**viewer_parameters(viewer), "most": MOST_COUNTED}))


def _line(row: dict[str, Any]) -> dict[str, Any]:
    kind, _, number = row["actor"].partition(":")
    return {
        "id": row["id"],
        "at": row["at"],
        "ticket": {"id": row["ticket_id"], "name": row["ticket_name"]},
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
