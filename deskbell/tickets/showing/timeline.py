"""What happened on a ticket, or to a conversation of an inbox: who, when, what, from, to, through what (T11, B14)?"""

from collections.abc import Mapping
from typing import Any, Literal, LiteralString, get_args

from deskbell.kernel.reader import Reader
from deskbell.tickets.access import get_visible
from deskbell.tickets.inbox_access import get_inbox_thread
from deskbell.tickets.thread_places import places_of_threads
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
        "TicketMarkedSpam", "TicketNotSpam", "AnswerDenied", "ThreadAnswerDenied",
        "SlaDueSoon", "SlaOverdue",
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
WITH_A_SEAT = ["SlaDueSoon", "SlaOverdue"]
# As the index on events (0145) has them.
_OF_THREADS: LiteralString = (
    "'ThreadAssigned', 'ThreadClosed', 'ThreadReopened', 'ThreadMarkedSpam', 'ThreadNotSpam', 'ThreadMoved',"
    " 'ThreadAnswerDenied'"
)
# Which conversation an event leads to: shown with where it stands now, to who may see it there.
_LEADS_TO: Mapping[str, str] = {"ThreadMoved": "thread_id", "ThreadAnswerDenied": "spam_thread_id"}
_TOLD_OF: LiteralString = (
    "SELECT events.id, at, actor, via, events.name, body, coalesce(users.name, contacts.name) AS actor_name FROM events"
    " LEFT JOIN users ON users.id = CASE WHEN actor LIKE 'user:%%' THEN split_part(actor, ':', 2)::bigint END"
    " LEFT JOIN contacts"
    " ON contacts.id = CASE WHEN actor LIKE 'contact:%%' THEN split_part(actor, ':', 2)::bigint END"
)


async def show_timeline(
    reader: Reader, viewer: Viewer, ticket_id: int, *, before: int | None, told: Told | None = None
) -> dict[str, Any]:
    """The newest events before an event id, newest first; with `told` only those that tell of it. Raises NotFound."""
    ticket = await get_visible(reader, viewer, ticket_id)
    left_out = LEFT_OUT if viewer.has_full_desk else LEFT_OUT + WITH_A_SEAT
    return await _page(
        reader,
        viewer,
        # Of a merged ticket, the history of all that it was made of; nothing was copied.
        "WITH RECURSIVE family AS (SELECT %(ticket)s::bigint AS id UNION"
        " SELECT tickets.id FROM tickets JOIN family ON tickets.merged_into = family.id) "
        + _TOLD_OF
        + " WHERE ticket_id = ANY(ARRAY(SELECT id FROM family))"
        " AND events.name <> ALL(%(left_out)s)"
        " AND (%(names)s::text[] IS NULL OR events.name = ANY(%(names)s::text[]))",
        {"ticket": ticket.id, "left_out": left_out, "names": _NAMES[told] if told else None},
        before,
    )


async def show_thread_timeline(reader: Reader, viewer: Viewer, thread_id: int, *, before: int | None) -> dict[str, Any]:
    """The same of a conversation in an inbox: who had it, closed it, moved it. Raises NotFound."""
    thread = await get_inbox_thread(reader, viewer, thread_id)
    query = _TOLD_OF + " WHERE (body ->> 'thread_id')::bigint = %(thread)s AND events.name IN (" + _OF_THREADS + ")"
    page = await _page(reader, viewer, query, {"thread": thread.id}, before)
    for event in page["events"]:
        event["body"].pop("ticket_id", None)  # where it stood may be hidden from who sees it here
    return page


async def _page(
    reader: Reader, viewer: Viewer, query: LiteralString, parameters: dict[str, Any], before: int | None
) -> dict[str, Any]:
    rows = await reader.dicts(
        query + " AND events.id < %(before)s ORDER BY events.id DESC LIMIT %(limit)s",
        {**parameters, "before": before or 2**62, "limit": PAGE + 1},
    )
    leads_to = {row["id"]: row["body"][_LEADS_TO[row["name"]]] for row in rows if row["name"] in _LEADS_TO}
    places = await places_of_threads(reader, viewer, set(leads_to.values()) - {parameters.get("thread")})
    elsewhere = {i: place for i, place in places.items() if place["ticket_id"] != parameters.get("ticket", 0)}
    events = [_event(row, elsewhere.get(leads_to.get(row["id"], 0))) for row in rows[:PAGE]]
    return {"events": events, "has_more": len(rows) > PAGE}


def _event(row: dict[str, Any], place: dict[str, Any] | None) -> dict[str, Any]:
    kind, _, number = row["actor"].partition(":")
    return {
        "id": row["id"],
        "at": row["at"],
        "actor": {"kind": kind, "id": int(number) if number else None, "name": row["actor_name"]},
        "via": row["via"],
        "name": row["name"],
        "body": row["body"],
        "place": place,
    }
