"""/api/views: which views the user has, how they want them, and how many tickets stand in each."""

from typing import Any, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response as PlainResponse

from deskbell.api.asking import Acting, AskedDesk, SignedIn, desk_of, viewer_of
from deskbell.api.plain_routes import PlainRead, bytes_of_json, query
from deskbell.channels.email.ledger.parked import count_parked
from deskbell.views.counting_views import count_custom_views, count_views
from deskbell.views.custom_view import number_of
from deskbell.views.default_views import PARKED, sees_parked_mail
from deskbell.views.standing_counts import StandingCounts
from deskbell.views.view_settings import ListedView, keep_settings, list_views

router = APIRouter(prefix="/api/views", tags=["views"])


class SortChoice(BaseModel):
    by: str
    direction: Literal["asc", "desc"] = "desc"


class ViewSettings(BaseModel):
    """What the screen keeps of one view, whole: what is left out is forgotten."""

    model_config = ConfigDict(extra="allow")

    position: int | None = None
    hidden: bool | None = None
    columns: list[str] | None = None
    widths: dict[str, float] | None = None
    sort: SortChoice | None = None
    layout: Literal["table", "split", "board"] | None = None


class ShownCustomView(BaseModel):
    """What only a view that a user made has. `team_ids` count when it is shared with teams."""

    owner_id: int
    shared_with: Literal["private", "teams", "everyone"]
    team_ids: list[int]
    filter: dict[str, Any]
    layout: Literal["table", "split", "board"]


class ShownView(BaseModel):
    key: str
    name: str
    group: Literal["open", "personal", "archive", "custom"]
    position: int
    hidden: bool
    sort: str = Field(description="The view's own sort, before the user's settings")
    direction: Literal["asc", "desc"]
    columns: list[str] = Field(description="The view's own columns, before the user's settings")
    settings: dict[str, Any]
    custom: ShownCustomView | None
    may_edit: bool


class ShownViews(BaseModel):
    views: list[ShownView]


@router.get("")
async def get_views(desk: AskedDesk, viewer: SignedIn) -> ShownViews:
    async with desk.database.reading() as reader:
        views = await list_views(reader, viewer)
    return ShownViews(views=[shown_view(view) for view in views])


def shown_view(view: ListedView) -> ShownView:
    return ShownView.model_validate(view, from_attributes=True)


@router.put("/{key}/settings", status_code=204)
async def put_settings(key: str, settings: ViewSettings, desk: AskedDesk, viewer: SignedIn, actor: Acting) -> Response:
    async with desk.database.transaction(actor) as tx:
        await keep_settings(tx, viewer, key, settings.model_dump(exclude_none=True))
    return Response(status_code=204)


async def view_counts(request: Request) -> PlainResponse:
    viewer = await viewer_of(request)
    asked = request.query_params.get("keys")
    keys = [key for key in asked.split(",") if key] if asked is not None else None
    with_parked = sees_parked_mail(viewer) and (keys is None or PARKED in keys)
    custom = None if keys is None else [key for key in keys if number_of(key) is not None]
    if keys is not None:
        keys = [key for key in keys if number_of(key) is None and not (key == PARKED and with_parked)]
    database = desk_of(request).database
    async with database.reading() as reader:
        counts = [await count_views(reader, viewer, keys)]
        if with_parked:
            counts.append(b'{"%b":%d}' % (PARKED.encode(), await count_parked(reader)))
    if custom is None or custom:
        standing: StandingCounts = request.app.state.standing_counts
        counts.append(await count_custom_views(database, standing, viewer, custom))
    return bytes_of_json(b'{"counts":{%b}}' % b",".join(count[1:-1] for count in counts if count != b"{}"))


VIEW_COUNTS = PlainRead(
    path="/api/views/counts",
    endpoint=view_counts,
    summary="How many tickets each view holds; 1000 means that many or more. A custom view that takes long is left out",
    tags=("views",),
    parameters=(query("keys", "Views' keys with commas between them; all of the user's views when absent"),),
    answer={
        "type": "object",
        "properties": {"counts": {"type": "object", "additionalProperties": {"type": "integer", "maximum": 1000}}},
        "required": ["counts"],
    },
)
