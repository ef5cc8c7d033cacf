"""What happened on a ticket: who, when, what, from, to, through what (T11)?"""

from collections.abc import Mapping
from typing import Any, Literal, get_args

from deskbell.kernel.database import Reader
from deskbell.tickets.access import get_visible
from deskbell.users.viewer import Viewer

PAGE = 50
Told = Literal["messages", "status", "assignment", "properties", "associations"]
TOLD: tuple[Told, ...] = get_args(Told)
_NAMES: Mapping[Told, list[str]] = {
    "messages": [
        "ThreadStarted", "MessageReceived", "ReplyWritten", "ReplyUndone", "ReplySent", "ReplyFailed", "ReplyBounced",
        "CommentWritten",
    ],
    "status": [
        "TicketOpened", "TicketStatusChanged", "TicketSnoozed", "TicketWoken", "TicketTrashed", "TicketRestored",
        "TicketMarkedSpam", "TicketNotSpam",
    ],
    "assignment": ["TicketAssigned"],
    "properties": ["TicketChanged"],
    "associations": [
        "TicketContactAdded", "TicketContactRemoved", "TicketCompanyAdded", "TicketCompanyRemoved", "TicketDealAdded",
        "TicketDealRemoved", "TicketPrimaryChanged", "TicketLinked", "TicketUnlinked", "TicketsMerged",
        "TicketsUnmerged", "TicketSplit", "TicketUnsplit", "ThreadMoved",
    ],
}  # fmt: skip
# Private to one user, or too small to tell.
LEFT_OUT = ["TicketRead", "TicketFollowed", "TicketUnfollowed"]


async def show_timeline(
    reader: Reader, viewer: Viewer, ticket_id: int, *, before: int | None, told: Told | None = None
) -> dict[str, Any]:
    """The newest events before an event id, newest first; with `told` only those that tell of it. Raises NotFound."""
    ticket = await get_visible(reader, viewer, ticket_id)
    rows = await reader.dicts(
        # Of a merged ticket, the history of all that it was made of; nothing was copied.
        "WITH RECURSIVE family AS (SELECT %(ticket)s::bigint AS id UNION"
        " SELECT tickets.id FROM tickets JOIN family ON tickets.merged_into = family.id)"
        " SELECT events.id, at, actor, via, events.name, body, coalesce(users.name, contacts.name) AS actor_name"
        " FROM events"
        " LEFT JOIN users ON users.id = CASE WHEN actor LIKE 'user:%%' THEN split_part(actor, ':', 2)::bigint END"
        " LEFT JOIN contacts"
        " ON contacts.id = CASE WHEN actor LIKE 'contact:%%' THEN split_part(actor, ':', 2)::bigint END"
        " WHERE ticket_id = ANY(ARRAY(SELECT id FROM family)) AND events.id < %(before)s"
        " AND events.name <> ALL(%(left_out)s)"
        " AND (%(names)s::text[] IS NULL OR events.name = ANY(%(names)s::text[]))"
        " ORDER BY events.id DESC LIMIT %(limit)s",
        {
            "ticket": ticket.id,
            "before": before or 2**62,
            "left_out": LEFT_OUT,
            "names": _NAMES[told] if told else None,
            "limit": PAGE + 1,
        },
    )
    return {"events": [_event(row) for row in rows[:PAGE]], "has_more": len(rows) > PAGE}


def _event(row: dict[str, Any]) -> dict[str, Any]:
    kind, _, number = row["actor"].partition(":")
    return {
        "id": row["id"],
        "at": row["at"],
        "actor": {"kind": kind, "id": int(number) if number else None, "name": row["actor_name"]},
        "via": row["via"],
        "name": row["name"],
        "body": row["body"],
    }
