"""What stands in a thread, as the public API lists it: messages, comments, and what happened in between?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, LiteralString

from deskbell.kernel.reader import Reader
from deskbell.tickets.public.threads import PublicThread

Source = Literal["message", "event"]

# A comment may belong to the ticket alone; it then stands in each of its threads.
_HERE: LiteralString = (
    "(messages.thread_id = %(thread)s"
    " OR (messages.kind = 'comment' AND messages.thread_id IS NULL AND messages.ticket_id = %(ticket)s))"
)
_HAPPENED: LiteralString = (
    "events.ticket_id = %(ticket)s AND events.at >= %(since)s AND (events.name = 'TicketAssigned'"
    " AND events.body->'old_owner_id' IS DISTINCT FROM events.body->'new_owner_id'"
    " OR events.name = 'TicketStatusChanged' AND events.body->'old_is_closed' <> events.body->'new_is_closed')"
)
_ITEMS: LiteralString = f"""
    SELECT 'message' AS source, messages.id, messages.created_at AS at FROM messages WHERE {_HERE}
    UNION ALL SELECT 'event', events.id, events.at FROM events WHERE {_HAPPENED}
"""
_MESSAGE: LiteralString = """
    SELECT messages.id, messages.kind, messages.direction, messages.user_id, messages.contact_id, messages.from_name,
        messages.from_address, messages.recipients, messages.subject, messages.text, messages.html,
        messages.is_automatic, messages.in_reply_to, messages.created_at, messages.delivery, messages.failure,
        EXISTS (SELECT FROM events WHERE events.ticket_id = messages.ticket_id AND events.via = 'api'
            AND events.name IN ('ReplyWritten', 'CommentWritten')
            AND events.body->'message_id' = to_jsonb(messages.id)) AS is_by_api,
        coalesce((SELECT jsonb_agg(jsonb_build_object('id', attachments.id, 'name', attachments.name,
            'content_type', attachments.content_type) ORDER BY attachments.id)
            FROM attachments WHERE attachments.message_id = messages.id), '[]') AS attachments
    FROM messages
"""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a thread, where it stands in time."""

    source: Source
    id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class PublicMessage:
    id: int
    kind: Literal["message", "comment"]
    direction: Literal["incoming", "outgoing"] | None
    user_id: int | None
    contact_id: int | None
    from_name: str
    from_address: str
    recipients: list[dict[str, str]]
    subject: str
    text: str
    html: str | None
    is_automatic: bool
    in_reply_to: int | None
    created_at: datetime
    delivery: str | None
    failure: str | None
    is_by_api: bool
    attachments: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """An assignment or a change between open and closed."""

    id: int
    name: Literal["TicketAssigned", "TicketStatusChanged"]
    at: datetime
    actor: str
    via: str
    body: dict[str, Any]


async def list_items(
    reader: Reader, thread: PublicThread, *, beyond: Item | None, newest_first: bool, limit: int
) -> list[Item]:
    """The thread's entries in order of time, behind `beyond`; of two at one time the message counts as the later."""
    sign, order = ("<", "DESC") if newest_first else (">", "ASC")
    where: LiteralString = f"WHERE (at, source, id) {sign} (%(at)s, %(source)s, %(id)s)" if beyond else ""
    return await reader.many(
        Item,
        f"SELECT source, id, at FROM ({_ITEMS}) AS items {where}"
        f" ORDER BY at {order}, source {order}, id {order} LIMIT %(limit)s",
        {
            **_of(thread),
            "at": beyond and beyond.at,
            "source": beyond and beyond.source,
            "id": beyond and beyond.id,
            "limit": limit,
        },
    )


async def find_item(reader: Reader, thread: PublicThread, source: Source, number: int) -> Item | None:
    return await reader.maybe(
        Item,
        f"SELECT source, id, at FROM ({_ITEMS}) AS items WHERE source = %(source)s AND id = %(id)s",
        {**_of(thread), "source": source, "id": number},
    )


async def read_messages(reader: Reader, ids: Sequence[int]) -> dict[int, PublicMessage]:
    found = await reader.many(PublicMessage, _MESSAGE + " WHERE messages.id = ANY(%s)", (list(ids),))
    return {message.id: message for message in found}


async def read_events(reader: Reader, ids: Sequence[int]) -> dict[int, PublicEvent]:
    found = await reader.many(
        PublicEvent, "SELECT id, name, at, actor, via, body FROM events WHERE id = ANY(%s)", (list(ids),)
    )
    return {event.id: event for event in found}


def _of(thread: PublicThread) -> dict[str, Any]:
    # What happened to the ticket before the thread began is no part of the thread.
    return {"thread": thread.id, "ticket": thread.ticket_id, "since": thread.created_at}
