"""Inboxes beside the help desk, and moving a thread between them, over HTTP (B14, T5)."""

from fastapi import APIRouter
from pydantic import BaseModel

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Html, Id, Json, Shape
from deskbell.conversations.inboxes import list_inboxes
from deskbell.tickets.moving import Move, move_thread

router = APIRouter(prefix="/api", tags=["inboxes"])


class MoveThread(Shape):
    """`assign` given (also as nobody) reassigns what stays or begins."""

    inbox_id: Id
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
async def show_inboxes(desk: AskedDesk, _viewer: SignedIn) -> Json:
    async with desk.database.reading() as reader:
        inboxes = await list_inboxes(reader)
    return {"inboxes": [{"id": inbox.id, "name": inbox.name, "kind": inbox.kind} for inbox in inboxes]}


@router.post("/threads/{thread_id}/move")
async def move_a_thread(desk: AskedDesk, viewer: SignedIn, acting: Acting, thread_id: Id, body: MoveThread) -> Moved:
    assign = body.assign or Assign()
    move = Move(
        inbox_id=body.inbox_id,
        owner_id=assign.owner_id,
        team_id=assign.team_id,
        reassigns=body.assign is not None,
        pipeline_id=body.pipeline_id,
        status_id=body.status_id,
        comment_html=body.comment_html,
    )
    async with desk.database.transaction(acting) as tx:
        return Moved(ticket_id=await move_thread(tx, viewer, thread_id, move))
