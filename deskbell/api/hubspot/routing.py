"""What is the same for every route of the public API: its token, its limit, its errors, both slash forms."""

import logging
import math
import re
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from starlette.exceptions import HTTPException

from deskbell.api.hubspot import errors
from deskbell.api.hubspot.authentication import authenticate, token_of
from deskbell.api.hubspot.errors import PublicError
from deskbell.api.hubspot.rate_limits import RateLimits
from deskbell.api.hubspot.shapes import ErrorBody
from deskbell.kernel.crypto import token_hash
from deskbell.kernel.errors import Refusal

log = logging.getLogger(__name__)
limits = RateLimits()
_bearer = HTTPBearer(auto_error=False, description="A token made by `deskbell token create`")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class PublicRoute(APIRoute):
    """Authenticates before anything of the request is read, and answers every refusal in HubSpot's shape."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        inner = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                token = token_of(request)
                request.state.viewer = await authenticate(request, token)
                standing = limits.spend(token_hash(token))
                await _refuse_unstorable(request)
                response = await inner(request)
            except PublicError as error:
                return error.answer()
            except (Refusal, RequestValidationError, HTTPException) as error:
                return errors.of(error).answer()
            except Exception as error:  # noqa: BLE001 - whatever it is, it is logged and answered in our shape
                return _fault(request, error)
            if not request.url.path.rstrip("/").endswith("/search"):  # search answers carry none
                response.headers.update(standing)
            return response

        return answer


class PublicRouter(APIRouter):
    """Serves each path with and without a slash at its end, since clients use both."""

    def __init__(self, **options: Any) -> None:
        described: dict[int | str, dict[str, Any]] = {
            "4XX": {"model": ErrorBody, "description": "Refused: the message says why"}
        }
        super().__init__(
            route_class=PublicRoute,
            strict_content_type=False,
            dependencies=[Depends(_bearer)],  # for the description only: PublicRoute has authenticated by then
            responses=described,
            generate_unique_id_function=lambda route: f"public_{route.name}",
            **options,
        )

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().add_api_route(path, endpoint, **options)
        if not path.endswith(("/", ":path}")):
            super().add_api_route(f"{path}/", endpoint, **{**options, "include_in_schema": False})


async def _refuse_unstorable(request: Request) -> None:
    """PostgreSQL keeps neither NUL nor half a surrogate pair; no such text names or finds anything."""
    asked = [*request.query_params.values(), *request.path_params.values()]
    if any(_UNSTORABLE.search(str(text)) for text in asked):
        raise errors.invalid("The address of the request holds a character that no text may hold.")
    try:
        body = await request.json() if await request.body() else None
    except (ValueError, RecursionError):
        return  # not JSON, or nobody's idea of it: the route says so
    if _holds_unstorable(body):
        raise errors.invalid("Invalid input JSON: it holds a character that no text may hold, or no number at all.")


def _holds_unstorable(body: Any) -> bool:
    waiting = [body]
    while waiting:  # not by recursion: the body's depth is the sender's choice
        value = waiting.pop()
        if isinstance(value, str) and _UNSTORABLE.search(value):
            return True
        if isinstance(value, float) and not math.isfinite(value):  # NaN is Python's idea of JSON
            return True
        if isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += value
    return False


def _fault(request: Request, error: Exception) -> JSONResponse:
    body = PublicError(500, "INTERNAL_ERROR", "internal error").body()
    log.error("%s %s failed (%s)", request.method, request.url.path, body["correlationId"], exc_info=error)
    return JSONResponse(body, 500)
