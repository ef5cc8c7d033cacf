"""GET /api/search: everything ever written."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from deskbell.api.asking import desk_of, viewer_of
from deskbell.api.plain_routes import PlainRead, bytes_of_json, query, whole_number
from deskbell.kernel.errors import Invalid
from deskbell.search.candidates import KINDS, Kind
from deskbell.search.finding import MOST_RESULTS, find


async def search_everything(request: Request) -> Response:
    viewer = await viewer_of(request)
    limit = whole_number(request, "limit", 20)
    async with desk_of(request).database.reading() as reader:
        found = await find(reader, viewer, request.query_params.get("query", ""), kinds=_kinds(request), limit=limit)
    return bytes_of_json(b'{"results":%b,"is_capped":%b}' % (found.results, b"true" if found.is_capped else b"false"))


def _kinds(request: Request) -> tuple[Kind, ...]:
    asked = request.query_params.get("kinds")
    if not asked:
        return KINDS
    words = asked.split(",")
    if unknown := set(words) - set(KINDS):
        raise Invalid(
            f"There is no kind “{min(unknown)}”. Choose among {', '.join(KINDS)}.", code="search.kind", field="kinds"
        )
    return tuple(kind for kind in KINDS if kind in words)


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


_RESULT = {
    "kind": {"type": "string", "enum": list(KINDS)},
    "ticket_id": _or_null({"type": "integer"}),
    "message_id": _or_null({"type": "integer"}),
    "contact_id": _or_null({"type": "integer"}),
    "company_id": _or_null({"type": "integer"}),
    "thread_id": _or_null({"type": "integer", "description": "Of a conversation that stands in an inbox"}),
    "inbox_id": _or_null({"type": "integer"}),
    "title": {"type": "string"},
    "snippet": {"type": "string", "description": "Plain text; U+0001 and U+0002 stand before and after each hit"},
    "at": {"type": "string", "format": "date-time"},
    "status_id": _or_null({"type": "integer"}),
}

SEARCH = PlainRead(
    path="/api/search",
    endpoint=search_everything,
    summary="Tickets, messages, comments, contacts and companies that hold all the words",
    tags=("search",),
    parameters=(
        query("query", "Words; “quoted” ones stand side by side; the last one may be unfinished"),
        query("kinds", "Of which kinds, with commas between them; all when absent"),
        query("limit", "How many results", "integer", minimum=1, maximum=MOST_RESULTS, default=20),
    ),
    answer={
        "type": "object",
        "properties": {
            "results": {
                "type": "array",
                "items": {"type": "object", "properties": _RESULT, "required": list(_RESULT)},
            },
            "is_capped": {"type": "boolean", "description": "Older hits were not looked at"},
        },
        "required": ["results", "is_capped"],
    },
)
