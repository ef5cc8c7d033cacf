"""One ticket over HTTP: seen, changed, read, followed, trashed (W4)."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Id, Json, Line, Shape, Text
from deskbell.kernel.errors import Conflict
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.answering.scheduling import still_leaving
from deskbell.tickets.changing import EDITED, change
from deskbell.tickets.following import follow, unfollow
from deskbell.tickets.reading import mark_read, mark_unread
from deskbell.tickets.showing.message_pages import LARGEST_PAGE, PAGE, show_messages
from deskbell.tickets.showing.showing import show_header
from deskbell.tickets.showing.ticket_files import show_files
from deskbell.tickets.showing.timeline import Told, show_timeline
from deskbell.tickets.snoozing_again import ended_by_closing, snooze_again
from deskbell.tickets.ticket import PRIORITY_NAMES
from deskbell.tickets.trashing import restore, trash
from deskbell.users.viewer import Viewer

router = APIRouter(prefix="/api/tickets/{ticket_id}", tags=["tickets"])


_FIELDS = frozenset({*EDITED, "owner_id", "team_id", "status_id", "contact_id", "company_id"}) - {"properties"}


class ChangeTicket(Shape):
    """Only the fields that are sent change; `properties` are the desk's own, by name.

    `expected` holds what the screen showed: if it is no longer so, 409. With `snoozed_again` the change takes a closing
    back, and the snooze that the closing ended holds as it did.
    """

    name: Line | None = None
    description: Text | None = None
    priority: str | None = None
    category: str | None = None
    tags: list[Line] | None = None
    owner_id: Id | None = None
    team_id: Id | None = None
    status_id: Id | None = None
    contact_id: Id | None = None
    company_id: Id | None = None
    properties: dict[str, Any] = Field(default_factory=dict)
    expected: dict[str, Any] = Field(default_factory=dict)
    snoozed_again: bool = False


class ReadUpTo(Shape):
    message_id: int = Field(ge=0, lt=2**63)


@router.patch("")
async def change_ticket(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id, body: ChangeTicket) -> Json:
    """Change what is sent, all or nothing, and answer with the ticket as it is now.

    Where that closed it, `still_leaving` names the scheduled replies that leave all the same.
    """
    sent = body.model_fields_set - {"expected", "snoozed_again"}
    async with desk.database.transaction(acting) as tx:
        if body.expected:
            await _refuse_overwriting(tx, viewer, ticket_id, body.expected)
        ticket = await get_visible(tx, viewer, ticket_id, lock=True)
        ended = await ended_by_closing(tx, [ticket.id]) if body.snoozed_again else {}
        await change(tx, viewer, ticket.id, {field: getattr(body, field) for field in sent})
        await snooze_again(tx, ended)
    async with desk.database.reading() as reader:  # after what follows from the change, as its clocks do
        shown = await show_header(reader, viewer, ticket.id)
        is_closing = not ticket.is_closed and shown["is_closed"]
        return {"ticket": shown, **({"still_leaving": await still_leaving(reader, ticket.id)} if is_closing else {})}


async def _refuse_overwriting(tx: Tx, viewer: Viewer, ticket_id: int, expected: dict[str, Any]) -> None:
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    own = expected.get("properties")
    for field, value in {**expected, **(own if isinstance(own, dict) else {})}.items():
        if field == "properties":
            continue
        current = ticket.properties.get(field) if field not in _FIELDS else getattr(ticket, field)
        current = PRIORITY_NAMES.get(current or 0) if field == "priority" else current
        if current != value:
            raise Conflict(
                "Somebody else changed this a moment ago.", code="ticket.changed", field=field, current=current
            )


@router.get("/messages")
async def get_messages(
    desk: AskedDesk,
    viewer: SignedIn,
    ticket_id: Id,
    before: Annotated[int | None, Query(gt=0)] = None,
    thread: Annotated[int | None, Query(gt=0)] = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = PAGE,
) -> Json:
    """A page of messages and comments, oldest first, older than `before`."""
    async with desk.database.reading() as reader:
        return await show_messages(reader, viewer, ticket_id, before=before, thread_id=thread, limit=limit)


@router.get("/timeline")
async def get_timeline(
    desk: AskedDesk,
    viewer: SignedIn,
    ticket_id: Id,
    before: Annotated[int | None, Query(gt=0)] = None,
    told: Annotated[Told | None, Query()] = None,
) -> Json:
    """A page of the history, newest first; with `told` only what tells of that."""
    async with desk.database.reading() as reader:
        return await show_timeline(reader, viewer, ticket_id, before=before, told=told)


@router.get("/attachments")
async def get_files(desk: AskedDesk, viewer: SignedIn, ticket_id: Id) -> Json:
    """The files of all its messages and comments, newest first; pictures in the text are left out."""
    async with desk.database.reading() as reader:
        return {"attachments": await show_files(reader, viewer, ticket_id)}


@router.post("/read", status_code=204)
async def read_ticket(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id, body: ReadUpTo) -> Response:
    async with desk.database.transaction(acting) as tx:
        await mark_read(tx, viewer, ticket_id, body.message_id)
    return Response(status_code=204)


@router.post("/unread", status_code=204)
async def unread_ticket(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await mark_unread(tx, viewer, ticket_id)
    return Response(status_code=204)


@router.post("/follow", status_code=204)
async def follow_ticket(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await follow(tx, viewer, ticket_id)
    return Response(status_code=204)


@router.delete("/follow", status_code=204)
async def unfollow_ticket(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await unfollow(tx, viewer, ticket_id)
    return Response(status_code=204)


@router.delete("", status_code=204)
async def trash_ticket(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await trash(tx, viewer, ticket_id)
    return Response(status_code=204)


@router.post("/restore", status_code=204)
async def restore_ticket(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await restore(tx, viewer, ticket_id)
    return Response(status_code=204)
