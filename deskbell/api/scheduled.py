"""Replies that wait for their time, over HTTP (W6)."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from pydantic import AwareDatetime

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.messages import WriteReply, WrittenReply
from deskbell.api.shapes import Created, Id, Json
from deskbell.channels.starting import find_start
from deskbell.conversations.drafts import Draft
from deskbell.tickets.replying import Reply
from deskbell.tickets.scheduling import SendLater, schedule_reply, send_now, unschedule

router = APIRouter(prefix="/api", tags=["messages"])


class ScheduleReply(WriteReply):
    """`draft` is the draft as the screen holds it: it comes back so when the reply does."""

    send_at: AwareDatetime
    only_if_unanswered: bool = False
    draft: dict[str, Any] = {}


@router.post("/tickets/{ticket_id}/scheduled", status_code=201)
async def schedule(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id, body: ScheduleReply) -> Created:
    """Send the reply at a time, and if wanted only when the customer has not answered by then."""
    send_at: datetime = body.send_at
    async with desk.database.transaction(acting) as tx:
        new = Reply(
            html=body.html,
            text=body.text,
            subject=body.subject,
            recipients=body.recipients(),
            attachment_ids=tuple(body.attachment_ids),
            thread_id=body.thread_id,
            start_on=await find_start(tx, body.channel_account_id),
            seen_message_id=body.seen_message_id,
            status_id=body.status_id,
        )
        later = SendLater(new, send_at, body.draft, only_if_unanswered=body.only_if_unanswered)
        return Created(id=await schedule_reply(tx, viewer, ticket_id, later))


@router.post("/scheduled/{scheduled_id}/send")
async def send(desk: AskedDesk, viewer: SignedIn, acting: Acting, scheduled_id: Id) -> WrittenReply:
    async with desk.database.transaction(acting) as tx:
        written = await send_now(tx, viewer, scheduled_id)
    return WrittenReply(message_id=written.message_id, thread_id=written.thread_id, send_at=written.send_at)


@router.post("/scheduled/{scheduled_id}/edit")
async def edit(desk: AskedDesk, viewer: SignedIn, acting: Acting, scheduled_id: Id) -> Json:
    """Take it out of the line to write on; answers with the draft that it became."""
    async with desk.database.transaction(acting) as tx:
        return _draft(await unschedule(tx, viewer, scheduled_id, "edited"))


@router.delete("/scheduled/{scheduled_id}")
async def cancel(desk: AskedDesk, viewer: SignedIn, acting: Acting, scheduled_id: Id) -> Json:
    """It does not leave; its words are kept as the draft."""
    async with desk.database.transaction(acting) as tx:
        return _draft(await unschedule(tx, viewer, scheduled_id, "cancelled"))


def _draft(draft: Draft) -> Json:
    return {"draft": {"kind": draft.kind, "body": draft.body, "version": draft.version}}
