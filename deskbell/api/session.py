"""Signing in and out, and the one call by which the workspace begins."""

from fastapi import APIRouter, Request, Response

from deskbell.api.asking import SESSION_COOKIE, AskedDesk, SignedIn, origin_of, refuse_foreign_write
from deskbell.api.shapes import Json, Shape
from deskbell.channels.directory import list_connected
from deskbell.crm.pipelines import list_pipelines
from deskbell.kernel.desk_settings import get_setting
from deskbell.kernel.event import Actor
from deskbell.kernel.reader import Reader
from deskbell.tickets.editing import CATEGORIES
from deskbell.users.directory import list_people, list_teams, show_me
from deskbell.users.sessions import SESSION_DAYS, end_session
from deskbell.users.signing_in import sign_in

router = APIRouter(prefix="/api/session", tags=["session"])


class Credentials(Shape):
    email: str
    password: str


@router.post("")
async def begin_session(desk: AskedDesk, request: Request, response: Response, body: Credentials) -> Json:
    """401 for any wrong pair, 429 when somebody is guessing; both alike for any address."""
    refuse_foreign_write(request)
    agent = request.headers.get("user-agent", "")
    token = await sign_in(desk.database, body.email, body.password, origin_of(request), agent)
    keep_cookie(request, response, token)
    return {"signed_in": True}


@router.delete("", status_code=204)
async def leave_session(desk: AskedDesk, request: Request, _viewer: SignedIn) -> Response:
    token = request.cookies.get(SESSION_COOKIE, "")
    async with desk.database.transaction(Actor(f"user:{_viewer.user_id}", "screen", origin_of(request))) as tx:
        await end_session(tx, token)
    request.app.state.viewers.forget_all()
    response = Response(status_code=204)
    response.delete_cookie(SESSION_COOKIE, path="/")
    return response


@router.get("")
async def show_session(desk: AskedDesk, request: Request, viewer: SignedIn) -> Json:
    """Who one is, whom one works with, and where the live stream begins."""
    cursor = str(request.app.state.feed.cursor)  # before all else: what changes while this is read is heard of
    async with desk.database.reading() as reader:
        return {
            "user": await show_me(reader, viewer.user_id),
            "desk": {"company": await get_setting(reader, "company", "")},
            "directory": await _directory(reader),
            "live": {"cursor": cursor},
        }


async def _directory(reader: Reader) -> Json:
    return {
        "users": await list_people(reader),
        "teams": await list_teams(reader),
        "pipelines": [
            {
                "id": pipeline.id,
                "label": pipeline.label,
                "statuses": [{"id": s.id, "label": s.label, "is_closed": s.is_closed} for s in pipeline.statuses],
            }
            for pipeline in await list_pipelines(reader)
        ],
        "categories": [{"value": value, "label": value.replace("_", " ").capitalize()} for value in CATEGORIES],
        "channel_accounts": await list_connected(reader),
    }


def keep_cookie(request: Request, response: Response, token: str) -> None:
    """The cookie: out of reach of scripts, not sent along by other sites, only over TLS where there is TLS."""
    base_url: str = request.app.state.desk.config.base_url
    is_secure = base_url.startswith("https://") or request.url.scheme == "https"
    response.set_cookie(
        SESSION_COOKIE, token, max_age=SESSION_DAYS * 86_400, path="/", httponly=True, samesite="lax", secure=is_secure
    )
