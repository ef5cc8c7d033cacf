"""How does a client send a request again whose answer it did not get, without doing twice what it asks for?

It gives the request a name of its own in the header `Idempotency-Key`, and sends it again under the same.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

from fastapi import Depends, Header, Request
from pydantic import BaseModel

from deskbell.kernel.asked_once import Json, only_once
from deskbell.kernel.transaction import Tx

Answer = TypeVar("Answer", bound=BaseModel)
_Named = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="Sent again by the same user within a day, the first one's answer comes, and nothing is done twice",
    ),
]


async def _key(request: Request, named: _Named = None) -> str | None:
    return f"{request.url.path} {named}" if named else None


OnceKey = Annotated[str | None, Depends(_key)]


async def once(tx: Tx, key: str | None, shape: type[Answer], act: Callable[[], Awaitable[Answer]]) -> Answer:
    """What `act` answers, now or when it was asked first. Raises what it raises."""

    async def as_json() -> Json:
        return (await act()).model_dump(mode="json")

    return shape.model_validate(await only_once(tx, key, as_json))
