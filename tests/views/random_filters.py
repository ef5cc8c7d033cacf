"""Tickets, people and filters over them as hypothesis makes them up."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

NOW = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)  # in Helsinki it is April already
ZONES = ["UTC", "Europe/Helsinki", "America/New_York"]
WORDS = ["kettle", "Kettle leaks", "Äiti", "ÄITI soitti", "100% {off}", "it's \\o/", "x"]
NAMES = ["", "Ann Äiti", "ann", "%", "_", "O'Neil"]
TIMES = [
    NOW - timedelta(days=400), NOW - timedelta(days=31), NOW - timedelta(days=7), NOW - timedelta(hours=26),
    NOW - timedelta(hours=3), datetime(2026, 3, 31, 20, 59, 59, 999000, tzinfo=UTC),
    datetime(2026, 3, 31, 21, 0, tzinfo=UTC), NOW - timedelta(minutes=1), NOW, NOW + timedelta(hours=5),
    NOW + timedelta(days=40),
]  # fmt: skip
Row = dict[str, Any]
# Of the most pressing SLA goal: by when it is due and due soon, or what became of it.
clocks = (
    st.none()
    | st.sampled_from(["paused", "on_time", "late"])
    | st.tuples(st.sampled_from(TIMES), st.sampled_from([timedelta(), timedelta(hours=4), timedelta(days=50)]))
)

tickets_made = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(WORDS),
            "priority": st.sampled_from([None, 1, 3, 4]),
            "category": st.sampled_from([None, "BILLING_ISSUE", "PRODUCT_ISSUE"]),
            "owner": st.sampled_from([None, 0, 1]),
            "team": st.sampled_from([None, 0, 1]),
            "contact": st.sampled_from([None, 0, 1]),
            "company": st.sampled_from([None, 0]),
            "channel": st.sampled_from([None, "email", "chat"]),
            "tags": st.lists(st.sampled_from(["vip", "late", "100%"]), max_size=2, unique=True),
            "status_id": st.sampled_from([1, 2, 4]),
            "created_at": st.sampled_from(TIMES),
            "last_incoming_at": st.none() | st.sampled_from(TIMES),
            "snoozed_until": st.none() | st.sampled_from(TIMES),
            "message_count": st.integers(0, 3),
            "newest": st.integers(0, 2),
            "read": st.sampled_from([None, -1, 0, 1, 2]),
            "is_followed": st.booleans(),
            "clock": clocks,
        }
    ),
    min_size=4,
    max_size=8,
)
people = st.fixed_dictionaries(
    {"first_name": st.sampled_from(NAMES), "email": st.sampled_from([None, "ann@x.example", "B@x.example"])}
)


def _list_of(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(values, max_size=3)


def _compared(name: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    one = st.fixed_dictionaries({"property": st.just(name), "is": st.sampled_from(["is", "is_not"]), "value": values})
    many = st.fixed_dictionaries(
        {"property": st.just(name), "is": st.sampled_from(["any_of", "none_of"]), "value": _list_of(values)}
    )
    known = st.fixed_dictionaries({"property": st.just(name), "is": st.sampled_from(["known", "unknown"])})
    return one | many | known


def _texts(name: str, values: list[str]) -> st.SearchStrategy[Any]:
    parts = st.sampled_from([*values, "ä", "%", "_", "'", "\\", "{", "KETTLE"]).filter(str.strip)
    found = st.fixed_dictionaries(
        {
            "property": st.just(name),
            "is": st.sampled_from(["contains", "not_contains", "starts_with"]),
            "value": parts,
        }
    )
    return found | _compared(name, parts)


def _ordered(name: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    one = st.fixed_dictionaries(
        {"property": st.just(name), "is": st.sampled_from(["lt", "lte", "gt", "gte"]), "value": values}
    )
    two = st.fixed_dictionaries(
        {"property": st.just(name), "is": st.just("between"), "value": st.tuples(values, values).map(list)}
    )
    return one | two


days = st.sampled_from(
    ["today", "yesterday", "tomorrow", "this_week", "last_week", "next_week", "this_month", "last_month", "this_year",
     "2026-03-31", "2026-04-01", "2026-03-31T21:00:00Z", "2026-03-31T23:30:00"]
)  # fmt: skip


def _times(name: str) -> st.SearchStrategy[Any]:
    far = st.fixed_dictionaries(
        {
            "property": st.just(name),
            "is": st.sampled_from(["within_last", "within_next", "more_than_ago"]),
            "value": st.fixed_dictionaries(
                {
                    "n": st.integers(0, 40),
                    "unit": st.sampled_from(["minutes", "hour", "days", "week", "months", "year"]),
                }
            ),
        }
    )
    same = st.fixed_dictionaries({"property": st.just(name), "is": st.sampled_from(["is", "is_not"]), "value": days})
    known = st.fixed_dictionaries({"property": st.just(name), "is": st.sampled_from(["known", "unknown"])})
    return far | same | known | _ordered(name, days)


def _truth(name: str) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {"property": st.just(name), "is": st.sampled_from(["is", "is_not"]), "value": st.booleans()}
    )


leaf = st.one_of(
    _texts("ticket.name", WORDS),
    _texts("contact.name", NAMES),
    _texts("contact.email", ["ann@x.example", "b@X"]),
    _texts("company.name", ["Acme", "acm"]),
    _texts("company.phone", ["+358 40", "4711"]),
    _compared("company.owner_id", st.sampled_from(["me", 999_999])),
    _compared("ticket.priority", st.sampled_from(["LOW", "HIGH", "NONE"])),
    _compared("ticket.category", st.sampled_from(["BILLING_ISSUE", "billing_issue"])),
    _compared("sla_state", st.sampled_from(["active", "due_soon", "overdue", "on_time", "late", "never"])),
    _times("sla_due_at"),
    _compared("channel", st.sampled_from(["email", "chat", "form"])),
    _compared("ticket.owner_id", st.sampled_from(["me", 999_999])),
    _compared("ticket.team_id", st.sampled_from(["my_teams", 999_999])),
    _compared("ticket.status_id", st.sampled_from([1, 2, "4"])),
    _compared("ticket.tags", st.sampled_from(["vip", "late", "100%"])),
    _compared("message_count", st.sampled_from([0, 1, 2.5, "3"])),
    _ordered("message_count", st.integers(0, 3)),
    _times("ticket.created_at"),
    _times("last_incoming_at"),
    _times("ticket.snoozed_until"),
    _truth("ticket.is_closed"),
    _truth("ticket.is_snoozed"),
    _truth("unread"),
    _truth("followed"),
    st.fixed_dictionaries(
        {
            "property": st.just("text"),
            "is": st.sampled_from(["contains", "not_contains"]),
            "value": st.sampled_from(["kettle", "leaks kettle", "äiti", "soitti"]),
        }
    ),
)
filters = st.recursive(
    leaf,
    lambda parts: st.builds(
        lambda word, inner: {word: inner}, st.sampled_from(["all", "any"]), st.lists(parts, max_size=3)
    ),
    max_leaves=6,
).map(lambda made: made if "property" not in made else {"all": [made]})
