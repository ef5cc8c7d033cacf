"""Who asks through the public API? The user whose token it is, with that user's rights and no more."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from deskbell.api.asking import desk_of, origin_of
from deskbell.api.hubspot.errors import PublicError
from deskbell.kernel.event import Actor
from deskbell.users.tokens import find_viewer_by_token
from deskbell.users.viewer import Viewer


def token_of(request: Request) -> str:
    """Raises PublicError (401)."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise _unknown("This request carries no token. Send it as “Authorization: Bearer <token>”.")
    return token.strip()


async def authenticate(request: Request, token: str) -> Viewer:
    """Raises PublicError (401) for a token that is unknown or revoked, or whose user is no longer active."""
    async with desk_of(request).database.reading() as reader:
        viewer = await find_viewer_by_token(reader, token)
    if viewer is None:
        raise _unknown("This token is not valid. It may have been revoked; make a new one.")
    return viewer


def _unknown(message: str) -> PublicError:
    return PublicError(401, "INVALID_AUTHENTICATION", message, headers={"WWW-Authenticate": "Bearer"})


async def _asker(request: Request) -> Viewer:
    viewer: Viewer = request.state.viewer  # put there by routing.PublicRoute, before anything else is read
    return viewer


Asker = Annotated[Viewer, Depends(_asker)]


async def _acting(request: Request, viewer: Asker) -> Actor:
    return Actor(f"user:{viewer.user_id}", "api", origin_of(request))


Acting = Annotated[Actor, Depends(_acting)]
