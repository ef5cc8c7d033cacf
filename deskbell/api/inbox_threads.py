"""A conversation in an inbox over HTTP: read, assigned, closed, marked (B14). It is answered as a ticket is.

One that belongs to a ticket is not here: it is read on its ticket.
"""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Id, Json, Shape
from deskbell.tickets.inbox_access import get_inbox_thread
from deskbell.tickets.inboxes.acts import (
    assign_thread,
    close_thread,
    leave_thread_unread,
    mark_thread_spam,
    read_thread,
)
from deskbell.tickets.inboxes.showing import show_inbox_thread, show_older
from deskbell.tickets.showing.message_pages import LARGEST_PAGE, PAGE
from deskbell.tickets.showing.timeline import show_thread_timeline

router = APIRouter(prefix="/api/inbox-threads/{thread_id}", tags=["inboxes"])


class ChangeThread(Shape):
    """Only the fields that are sent change. An owner is given together with the team."""

    owner_id: Id | None = None
    team_id: Id | None = None
    is_closed: bool | None = None
    is_spam: bool | None = None


class ReadTo(Shape):
    message_id: int = Field(ge=0, lt=2**63)


@router.get("")
async def show_inbox_thread_whole(desk: AskedDesk, viewer: SignedIn, thread_id: Id) -> Json:
    async with desk.database.reading() as reader:
        return await show_inbox_thread(reader, viewer, thread_id)


@router.get("/messages")
async def show_inbox_messages(
    desk: AskedDesk,
    viewer: SignedIn,
    thread_id: Id,
    before: Annotated[int | None, Query(gt=0, lt=2**63)] = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = PAGE,
) -> Json:
    async with desk.database.reading() as reader:
        return await show_older(reader, viewer, thread_id, before=before, limit=limit)


@router.get("/timeline")
async def show_inbox_timeline(
    desk: AskedDesk, viewer: SignedIn, thread_id: Id, before: Annotated[int | None, Query(gt=0, lt=2**63)] = None
) -> Json:
    """A page of what happened to it, newest first."""
    async with desk.database.reading() as reader:
        return await show_thread_timeline(reader, viewer, thread_id, before=before)


@router.patch("", status_code=204)
async def change_inbox_thread(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, thread_id: Id, body: ChangeThread
) -> Response:
    async with desk.database.transaction(acting) as tx:
        if body.is_spam is False:
            await mark_thread_spam(tx, viewer, thread_id, is_spam=False)
        if {"owner_id", "team_id"} & body.model_fields_set:
            now = await get_inbox_thread(tx, viewer, thread_id)
            await assign_thread(
                tx,
                viewer,
                thread_id,
                owner_id=body.owner_id if "owner_id" in body.model_fields_set else now.owner_id,
                team_id=body.team_id if "team_id" in body.model_fields_set else now.team_id,
            )
        if body.is_closed is not None:
            await close_thread(tx, viewer, thread_id, is_closed=body.is_closed)
        if body.is_spam:
            await mark_thread_spam(tx, viewer, thread_id, is_spam=True)
    return Response(status_code=204)


@router.post("/read", status_code=204)
async def read_inbox_thread(desk: AskedDesk, viewer: SignedIn, acting: Acting, thread_id: Id, body: ReadTo) -> Response:
    async with desk.database.transaction(acting) as tx:
        await read_thread(tx, viewer, thread_id, body.message_id)
    return Response(status_code=204)


@router.post("/unread", status_code=204)
async def unread_inbox_thread(desk: AskedDesk, viewer: SignedIn, acting: Acting, thread_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await leave_thread_unread(tx, viewer, thread_id)
    return Response(status_code=204)
