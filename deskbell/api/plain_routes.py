"""How are the few hottest reads served without a framework's checks, and described in OpenAPI all the same?

Such a route hands on the bytes that PostgreSQL built. It reads its own query parameters.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

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


def install(app: FastAPI, reads: Sequence[PlainRead]) -> None:
    """Serve the reads, before routes of the same path that are added later, and describe them."""
    for read in reads:
        app.router.routes.append(Route(read.path, read.endpoint, methods=["GET"], name=read.endpoint.__name__))
    of_the_rest = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = of_the_rest()
            for read in reads:
                schema.setdefault("paths", {}).setdefault(read.path, {})["get"] = _described(read)
        return of_the_rest()

    app.openapi = described  # type: ignore[method-assign]  # FastAPI's documented way to extend the description


def bytes_of_json(content: bytes) -> Response:
    return Response(content, media_type=JSON, headers={"Cache-Control": "private, no-store"})


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
