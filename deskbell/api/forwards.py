"""Forwarding over HTTP, on a ticket and in an inbox: what would go along, and its sending (B1, W6)."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends

from deskbell.api.answers import WriteOutward, WrittenReply
from deskbell.api.asking import Acting, AskedDesk, SignedIn
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
    ) -> WrittenReply:
        """Pass a message, or its whole conversation, on to somebody outside; it can be undone like a reply."""
        async with desk.database.transaction(acting) as tx:
            written = await forward(
                tx,
                viewer,
                where,
                Forward(
                    message_id=body.message_id,
                    scope=body.scope,
                    recipients=body.recipients(),
                    html=body.html,
                    text=body.text,
                    subject=body.subject,
                    attachment_ids=tuple(body.attachment_ids),
                    without_file_ids=tuple(body.without_file_ids),
                    status_id=body.status_id,
                ),
            )
        return WrittenReply.of(written)

    return router


router = in_both(_routes)
