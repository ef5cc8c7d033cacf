"""What goes on in the background for a user over HTTP: watched, stopped, taken back."""

from dataclasses import asdict
from datetime import datetime
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Id, Json
from deskbell.kernel.reader import Reader
from deskbell.work.starting import can_undo, cancel_work, lasting, undo_work
from deskbell.work.work import RefusedTicket, Work, get_work, list_refused, list_works

router = APIRouter(prefix="/api", tags=["work"])


class Begun(BaseModel):
    work_id: int
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
        "done": f"Tickets in the file: {work.done}." if work.kind == "export" else finished,
        "cancelled": f"Stopped after {work.done} of {work.total} tickets.{left}",
        "undoing": f"Taking back: {work.done} of {work.total}.",
        "undone": f"Taken back: {changed} of {work.total} tickets.{left}",
    }
    return sentences.get(work.state, f"{work.done} of {work.total} tickets.")
