"""A board over HTTP: how many of a view's tickets stand in each status of a pipeline, and the first of them."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from deskbell.api.asking import AskedDesk, SignedIn, desk_of, viewer_of
from deskbell.api.plain_routes import PlainRead, bytes_of_json, query, whole_number
from deskbell.api.ticket_list import TICKET_LIST, filter_asked
from deskbell.tickets.lists.listing import LONGEST_PAGE, USUAL_PAGE
from deskbell.tickets.lists.sorting import chosen_sort
from deskbell.views.board import count_columns, first_pages
from deskbell.views.looking import look, looking
from deskbell.views.property_sorting import sort_within_seat

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


async def list_columns(request: Request) -> Response:
    viewer = await viewer_of(request)
    asked = request.query_params
    key, further = asked.get("view", "all_open"), filter_asked(request)
    limit, pipeline_id = whole_number(request, "limit", USUAL_PAGE), whole_number(request, "pipeline_id", 0)
    instead = asked.get("instead") == "true" and viewer.has_full_desk
    async with looking(desk_of(request).database, key, further) as reader:
        view = await look(reader, viewer, key, further, instead=instead)
        by, direction = sort_within_seat(viewer, asked.get("sort"), asked.get("direction"))
        sort = chosen_sort(by, direction, view.sort)
        found = await first_pages(reader, viewer, view.tickets, pipeline_id, sort, limit=limit)
    return bytes_of_json(found)


_OF_THE_LIST = tuple(one for one in TICKET_LIST.parameters if one["name"] not in {"status_id", "after", "limit"})
_PAGE = TICKET_LIST.answer["properties"]
_COLUMN = {"status_id": {"type": "integer"}, "count": {"type": "integer"}, **_PAGE}

BOARD_COLUMNS = PlainRead(
    path="/api/board/columns",
    endpoint=list_columns,
    summary="The first page of every column of a board, with its count",
    tags=("views",),
    parameters=(
        *_OF_THE_LIST,
        query("pipeline_id", "Whose statuses are the columns", "integer", default=0),
        query("limit", "How many tickets of each", "integer", minimum=1, maximum=LONGEST_PAGE, default=USUAL_PAGE),
    ),
    answer={
        "type": "object",
        "properties": {
            "columns": {
                "type": "array",
                "items": {"type": "object", "properties": _COLUMN, "required": list(_COLUMN)},
            }
        },
        "required": ["columns"],
    },
)
