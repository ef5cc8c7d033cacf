"""A conversation in an inbox over HTTP: read, answered, assigned, closed, marked (B14).

One that belongs to a ticket is not here: it is read and answered on its ticket.
"""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.messages import KeepDraft, KeptDraft, WriteComment, WriteReply, WrittenReply
from deskbell.api.shapes import Created, Id, Json, Shape
from deskbell.conversations.thread_drafts import drop_thread_draft, keep_thread_draft
from deskbell.tickets.inbox_access import get_inbox_thread
from deskbell.tickets.inbox_acts import assign_thread, close_thread, leave_thread_unread, mark_thread_spam, read_thread
from deskbell.tickets.inbox_replying import comment_in_inbox, reply_in_inbox
from deskbell.tickets.inbox_showing import show_inbox_thread, show_older
from deskbell.tickets.message_pages import LARGEST_PAGE, PAGE
from deskbell.tickets.replying import Reply

router = APIRouter(prefix="/api/inbox-threads/{thread_id}", tags=["inboxes"])
Kind = Literal["reply", "comment"]


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


@router.patch("", status_code=204)
async def change_inbox_thread(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, thread_id: Id, body: ChangeThread
) -> Response:
    async with desk.database.transaction(acting) as tx:
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
        if body.is_spam is not None:
            await mark_thread_spam(tx, viewer, thread_id, is_spam=body.is_spam)
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


@router.post("/replies", status_code=201)
async def write_inbox_reply(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, thread_id: Id, body: WriteReply
) -> WrittenReply:
    """Answer the customer. 409 `ticket.thread_changed` when something newer was written; the draft is kept."""
    async with desk.database.transaction(acting) as tx:
        written = await reply_in_inbox(
            tx,
            viewer,
            thread_id,
            Reply(
                html=body.html,
                text=body.text,
                subject=body.subject,
                recipients=body.recipients(),
                attachment_ids=tuple(body.attachment_ids),
                seen_message_id=body.seen_message_id,
            ),
        )
    return WrittenReply(message_id=written.message_id, thread_id=written.thread_id, send_at=written.send_at)


@router.post("/comments", status_code=201)
async def write_inbox_comment(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, thread_id: Id, body: WriteComment
) -> Created:
    async with desk.database.transaction(acting) as tx:
        message_id = await comment_in_inbox(
            tx, viewer, thread_id, html=body.html, text=body.text, attachment_ids=body.attachment_ids
        )
    return Created(id=message_id)


@router.put("/drafts/{kind}")
async def put_thread_draft(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, thread_id: Id, kind: Kind, body: KeepDraft
) -> KeptDraft:
    """Save unfinished words. 409 `draft.changed` with the kept body when another window wrote on."""
    async with desk.database.transaction(acting) as tx:
        thread = await get_inbox_thread(tx, viewer, thread_id)
        version = await keep_thread_draft(
            tx, viewer.user_id, thread.id, kind=kind, body=body.body, version=body.version
        )
    return KeptDraft(version=version)


@router.delete("/drafts/{kind}", status_code=204)
async def delete_thread_draft(desk: AskedDesk, viewer: SignedIn, acting: Acting, thread_id: Id, kind: Kind) -> Response:
    async with desk.database.transaction(acting) as tx:
        thread = await get_inbox_thread(tx, viewer, thread_id)
        await drop_thread_draft(tx, viewer.user_id, thread.id, kind)
    return Response(status_code=204)
