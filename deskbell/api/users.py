"""Colleagues over HTTP, for those who manage users."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Address, Id, Json, Line, Shape
from deskbell.kernel.desk import Desk
from deskbell.users.audit import Kind, list_acts
from deskbell.users.changing import change_user, deactivate, reactivate
from deskbell.users.directory import list_users
from deskbell.users.inviting import Invited, invite, invite_again
from deskbell.users.managing import NotYours, refuse_strangers
from deskbell.users.one_time_links import MAILED_BY
from deskbell.users.resetting import make_reset_link
from deskbell.users.viewer import Permission, Seat, Visibility

router = APIRouter(prefix="/api", tags=["users"])


class Wish(Shape):
    email: Address
    name: Line
    is_super_admin: bool = False
    seat: Seat = "service"
    visibility: Visibility = "everything"
    sees_unassigned: bool = True
    permissions: list[Permission] = []


class Change(Shape):
    """Only the fields that are sent change."""

    email: Address = ""
    name: Line = ""
    is_super_admin: bool = False
    seat: Seat = "service"
    visibility: Visibility = "everything"
    sees_unassigned: bool = True
    permissions: list[Permission] = []


@router.get("/users")
async def show_users(desk: AskedDesk, viewer: SignedIn) -> Json:
    refuse_strangers(viewer)
    async with desk.database.reading() as reader:
        return {"users": await list_users(reader)}


@router.post("/users", status_code=201)
async def invite_user(desk: AskedDesk, viewer: SignedIn, acting: Acting, body: Wish) -> Json:
    """The link is mailed where the desk can send mail, and shown this once to be handed over otherwise."""
    async with desk.database.transaction(acting) as tx:
        invited = await invite(tx, viewer, **body.model_dump())
        await desk.jobs.enqueue(tx, MAILED_BY["invite"], user_id=invited.user_id)
    return _link(desk, invited)


@router.post("/users/{user_id}/invite")
async def invite_user_again(desk: AskedDesk, viewer: SignedIn, acting: Acting, user_id: Id) -> Json:
    async with desk.database.transaction(acting) as tx:
        invited = await invite_again(tx, viewer, user_id)
        await desk.jobs.enqueue(tx, MAILED_BY["invite"], user_id=user_id)
    return _link(desk, invited)


@router.post("/users/{user_id}/reset")
async def hand_out_reset(desk: AskedDesk, viewer: SignedIn, acting: Acting, user_id: Id) -> Json:
    """A link to a new password, to be handed over where mail can't be sent; super admins only."""
    async with desk.database.transaction(acting) as tx:
        token = await make_reset_link(tx, viewer, user_id)
    return {"link": f"{desk.config.public_url}/reset/{token}"}


@router.patch("/users/{user_id}", status_code=204)
async def change_a_user(
    desk: AskedDesk, request: Request, viewer: SignedIn, acting: Acting, user_id: Id, body: Change
) -> Response:
    changes = {field: getattr(body, field) for field in body.model_fields_set}
    async with desk.database.transaction(acting) as tx:
        await change_user(tx, viewer, user_id, changes)
    return _changed(request)


@router.post("/users/{user_id}/{act}", status_code=204)
async def let_in_or_out(
    desk: AskedDesk,
    request: Request,
    viewer: SignedIn,
    acting: Acting,
    user_id: Id,
    act: Literal["deactivate", "reactivate"],
) -> Response:
    verb = deactivate if act == "deactivate" else reactivate
    async with desk.database.transaction(acting) as tx:
        await verb(tx, viewer, user_id)
    return _changed(request)


@router.get("/audit")
async def show_audit(
    desk: AskedDesk,
    viewer: SignedIn,
    before: Annotated[Id | None, Query()] = None,
    kind: Annotated[Kind | None, Query()] = None,
    user_id: Annotated[Id | None, Query()] = None,
) -> Json:
    """Administrative acts, the newest first, a hundred at a time; super admins only."""
    if not viewer.is_super_admin:
        raise NotYours("Only super admins read the audit log.")
    async with desk.database.reading() as reader:
        acts = await list_acts(reader, before=before, kind=kind, user_id=user_id)
    return {"acts": acts}


def _link(desk: Desk, invited: Invited) -> Json:
    """Made from the configured address, never from what the request calls us."""
    return {"id": invited.user_id, "link": f"{desk.config.public_url}/invite/{invited.token}"}


def _changed(request: Request) -> Response:
    request.app.state.viewers.forget_all()
    return Response(status_code=204)
