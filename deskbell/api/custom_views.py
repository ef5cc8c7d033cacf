"""Views that users make, over HTTP: created, changed, shared, cloned, deleted, tried out (W3)."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field, StringConstraints

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Id, Json, Line, Shape
from deskbell.api.views import ShownView, shown_view
from deskbell.kernel.reader import Reader
from deskbell.users.viewer import Viewer
from deskbell.views.counting_views import preview_count
from deskbell.views.custom_view import CustomView
from deskbell.views.customising import ViewDraft, change_view, clone_view, create_view, delete_view
from deskbell.views.looking import filter_properties
from deskbell.views.view_settings import list_views

router = APIRouter(prefix="/api", tags=["views"])

Sharing = Literal["private", "teams", "everyone"]
Column = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[\w.:-]+$")]


class NewView(Shape):
    """`filter` is `{"all": [...]}` or `{"any": [...]}`; what can stand in it is told by /api/filter-properties."""

    name: Line
    filter: dict[str, Any] = {"all": []}
    shared_with: Sharing = "private"
    team_ids: list[Id] = Field(default=[], max_length=200)
    sort_by: str = "active_at"
    direction: Literal["asc", "desc"] = "desc"
    columns: list[Column] | None = None
    layout: Literal["table", "split", "board"] = "table"


class ViewChange(Shape):
    """Only what is sent changes."""

    name: Line | None = None
    filter: dict[str, Any] | None = None
    shared_with: Sharing | None = None
    team_ids: list[Id] | None = Field(default=None, max_length=200)
    sort_by: str | None = None
    direction: Literal["asc", "desc"] | None = None
    columns: list[Column] | None = None
    layout: Literal["table", "split", "board"] | None = None


class CloneName(Shape):
    name: Line | None = None


class Preview(Shape):
    """The filter alone, or on top of `view`."""

    filter: dict[str, Any]
    view: Line | None = None


class PreviewCount(BaseModel):
    count: int = Field(description="1000 means that many or more")


class PropertyOption(BaseModel):
    value: str
    label: str


class AskedProperty(BaseModel):
    """Kinds user, team, status, pipeline and account take ids out of the session's directory."""

    name: str
    label: str
    kind: str
    about: str
    operators: list[str]
    options: list[PropertyOption]


class AskedProperties(BaseModel):
    properties: list[AskedProperty]


@router.post("/views", status_code=201)
async def make_view(desk: AskedDesk, viewer: SignedIn, acting: Acting, body: NewView) -> ShownView:
    draft = ViewDraft(**_fields(body))
    async with desk.database.transaction(acting) as tx:
        return await _shown(tx, viewer, await create_view(tx, viewer, draft))


@router.patch("/views/{key}")
async def edit_view(desk: AskedDesk, viewer: SignedIn, acting: Acting, key: str, body: ViewChange) -> ShownView:
    async with desk.database.transaction(acting) as tx:
        return await _shown(tx, viewer, await change_view(tx, viewer, key, _fields(body)))


@router.post("/views/{key}/clone", status_code=201)
async def copy_view(desk: AskedDesk, viewer: SignedIn, acting: Acting, key: str, body: CloneName) -> ShownView:
    """A private copy that is one's own."""
    async with desk.database.transaction(acting) as tx:
        return await _shown(tx, viewer, await clone_view(tx, viewer, key, body.name))


@router.delete("/views/{key}", status_code=204)
async def remove_view(desk: AskedDesk, viewer: SignedIn, acting: Acting, key: str) -> Response:
    async with desk.database.transaction(acting) as tx:
        await delete_view(tx, viewer, key)
    return Response(status_code=204)


@router.post("/views/preview")
async def preview_view(desk: AskedDesk, viewer: SignedIn, body: Preview) -> PreviewCount:
    """How many tickets a filter would hold."""
    return PreviewCount(count=await preview_count(desk.database, viewer, body.filter, body.view))


@router.get("/filter-properties")
async def get_filter_properties(desk: AskedDesk, viewer: SignedIn) -> AskedProperties:
    """Everything that a filter can ask for, for the builder."""
    async with desk.database.reading() as reader:
        properties = await filter_properties(reader, viewer)
    return AskedProperties(
        properties=[
            AskedProperty(
                name=prop.name,
                label=prop.label,
                kind=prop.kind,
                about=prop.about,
                operators=list(prop.operators),
                options=[PropertyOption(value=option.value, label=option.label) for option in prop.options],
            )
            for prop in properties.values()
        ]
    )


def _fields(body: NewView | ViewChange) -> Json:
    sent = {name: value for name, value in body.model_dump(exclude_unset=True).items() if value is not None}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in sent.items()}


async def _shown(reader: Reader, viewer: Viewer, view: CustomView) -> ShownView:
    listed = {shown.key: shown for shown in await list_views(reader, viewer)}
    return shown_view(listed[view.key])
