"""GET /api/board: how many of a view's tickets stand in each status of a pipeline."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.requests import Request

from deskbell.api.asking import AskedDesk, SignedIn
from deskbell.api.ticket_list import filter_asked
from deskbell.views.board import count_columns
from deskbell.views.looking import look, looking

router = APIRouter(prefix="/api", tags=["views"])


class BoardColumn(BaseModel):
    status_id: int
    count: int = Field(description="1000 means that many or more")


class Board(BaseModel):
    columns: list[BoardColumn]


@router.get("/board")
async def get_board(
    request: Request,
    desk: AskedDesk,
    viewer: SignedIn,
    view: str = "all_open",
    pipeline_id: Annotated[int, Query(ge=0, lt=2**63)] = 0,
    filter: str | None = None,  # noqa: A002, ARG001 - the parameter's name in the address; read by filter_asked
) -> Board:
    """A page of one column is GET /api/tickets with `status_id`."""
    further = filter_asked(request)
    async with looking(desk.database, view, further) as reader:
        looked = await look(reader, viewer, view, further)
        counts = await count_columns(reader, viewer, looked.tickets, pipeline_id)
    return Board(columns=[BoardColumn(status_id=status_id, count=count) for status_id, count in counts.items()])
