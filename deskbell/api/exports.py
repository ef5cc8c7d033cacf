"""A view's tickets as a file over HTTP: asked for, and downloaded once it is written (W3)."""

import re
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.bulk import Select
from deskbell.api.shapes import Id, Line, Shape
from deskbell.api.work import Begun
from deskbell.work.files import find_parts
from deskbell.work.starting import start_export

router = APIRouter(prefix="/api", tags=["work"])

Worded = Literal["status", "pipeline", "priority", "category", "channel", "truth"]


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
    return Begun(work_id=work.id, total=work.total)


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
