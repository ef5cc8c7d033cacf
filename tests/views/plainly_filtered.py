"""What a filter should find, evaluated plainly, and the rows that it is asked of."""

import calendar
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from psycopg import sql

from deskbell.kernel.transaction import Tx
from deskbell.search.saying import says
from deskbell.tickets.clocks import NO_CLOCKS, KeptClocks, put_clocks
from deskbell.views.filter import read_filter
from deskbell.views.filter_properties import all_properties
from deskbell.views.filter_sql import Asker, filter_condition
from tests.given import a_team, a_user
from tests.views.random_filters import NOW, Row

STATES = ("active", "due_soon", "overdue", "on_time", "late")


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
        is_free = value not in {"LOW", "HIGH", "URGENT", "BILLING_ISSUE", "PRODUCT_ISSUE", "email", "chat", *STATES}
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


def _state_of(clock: Any) -> str | None:
    match clock:
        case "paused":
            return "active"
        case (due, early):
            return "overdue" if due <= NOW else "due_soon" if due - early <= NOW else "active"
    return clock if isinstance(clock, str) else None


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
        await self._put_clock(ticket_id, made["clock"])
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
            "sla_state": _state_of(made["clock"]),
            "sla_due_at": made["clock"][0] if isinstance(made["clock"], tuple) else None,
            "unread": made["newest"] > (made["read"] or 0),
            "followed": made["is_followed"],
        }

    async def _put_clock(self, ticket_id: int, clock: Any) -> None:
        pressing: dict[str, Any] = {"goal": "close"}
        if isinstance(clock, tuple):
            pressing |= {"due_at": clock[0].isoformat(), "due_soon_at": (clock[0] - clock[1]).isoformat()}
        elif clock != "paused":
            pressing["done"] = clock
        await put_clocks(self.tx, {ticket_id: KeptClocks(1, pressing) if clock else NO_CLOCKS})

    async def found(self, raw: Any, zone: str) -> set[int]:
        asker = Asker(self.me.user_id, self.me.team_ids, NOW, ZoneInfo(zone), says)
        condition = filter_condition(read_filter(raw), all_properties(self.me.user_id), asker)
        query = sql.SQL("SELECT id FROM tickets WHERE id = ANY({}) AND {}").format(list(self.rows), condition)
        return set(await self.tx.values(query))
