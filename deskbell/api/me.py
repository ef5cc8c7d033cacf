"""Oneself over HTTP: preferences, password, sessions."""

from typing import Literal

from fastapi import APIRouter, Request, Response

from deskbell.api.asking import SESSION_COOKIE, Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Id, Json, Line, Shape
from deskbell.users.directory import show_me
from deskbell.users.oneself import change_oneself, change_password
from deskbell.users.sessions import list_sessions, revoke_session

router = APIRouter(prefix="/api", tags=["me"])


class ChangeMe(Shape):
    """Only the fields that are sent change."""

    name: Line | None = None
    locale: Literal["en", "fi", "pl"] | None = None
    time_zone: str | None = None
    theme: Literal["system", "light", "dark"] | None = None
    density: Literal["compact", "comfortable"] | None = None
    signature_html: str | None = None


class ChangePassword(Shape):
    current: str
    new: str


@router.patch("/me")
async def change_me(desk: AskedDesk, viewer: SignedIn, acting: Acting, body: ChangeMe) -> Json:
    changes = {field: getattr(body, field) for field in body.model_fields_set}
    async with desk.database.transaction(acting) as tx:
        await change_oneself(tx, viewer.user_id, changes)
        return {"user": await show_me(tx, viewer.user_id)}


@router.post("/password", status_code=204)
async def change_my_password(
    desk: AskedDesk, request: Request, viewer: SignedIn, acting: Acting, body: ChangePassword
) -> Response:
    """All other sessions end."""
    token = request.cookies.get(SESSION_COOKIE)
    async with desk.database.transaction(acting) as tx:
        await change_password(tx, viewer.user_id, body.current, body.new, session_token=token)
    return Response(status_code=204)


@router.get("/me/sessions")
async def show_my_sessions(desk: AskedDesk, request: Request, viewer: SignedIn) -> Json:
    async with desk.database.reading() as reader:
        return {"sessions": await list_sessions(reader, viewer.user_id, request.cookies.get(SESSION_COOKIE, ""))}


@router.delete("/me/sessions/{session_id}", status_code=204)
async def end_my_session(
    desk: AskedDesk, request: Request, viewer: SignedIn, acting: Acting, session_id: Id
) -> Response:
    async with desk.database.transaction(acting) as tx:
        await revoke_session(tx, viewer.user_id, session_id)
    request.app.state.viewers.forget_all()
    return Response(status_code=204)
