"""What one does with a whole ticket over HTTP: merge, split, spam, snooze, link (T2, T3, T6, T10)."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.new_ticket import NewTicketShape, new_ticket
from deskbell.api.shapes import Created, Id, Json, Shape
from deskbell.tickets.access import get_visible
from deskbell.tickets.linking import Kind, link, links_of, unlink
from deskbell.tickets.reshaping.merge_preview import preview_merge
from deskbell.tickets.reshaping.merging import merge, undo_merge
from deskbell.tickets.reshaping.splitting import split, undo_split
from deskbell.tickets.reshaping.undo_preview import preview_undo
from deskbell.tickets.snoozing import end_snooze, snooze
from deskbell.tickets.spamming import mark_spam, not_spam

router = APIRouter(prefix="/api/tickets/{ticket_id}", tags=["ticket acts"])


class MergeWith(Shape):
    other_id: Id
    primary_id: Id


class Unmerged(BaseModel):
    primary_id: int
    other_id: int


class SplitOff(NewTicketShape):
    """The new ticket; its first contact is the writer of the first moved message unless one is named."""


class Split(Shape):
    message_ids: list[Id] = Field(max_length=1000)
    ticket: SplitOff


class Spam(Shape):
    thread_ids: list[Id] = Field(default=[], max_length=1000)


class Snooze(Shape):
    until: datetime | None = None
    until_reply: bool = False


class Link(Shape):
    other_id: Id
    kind: Literal["related", "parent", "child"] = "related"


@router.get("/merge-preview")
async def show_merge_preview(
    desk: AskedDesk,
    viewer: SignedIn,
    ticket_id: Id,
    other: Annotated[int, Query(alias="with", gt=0)],
    primary: Annotated[int, Query(gt=0)],
) -> Json:
    """What the merged ticket would be: each value with the ticket that it comes from, and all that goes along."""
    async with desk.database.reading() as reader:
        return await preview_merge(reader, viewer, ticket_id, other, primary)


@router.post("/merge")
async def merge_ticket(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id, body: MergeWith) -> Created:
    """Make one of two; answers with the new record. The primary must be one of the two."""
    other_id = ticket_id if body.primary_id == body.other_id else body.other_id
    async with desk.database.transaction(acting) as tx:
        return Created(id=await merge(tx, viewer, primary_id=body.primary_id, other_id=other_id))


@router.get("/undo-preview")
async def show_undo_preview(desk: AskedDesk, viewer: SignedIn, ticket_id: Id) -> Json:
    """What would go where, were the merge or the split that made this ticket undone."""
    async with desk.database.reading() as reader:
        return await preview_undo(reader, viewer, ticket_id)


@router.get("/links")
async def show_links(desk: AskedDesk, viewer: SignedIn, ticket_id: Id) -> Json:
    """Linked tickets that the viewer may see; `kind` says what each is to this one."""
    async with desk.database.reading() as reader:
        ticket = await get_visible(reader, viewer, ticket_id)
        return {"links": await links_of(reader, viewer, ticket.id)}


@router.post("/unmerge")
async def unmerge_ticket(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id) -> Unmerged:
    async with desk.database.transaction(acting) as tx:
        undone = await undo_merge(tx, viewer, ticket_id)
    return Unmerged(primary_id=undone.primary_id, other_id=undone.other_id)


@router.post("/split", status_code=201)
async def split_ticket(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id, body: Split) -> Created:
    """Move the chosen messages to a new ticket; answers with it."""
    new = new_ticket(viewer, body.ticket, body.ticket.contact_id)
    async with desk.database.transaction(acting) as tx:
        return Created(id=await split(tx, viewer, ticket_id, body.message_ids, new))


@router.post("/unsplit")
async def unsplit_ticket(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id) -> Created:
    """Bring the messages back; answers with the ticket that they came from."""
    async with desk.database.transaction(acting) as tx:
        return Created(id=await undo_split(tx, viewer, ticket_id))


@router.post("/spam")
async def mark_ticket_spam(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id, body: Spam) -> Created:
    """Put conversations into the Spam view; answers with the record that stands there."""
    async with desk.database.transaction(acting) as tx:
        return Created(id=await mark_spam(tx, viewer, ticket_id, body.thread_ids))


@router.post("/not-spam")
async def mark_ticket_not_spam(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id) -> Created:
    async with desk.database.transaction(acting) as tx:
        return Created(id=await not_spam(tx, viewer, ticket_id))


@router.post("/snooze", status_code=204)
async def snooze_ticket(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id, body: Snooze) -> Response:
    async with desk.database.transaction(acting) as tx:
        await snooze(tx, viewer, ticket_id, until=body.until, until_reply=body.until_reply)
    return Response(status_code=204)


@router.delete("/snooze", status_code=204)
async def wake_ticket(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await end_snooze(tx, viewer, ticket_id)
    return Response(status_code=204)


@router.post("/links", status_code=204)
async def link_ticket(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id, body: Link) -> Response:
    kind: Kind = body.kind
    async with desk.database.transaction(acting) as tx:
        await link(tx, viewer, ticket_id, body.other_id, kind)
    return Response(status_code=204)


@router.delete("/links/{other_id}", status_code=204)
async def unlink_ticket(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id, other_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await unlink(tx, viewer, ticket_id, other_id)
    return Response(status_code=204)
