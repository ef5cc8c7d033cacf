"""How are the few hottest reads served without a framework's checks, and described in OpenAPI all the same?

Such a route hands on the bytes that PostgreSQL built. It reads its own query parameters.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, cast

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from deskbell.api.large_bodies import refusal_of
from deskbell.kernel.errors import Invalid

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class PlainRead:
    """One GET route. `parameters` and `answer` are OpenAPI's own words (Parameter and Schema objects)."""

    path: str
    endpoint: Callable[[Request], Awaitable[Response]]
    summary: str
    answer: dict[str, Any]
    parameters: tuple[dict[str, Any], ...] = ()
    tags: tuple[str, ...] = field(default=())


class PlainReading(FastAPI):
    """Answers its plain reads past the framework, whose layers cost four times what such a route does itself."""

    _plain: Sequence[PlainRead] = ()
    _plain_routes: Sequence[Route] = ()
    _by_path: Mapping[str, Route] = MappingProxyType({})

    def serve_plainly(self, reads: Sequence[PlainRead]) -> None:
        """Before routes of the same path that are added later, and after the handlers of refusals."""
        self._plain = reads
        self._plain_routes = [
            Route(one.path, one.endpoint, methods=["GET"], name=one.endpoint.__name__) for one in reads
        ]
        self._by_path = {route.path: route for route in self._plain_routes if not route.param_convertors}
        self.router.routes.extend(self._plain_routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}  # the server, which knows what was asked, leaves the body out
        if scope["type"] == "http" and (refused := refusal_of(scope, self.max_body_size)) is not None:
            await refused(scope, receive, send)
            return
        if scope["type"] == "http" and scope["method"] == "GET":
            known = self._by_path.get(scope["path"])
            for route in (known,) if known else self._plain_routes:
                match, found = route.matches(scope)
                if match is Match.FULL:
                    await self._read({**scope, **found, "app": self}, receive, send)
                    return
        await super().__call__(scope, receive, send)

    async def _read(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            answer = await scope["endpoint"](request)
        except Exception as error:  # whatever it is: one of the handlers is for all
            handlers = self.exception_handlers
            refuse = next((handlers[kind] for kind in type(error).__mro__ if kind in handlers), None)
            if refuse is None:
                raise
            answer = await cast("Awaitable[Response]", refuse(request, error))
        await answer(scope, receive, send)

    def openapi(self) -> dict[str, Any]:
        is_described = self.openapi_schema is not None
        schema = super().openapi()
        for read in () if is_described else self._plain:
            schema.setdefault("paths", {}).setdefault(read.path, {})["get"] = _described(read)
        return schema


class JsonBytes(Response):
    """Written already. Its headers are always the same, but for the length."""

    def __init__(self, content: bytes) -> None:
        self.status_code, self.body, self.background = 200, content, None
        self.raw_headers = [(b"content-length", b"%d" % len(content)), *_JSON_HEADERS]


_JSON_HEADERS = ((b"content-type", JSON.encode()), (b"cache-control", b"private, no-store"))


def bytes_of_json(content: bytes) -> Response:
    return JsonBytes(content)


def whole_number(request: Request, name: str, default: int) -> int:
    """A query parameter. Raises Invalid."""
    asked = request.query_params.get(name)
    if asked is None:
        return default
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):  # noqa: PLR2004 - far below any database's limit
        raise Invalid(f"“{name}” is a whole number.", code="request.invalid", field=name)
    return int(asked)


def number_in_path(request: Request, name: str) -> int:
    """An id in the address. Raises Invalid."""
    asked = request.path_params[name]
    if not (asked.isascii() and asked.isdigit() and 0 < int(asked[:20]) < 2**63):
        raise Invalid(f"“{name}” is a whole number.", code="request.invalid", field=name)
    return int(asked)


def in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "integer", "exclusiveMinimum": 0}}


def query(name: str, description: str, kind: str = "string", **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": {"type": kind, **schema}}


def _described(read: PlainRead) -> dict[str, Any]:
    return {
        "summary": read.summary,
        "operationId": read.endpoint.__name__,
        "tags": list(read.tags),
        "parameters": list(read.parameters),
        "responses": {"200": {"description": "Successful Response", "content": {JSON: {"schema": read.answer}}}},
    }
