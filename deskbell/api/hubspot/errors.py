"""How does a refusal look to a client of the public API (wire facts 9.14)?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from deskbell.kernel.errors import Conflict, NotAllowed, NotFound, Refusal

VALIDATION_ERROR = "VALIDATION_ERROR"
_INVALID = (400, VALIDATION_ERROR)
_ANSWERS: dict[type[Refusal], tuple[int, str]] = {NotAllowed: (403, "MISSING_SCOPES"), Conflict: (409, "CONFLICT")}


@dataclass(eq=False)
class PublicError(Exception):
    """A refusal in the public API's own words, with all that its answer says."""

    status: int
    category: str
    message: str
    sub_category: str | None = None
    context: Mapping[str, Sequence[str]] = field(default_factory=dict)
    errors: Sequence[Mapping[str, Any]] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        optional = {"subCategory": self.sub_category, "context": self.context, "errors": list(self.errors)}
        return {
            "status": "error",
            "message": self.message,
            "correlationId": str(uuid4()),
            "category": self.category,
            **{name: value for name, value in optional.items() if value},
            **self.more,
        }

    def answer(self) -> JSONResponse:
        return JSONResponse(self.body(), self.status, dict(self.headers))


@dataclass(frozen=True, slots=True)
class PropertyFault:
    """What is wrong with one property of a write."""

    name: str
    error: str
    message: str


def not_found() -> PublicError:
    """What is not there and what may not be seen: the same words."""
    return PublicError(404, "OBJECT_NOT_FOUND", "resource not found")


def invalid(message: str, **more: Any) -> PublicError:
    return PublicError(400, VALIDATION_ERROR, message, **more)


def invalid_properties(faults: Sequence[PropertyFault]) -> PublicError:
    listed = [
        {
            "isValid": False,
            "message": fault.message,
            "error": fault.error,
            "name": fault.name,
            "localizedErrorMessage": fault.message,
        }
        for fault in faults
    ]
    return invalid(
        "Property values were not valid: " + json.dumps(listed, separators=(",", ":")),
        errors=[
            {"message": fault.message, "code": fault.error, "context": {"propertyName": [fault.name]}}
            for fault in faults
        ],
    )


def missing_fields(names: Sequence[str]) -> PublicError:
    return invalid(f"Invalid input JSON. Some required fields were not set: [{', '.join(names)}]")


def of(error: Refusal | RequestValidationError | HTTPException) -> PublicError:
    """The public form of what the desk, the framework or a route has refused."""
    if isinstance(error, RequestValidationError):
        return _of_words(error)
    if isinstance(error, HTTPException):
        if error.status_code == 404:  # noqa: PLR2004 - the number is the name
            return not_found()
        return PublicError(error.status_code, VALIDATION_ERROR, str(error.detail))
    if isinstance(error, NotFound):
        return not_found()
    status, category = next((answer for kind, answer in _ANSWERS.items() if isinstance(error, kind)), _INVALID)
    return PublicError(status, category, error.sentence, error.code)


def _of_words(error: RequestValidationError) -> PublicError:
    found = error.errors()
    missing = [_place(each["loc"]) for each in found if each["type"] == "missing"]
    if any(each["type"] == "json_invalid" for each in found):
        return invalid("Invalid input JSON: the body could not be read as JSON.")
    if missing and len(missing) == len(found):
        return missing_fields(missing)
    return invalid(
        f"{_place(found[0]['loc'])}: {found[0]['msg']}.",
        errors=[{"message": str(each["msg"]), "in": _place(each["loc"])} for each in found],
    )


def _place(loc: Sequence[str | int]) -> str:
    return ".".join(str(part) for part in loc[1:]) or str(loc[0])
