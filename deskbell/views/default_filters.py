"""Pure. Which filter lets the same tickets through as a default view, so that it can be cloned and changed (W3)?"""

from typing import Any

_OPEN: list[dict[str, Any]] = [
    {"property": "ticket.is_closed", "is": "is", "value": False},
    {"property": "ticket.is_snoozed", "is": "is", "value": False},
]
_NOBODYS: dict[str, Any] = {"property": "ticket.owner_id", "is": "unknown"}


def _true(name: str) -> dict[str, Any]:
    return {"property": name, "is": "is", "value": True}


# Spam and trash are out of reach of filters: what was put away is looked for in its own view.
FILTERS: dict[str, dict[str, Any]] = {
    "unassigned": {"all": [_NOBODYS, *_OPEN]},
    "mine": {"all": [{"property": "ticket.owner_id", "is": "any_of", "value": ["me"]}, *_OPEN]},
    "all_open": {"all": _OPEN},
    "team_open": {"all": [_true("of_my_teams"), *_OPEN]},
    "team_unassigned": {
        "all": [{"property": "ticket.team_id", "is": "any_of", "value": ["my_teams"]}, _NOBODYS, *_OPEN]
    },
    "mentions": {"all": [_true("mentioned")]},
    "following": {"all": [_true("followed")]},
    "drafts": {"all": [_true("drafted")]},
    "snoozed": {"all": [_true("ticket.is_snoozed")]},
    "all_closed": {"all": [_true("ticket.is_closed")]},
}
