"""The first visit: the first super admin, and an empty desk or one with demo data (P4)."""

from fastapi import APIRouter, Request, Response

from deskbell.api.asking import AskedDesk, origin_of, refuse_foreign_write
from deskbell.api.session import keep_cookie
from deskbell.api.shapes import Json, Line, Shape
from deskbell.users.adding import has_users
from deskbell.users.sessions import start_session

router = APIRouter(prefix="/api/setup", tags=["session"])


class SetUp(Shape):
    email: Line
    password: str
    name: Line
    company: Line
    demo: bool = False


@router.get("")
async def show_setup(desk: AskedDesk) -> Json:
    async with desk.database.reading() as reader:
        return {"needed": not await has_users(reader)}


@router.post("", status_code=201)
async def set_up(desk: AskedDesk, request: Request, response: Response, body: SetUp) -> Json:
    """Make the first super admin and sign them in. 409 `setup.done` for ever after."""
    refuse_foreign_write(request)
    begin = request.app.state.begin_desk
    user_id = await begin(
        desk, email=body.email, password=body.password, name=body.name, company=body.company, demo=body.demo
    )
    async with desk.database.transaction() as tx:
        agent = request.headers.get("user-agent", "")
        token = await start_session(tx, user_id, origin_of(request), agent)
    keep_cookie(request, response, token)
    return {"user_id": user_id}
