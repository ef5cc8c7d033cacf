"""Acts on many tickets over HTTP: which tickets, what is done to them, and how many they are (T9)."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Id, Json, Line, Shape, Text
from deskbell.api.work import Begun
from deskbell.views.looking import patiently
from deskbell.work.selection import MOST_IDS, Selection, count_chosen
from deskbell.work.starting import start_bulk

router = APIRouter(prefix="/api", tags=["work"])


class Select(Shape):
    """`ids`, or all of a view (`view`, narrowed by `filter`) but those of `all_but`."""

    view: Line | None = None
    filter: dict[str, Any] | None = None
    ids: list[Id] | None = Field(default=None, max_length=MOST_IDS)
    all_but: list[Id] = Field(default=[], max_length=MOST_IDS)

    def selection(self) -> Selection:
        ids = None if self.ids is None else tuple(self.ids)
        return Selection(self.view, self.filter, ids, tuple(self.all_but))


class EditedFields(Shape):
    priority: str | None = None
    category: str | None = None
    description: Text | None = None
    properties: dict[str, Any] | None = None


class Edit(Shape):
    kind: Literal["edit"]
    fields: EditedFields


class Assign(Shape):
    """Only what is sent changes; null takes it away."""

    kind: Literal["assign"]
    owner_id: Id | None = None
    team_id: Id | None = None


class SetStatus(Shape):
    kind: Literal["status"]
    status_id: Id


class Tag(Shape):
    kind: Literal["tags"]
    add: list[Line] = Field(default=[], max_length=50)
    remove: list[Line] = Field(default=[], max_length=50)


class Merge(Shape):
    """All become one ticket, the primary's."""

    kind: Literal["merge"]
    primary_id: Id


class Snooze(Shape):
    kind: Literal["snooze"]
    until: datetime | None = None
    until_reply: bool = False


class MoveOut(Shape):
    kind: Literal["move"]
    inbox_id: Id


class Simple(Shape):
    kind: Literal["follow", "unfollow", "read", "unread", "spam", "not_spam", "trash", "restore"]


AnAct = Annotated[Edit | Assign | SetStatus | Tag | Merge | Snooze | MoveOut | Simple, Field(discriminator="kind")]


class Bulk(Shape):
    """`expected_count` is what the user typed; the trash asks for it."""

    select: Select
    act: AnAct
    expected_count: int | None = Field(default=None, ge=0, lt=2**31)


class Count(Shape):
    select: Select


class Counted(BaseModel):
    count: int


@router.post("/bulk", status_code=202)
async def begin_bulk(desk: AskedDesk, viewer: SignedIn, acting: Acting, body: Bulk) -> Begun:
    """Do one thing to many tickets, in the background."""
    async with desk.database.transaction(acting) as tx:
        work = await start_bulk(
            tx,
            desk.jobs,
            viewer,
            body.select.selection(),
            kind=body.act.kind,
            values=_values(body.act),
            expected_count=body.expected_count,
        )
    return Begun(work_id=work.id, total=work.total)


@router.post("/bulk/count")
async def count_bulk(desk: AskedDesk, viewer: SignedIn, body: Count) -> Counted:
    """How many tickets are selected, exactly: what the user has to type before they go to the trash."""
    async with patiently(desk.database, 8) as reader:
        return Counted(count=await count_chosen(reader, viewer, body.select.selection()))


def _values(act: AnAct) -> Json:
    values = act.model_dump(mode="json", exclude_unset=True, exclude={"kind"})
    if isinstance(act, Snooze) and act.until is not None and act.until.tzinfo is None:
        values["until"] = f"{act.until.isoformat()}+00:00"
    return values
