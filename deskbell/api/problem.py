"""How does a refusal look over HTTP? problem+json (RFC 9457) with a stable code."""

import json
import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from psycopg import DataError
from psycopg.errors import ForeignKeyViolation
from starlette.exceptions import HTTPException

from deskbell.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from deskbell.users.signing_in import TooManyFailures, WrongCredentials

log = logging.getLogger(__name__)

_STATUS: dict[type[Refusal], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    NotAllowed: HTTPStatus.FORBIDDEN,
    Conflict: HTTPStatus.CONFLICT,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
}


class NotSignedIn(Refusal):
    """No session, or one that has ended."""

    code = "session.missing"


class TooMany(Refusal):
    """Slow down; `facts["retry_after"]` says for how many seconds."""

    code = "too_many"


def status_of(refusal: Refusal) -> HTTPStatus:
    if isinstance(refusal, NotSignedIn | WrongCredentials):
        return HTTPStatus.UNAUTHORIZED
    if isinstance(refusal, TooMany | TooManyFailures):
        return HTTPStatus.TOO_MANY_REQUESTS
    return next((status for kind, status in _STATUS.items() if isinstance(refusal, kind)), HTTPStatus.BAD_REQUEST)


class Problem(JSONResponse):
    """Written in ASCII: a refusal may name what was sent, and half a surrogate pair has no UTF-8."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, separators=(",", ":")).encode()


def problem(status: HTTPStatus, code: str, sentence: str, facts: dict[str, Any] | None = None) -> JSONResponse:
    headers = {"Retry-After": str(facts["retry_after"])} if facts and "retry_after" in facts else None
    return Problem(
        {
            "type": "about:blank",
            "title": status.phrase,
            "status": int(status),
            "code": code,
            "detail": sentence,
            "facts": facts or {},
        },
        status_code=int(status),
        media_type="application/problem+json",
        headers=headers,
    )


def install(app: FastAPI) -> None:
    """Answer every refusal as a problem, and a fault of ours without its innards."""

    @app.exception_handler(Refusal)
    async def refused(_request: Request, refusal: Refusal) -> JSONResponse:
        return problem(status_of(refusal), refusal.code, refusal.sentence, refusal.facts)

    @app.exception_handler(RequestValidationError)
    async def misworded(_request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            sentence = "The body of this request could not be read as JSON."
            return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "request.invalid", sentence, {"field": "body"})
        field = ".".join(str(part) for part in first["loc"][1:]) or str(first["loc"][0])
        return problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "request.invalid",
            f"{field}: {first['msg']}.",
            {"field": field, "errors": [{"field": list(e["loc"]), "message": e["msg"]} for e in error.errors()]},
        )

    @app.exception_handler(DataError)
    @app.exception_handler(UnicodeEncodeError)
    async def unstorable(_request: Request, _error: Exception) -> JSONResponse:
        return problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "request.unstorable",
            "A text of this request holds a character that no text may hold, or one of its numbers is too large.",
        )

    @app.exception_handler(ForeignKeyViolation)
    async def dangling(_request: Request, _error: Exception) -> JSONResponse:
        return problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "request.unknown_reference",
            "Something that this request names by its id does not exist, or no longer.",
        )

    @app.exception_handler(HTTPException)
    async def unanswered(_request: Request, error: HTTPException) -> JSONResponse:
        status = HTTPStatus(error.status_code)
        return problem(status, status.name.lower(), str(error.detail))

    @app.exception_handler(Exception)
    async def failed(request: Request, error: Exception) -> JSONResponse:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return problem(
            HTTPStatus.INTERNAL_SERVER_ERROR,
            "fault",
            "Something went wrong on our side; nothing was changed. Try again; tell your administrator if it stays.",
        )


def missing_page(path: str) -> JSONResponse:
    return problem(HTTPStatus.NOT_FOUND, "not_found", f"There is nothing at /{path[:200]}.")
