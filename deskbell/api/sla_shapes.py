"""How do a ticket's clocks look, in a list's row and on its own screen? In OpenAPI's words, for the plain reads."""

from typing import Any

from deskbell.sla.goals import GOALS

_TIME = {"type": "string", "format": "date-time"}
_NO_TIME = {"anyOf": [_TIME, {"type": "null"}]}
_GOAL = {"type": "string", "enum": list(GOALS)}


def _object_or_null(**properties: Any) -> dict[str, Any]:
    return {"anyOf": [_object(**properties), {"type": "null"}]}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


# The most pressing one: the running one that is due first, else the last that was done.
ROW_SLA = _object_or_null(
    goal=_GOAL,
    due_at=_NO_TIME,
    due_soon_at=_NO_TIME,
    is_paused={"type": "boolean"},
    done={"anyOf": [{"type": "string", "enum": ["on_time", "late"]}, {"type": "null"}]},
)
# `due_at` is null while a clock is paused: so much of the working time is left, then.
TICKET_SLA = _object_or_null(
    rule={"type": "string"},
    is_paused={"type": "boolean"},
    goals={
        "type": "array",
        "items": _object(
            goal=_GOAL,
            state={"type": "string", "enum": ["active", "due_soon", "overdue", "on_time", "late"]},
            started_at=_TIME,
            due_at=_NO_TIME,
            due_soon_at=_NO_TIME,
            done_at=_NO_TIME,
            left_seconds={"anyOf": [{"type": "integer"}, {"type": "null"}]},
        ),
    },
)
