"""The mail ledger over HTTP: every mail that ever reached us, its fate, and deciding otherwise by hand (B2)."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Id
from deskbell.channels.email.intake_loop import read_context
from deskbell.channels.email.ledger.by_hand import ignore_by_hand
from deskbell.channels.email.ledger.ledger import Source, State
from deskbell.channels.email.ledger.rows import (
    LARGEST_PAGE,
    LedgerRow,
    count_capped,
    get_row,
    list_ledger,
    sha256_of,
)
from deskbell.channels.email.receive import make_ticket
from deskbell.kernel.errors import NotAllowed
from deskbell.users.viewer import Viewer

router = APIRouter(prefix="/api/mail-ledger", tags=["mail ledger"])
PAGE = 50
MOST_COUNTED = 1000


async def _may_decide(viewer: SignedIn) -> Viewer:
    """Mail without a ticket has no owner or team yet: it is for those who see everything."""
    if not (viewer.sees_everything and viewer.has_full_desk) and not viewer.may("account_access"):
        raise NotAllowed("Only colleagues who see every ticket may see mail without one.", code="mail_ledger")
    return viewer


Deciding = Annotated[Viewer, Depends(_may_decide)]


class MailShape(BaseModel):
    """`reason` is a stable code, `detail` its sentence."""

    id: int
    state: State
    reason: str | None
    detail: str | None
    received_at: datetime
    sender: str | None = Field(serialization_alias="from")
    subject: str | None
    size: int
    source: Source
    channel_account_id: int | None
    ticket_id: int | None


class Ledger(BaseModel):
    mails: list[MailShape]
    next: str | None
    counts: dict[State, int]


class MadeTicket(BaseModel):
    ticket_id: int | None


@router.get("")
async def list_mails(
    desk: AskedDesk,
    _viewer: Deciding,
    state: State | None = None,
    after: Annotated[int | None, Query(gt=0, lt=2**63)] = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = PAGE,
) -> Ledger:
    """Newest first; `after` is the `next` of the page before."""
    async with desk.database.reading() as reader:
        rows = await list_ledger(reader, state=state, before=after, limit=limit)
        counts = await count_capped(reader, MOST_COUNTED)
    return Ledger(
        mails=[_shape(row) for row in rows],
        next=str(rows[-1].id) if len(rows) == limit else None,
        counts=counts,
    )


@router.get("/{mail_id}/raw")
async def get_raw(desk: AskedDesk, _viewer: Deciding, mail_id: Id) -> Response:
    """The mail exactly as it came, as a download."""
    async with desk.database.reading() as reader:
        sha256 = sha256_of(await get_row(reader, mail_id))
    return Response(
        await run_in_threadpool(desk.storage.get, sha256),
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="mail-{mail_id}.eml"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


@router.post("/{mail_id}/ticket", status_code=201)
async def to_ticket(desk: AskedDesk, _viewer: Deciding, acting: Acting, mail_id: Id) -> MadeTicket:
    """Make a parked or ignored mail a ticket all the same."""
    context = await read_context(desk)
    return MadeTicket(ticket_id=await make_ticket(desk, context, acting, mail_id))


@router.post("/{mail_id}/ignore", status_code=204)
async def ignore(desk: AskedDesk, _viewer: Deciding, acting: Acting, mail_id: Id) -> Response:
    """Take a parked mail out of the way; it stays in the ledger."""
    async with desk.database.transaction(acting) as tx:
        await ignore_by_hand(tx, mail_id)
    return Response(status_code=204)


def _shape(row: LedgerRow) -> MailShape:
    return MailShape(
        id=row.id,
        state=row.state,
        reason=row.reason,
        detail=row.detail,
        received_at=row.received_at,
        sender=row.from_address,
        subject=row.subject,
        size=row.size,
        source=row.source,
        channel_account_id=row.channel_account_id,
        ticket_id=row.ticket_id,
    )
