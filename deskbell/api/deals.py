"""Deals over HTTP: listed, shown with their tickets, made, changed, deleted."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Created, Id, Json, Line, Shape
from deskbell.crm.keeping import change, create, get_kept, restore_kept, trash_kept
from deskbell.crm.kept_record import RECORDS
from deskbell.crm.name_pages import LARGEST_PAGE, PAGE, read_names
from deskbell.kernel.database import Reader
from deskbell.tickets.of_record import tickets_of_record
from deskbell.users.viewer import Viewer

router = APIRouter(prefix="/api/deals", tags=["deals"])


class ChangeDeal(Shape):
    """Only the fields that are sent change; `stage` is open, won or lost; `properties` are the desk's own.

    `expected` holds what the screen showed: if it is no longer so, 409.
    """

    name: Line | None = None
    amount: Annotated[float | None, Field(allow_inf_nan=False)] = None
    stage: Line = "open"
    close_date: Line | None = None
    company_id: Id | None = None
    owner_id: Id | None = None
    properties: dict[str, Any] = {}
    expected: dict[str, Any] = {}

    def sent(self) -> dict[str, Any]:
        return self.model_dump(include=self.model_fields_set - {"expected"})


@router.get("")
async def get_deals(
    desk: AskedDesk,
    _viewer: SignedIn,
    query: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[str | None, Query(max_length=2_000)] = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = PAGE,
) -> Json:
    """By name; with a query, those whose name has a word that begins so."""
    async with desk.database.reading() as reader:
        rows, following = await read_names(reader, RECORDS["deals"].listed, query=query, after=after, limit=limit)
    return {"deals": rows, "next": following}


@router.post("", status_code=201)
async def make_deal(desk: AskedDesk, _viewer: SignedIn, acting: Acting, body: ChangeDeal) -> Created:
    async with desk.database.transaction(acting) as tx:
        return Created(id=await create(tx, "deals", body.sent()))


@router.get("/{deal_id}")
async def get_deal(desk: AskedDesk, viewer: SignedIn, deal_id: Id) -> Json:
    async with desk.database.reading() as reader:
        return await _show(reader, viewer, deal_id)


@router.patch("/{deal_id}")
async def change_deal(desk: AskedDesk, viewer: SignedIn, acting: Acting, deal_id: Id, body: ChangeDeal) -> Json:
    async with desk.database.transaction(acting) as tx:
        await change(tx, "deals", deal_id, body.sent(), body.expected)
        return await _show(tx, viewer, deal_id)


@router.delete("/{deal_id}", status_code=204)
async def trash_deal(desk: AskedDesk, viewer: SignedIn, acting: Acting, deal_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await trash_kept(tx, viewer, "deals", deal_id)
    return Response(status_code=204)


@router.post("/{deal_id}/restore", status_code=204)
async def restore_deal(desk: AskedDesk, viewer: SignedIn, acting: Acting, deal_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await restore_kept(tx, viewer, "deals", deal_id)
    return Response(status_code=204)


async def _show(reader: Reader, viewer: Viewer, deal_id: int) -> Json:
    return {
        "deal": await get_kept(reader, "deals", deal_id),
        "tickets": await tickets_of_record(reader, viewer, "deals", deal_id),
    }
