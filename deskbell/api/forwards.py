"""Forwarding over HTTP, on a ticket and in an inbox: what would go along, and its sending (B1, W6)."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends

from deskbell.api.answers import WriteOutward, WrittenReply
from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.once import OnceKey, once
from deskbell.api.places import PlacePath, in_both
from deskbell.api.shapes import Id, Json
from deskbell.tickets.answering.forwarding import Forward, forward, preview_forward
from deskbell.tickets.answering.places import Where

Scope = Literal["message", "conversation"]


class WriteForward(WriteOutward):
    """`html` is the note above what is forwarded. Files of `without_file_ids` stay here."""

    message_id: Id
    scope: Scope = "message"
    without_file_ids: list[Id] = []

    def as_forward(self) -> Forward:
        return Forward(
            message_id=self.message_id,
            scope=self.scope,
            recipients=self.recipients(),
            html=self.html,
            text=self.text,
            subject=self.subject,
            attachment_ids=tuple(self.attachment_ids),
            without_file_ids=tuple(self.without_file_ids),
            status_id=self.status_id,
        )


def _routes(place: PlacePath) -> APIRouter:
    router = place.router()

    @router.get("/messages/{message_id}/forward")
    async def get_forward_preview(
        desk: AskedDesk,
        viewer: SignedIn,
        where: Annotated[Where, Depends(place.where)],
        message_id: Id,
        scope: Scope = "message",
    ) -> Json:
        async with desk.database.reading() as reader:
            return await preview_forward(reader, viewer, where, message_id, scope)

    @router.post("/forwards", status_code=201)
    async def write_forward(
        desk: AskedDesk,
        viewer: SignedIn,
        acting: Acting,
        where: Annotated[Where, Depends(place.where)],
        body: WriteForward,
        key: OnceKey,
    ) -> WrittenReply:
        """Pass a message, or its whole conversation, on to somebody outside; it can be undone like a reply."""
        async with desk.database.transaction(acting) as tx:

            async def write() -> WrittenReply:
                return WrittenReply.of(await forward(tx, viewer, where, body.as_forward()))

            return await once(tx, key, WrittenReply, write)

    return router


router = in_both(_routes)
