"""What does the answer to a batch look like, whole or with failures (wire facts 9.3)?"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from fastapi.responses import JSONResponse

from deskbell.api.hubspot.errors import PublicError
from deskbell.api.hubspot.shapes import BatchFault, iso

MOST_INPUTS = 100


def fault(error: PublicError, context: Mapping[str, Sequence[str]]) -> BatchFault:
    """One failed input; `context` says which."""
    found: BatchFault = {
        "status": "error",
        "category": error.category,
        "message": error.message,
        "context": {name: list(values) for name, values in {**error.context, **context}.items()},
    }
    if error.sub_category:
        found["subCategory"] = error.sub_category
    if error.errors:
        found["errors"] = [dict(each) for each in error.errors]
    return found


def not_got(kind: str) -> PublicError:
    return PublicError(
        404,
        "OBJECT_NOT_FOUND",
        f"Could not get some {kind} objects, they may be deleted or not exist. Check that ids are valid.",
    )


def answer(
    started: datetime, results: Sequence[Any], faults: Sequence[BatchFault] = (), *, status: int = 200
) -> JSONResponse:
    """`status` when all is well, 207 otherwise."""
    body = {
        "status": "COMPLETE",
        "results": list(results),
        "startedAt": iso(started),
        "completedAt": iso(datetime.now(UTC)),
    }
    if not faults:
        return JSONResponse(body, status)
    return JSONResponse({**body, "numErrors": len(faults), "errors": list(faults)}, 207)
