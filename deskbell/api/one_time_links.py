"""Coming in by an invitation, and getting in again by a reset: what somebody without a session may do."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Path, Request, Response

from deskbell.api.asking import AskedDesk, origin_of, refuse_foreign_write
from deskbell.api.session import keep_cookie
from deskbell.api.shapes import Json, Line, Shape
from deskbell.kernel.desk import Desk
from deskbell.kernel.event import Actor
from deskbell.users.inviting import show_invitation, take_invite
from deskbell.users.one_time_links import MAILED_BY
from deskbell.users.resetting import ask_reset, take_reset
from deskbell.users.sessions import start_session

router = APIRouter(prefix="/api", tags=["session"])

Token = Annotated[str, Path(max_length=100)]


class Joining(Shape):
    name: Line
    password: str


class Forgotten(Shape):
    email: Line


class NewPassword(Shape):
    password: str


@router.get("/invites/{token}")
async def show_invite(desk: AskedDesk, token: Token) -> Json:
    async with desk.database.reading() as reader:
        invitation = await show_invitation(reader, token)
    return {"email": invitation.email, "name": invitation.name}


@router.post("/invites/{token}")
async def join(desk: AskedDesk, request: Request, response: Response, token: Token, body: Joining) -> Json:
    """Take the invitation and be signed in."""
    refuse_foreign_write(request)
    async with desk.database.transaction(Actor("system", "screen", origin_of(request))) as tx:
        user_id = await take_invite(tx, token, name=body.name, password=body.password)
        session = await start_session(tx, user_id, origin_of(request), request.headers.get("user-agent", ""))
    keep_cookie(request, response, session)
    return {"user_id": user_id}


@router.post("/resets", status_code=202)
async def forget_password(desk: AskedDesk, request: Request, later: BackgroundTasks, body: Forgotten) -> Json:
    """The same answer, as quick, whoever asks for whom: what follows happens after it."""
    refuse_foreign_write(request)
    later.add_task(_mail_reset, desk, body.email, origin_of(request))
    return {"asked": True}


@router.post("/resets/{token}", status_code=204)
async def reset_password(desk: AskedDesk, request: Request, token: Token, body: NewPassword) -> Response:
    """All sessions of the user end; they sign in with the new password."""
    refuse_foreign_write(request)
    async with desk.database.transaction(Actor("system", "screen", origin_of(request))) as tx:
        await take_reset(tx, token, body.password)
    request.app.state.viewers.forget_all()
    return Response(status_code=204)


async def _mail_reset(desk: Desk, email: str, origin: str | None) -> None:
    async with desk.database.transaction(Actor("system", "screen", origin)) as tx:
        user_id = await ask_reset(tx, email)
        if user_id is not None:
            await desk.jobs.enqueue(tx, MAILED_BY["reset"], user_id=user_id)
