"""One's notifications over HTTP: the bell's list, what was read, and how one wants to be told (T1)."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Id, Json, Shape
from deskbell.notifications.choices import change_choices, choices_of
from deskbell.notifications.kinds import Kind, Path
from deskbell.notifications.listing import count_unread, show_notifications
from deskbell.notifications.reading import mark_read, mark_unread
from deskbell.notifications.visiting import note_visit

router = APIRouter(prefix="/api/notifications", tags=["notifications"])


class WhatIsRead(Shape):
    """Those of a ticket or of a conversation, or all up to a line."""

    ticket_id: Id | None = None
    thread_id: Id | None = None
    up_to: Id | None = None


class WhatWasRead(Shape):
    read_at: datetime


class ChangeChoices(Shape):
    """Only the fields, and of `paths` only the kinds, that are sent change."""

    paths: dict[Kind, list[Path]] | None = None
    mail_when: Literal["away", "always"] | None = None
    digest: Literal["busy", "hourly"] | None = None
    follow_own: bool | None = None


@router.get("")
async def list_notifications(
    desk: AskedDesk, viewer: SignedIn, before: Annotated[int | None, Query(gt=0, lt=2**63)] = None
) -> Json:
    async with desk.database.reading() as reader:
        return await show_notifications(reader, viewer, before=before)


@router.get("/unread")
async def count_unread_notifications(desk: AskedDesk, viewer: SignedIn) -> Json:
    async with desk.database.reading() as reader:
        return {"unread": await count_unread(reader, viewer)}


@router.post("/read")
async def read_notifications(desk: AskedDesk, viewer: SignedIn, acting: Acting, body: WhatIsRead) -> Json:
    """What comes back undoes it."""
    async with desk.database.transaction(acting) as tx:
        read_at = await mark_read(
            tx, viewer.user_id, ticket_id=body.ticket_id, thread_id=body.thread_id, up_to=body.up_to
        )
    return {"read_at": read_at.isoformat()}


@router.post("/unread", status_code=204)
async def unread_notifications(desk: AskedDesk, viewer: SignedIn, acting: Acting, body: WhatWasRead) -> Response:
    async with desk.database.transaction(acting) as tx:
        await mark_unread(tx, viewer.user_id, body.read_at)
    return Response(status_code=204)


@router.post("/here", status_code=204)
async def say_here(desk: AskedDesk, viewer: SignedIn, acting: Acting) -> Response:
    """A page of the desk is in view: mail can wait."""
    async with desk.database.transaction(acting) as tx:
        await note_visit(tx, viewer.user_id)
    return Response(status_code=204)


@router.get("/choices")
async def show_choices(desk: AskedDesk, viewer: SignedIn) -> Json:
    async with desk.database.reading() as reader:
        return (await choices_of(reader, [viewer.user_id]))[viewer.user_id].shape()


@router.patch("/choices")
async def change_my_choices(desk: AskedDesk, viewer: SignedIn, acting: Acting, body: ChangeChoices) -> Json:
    sent = {field: value for field in body.model_fields_set if (value := getattr(body, field)) is not None}
    async with desk.database.transaction(acting) as tx:
        return (await change_choices(tx, viewer.user_id, sent)).shape()
