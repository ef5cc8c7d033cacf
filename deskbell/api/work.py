"""Acts on many tickets and exports over HTTP: begun, watched, stopped, taken back, downloaded (T9, W3)."""

import re
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Id, Json, Line, Shape, Text
from deskbell.kernel.database import Reader
from deskbell.views.looking import patiently
from deskbell.work.files import find_parts
from deskbell.work.selection import MOST_IDS, Selection, count_chosen
from deskbell.work.starting import can_undo, cancel_work, lasting, start_bulk, start_export, undo_work
from deskbell.work.work import RefusedTicket, Work, get_work, list_refused, list_works

router = APIRouter(prefix="/api", tags=["work"])

Worded = Literal["status", "pipeline", "priority", "category", "channel", "truth"]


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


class Export(Shape):
    """Only what `select` takes of the view, if it is sent.

    In the user's language, `name` is what the view is called, `headings` stand above `columns`, and `words` say for a
    column (`status`, `priority`; `truth` for yes and no) what each of its values is called.
    """

    select: Select | None = None
    filter: dict[str, Any] | None = None
    name: Annotated[Line, Field(max_length=300)] = ""
    columns: list[Line] = Field(default=[], max_length=100)
    headings: list[Line] = Field(default=[], max_length=100)
    words: dict[Worded, Annotated[dict[Line, Line], Field(max_length=1000)]] = {}


class Begun(BaseModel):
    job_id: int
    total: int


class LeftTicket(BaseModel):
    """Why it was left: as of any refusal a sentence, and the code and facts that say it in other languages."""

    ticket_id: int
    sentence: str
    code: str | None
    facts: Json | None


class ShownWork(BaseModel):
    """`done` of `total` were looked at, `refused` of them left as they are. `download` is where the file is.

    `sentence` says how it stands; why it failed, `code` and `facts` say in other languages.
    """

    id: int
    kind: Literal["bulk", "export"]
    act: str | None
    name: str | None
    state: Literal["waiting", "running", "done", "cancelled", "failed", "undoing", "undone"]
    done: int
    total: int
    refused: int
    refusals: list[LeftTicket]
    sentence: str
    code: str | None
    facts: Json | None
    can_cancel: bool
    can_undo: bool
    download: str | None
    created_at: datetime
    ended_at: datetime | None


class ShownWorks(BaseModel):
    works: list[ShownWork]


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
    return Begun(job_id=work.id, total=work.total)


@router.post("/bulk/count")
async def count_bulk(desk: AskedDesk, viewer: SignedIn, body: Count) -> Counted:
    """How many tickets are selected, exactly: what the user has to type before they go to the trash."""
    async with patiently(desk.database, 8) as reader:
        return Counted(count=await count_chosen(reader, viewer, body.select.selection()))


@router.post("/views/{key}/export", status_code=202)
async def begin_export(desk: AskedDesk, viewer: SignedIn, acting: Acting, key: str, body: Export) -> Begun:
    """Write a view's tickets, or some that are selected, into a CSV file, in the background."""
    async with desk.database.transaction(acting) as tx:
        work = await start_export(
            tx,
            desk.jobs,
            viewer,
            key,
            body.filter,
            selection=body.select.selection() if body.select else None,
            name=body.name,
            columns=body.columns,
            headings=body.headings,
            words={kind: words for kind, words in body.words.items()},  # noqa: C416 - its keys are any text
        )
    return Begun(job_id=work.id, total=work.total)


@router.get("/work")
async def get_works(desk: AskedDesk, viewer: SignedIn) -> ShownWorks:
    """One's own, the latest first."""
    async with desk.database.reading() as reader:
        return ShownWorks(works=[_shape(work, []) for work in await list_works(reader, viewer)])


@router.get("/work/{work_id}")
async def get_one_work(desk: AskedDesk, viewer: SignedIn, work_id: Id) -> ShownWork:
    async with desk.database.reading() as reader:
        return await _shown(reader, await get_work(reader, viewer, work_id))


@router.post("/work/{work_id}/cancel", status_code=202)
async def stop_work(desk: AskedDesk, viewer: SignedIn, acting: Acting, work_id: Id) -> ShownWork:
    async with desk.database.transaction(acting) as tx:
        return await _shown(tx, await cancel_work(tx, viewer, work_id))


@router.post("/work/{work_id}/undo", status_code=202)
async def take_work_back(desk: AskedDesk, viewer: SignedIn, acting: Acting, work_id: Id) -> ShownWork:
    async with desk.database.transaction(acting) as tx:
        return await _shown(tx, await undo_work(tx, desk.jobs, viewer, work_id))


@router.get("/work/{work_id}/file")
async def download_export(desk: AskedDesk, viewer: SignedIn, work_id: Id) -> StreamingResponse:
    async with desk.database.reading() as reader:
        name, parts = await find_parts(reader, viewer, work_id)

    async def content() -> AsyncIterator[bytes]:
        for sha256 in parts:
            yield await run_in_threadpool(desk.storage.get, sha256)

    plain = re.sub(r"[^A-Za-z0-9 ._-]+", "_", name)
    return StreamingResponse(
        content(),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _values(act: AnAct) -> Json:
    values = act.model_dump(mode="json", exclude_unset=True, exclude={"kind"})
    if isinstance(act, Snooze) and act.until is not None and act.until.tzinfo is None:
        values["until"] = f"{act.until.isoformat()}+00:00"
    return values


async def _shown(reader: Reader, work: Work) -> ShownWork:
    return _shape(work, await list_refused(reader, work.id) if work.refused else [])


def _shape(work: Work, refusals: list[RefusedTicket]) -> ShownWork:
    has_file = work.kind == "export" and work.state == "done"
    return ShownWork(
        id=work.id,
        kind=work.kind,
        act=work.request.get("kind"),
        name=work.request.get("name"),
        state=work.state,
        done=work.done,
        total=work.total,
        refused=work.refused,
        refusals=[LeftTicket(**asdict(one)) for one in refusals],
        sentence=_sentence(work),
        code=work.failure_code,
        facts=work.failure_facts,
        can_cancel=work.is_going_on and not work.is_cancelling,
        can_undo=can_undo(work),
        download=f"/api/work/{work.id}/file" if has_file else None,
        created_at=work.created_at,
        ended_at=work.ended_at,
    )


def _sentence(work: Work) -> str:
    left = f" {work.refused} were left as they are." if work.refused else ""
    changed = work.done - work.refused
    finished = f"Done: {changed} of {work.total} tickets.{left} {lasting(work)}".rstrip()
    sentences = {
        "failed": work.failure or "This failed.",
        "done": f"The file holds {work.done} tickets." if work.kind == "export" else finished,
        "cancelled": f"Stopped after {work.done} of {work.total} tickets.{left}",
        "undoing": f"Taking back: {work.done} of {work.total}.",
        "undone": f"Taken back: {changed} of {work.total} tickets.{left}",
    }
    return sentences.get(work.state, f"{work.done} of {work.total} tickets.")
