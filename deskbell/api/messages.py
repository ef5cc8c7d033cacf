"""Replies, comments and drafts over HTTP, and each message's own words (W6, W7)."""

from datetime import datetime
from typing import Any, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Created, Html, Id, Json, Line, PersonShape, Shape, Text
from deskbell.channels.email.ledger import get_row
from deskbell.channels.starting import find_start
from deskbell.conversations.drafts import drop_draft, keep_draft
from deskbell.conversations.message import Recipient
from deskbell.conversations.outbox import try_again
from deskbell.kernel.errors import NotFound
from deskbell.tickets.access import get_visible
from deskbell.tickets.commenting import comment
from deskbell.tickets.message_pages import get_message
from deskbell.tickets.replying import Reply, reply
from deskbell.tickets.taking_back import undo_sending

router = APIRouter(prefix="/api", tags=["messages"])
Kind = Literal["reply", "comment", "forward"]


class WriteReply(Shape):
    html: Html = ""
    text: Text = ""
    subject: Line | None = None
    to: list[PersonShape] = []
    cc: list[PersonShape] = []
    bcc: list[PersonShape] = []
    attachment_ids: list[Id] = []
    thread_id: Id | None = None
    channel_account_id: Id | None = None
    seen_message_id: int | None = Field(default=None, ge=0, lt=2**63)
    status_id: Id | None = None

    def recipients(self) -> tuple[Recipient, ...]:
        groups = (("to", self.to), ("cc", self.cc), ("bcc", self.bcc))
        return tuple(Recipient(field, p.name, p.address) for field, people in groups for p in people)  # type: ignore[arg-type] # the three fields


class WrittenReply(BaseModel):
    message_id: int
    thread_id: int
    send_at: datetime


class WriteComment(Shape):
    html: Html = ""
    text: Text = ""
    mentioned_user_ids: list[Id] = []
    attachment_ids: list[Id] = []


class KeepDraft(Shape):
    """`version` is the one that this window last saw; 0 when there was none."""

    body: dict[str, Any]
    version: int = Field(default=0, ge=0)


class KeptDraft(BaseModel):
    version: int


@router.post("/tickets/{ticket_id}/replies", status_code=201)
async def write_reply(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id, body: WriteReply
) -> WrittenReply:
    """Answer the customer. 409 `ticket.thread_changed` when something newer was written; the draft is kept."""
    async with desk.database.transaction(acting) as tx:
        written = await reply(
            tx,
            viewer,
            ticket_id,
            Reply(
                html=body.html,
                text=body.text,
                subject=body.subject,
                recipients=body.recipients(),
                attachment_ids=tuple(body.attachment_ids),
                thread_id=body.thread_id,
                start_on=await find_start(tx, body.channel_account_id),
                seen_message_id=body.seen_message_id,
                status_id=body.status_id,
            ),
        )
    return WrittenReply(message_id=written.message_id, thread_id=written.thread_id, send_at=written.send_at)


@router.post("/messages/{message_id}/undo")
async def undo(desk: AskedDesk, viewer: SignedIn, acting: Acting, message_id: Id) -> Json:
    """Take back one's own reply or forward while it still waits; answers with the draft that it became."""
    async with desk.database.transaction(acting) as tx:
        draft = await undo_sending(tx, viewer, message_id)
    return {"draft": {"kind": draft.kind, "body": draft.body, "version": draft.version, "updated_at": draft.updated_at}}


@router.post("/messages/{message_id}/retry", status_code=202)
async def retry(desk: AskedDesk, viewer: SignedIn, acting: Acting, message_id: Id) -> Response:
    """Try a failed delivery once more, now."""
    async with desk.database.transaction(acting) as tx:
        message = await get_message(tx, viewer, message_id)
        await try_again(tx, message.id)
    return Response(status_code=202)


@router.post("/tickets/{ticket_id}/comments", status_code=201)
async def write_comment(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id, body: WriteComment
) -> Created:
    async with desk.database.transaction(acting) as tx:
        message_id = await comment(
            tx,
            viewer,
            ticket_id,
            html=body.html,
            text=body.text,
            mentioned_user_ids=body.mentioned_user_ids,
            attachment_ids=body.attachment_ids,
        )
    return Created(id=message_id)


@router.put("/tickets/{ticket_id}/drafts/{kind}")
async def put_draft(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id, kind: Kind, body: KeepDraft
) -> KeptDraft:
    """Save unfinished words. 409 `draft.changed` with the kept body when another window wrote on."""
    async with desk.database.transaction(acting) as tx:
        ticket = await get_visible(tx, viewer, ticket_id)
        version = await keep_draft(tx, viewer.user_id, ticket.id, kind=kind, body=body.body, version=body.version)
    return KeptDraft(version=version)


@router.delete("/tickets/{ticket_id}/drafts/{kind}", status_code=204)
async def delete_draft(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id, kind: Kind) -> Response:
    async with desk.database.transaction(acting) as tx:
        ticket = await get_visible(tx, viewer, ticket_id)
        await drop_draft(tx, viewer.user_id, ticket.id, kind)
    return Response(status_code=204)


@router.get("/messages/{message_id}/raw")
async def get_raw_mail(desk: AskedDesk, viewer: SignedIn, message_id: Id) -> Response:
    """The mail exactly as it came, as a download."""
    async with desk.database.reading() as reader:
        message = await get_message(reader, viewer, message_id)
        sha256 = (await get_row(reader, message.raw_mail_id)).sha256 if message.raw_mail_id else None
    if sha256 is None:
        raise NotFound("There is no raw mail of this message.", code="message.no_raw")
    content = await run_in_threadpool(desk.storage.get, sha256)
    return Response(
        content,
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="message-{message_id}.eml"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
