"""Snippets and macros over HTTP (W6)."""

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field, StringConstraints

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Created, Html, Id, Json, Line, Shape
from deskbell.conversations.snippets import (
    SnippetDraft,
    change_snippet,
    create_snippet,
    delete_snippet,
    list_snippets,
)
from deskbell.users.sharing import Sharing
from deskbell.work.macros import MOST_ACTS, MacroDraft, change_macro, create_macro, delete_macro, list_macros
from deskbell.work.running_macros import run_macro, undo_macro

router = APIRouter(prefix="/api", tags=["snippets"])
Shortcut = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\s#]{1,40}$")]


class Kept(Shape):
    name: Line
    shared_with: Sharing = "private"
    team_ids: list[Id] = Field(default=[], max_length=200)


class WriteSnippet(Kept):
    shortcut: Shortcut
    html: Html

    def draft(self) -> SnippetDraft:
        return SnippetDraft(self.shortcut, self.name, self.html, self.shared_with, tuple(self.team_ids))


class MacroAct(Shape):
    """A name and values as bulk acts take them."""

    act: Line
    values: dict[str, Any] = {}


class WriteMacro(Kept):
    html: Html = ""
    acts: list[MacroAct] = Field(default=[], max_length=MOST_ACTS)

    def draft(self) -> MacroDraft:
        acts = tuple(one.model_dump() for one in self.acts)
        return MacroDraft(self.name, acts, self.html, self.shared_with, tuple(self.team_ids))


class MacroRun(BaseModel):
    """`run_id` undoes it; null when there was nothing to change."""

    run_id: int | None


@router.get("/snippets")
async def get_snippets(desk: AskedDesk, viewer: SignedIn) -> Json:
    async with desk.database.reading() as reader:
        return {"snippets": await list_snippets(reader, viewer)}


@router.post("/snippets", status_code=201)
async def post_snippet(desk: AskedDesk, viewer: SignedIn, acting: Acting, body: WriteSnippet) -> Created:
    async with desk.database.transaction(acting) as tx:
        return Created(id=await create_snippet(tx, viewer, body.draft()))


@router.put("/snippets/{snippet_id}", status_code=204)
async def put_snippet(
    desk: AskedDesk, viewer: SignedIn, acting: Acting, snippet_id: Id, body: WriteSnippet
) -> Response:
    async with desk.database.transaction(acting) as tx:
        await change_snippet(tx, viewer, snippet_id, body.draft())
    return Response(status_code=204)


@router.delete("/snippets/{snippet_id}", status_code=204)
async def remove_snippet(desk: AskedDesk, viewer: SignedIn, acting: Acting, snippet_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await delete_snippet(tx, viewer, snippet_id)
    return Response(status_code=204)


@router.get("/macros")
async def get_macros(desk: AskedDesk, viewer: SignedIn) -> Json:
    async with desk.database.reading() as reader:
        return {"macros": await list_macros(reader, viewer)}


@router.post("/macros", status_code=201)
async def post_macro(desk: AskedDesk, viewer: SignedIn, acting: Acting, body: WriteMacro) -> Created:
    async with desk.database.transaction(acting) as tx:
        return Created(id=await create_macro(tx, viewer, body.draft()))


@router.put("/macros/{macro_id}", status_code=204)
async def put_macro(desk: AskedDesk, viewer: SignedIn, acting: Acting, macro_id: Id, body: WriteMacro) -> Response:
    async with desk.database.transaction(acting) as tx:
        await change_macro(tx, viewer, macro_id, body.draft())
    return Response(status_code=204)


@router.delete("/macros/{macro_id}", status_code=204)
async def remove_macro(desk: AskedDesk, viewer: SignedIn, acting: Acting, macro_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await delete_macro(tx, viewer, macro_id)
    return Response(status_code=204)


@router.post("/tickets/{ticket_id}/macros/{macro_id}")
async def post_macro_run(desk: AskedDesk, viewer: SignedIn, acting: Acting, ticket_id: Id, macro_id: Id) -> MacroRun:
    """Do on the ticket what the macro does, all of it or nothing; its words are the screen's to write."""
    async with desk.database.transaction(acting) as tx:
        return MacroRun(run_id=await run_macro(tx, viewer, ticket_id, macro_id))


@router.post("/macro-runs/{run_id}/undo", status_code=204)
async def post_macro_undo(desk: AskedDesk, viewer: SignedIn, acting: Acting, run_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await undo_macro(tx, viewer, run_id)
    return Response(status_code=204)
