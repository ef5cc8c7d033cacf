"""Inboxes and kinds of channels through the public API (wire facts 9.11). The help desk is an inbox."""

from typing import Annotated

from fastapi import Query, Request

from deskbell.api.asking import AskedDesk
from deskbell.api.hubspot import errors
from deskbell.api.hubspot.authentication import Asker
from deskbell.api.hubspot.channel_ids import CHANNELS
from deskbell.api.hubspot.conversation_shapes import Channels, ChannelShape, Inboxes, InboxShape
from deskbell.api.hubspot.paging import after_id, next_page, part
from deskbell.api.hubspot.routing import PublicRouter
from deskbell.api.hubspot.shapes import iso
from deskbell.conversations.inboxes import Inbox, find_inbox, list_inboxes
from deskbell.crm.property_values import as_id
from deskbell.tickets.inbox_access import knows_inboxes
from deskbell.users.viewer import Viewer

router = PublicRouter(tags=["Conversations: inboxes and channels"])

Limit = Annotated[int, Query(ge=1, le=500)]


@router.get("/inboxes")
async def read_inboxes(
    request: Request,
    desk: AskedDesk,
    viewer: Asker,
    after: str | None = None,
    limit: Limit = 100,
    archived: bool = False,
) -> Inboxes:
    async with desk.database.reading() as reader:
        inboxes = [each for each in await list_inboxes(reader, archived=archived) if _may_know(viewer, each)]
    page, last = part(inboxes, after_id(after), limit)
    return {"total": len(inboxes), "results": [_inbox(each) for each in page], **next_page(request, last and last.id)}


@router.get("/inboxes/{inbox_id}")
async def read_inbox(desk: AskedDesk, viewer: Asker, inbox_id: str, archived: bool = False) -> InboxShape:
    number = as_id(inbox_id)
    async with desk.database.reading() as reader:
        inbox = await find_inbox(reader, number) if number is not None else None
    if inbox is None or not _may_know(viewer, inbox) or (inbox.archived_at is not None) != archived:
        raise errors.not_found()
    return _inbox(inbox)


@router.get("/channels")
async def read_channels() -> Channels:
    return {"total": len(CHANNELS), "results": [{"id": number, "name": name} for number, name in CHANNELS.values()]}


@router.get("/channels/{channel_id}")
async def read_channel(channel_id: str) -> ChannelShape:
    name = dict(CHANNELS.values()).get(channel_id)
    if name is None:
        raise errors.not_found()
    return {"id": channel_id, "name": name}


def _may_know(viewer: Viewer, inbox: Inbox) -> bool:
    return inbox.kind == "help_desk" or knows_inboxes(viewer)


def _inbox(inbox: Inbox) -> InboxShape:
    shown: InboxShape = {
        "id": str(inbox.id),
        "name": inbox.name,
        "type": "HELP_DESK" if inbox.kind == "help_desk" else "INBOX",
        "createdAt": iso(inbox.created_at),
        "updatedAt": iso(inbox.updated_at),
        "archived": inbox.archived_at is not None,
    }
    if inbox.archived_at is not None:
        shown["archivedAt"] = iso(inbox.archived_at)
    return shown
