"""Threads through the public API (wire facts 9.11). A thread is seen by whoever sees its ticket."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from fastapi import Query, Request

from deskbell.api.asking import AskedDesk
from deskbell.api.hubspot import errors
from deskbell.api.hubspot.authentication import Asker
from deskbell.api.hubspot.channel_ids import channel_id
from deskbell.api.hubspot.conversation_shapes import Threads, ThreadShape
from deskbell.api.hubspot.identifiers import agent
from deskbell.api.hubspot.inboxes import Limit
from deskbell.api.hubspot.paging import Names, after_id, cut, next_page, no_cursor
from deskbell.api.hubspot.routing import PublicRouter
from deskbell.api.hubspot.shapes import iso
from deskbell.crm.property_values import as_datetime, as_id
from deskbell.kernel.reader import Reader
from deskbell.tickets.public.threads import PublicThread, ThreadQuestion, find_thread, find_threads
from deskbell.users.viewer import Viewer

router = PublicRouter(tags=["Conversations: threads"])

BY_LATEST_MESSAGE = "latestMessageTimestamp"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LATEST = (datetime(9999, 12, 31, tzinfo=UTC) - _EPOCH) // _MICROSECOND


@router.get("/threads")
async def read_threads(
    request: Request,
    desk: AskedDesk,
    viewer: Asker,
    sort: Names,
    association: Names,
    after: str | None = None,
    limit: Limit = 100,
    archived: bool = False,
    inbox: Annotated[str | None, Query(alias="inboxId")] = None,
    status: Annotated[Literal["OPEN", "CLOSED"] | None, Query(alias="threadStatus")] = None,
    contact: Annotated[str | None, Query(alias="associatedContactId")] = None,
    ticket: Annotated[str | None, Query(alias="associatedTicketId")] = None,
    later_than: Annotated[str | None, Query(alias="latestMessageTimestampAfter")] = None,
) -> Threads:
    by_last = _by_last_message(sort, later_than)
    if contact is not None and (status is None or inbox is not None):
        raise errors.invalid("associatedContactId needs threadStatus, and does not go with inboxId.")
    after_time, after_number = _cursor(after, by_last=by_last)
    asked = ThreadQuestion(
        inbox_id=_asked_id(inbox),
        is_closed=None if status is None else status == "CLOSED",
        contact_id=_asked_id(contact),
        ticket_id=_asked_id(ticket),
        last_message_after=as_datetime(later_than) if later_than is not None else None,
        archived=archived,
        by_last_message=by_last,
        after_id=after_number,
        after_time=after_time,
        limit=limit + 1,
    )
    async with desk.database.reading() as reader:
        page, last = cut(await find_threads(reader, viewer, asked), limit)
    with_ticket = with_tickets(association)
    return {
        "results": [shown(each, with_ticket=with_ticket) for each in page],
        **next_page(request, last and _cursor_of(last, by_last=by_last)),
    }


@router.get("/threads/{thread_id}")
async def read_thread(
    desk: AskedDesk, viewer: Asker, thread_id: str, association: Names, archived: bool = False
) -> ThreadShape:
    async with desk.database.reading() as reader:
        thread = await get_thread(reader, viewer, thread_id, archived=archived)
    return shown(thread, with_ticket=with_tickets(association))


async def get_thread(reader: Reader, viewer: Viewer, text: str, *, archived: bool = False) -> PublicThread:
    """Raises PublicError."""
    number = as_id(text)
    thread = await find_thread(reader, viewer, number, archived=archived) if number is not None else None
    if thread is None:
        raise errors.not_found()
    return thread


def shown(thread: PublicThread, *, with_ticket: bool) -> ThreadShape:
    answer: ThreadShape = {
        "id": str(thread.id),
        "status": "CLOSED" if thread.is_closed else "OPEN",
        "createdAt": iso(thread.created_at),
        "inboxId": str(thread.inbox_id),
        "originalChannelId": channel_id(thread.channel),
        "originalChannelAccountId": str(thread.channel_account_id),
        "spam": thread.is_spam,
        "archived": thread.is_archived,
    }
    if thread.closed_at is not None:
        answer["closedAt"] = iso(thread.closed_at)
    if thread.contact_id is not None:
        answer["associatedContactId"] = str(thread.contact_id)
    if thread.owner_id is not None:
        answer["assignedTo"] = agent(thread.owner_id)
    if thread.last_message_at is not None:
        answer["latestMessageTimestamp"] = iso(thread.last_message_at)
    if thread.last_incoming_at is not None:
        answer["latestMessageReceivedTimestamp"] = iso(thread.last_incoming_at)
    if thread.last_outgoing_at is not None:
        answer["latestMessageSentTimestamp"] = iso(thread.last_outgoing_at)
    if with_ticket and thread.ticket_id is not None:
        answer["threadAssociations"] = {"associatedTicketId": str(thread.ticket_id)}
    return answer


def with_tickets(association: list[str]) -> bool:
    """Raises PublicError for an association that threads do not have."""
    if unknown := [name for name in association if name.upper() != "TICKET"]:
        raise errors.invalid(f"association: {unknown[0][:100]} is unknown; TICKET is the only one.")
    return bool(association)


def _by_last_message(sort: list[str], later_than: str | None) -> bool:
    if sort not in ([], ["id"], [BY_LATEST_MESSAGE]):
        raise errors.invalid(f"sort: id or {BY_LATEST_MESSAGE}.")
    if sort == [BY_LATEST_MESSAGE] and later_than is None:
        raise errors.invalid(f"sort: {BY_LATEST_MESSAGE} needs latestMessageTimestampAfter.")
    return sort == [BY_LATEST_MESSAGE]


def _asked_id(text: str | None) -> int | None:
    """What is no id finds nothing, as any unknown one."""
    return None if text is None else as_id(text) or 0


def _cursor(after: str | None, *, by_last: bool) -> tuple[datetime | None, int]:
    if not (by_last and after):
        return None, after_id(after)
    time, _, number = after.partition("-")
    microseconds = as_id(time)
    if microseconds is None or microseconds > _LATEST:
        raise no_cursor()
    return _EPOCH + microseconds * _MICROSECOND, after_id(number)


def _cursor_of(thread: PublicThread, *, by_last: bool) -> str:
    if not by_last or thread.last_message_at is None:
        return str(thread.id)
    return f"{(thread.last_message_at - _EPOCH) // _MICROSECOND}-{thread.id}"
