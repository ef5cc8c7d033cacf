"""Replies and comments over HTTP, on a ticket and in an inbox (W6, W7)."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.once import OnceKey, once
from deskbell.api.places import PlacePath, in_both
from deskbell.api.shapes import Created, Html, Id, Line, PersonShape, Shape, Text
from deskbell.channels.starting import find_start
from deskbell.conversations.message import Recipient
from deskbell.kernel.reader import Reader
from deskbell.tickets.answering.commenting import comment
from deskbell.tickets.answering.places import Where
from deskbell.tickets.answering.replying import Reply, Written, reply


class WriteOutward(Shape):
    """Words that leave the desk, and to whom. The status after them means something on a ticket only."""

    html: Html = ""
    text: Text = ""
    subject: Line | None = None
    to: list[PersonShape] = []
    cc: list[PersonShape] = []
    bcc: list[PersonShape] = []
    attachment_ids: list[Id] = []
    status_id: Id | None = None

    def recipients(self) -> tuple[Recipient, ...]:
        groups = (("to", self.to), ("cc", self.cc), ("bcc", self.bcc))
        return tuple(Recipient(field, p.name, p.address) for field, people in groups for p in people)  # type: ignore[arg-type] # the three fields


class WriteReply(WriteOutward):
    """Which thread and account it goes out by means something on a ticket only."""

    thread_id: Id | None = None
    channel_account_id: Id | None = None
    seen_message_id: int | None = Field(default=None, ge=0, lt=2**63)

    async def as_reply(self, reader: Reader) -> Reply:
        return Reply(
            html=self.html,
            text=self.text,
            subject=self.subject,
            recipients=self.recipients(),
            attachment_ids=tuple(self.attachment_ids),
            thread_id=self.thread_id,
            start_on=None if self.thread_id else await find_start(reader, self.channel_account_id),
            seen_message_id=self.seen_message_id,
            status_id=self.status_id,
        )


class WrittenReply(BaseModel):
    message_id: int
    thread_id: int
    send_at: datetime

    @classmethod
    def of(cls, written: Written) -> "WrittenReply":
        return cls(message_id=written.message_id, thread_id=written.thread_id, send_at=written.send_at)


class WriteComment(Shape):
    html: Html = ""
    text: Text = ""
    mentioned_user_ids: list[Id] = []
    attachment_ids: list[Id] = []


def _routes(place: PlacePath) -> APIRouter:
    router = place.router()

    @router.post("/replies", status_code=201)
    async def write_reply(
        desk: AskedDesk,
        viewer: SignedIn,
        acting: Acting,
        where: Annotated[Where, Depends(place.where)],
        body: WriteReply,
        key: OnceKey,
    ) -> WrittenReply:
        """Answer the customer. 409 `ticket.thread_changed` when something newer was written; the draft is kept."""
        async with desk.database.transaction(acting) as tx:

            async def write() -> WrittenReply:
                return WrittenReply.of(await reply(tx, viewer, where, await body.as_reply(tx)))

            return await once(tx, key, WrittenReply, write)

    @router.post("/comments", status_code=201)
    async def write_comment(
        desk: AskedDesk,
        viewer: SignedIn,
        acting: Acting,
        where: Annotated[Where, Depends(place.where)],
        body: WriteComment,
        key: OnceKey,
    ) -> Created:
        async with desk.database.transaction(acting) as tx:

            async def write() -> Created:
                message_id = await comment(
                    tx,
                    viewer,
                    where,
                    html=body.html,
                    text=body.text,
                    mentioned_user_ids=body.mentioned_user_ids,
                    attachment_ids=body.attachment_ids,
                )
                return Created(id=message_id)

            return await once(tx, key, Created, write)

    return router


router = in_both(_routes)
