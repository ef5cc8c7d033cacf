"""Replies that wait for their time, over HTTP (W6)."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import AwareDatetime

from deskbell.api.answers import WriteReply, WrittenReply
from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.once import OnceKey, once
from deskbell.api.places import PlacePath, in_both
from deskbell.api.shapes import Created, Id, Json
from deskbell.conversations.drafts import Draft
from deskbell.tickets.answering.places import Where
from deskbell.tickets.answering.scheduling import SendLater, schedule_reply, send_now, unschedule, withdraw

router = APIRouter()


class ScheduleReply(WriteReply):
    """`draft` is the draft as the screen holds it: it comes back so when the reply does."""

    send_at: AwareDatetime
    only_if_unanswered: bool = False
    draft: dict[str, Any] = {}


def _routes(place: PlacePath) -> APIRouter:
    routes = place.router()

    @routes.post("/scheduled", status_code=201)
    async def schedule(
        desk: AskedDesk,
        viewer: SignedIn,
        acting: Acting,
        where: Annotated[Where, Depends(place.where)],
        body: ScheduleReply,
        key: OnceKey,
    ) -> Created:
        """Send the reply at a time, and if wanted only when the customer has not answered by then."""
        async with desk.database.transaction(acting) as tx:

            async def put_by() -> Created:
                new = await body.as_reply(tx)
                later = SendLater(new, body.send_at, body.draft, only_if_unanswered=body.only_if_unanswered)
                return Created(id=await schedule_reply(tx, viewer, where, later))

            return await once(tx, key, Created, put_by)

    return routes


router.include_router(in_both(_routes))


@router.post("/api/scheduled/{scheduled_id}/send", tags=["messages"])
async def send(desk: AskedDesk, viewer: SignedIn, acting: Acting, scheduled_id: Id) -> WrittenReply:
    async with desk.database.transaction(acting) as tx:
        return WrittenReply.of(await send_now(tx, viewer, scheduled_id))


@router.post("/api/scheduled/{scheduled_id}/edit", tags=["messages"])
async def edit(desk: AskedDesk, viewer: SignedIn, acting: Acting, scheduled_id: Id) -> Json:
    """Take it out of the line to write on; answers with the draft that it became."""
    async with desk.database.transaction(acting) as tx:
        return _draft(await unschedule(tx, viewer, scheduled_id, "edited"))


@router.delete("/api/scheduled/{scheduled_id}", tags=["messages"])
async def cancel(desk: AskedDesk, viewer: SignedIn, acting: Acting, scheduled_id: Id) -> Json:
    """It does not leave; its words are kept as its writer's draft. A colleague's: only on a closed ticket."""
    async with desk.database.transaction(acting) as tx:
        return _draft(await withdraw(tx, viewer, scheduled_id))


def _draft(draft: Draft | None) -> Json:
    return {"draft": draft and {"kind": draft.kind, "body": draft.body, "version": draft.version}}
