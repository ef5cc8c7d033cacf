"""Inboxes beside the help desk over HTTP: their list, making and changing them, and moving a thread (B14, T5)."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Created, Html, Id, Json, Line, Shape
from deskbell.channels.accounts import refuse_feeding
from deskbell.conversations.inboxes import archive_inbox, make_inbox, rename_inbox
from deskbell.tickets.inboxes.lists import LARGEST_PAGE, PAGE, State, list_counted, list_inbox
from deskbell.tickets.inboxes.moving import Move, move_thread

router = APIRouter(prefix="/api", tags=["inboxes"])


class NameInbox(Shape):
    name: Line


class MoveThread(Shape):
    """`ticket_id`: the ticket that it joins in the help desk, else one is opened.

    `assign` given (also as nobody) reassigns what stays, is joined or begins.
    """

    inbox_id: Id
    ticket_id: Id | None = None
    assign: "Assign | None" = None
    pipeline_id: int = 0
    status_id: Id | None = None
    comment_html: Html = ""


class Assign(Shape):
    owner_id: Id | None = None
    team_id: Id | None = None


class Moved(BaseModel):
    """The ticket that the thread has now; null in an inbox."""

    ticket_id: int | None


@router.get("/inboxes")
async def show_inboxes(desk: AskedDesk, viewer: SignedIn) -> Json:
    """All inboxes, the help desk among them, with what waits in each for this viewer."""
    async with desk.database.reading() as reader:
        return {"inboxes": await list_counted(reader, viewer)}


@router.post("/inboxes", status_code=201)
async def make_an_inbox(desk: AskedDesk, viewer: SignedIn, acting: Acting, body: NameInbox) -> Created:
    async with desk.database.transaction(acting) as tx:
        return Created(id=await make_inbox(tx, viewer, body.name))


@router.patch("/inboxes/{inbox_id}", status_code=204)
async def rename_an_inbox(desk: AskedDesk, viewer: SignedIn, acting: Acting, inbox_id: Id, body: NameInbox) -> Response:
    async with desk.database.transaction(acting) as tx:
        await rename_inbox(tx, viewer, inbox_id, body.name)
    return Response(status_code=204)


@router.delete("/inboxes/{inbox_id}", status_code=204)
async def archive_an_inbox(desk: AskedDesk, viewer: SignedIn, acting: Acting, inbox_id: Id) -> Response:
    """Put an inbox away; 409 while conversations stand in it or an account still feeds it."""
    async with desk.database.transaction(acting) as tx:
        await archive_inbox(tx, viewer, inbox_id)
        await refuse_feeding(tx, inbox_id)
    return Response(status_code=204)


@router.get("/inboxes/{inbox_id}/threads")
async def show_threads(
    desk: AskedDesk,
    viewer: SignedIn,
    inbox_id: Id,
    state: State = "open",
    after: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = PAGE,
) -> Json:
    """A page of an inbox's conversations, the latest first; `after` is `next` of the page before."""
    async with desk.database.reading() as reader:
        return await list_inbox(reader, viewer, inbox_id, state=state, after=after, limit=limit)


@router.post("/threads/{thread_id}/move")
async def move_a_thread(desk: AskedDesk, viewer: SignedIn, acting: Acting, thread_id: Id, body: MoveThread) -> Moved:
    assign = body.assign or Assign()
    move = Move(
        inbox_id=body.inbox_id,
        ticket_id=body.ticket_id,
        owner_id=assign.owner_id,
        team_id=assign.team_id,
        reassigns=body.assign is not None,
        pipeline_id=body.pipeline_id,
        status_id=body.status_id,
        comment_html=body.comment_html,
    )
    async with desk.database.transaction(acting) as tx:
        return Moved(ticket_id=await move_thread(tx, viewer, thread_id, move))
