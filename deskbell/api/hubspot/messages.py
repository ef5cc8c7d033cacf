"""Messages and comments of a thread through the public API: listed and read (wire facts 9.11)."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import Query, Request

from deskbell.api.asking import AskedDesk
from deskbell.api.hubspot import errors
from deskbell.api.hubspot.authentication import Asker
from deskbell.api.hubspot.conversation_shapes import Messages, MessageShape, OriginalContent
from deskbell.api.hubspot.inboxes import Limit
from deskbell.api.hubspot.message_shapes import of_event_in, of_message, rich_text
from deskbell.api.hubspot.paging import cut, next_page, no_cursor
from deskbell.api.hubspot.routing import PublicRouter
from deskbell.api.hubspot.threads import get_thread
from deskbell.crm.property_values import as_id
from deskbell.kernel.reader import Reader
from deskbell.tickets.public.messages import Item, Source, find_item, list_items, read_events, read_messages
from deskbell.tickets.public.threads import PublicThread

router = PublicRouter(prefix="/threads/{thread_id}/messages", tags=["Conversations: messages"])


@router.get("")
async def list_messages(
    request: Request,
    desk: AskedDesk,
    viewer: Asker,
    thread_id: str,
    sort: Annotated[Literal["createdAt", "-createdAt"], Query()] = "-createdAt",
    after: str | None = None,
    limit: Limit = 100,
    archived: bool = False,
) -> Messages:
    """Everything of the thread, newest first unless sorted by `createdAt`: messages, comments, and what happened."""
    async with desk.database.reading() as reader:
        thread = await get_thread(reader, viewer, thread_id, archived=archived)
        beyond = await _cursor(reader, thread, after) if after else None
        found = await list_items(reader, thread, beyond=beyond, newest_first=sort == "-createdAt", limit=limit + 1)
        page, last = cut(found, limit)
        results = await _shown(reader, page, thread, desk.config.public_url)
    return {"results": results, **next_page(request, last and name_of(last))}


@router.get("/{message_id}")
async def read_message(
    desk: AskedDesk, viewer: Asker, thread_id: str, message_id: str, archived: bool = False
) -> MessageShape:
    async with desk.database.reading() as reader:
        thread = await get_thread(reader, viewer, thread_id, archived=archived)
        item = await _item(reader, thread, message_id)
        if item is None:
            raise errors.not_found()
        return (await _shown(reader, [item], thread, desk.config.public_url))[0]


@router.get("/{message_id}/original-content")
async def read_original_content(desk: AskedDesk, viewer: Asker, thread_id: str, message_id: str) -> OriginalContent:
    async with desk.database.reading() as reader:
        thread = await get_thread(reader, viewer, thread_id)
        item = await _item(reader, thread, message_id)
        if item is None or item.source != "message":
            raise errors.not_found()
        message = (await read_messages(reader, [item.id]))[item.id]
    if not message.html:
        return {"text": message.text}
    return {"text": message.text, "richText": rich_text(message)}


async def show_message(reader: Reader, thread: PublicThread, message_id: int, base: str) -> MessageShape:
    return of_message((await read_messages(reader, [message_id]))[message_id], thread, base)


def name_of(item: Item) -> str:
    return str(item.id) if item.source == "message" else f"event-{item.id}"


async def _item(reader: Reader, thread: PublicThread, name: str) -> Item | None:
    source: Source = "event" if name.startswith("event-") else "message"
    number = as_id(name.removeprefix("event-"))
    return await find_item(reader, thread, source, number) if number is not None else None


async def _cursor(reader: Reader, thread: PublicThread, after: str) -> Item:
    item = await _item(reader, thread, after)
    if item is None:
        raise no_cursor()
    return item


async def _shown(reader: Reader, items: Sequence[Item], thread: PublicThread, base: str) -> list[MessageShape]:
    messages = await read_messages(reader, [item.id for item in items if item.source == "message"])
    events = await read_events(reader, [item.id for item in items if item.source == "event"])
    return [
        of_message(messages[item.id], thread, base)
        if item.source == "message"
        else of_event_in(events[item.id], thread)
        for item in items
    ]
