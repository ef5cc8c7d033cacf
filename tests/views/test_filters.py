"""A view's filter as SQL against a plain evaluation of the same filter, over real rows."""

import calendar
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from deskbell.kernel.database import Tx
from deskbell.search.indexing import INDEX_TICKETS
from deskbell.search.saying import says
from deskbell.tickets.listing import list_page
from deskbell.tickets.sorting import Sort
from deskbell.tickets.ticket import PRIORITIES
from deskbell.views.filter import BadFilter, certainly, only_values, read_filter
from deskbell.views.filter_properties import all_properties
from deskbell.views.filter_property import FilterProperty
from deskbell.views.filter_sql import Asker, filter_condition
from deskbell.views.looking import filtered
from tests.given import a_team, a_user

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


class Plain:
    """The same filter over plain values: how it would be said without any database."""

    def __init__(self, me: int, teams: tuple[int, ...], zone: ZoneInfo) -> None:
        self.me, self.teams, self.zone = me, teams, zone

    def holds(self, node: Mapping[str, Any], row: Row) -> bool:
        if "property" in node:
            return self._leaf(node, row[node["property"]])
        word, parts = next(iter(node.items()))
        found = [self.holds(part, row) for part in parts]
        return (all(found) if word == "all" else any(found)) if parts else True

    def _leaf(self, node: Mapping[str, Any], value: Any) -> bool:  # noqa: PLR0911 - as plain as can be
        turned = {"is_not": "is", "none_of": "any_of", "not_contains": "contains", "unknown": "known"}
        operator = node["is"]
        if operator in turned:
            return not self._leaf({**node, "is": turned[operator]}, value)
        asked = node.get("value")
        if operator == "known":
            return value not in (None, [])
        if value is None:
            return False
        match node["property"], operator:
            case "text", _:
                return all(word in value.lower().split() for word in asked.lower().split())
            case _, "contains":
                return bool(asked.lower() in value.lower())
            case _, "starts_with":
                return bool(value.lower().startswith(asked.lower()))
            case _, "is" | "any_of" if not isinstance(value, datetime):
                return self._among(value, asked if operator == "any_of" else [asked])
        return self._in_order(value, operator, asked)

    def _among(self, value: Any, asked: list[Any]) -> bool:
        wanted: list[Any] = []
        for one in asked:
            wanted += [self.me] if one == "me" else list(self.teams) if one == "my_teams" else [one]
        if isinstance(value, list):
            return any(one in value for one in wanted)
        if isinstance(value, bool):
            return value in wanted
        if isinstance(value, int):
            return value in [float(one) for one in wanted]
        is_free = value not in {"LOW", "HIGH", "URGENT", "BILLING_ISSUE", "PRODUCT_ISSUE", "email", "chat"}
        return value.lower() in [one.lower() for one in wanted] if is_free else value in wanted

    def _in_order(self, value: Any, operator: str, asked: Any) -> bool:
        match operator:
            case "within_last":
                return self._moved(asked, -1) <= value <= NOW
            case "within_next":
                return NOW <= value <= self._moved(asked, 1)
            case "more_than_ago":
                return value < self._moved(asked, -1)
            case "between":
                return (
                    self._span(asked[0])[0] <= value < self._span(asked[1])[1]
                    if isinstance(value, datetime)
                    else (asked[0] <= value <= asked[1])
                )
        start, end = self._span(asked) if isinstance(value, datetime) else (asked, asked)
        past = value >= end if isinstance(value, datetime) else value > end
        return {"is": start <= value and not past, "lt": value < start, "lte": not past, "gt": past,
                "gte": value >= start}[operator]  # fmt: skip

    def _span(self, asked: str) -> tuple[datetime, datetime]:
        today = NOW.astimezone(self.zone).date()
        monday = today - timedelta(days=today.weekday())
        last = today.replace(day=1) - timedelta(days=1)
        length = calendar.monthrange(today.year, today.month)[1]
        begins, lasts = {
            "today": (today, 1), "yesterday": (today - timedelta(days=1), 1),
            "tomorrow": (today + timedelta(days=1), 1),
            "this_week": (monday, 7), "last_week": (monday - timedelta(days=7), 7),
            "next_week": (monday + timedelta(days=7), 7), "this_month": (today.replace(day=1), length),
            "last_month": (last.replace(day=1), last.day), "this_year": (date(today.year, 1, 1), 365),
            "2026-03-31": (date(2026, 3, 31), 1), "2026-04-01": (date(2026, 4, 1), 1),
        }.get(asked, (None, 0))  # fmt: skip
        if begins is not None:
            return self._midnight(begins), self._midnight(begins + timedelta(days=lasts))
        at = datetime.fromisoformat(asked)
        at = at if at.tzinfo else at.replace(tzinfo=self.zone)
        return at, at + timedelta(milliseconds=1)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone)

    def _moved(self, far: Mapping[str, Any], way: int) -> datetime:
        n, unit = far["n"] * way, far["unit"].rstrip("s")
        if unit in {"minute", "hour"}:
            return NOW + timedelta(minutes=n * (60 if unit == "hour" else 1))
        wall = NOW.astimezone(self.zone).replace(tzinfo=None)
        if unit in {"day", "week"}:
            wall += timedelta(days=n * (7 if unit == "week" else 1))
        else:
            months = wall.month - 1 + n * (12 if unit == "year" else 1)
            year, month = wall.year + months // 12, months % 12 + 1
            wall = wall.replace(year=year, month=month, day=min(wall.day, calendar.monthrange(year, month)[1]))
        return wall.replace(tzinfo=self.zone).astimezone(UTC)


class World:
    """Two users, two teams, two contacts and a company, and tickets among them."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx
        self.rows: dict[int, Row] = {}

    async def begin(self, contacts: list[Row]) -> None:
        self.teams = [await a_team(self.tx), await a_team(self.tx)]
        self.me = await a_user(self.tx, team_ids=(self.teams[0],))
        self.users = [self.me.user_id, (await a_user(self.tx)).user_id]
        self.contacts: list[tuple[int, Row]] = []
        for made in contacts:
            id_ = await self.tx.value(
                "INSERT INTO contacts (first_name, email) VALUES (%s, %s) RETURNING id",
                (made["first_name"], made["email"]),
            )
            self.contacts.append((id_, made))
        self.company = await self.tx.value(
            "INSERT INTO companies (name, phone, owner_id) VALUES ('Acme', '+358 40 4711', %s) RETURNING id",
            (self.me.user_id,),
        )

    async def add(self, made: Row) -> None:
        contact_id, contact = self.contacts[made["contact"]] if made["contact"] is not None else (None, {})
        ticket_id = await self.tx.value(
            "INSERT INTO tickets (name, pipeline_id, status_id, is_closed, owner_id, team_id, priority, category,"
            " channel, contact_id, company_id, tags, created_at, last_incoming_at, snoozed_until, message_count,"
            " last_incoming_message_id) VALUES (%s, 0, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
            " RETURNING id",
            (
                made["name"],
                made["status_id"],
                made["status_id"] == 4,
                None if made["owner"] is None else self.users[made["owner"]],
                None if made["team"] is None else self.teams[made["team"]],
                made["priority"],
                made["category"],
                made["channel"],
                contact_id,
                None if made["company"] is None else self.company,
                made["tags"],
                made["created_at"],
                made["last_incoming_at"],
                made["snoozed_until"],
                made["message_count"],
                made["newest"],
            ),
        )
        if made["read"] is not None:
            await self.tx.run(
                "INSERT INTO ticket_reads VALUES (%s, %s, %s)", (self.me.user_id, ticket_id, made["read"])
            )
        if made["is_followed"]:
            await self.tx.run("INSERT INTO ticket_followers VALUES (%s, %s)", (ticket_id, self.me.user_id))
        name = contact.get("first_name", "").strip() or contact.get("email")
        self.rows[ticket_id] = {
            "ticket.name": made["name"],
            "text": made["name"],
            "ticket.priority": {1: "LOW", 3: "HIGH", 4: "URGENT"}.get(made["priority"]),
            "ticket.category": made["category"],
            "ticket.owner_id": None if made["owner"] is None else self.users[made["owner"]],
            "ticket.team_id": None if made["team"] is None else self.teams[made["team"]],
            "ticket.status_id": made["status_id"],
            "ticket.tags": made["tags"],
            "ticket.created_at": made["created_at"],
            "ticket.snoozed_until": made["snoozed_until"],
            "ticket.is_closed": made["status_id"] == 4,
            "ticket.is_snoozed": made["snoozed_until"] is not None,
            "channel": made["channel"],
            "contact.name": (name or None) if contact_id else None,
            "contact.email": contact.get("email"),
            "company.name": None if made["company"] is None else "Acme",
            "company.phone": None if made["company"] is None else "+358 40 4711",
            "company.owner_id": None if made["company"] is None else self.me.user_id,
            "message_count": made["message_count"],
            "last_incoming_at": made["last_incoming_at"],
            "unread": made["newest"] > (made["read"] or 0),
            "followed": made["is_followed"],
        }

    async def found(self, raw: Any, zone: str) -> set[int]:
        asker = Asker(self.me.user_id, self.me.team_ids, NOW, ZoneInfo(zone), says)
        condition = filter_condition(read_filter(raw), all_properties(self.me.user_id), asker)
        query = sql.SQL("SELECT id FROM tickets WHERE id = ANY({}) AND {}").format(list(self.rows), condition)
        return set(await self.tx.values(query))


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    tickets_made, st.lists(people, min_size=2, max_size=2), st.lists(filters, min_size=4, max_size=4),
    st.sampled_from(ZONES),
)  # fmt: skip
async def test_a_filter_finds_what_a_plain_evaluation_finds(
    tx: Tx, made: list[Row], contacts: list[Row], asked: list[Any], zone: str
) -> None:
    async with tx.connection.transaction(force_rollback=True):
        world = World(tx)
        await world.begin(contacts)
        for ticket in made:
            await world.add(ticket)
        await tx.run(INDEX_TICKETS, {"ids": list(world.rows)})
        plain = Plain(world.me.user_id, world.me.team_ids, ZoneInfo(zone))
        for raw in asked:
            expected = {ticket_id for ticket_id, row in world.rows.items() if plain.holds(raw, row)}
            assert await world.found(raw, zone) == expected, json.dumps(raw)


ODD_FILTERS: list[Any] = [
    [],
    "all",
    None,
    {"all": {}},
    {"all": [], "any": []},
    {"all": [{"property": "ticket.name"}]},
    {"all": [{"property": "ticket.name", "is": "like", "value": "x"}]},
    {"all": [{"property": "ticket.name", "is": "is", "value": "x", "or": 1}]},
    {"all": [{"property": "ticket.name; DROP TABLE tickets", "is": "is", "value": "x"}]},
    {"all": [{"property": "ticket.name", "is": "lt", "value": "x"}]},
    {"all": [{"property": "ticket.name", "is": "is", "value": None}]},
    {"all": [{"property": "ticket.name", "is": "is", "value": "\0"}]},
    {"all": [{"property": "ticket.name", "is": "is", "value": "\ud800"}]},
    {"all": [{"property": "ticket.name", "is": "contains", "value": "x" * 501}]},
    {"all": [{"property": "ticket.owner_id", "is": "is", "value": "you"}]},
    {"all": [{"property": "ticket.owner_id", "is": "is", "value": 1 << 64}]},
    {"all": [{"property": "ticket.owner_id", "is": "is", "value": -1}]},
    {"all": [{"property": "ticket.is_closed", "is": "is", "value": "true"}]},
    {"all": [{"property": "ticket.created_at", "is": "is", "value": "someday"}]},
    {"all": [{"property": "ticket.created_at", "is": "is", "value": "2026-02-30"}]},
    {"all": [{"property": "ticket.created_at", "is": "lt", "value": "9999-12-31"}]},
    {"all": [{"property": "ticket.created_at", "is": "within_last", "value": {"n": -1, "unit": "days"}}]},
    {"all": [{"property": "ticket.created_at", "is": "within_last", "value": {"n": 100000, "unit": "years"}}]},
    {"all": [{"property": "ticket.created_at", "is": "within_last", "value": 7}]},
    {"all": [{"property": "ticket.created_at", "is": "between", "value": ["today"]}]},
    {"all": [{"property": "message_count", "is": "is", "value": "NaN"}]},
    {"all": [{"property": "message_count", "is": "is", "value": "1e999999"}]},
    {"all": [{"property": "message_count", "is": "any_of", "value": list(range(201))}]},
    {"all": [{"property": "text", "is": "contains", "value": " "}]},
    {"all": [{"property": "ticket.id", "is": "is", "value": 1}] * 51},
    {"all": [{"all": [{"all": [{"all": [{"all": [{"all": [{"all": []}]}]}]}]}]}]},
]


@pytest.mark.parametrize("raw", ODD_FILTERS)
def test_what_is_no_filter_is_refused_in_words(raw: Any) -> None:
    properties: Mapping[str, FilterProperty] = all_properties(1)
    asker = Asker(1, (), NOW, ZoneInfo("UTC"), says)
    with pytest.raises(Exception) as refused:  # noqa: PT011 - which of the two is looked at below
        filter_condition(read_filter(raw), properties, asker)
    assert getattr(refused.value, "code", "").startswith("filter."), refused.value


async def test_every_property_can_be_asked_with_every_operator_of_its_own(tx: Tx) -> None:
    asker = Asker(1, (3,), NOW, ZoneInfo("Europe/Warsaw"), says)
    properties = all_properties(1)
    samples = {
        "text": "a",
        "words": "a",
        "choice": "a",
        "choices": "a",
        "number": 1,
        "truth": True,
        "time": "today",
        "day": "today",
    }
    for prop in properties.values():
        for operator in prop.operators:
            value: Any = samples.get(prop.kind, 1)
            if operator in {"within_last", "within_next", "more_than_ago"}:
                value = {"n": 2, "unit": "weeks"}
            elif operator in {"between", "any_of", "none_of"}:
                value = [value, value]
            raw = {"all": [{"property": prop.name, "is": operator, "value": value}]}
            condition = filter_condition(read_filter(raw), properties, asker)
            assert await tx.values(sql.SQL("SELECT id FROM tickets WHERE false AND {}").format(condition)) == []


def test_a_filter_that_allows_open_tickets_only_is_known_as_such() -> None:
    is_open = {"property": "ticket.is_closed", "is": "is", "value": False}
    other = {"property": "unread", "is": "is", "value": True}
    for raw, expected in [
        ({"all": [other, is_open]}, True),
        ({"all": [{"any": [is_open]}]}, True),
        ({"any": [is_open, other]}, False),
        ({"all": [{"any": [is_open, other]}]}, False),
        ({"any": []}, False),
    ]:
        assert certainly(read_filter(raw), "ticket.is_closed", value=False) is expected
    assert BadFilter.code == "filter.unreadable"


def test_the_only_values_that_a_filter_leaves_are_known() -> None:
    high = {"property": "ticket.priority", "is": "is", "value": "HIGH"}
    several = {"property": "ticket.priority", "is": "any_of", "value": ["LOW", "HIGH"]}
    other = {"property": "unread", "is": "is", "value": True}
    for raw, expected in [
        ({"all": [other, high]}, ("HIGH",)),
        ({"all": [{"any": [several]}]}, ("LOW", "HIGH")),
        ({"any": [high, other]}, None),
        ({"all": [{"any": [high, several]}]}, None),
        ({"all": [{"property": "ticket.priority", "is": "is_not", "value": "HIGH"}]}, None),
        ({"all": []}, None),
    ]:
        assert only_values(read_filter(raw), "ticket.priority") == expected, raw


@pytest.mark.parametrize("direction", ["asc", "desc"])
async def test_a_list_sorted_by_priority_holds_all_of_the_asked_ones(tx: Tx, direction: Any) -> None:
    viewer = await a_user(tx)
    made = await tx.rows(
        "INSERT INTO tickets (name, pipeline_id, status_id, is_closed, snoozed_until, priority)"
        " SELECT 'A matter', 0, 1, state = 1, CASE state WHEN 2 THEN now() END, nullif(priority, 0)"
        " FROM generate_series(0, 4) AS priority CROSS JOIN generate_series(0, 2) AS state RETURNING id, priority"
    )
    names = {number: name for name, number in PRIORITIES.items()}
    for asked, wanted in [
        ({"is": "is", "value": "HIGH"}, {"HIGH"}),
        ({"is": "any_of", "value": ["LOW", "HIGH"]}, {"LOW", "HIGH"}),
        ({"is": "any_of", "value": ["LOW", "no such"]}, {"LOW"}),
        ({"is": "is_not", "value": "HIGH"}, {"LOW", "MEDIUM", "URGENT", None}),
        ({"is": "unknown"}, {None}),
    ]:
        raw = {"all": [{"property": "ticket.priority", **asked}]}
        tickets = await filtered(tx, viewer, raw)
        listed: list[int] = []
        after = None
        while True:
            page = json.loads(await list_page(tx, viewer, tickets, Sort("priority", direction), after=after, limit=2))
            listed += [row["id"] for row in page["tickets"]]
            after = page["next"]
            if after is None:
                break
        kept = [(priority or 0, ticket_id) for ticket_id, priority in made if names.get(priority) in wanted]
        assert listed == [ticket_id for _, ticket_id in sorted(kept, reverse=direction == "desc")], asked
