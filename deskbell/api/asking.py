"""Who asks, and through which desk? What every route of the workspace depends on."""

import time
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends
from starlette.requests import HTTPConnection

from deskbell.api.problem import NotSignedIn
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import NotAllowed
from deskbell.kernel.event import Actor
from deskbell.users.sessions import find_viewer_by_session
from deskbell.users.viewer import Viewer

SESSION_COOKIE = "deskbell_session"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# A viewer is remembered for so long at most; every change of users or sessions forgets them at once.
REMEMBER_SECONDS = 10.0


class RememberedViewers:
    """The viewers of recent sessions, so that a hot read needs no question of its own about its asker."""

    def __init__(self) -> None:
        self._viewers: dict[str, tuple[float, Viewer]] = {}

    def get(self, token: str) -> Viewer | None:
        kept = self._viewers.get(token)
        return kept[1] if kept and kept[0] > time.monotonic() else None

    def keep(self, token: str, viewer: Viewer) -> None:
        if len(self._viewers) > 10_000:  # noqa: PLR2004 - far more than one process ever serves
            self._viewers.clear()
        self._viewers[token] = (time.monotonic() + REMEMBER_SECONDS, viewer)

    def forget_all(self) -> None:
        """Called when any user, team or session changed."""
        self._viewers.clear()


def desk_of(connection: HTTPConnection) -> Desk:
    desk: Desk = connection.app.state.desk
    return desk


async def viewer_of(connection: HTTPConnection) -> Viewer:
    """The signed-in user. Raises NotSignedIn; refuses a write that another site could have sent (CSRF)."""
    token = connection.cookies.get(SESSION_COOKIE)
    if not token:
        raise NotSignedIn("Sign in to go on.")
    refuse_foreign_write(connection)
    remembered: RememberedViewers = connection.app.state.viewers
    if viewer := remembered.get(token):
        return viewer
    async with desk_of(connection).database.reading() as reader:
        viewer = await find_viewer_by_session(reader, token)
    if viewer is None:
        raise NotSignedIn("Your session has ended. Sign in again.")
    remembered.keep(token, viewer)
    return viewer


def refuse_foreign_write(connection: HTTPConnection) -> None:
    """Only our own pages send the header, and a browser tells where a request comes from."""
    if connection.scope.get("method", "GET") in SAFE_METHODS and connection.scope["type"] == "http":
        return
    if connection.scope["type"] == "http" and connection.headers.get("x-deskbell") != "1":
        raise NotAllowed("This request did not come from Deskbell's own pages.", code="request.foreign")
    origin = connection.headers.get("origin")
    if origin and not _is_own(origin, connection):
        raise NotAllowed("This request came from another site.", code="request.foreign")


def _is_own(origin: str, connection: HTTPConnection) -> bool:
    base = desk_of(connection).config.base_url
    return urlsplit(origin).netloc == connection.headers.get("host") or (bool(base) and origin == _origin(base))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def actor_of(connection: HTTPConnection, viewer: Viewer) -> Actor:
    """The stamp of what this user does in the workspace."""
    return Actor(f"user:{viewer.user_id}", "screen", origin_of(connection))


def origin_of(connection: HTTPConnection) -> str | None:
    return connection.client.host if connection.client else None


# Dependencies are coroutines even where nothing is awaited: plain functions would each cost a trip to another thread.
async def _desk(connection: HTTPConnection) -> Desk:
    return desk_of(connection)


async def _session_token(connection: HTTPConnection) -> str:
    return connection.cookies.get(SESSION_COOKIE, "")


SessionToken = Annotated[str, Depends(_session_token)]
AskedDesk = Annotated[Desk, Depends(_desk)]
SignedIn = Annotated[Viewer, Depends(viewer_of)]


async def _acting(connection: HTTPConnection, viewer: SignedIn) -> Actor:
    return actor_of(connection, viewer)


Acting = Annotated[Actor, Depends(_acting)]
