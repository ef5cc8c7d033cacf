"""SLA goals over HTTP (R3): known to service seats, set by super admins, not over each other's heads."""

from typing import Any

import pytest

from deskbell.kernel.event import SYSTEM
from tests.given import a_team, a_user
from tests.serving import Served

Json = dict[str, Any]
URGENT: Json = {
    "name": "Urgent",
    "when": [{"property": "ticket.priority", "any_of": ["URGENT"]}, {"property": "ticket.pipeline_id", "any_of": [0]}],
    "first_reply": {"minutes": 60, "due_soon_minutes": 15},
    "next_reply": None,
    "close": {"minutes": 480, "due_soon_minutes": 60},
}
REST: Json = {**URGENT, "name": "All others", "when": []}
HOURS: Json = {
    "zone": "Europe/Helsinki",
    "week": [[["09:00", "12:00"], ["13:00", "17:00"]], *[[["08:00", "24:00"]]] * 4, [], []],
    "days_off": ["2026-12-24"],
}
GOALS: Json = {"rules": [URGENT, REST], "hours": HOURS, "paused_in": [2]}


async def test_goals_are_set_by_super_admins_and_known_to_service_seats(served: Served) -> None:
    async with served.desk.database.transaction(SYSTEM) as tx:
        boss, agent = await a_user(tx, is_super_admin=True), await a_user(tx)
        guest = await a_user(tx, seat="none")
    async with served.as_user(boss) as client:
        assert (await client.get("/api/sla-goals")).json() == {
            "rules": [], "hours": None, "paused_in": [], "version": 0
        }  # fmt: skip
        answer = await client.put("/api/sla-goals", json={**GOALS, "version": 0, "applies_to": "new"})
        assert answer.json() == {**GOALS, "version": 1}
        audit = (await client.get("/api/audit?kind=settings")).json()
        assert [(act["name"], act["body"]) for act in audit["acts"]] == [
            ("SlaGoalsChanged", {"version": 1, "applies_to": "new"})
        ]
    async with served.as_user(agent) as client:
        assert (await client.get("/api/sla-goals")).json() == {**GOALS, "version": 1}
        refused = await client.put("/api/sla-goals", json={**GOALS, "version": 1, "applies_to": "new"})
        assert (refused.status_code, refused.json()["code"]) == (403, "settings.not_allowed")
    async with served.as_user(guest) as client:
        refused = await client.get("/api/sla-goals")
        assert (refused.status_code, refused.json()["code"]) == (403, "seat.needed")


async def test_goals_that_somebody_else_set_meanwhile_are_not_overwritten(served: Served) -> None:
    async with served.desk.database.transaction(SYSTEM) as tx:
        boss = await a_user(tx, is_super_admin=True)
    async with served.as_user(boss) as client:
        mine = {**GOALS, "version": 0, "applies_to": "new"}
        assert (await client.put("/api/sla-goals", json=mine)).status_code == 200
        refused = await client.put("/api/sla-goals", json={**mine, "rules": []})
        assert (refused.status_code, refused.json()["code"]) == (409, "sla.changed")
        assert refused.json()["facts"]["version"] == 1
        assert (await client.get("/api/sla-goals")).json() == {**GOALS, "version": 1}
        off = await client.put("/api/sla-goals", json={"rules": [], "version": 1, "applies_to": "new_and_open"})
        assert off.json() == {"rules": [], "hours": None, "paused_in": [], "version": 2}


async def test_a_rule_is_chosen_by_teams_channels_and_lists_of_the_desks_own(served: Served) -> None:
    async with served.desk.database.transaction(SYSTEM) as tx:
        boss, team_id = await a_user(tx, is_super_admin=True), await a_team(tx)
    async with served.as_user(boss) as client:
        options = [{"value": "gold", "label": "Gold"}]
        plan = {"label": "Plan", "kind": "select", "options": options}
        assert (await client.post("/api/properties/tickets", json=plan)).status_code == 201
        when = [
            {"property": "ticket.team_id", "any_of": [team_id]},
            {"property": "ticket.properties.plan", "any_of": ["gold"]},
            {"property": "channel", "any_of": ["email", "chat"]},
            {"property": "ticket.category", "any_of": ["BILLING_ISSUE"]},
        ]
        written = [*when[:3], {"property": "ticket.category", "any_of": ["billing_issue", "BILLING_ISSUE"]}]
        asked = {**GOALS, "rules": [{**URGENT, "when": written}], "version": 0, "applies_to": "new_and_open"}
        answer = await client.put("/api/sla-goals", json=asked)
        assert answer.json()["rules"][0]["when"] == when


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"rules": [{**URGENT, "name": " "}]}, "sla.name", "rules.0.name"),
        ({"rules": [REST, {**URGENT, "name": "x" * 101}]}, "sla.name", "rules.1.name"),
        ({"rules": [{**URGENT, "close": {"minutes": 0}}]}, "sla.minutes", "rules.0.close.minutes"),
        ({"rules": [{**URGENT, "close": {"minutes": 129_601}}]}, "sla.minutes", "rules.0.close.minutes"),
        (
            {"rules": [{**URGENT, "close": {"minutes": 60, "due_soon_minutes": 60}}]},
            "sla.due_soon",
            "rules.0.close.due_soon_minutes",
        ),
        (
            {"rules": [{**URGENT, "when": [{"property": "ticket.name", "any_of": ["x"]}]}]},
            "sla.condition",
            "rules.0.when.0.property",
        ),
        (
            {"rules": [{**URGENT, "when": [{"property": "ticket.priority", "any_of": []}]}]},
            "sla.values",
            "rules.0.when.0.any_of",
        ),
        (
            {"rules": [{**URGENT, "when": [*URGENT["when"], {"property": "ticket.team_id", "any_of": [4711]}]}]},
            "sla.values",
            "rules.0.when.2.any_of",
        ),
        ({"rules": [REST] * 51}, "sla.too_many_rules", "rules"),
        ({"paused_in": [4711]}, "sla.status", "paused_in"),
        ({"hours": {**HOURS, "zone": "Mars/Olympus"}}, "hours.zone", "hours.zone"),
        ({"hours": {**HOURS, "week": [[]] * 7}}, "hours.none", "hours.week"),
        ({"hours": {**HOURS, "week": [[["9", "17"]], *[[]] * 6]}}, "hours.time", "hours.week.0"),
        ({"applies_to": "old"}, "request.invalid", "applies_to"),
    ],
)
async def test_what_are_no_goals_is_refused_with_the_name_of_the_field(
    served: Served, wrong: Json, code: str, field: str
) -> None:
    async with served.desk.database.transaction(SYSTEM) as tx:
        boss = await a_user(tx, is_super_admin=True)
    async with served.as_user(boss) as client:
        refused = await client.put("/api/sla-goals", json={**GOALS, "version": 0, "applies_to": "new", **wrong})
        assert (refused.status_code, refused.json()["code"]) == (422, code)
        assert refused.json()["facts"]["field"] == field
        assert (await client.get("/api/sla-goals")).json()["version"] == 0
