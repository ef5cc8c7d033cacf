"""GET /api/tickets: a page of a view."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from deskbell.api.asking import desk_of, viewer_of
from deskbell.api.plain_routes import PlainRead, bytes_of_json, query, whole_number
from deskbell.api.sla_shapes import ROW_SLA
from deskbell.kernel.errors import Invalid
from deskbell.tickets.lists.listing import LONGEST_PAGE, USUAL_PAGE, list_page
from deskbell.tickets.lists.sorting import SORT_KEYS
from deskbell.tickets.ticket import PRIORITIES
from deskbell.views.board import of_status
from deskbell.views.filter import BadFilter
from deskbell.views.looking import look, looking
from deskbell.views.property_sorting import is_own_sort, sort_asked, sort_within_seat

MOST_PROPERTIES = 60


async def list_tickets(request: Request) -> Response:
    viewer = await viewer_of(request)
    asked = request.query_params
    key, further = asked.get("view", "all_open"), filter_asked(request)
    limit = whole_number(request, "limit", USUAL_PAGE)
    status_id = whole_number(request, "status_id", 0)
    instead = asked.get("instead") == "true" and viewer.has_full_desk
    properties = _names_asked(asked.get("properties", ""))
    async with looking(desk_of(request).database, key, further or is_own_sort(asked.get("sort"))) as reader:
        view = await look(reader, viewer, key, further, instead=instead)
        by, direction = sort_within_seat(viewer, asked.get("sort"), asked.get("direction"))
        sort = await sort_asked(reader, by, direction, view.sort)
        tickets = of_status(view.tickets, status_id) if status_id else view.tickets
        page = await list_page(
            reader, viewer, tickets, sort, after=asked.get("after"), limit=limit, properties=properties
        )
    return bytes_of_json(page)


def filter_asked(request: Request) -> Any:
    """A filter on top of the view's own, as JSON in the address. Raises BadFilter."""
    asked = request.query_params.get("filter")
    if not asked:
        return None
    try:
        return json.loads(asked)
    except (ValueError, RecursionError):
        raise BadFilter("The filter is not JSON.", field="filter") from None


def _names_asked(names: str) -> list[str]:
    """Raises Invalid for more than a list has columns. Names that no property has are harmless."""
    asked = [name for name in names.split(",") if name]
    if len(asked) > MOST_PROPERTIES:
        raise Invalid(
            f"A list shows at most {MOST_PROPERTIES} properties of your own.",
            code="list.properties",
            field="properties",
            most=MOST_PROPERTIES,
        )
    return asked


def _nullable(kind: str, **more: Any) -> dict[str, Any]:
    return {"anyOf": [{"type": kind, **more}, {"type": "null"}]}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _with_properties(row: dict[str, Any]) -> dict[str, Any]:
    """`properties` is there where the question names some."""
    own = {"type": "object", "additionalProperties": {}}
    return row | {"properties": {**row["properties"], "properties": own}}


_ID = {"type": "integer"}
_TEXT = {"type": "string"}
_TRUTH = {"type": "boolean"}
_TIME = {"type": "string", "format": "date-time"}
_NO_TIME = _nullable("string", format="date-time")
_NO_TEXT = _nullable("string")
_NO_ID = _nullable("integer")

TICKET_ROW_SCHEMA = _object(
    id=_ID,
    name=_TEXT,
    status_id=_ID,
    pipeline_id=_ID,
    is_closed=_TRUTH,
    owner_id=_NO_ID,
    team_id=_NO_ID,
    priority=_nullable("string", enum=list(PRIORITIES)),
    category=_NO_TEXT,
    channel=_NO_TEXT,
    contact={"anyOf": [_object(id=_ID, name=_TEXT, email=_NO_TEXT), {"type": "null"}]},
    company={"anyOf": [_object(id=_ID, name=_TEXT), {"type": "null"}]},
    tags={"type": "array", "items": _TEXT},
    created_at=_TIME,
    updated_at=_TIME,
    active_at=_TIME,
    last_incoming_at=_NO_TIME,
    last_outgoing_at=_NO_TIME,
    preview=_TEXT,
    preview_direction=_nullable("string", enum=["incoming", "outgoing"]),
    message_count=_ID,
    is_unread=_TRUTH,
    delivery_failed=_TRUTH,
    last_message_id=_ID,
    closed_at=_NO_TIME,
    deleted_at=_NO_TIME,
    is_snoozed=_TRUTH,
    snoozed_until=_NO_TIME,
    sla=ROW_SLA,
)

TICKET_LIST = PlainRead(
    path="/api/tickets",
    endpoint=list_tickets,
    summary="A page of a view's tickets",
    tags=("tickets",),
    parameters=(
        query("view", "A view's key: a default one's, or v and the number of a custom one", default="all_open"),
        query("filter", "A filter on top of the view's own, as JSON"),
        query("instead", "true: the filter stands instead of the view's own, as while one builds a view", "boolean"),
        query("status_id", "Only tickets of this status: one column of a board", "integer"),
        query(
            "sort",
            f"What to sort by: {', '.join(SORT_KEYS)}, or properties. and the name of a property;"
            " the view's own sort when absent",
        ),
        query("direction", "Upwards or downwards", enum=["asc", "desc"]),
        query("properties", "Names of the desk's own properties that each ticket shows, with commas between"),
        query("after", "`next` of the page before"),
        query("limit", "How many tickets", "integer", minimum=1, maximum=LONGEST_PAGE, default=USUAL_PAGE),
    ),
    answer=_object(tickets={"type": "array", "items": _with_properties(TICKET_ROW_SCHEMA)}, next=_NO_TEXT),
)
