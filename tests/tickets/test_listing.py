"""Lists and counts against a plain evaluation of the same question, for every kind of viewer."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from deskbell.kernel.database import Tx
from deskbell.kernel.errors import Invalid
from deskbell.tickets import counting
from deskbell.tickets.access import TicketNotFound, get_visible, visible
from deskbell.tickets.listing import list_page
from deskbell.tickets.sorting import SORT_KEYS, Sort, chosen_sort
from deskbell.tickets.ticket_sets import STATES, within_reach
from deskbell.users.viewer import Viewer
from deskbell.views.counting_views import count_views
from deskbell.views.default_views import DEFAULT_VIEWS
from deskbell.views.view import View
from tests.given import a_team, a_user

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
Made = dict[str, Any]

people = st.sampled_from([None, 0, 1, 2])
tickets_made = st.lists(
    st.fixed_dictionaries(
        {
            "owner": people,
            "team": st.sampled_from([None, 0, 1]),
            "is_closed": st.booleans(),
            "is_snoozed": st.sampled_from([False, False, True]),
            "gone": st.sampled_from([None, None, None, "spam", "trash", "merged"]),
            "priority": st.sampled_from([None, 1, 2, 4]),
            "minutes": st.integers(0, 5),
            "name": st.sampled_from(["Äiti", "apple", "Zebra", "ä", "x" * 300, "שלום", "apple"]),
            "mark": st.sampled_from([None, None, "mention", "follow", "draft"]),
        }
    ),
    min_size=6,
    max_size=14,
)
viewer_kinds = st.fixed_dictionaries(
    {
        "visibility": st.sampled_from(["everything", "team", "owned"]),
        "sees_unassigned": st.booleans(),
        "is_super_admin": st.sampled_from([False, False, False, True]),
        "in_teams": st.sampled_from([(), (0,), (1,), (0, 1)]),
    }
)
either_way = st.sampled_from(["asc", "desc"])


class World:
    """Three users, two teams (user 1 is in team 0, user 2 in team 1), and some tickets."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx
        self.made: dict[int, Made] = {}

    async def begin(self, kind: Made) -> None:
        self.teams = [await a_team(self.tx), await a_team(self.tx)]
        mine = tuple(self.teams[n] for n in kind["in_teams"])
        self.viewer = await a_user(
            self.tx,
            team_ids=mine,
            visibility=kind["visibility"],
            sees_unassigned=kind["sees_unassigned"],
            is_super_admin=kind["is_super_admin"],
        )
        others = [await a_user(self.tx, team_ids=(team,)) for team in self.teams]
        self.users = [self.viewer.user_id, *(other.user_id for other in others)]
        self.members = {team: {other.user_id} for team, other in zip(self.teams, others, strict=True)}

    async def add(self, made: Made) -> None:
        at = BEGIN + timedelta(minutes=made["minutes"])
        owner = None if made["owner"] is None else self.users[made["owner"]]
        team = None if made["team"] is None else self.teams[made["team"]]
        merged_into = next(iter(self.made), None) if made["gone"] == "merged" else None
        ticket_id = await self.tx.value(
            "INSERT INTO tickets (name, pipeline_id, status_id, is_closed, owner_id, team_id, priority, created_at,"
            " active_at, updated_at, closed_at, spam_at, deleted_at, merged_into, snoozed_until)"
            " VALUES (%s, 0, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
            (
                made["name"],
                4 if made["is_closed"] else 1,
                made["is_closed"],
                owner,
                team,
                made["priority"],
                at,
                at,
                at,
                at if made["is_closed"] else None,
                at if made["gone"] == "spam" else None,
                at if made["gone"] in {"spam", "trash"} else None,
                merged_into,
                at if made["is_snoozed"] else None,
            ),
        )
        self.made[ticket_id] = made | {"owner_id": owner, "team_id": team, "merged": merged_into is not None}
        me = self.viewer.user_id
        match made["mark"]:
            case "mention":
                await self.tx.run("INSERT INTO ticket_mentions VALUES (%s, %s, 1)", (me, ticket_id))
            case "follow":
                await self.tx.run("INSERT INTO ticket_followers VALUES (%s, %s)", (ticket_id, me))
            case "draft":
                await self.tx.run(
                    "INSERT INTO drafts (user_id, ticket_id, kind, body) VALUES (%s, %s, 'reply', '{}')",
                    (me, ticket_id),
                )

    def may_see(self, made: Made) -> bool:
        viewer = self.viewer
        if viewer.is_super_admin:
            return True
        colleagues = {viewer.user_id}.union(*(self.members[team] for team in viewer.team_ids))
        owner, team = made["owner_id"], made["team_id"]
        is_unassigned = owner is None and (team is None or team in viewer.team_ids)
        if is_unassigned and viewer.sees_unassigned:
            return True
        match viewer.visibility:
            case "everything":
                return owner is not None or team is not None
            case "team":
                return owner in colleagues or team in viewer.team_ids
            case _:
                return bool(owner == viewer.user_id)

    def belongs(self, key: str, made: Made) -> bool:
        viewer = self.viewer
        spam, trashed, closed = made["gone"] == "spam", made["gone"] in {"spam", "trash"}, made["is_closed"]
        if made["merged"]:
            return False
        if key in {"spam", "trash"}:
            return spam if key == "spam" else trashed and not spam
        if trashed or (closed != (key == "all_closed") and key not in {"mentions", "following", "drafts", "snoozed"}):
            return False
        if made["is_snoozed"] and key not in {"mentions", "following", "drafts", "snoozed", "all_closed"}:
            return False
        owner, team = made["owner_id"], made["team_id"]
        members = set().union(*(self.members[team] for team in viewer.team_ids)) | (
            {viewer.user_id} if viewer.team_ids else set()
        )
        return bool(
            {
                "unassigned": owner is None,
                "mine": owner == viewer.user_id,
                "all_open": True,
                "all_closed": True,
                "snoozed": made["is_snoozed"],
                "team_open": owner in members or team in viewer.team_ids,
                "team_unassigned": owner is None and team in viewer.team_ids,
                "mentions": made["mark"] == "mention",
                "following": made["mark"] == "follow",
                "drafts": made["mark"] == "draft",
            }[key]
        )

    def expected(self, view: View) -> set[int]:
        return {n for n, made in self.made.items() if self.may_see(made) and self.belongs(view.key, made)}


async def all_pages(tx: Tx, viewer: Viewer, view: View, sort: Sort, limit: int) -> list[Any]:
    listed: list[Any] = []
    after = None
    while True:
        page = json.loads(await list_page(tx, viewer, view.tickets(viewer), sort, after=after, limit=limit))
        listed += page["tickets"]
        after = page["next"]
        assert len(page["tickets"]) == limit or after is None
        if after is None:
            return listed


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=tickets_made, kind=viewer_kinds, direction=either_way, limit=st.integers(1, 6))
async def test_every_view_paged_to_its_end_is_what_the_policy_allows_of_it(
    tx: Tx, made: list[Made], kind: Made, direction: Any, limit: int
) -> None:
    async with tx.connection.transaction(force_rollback=True):
        world = World(tx)
        await world.begin(kind)
        for one in made:
            await world.add(one)
        counts = json.loads(await count_views(tx, replace(world.viewer, seat="service")))
        for view, by in zip(DEFAULT_VIEWS, [*SORT_KEYS, *SORT_KEYS], strict=False):
            listed = await all_pages(tx, world.viewer, view, Sort(by, direction), limit)
            ids = [ticket["id"] for ticket in listed]
            mine = [n for n in ids if n in world.made]
            assert len(ids) == len(set(ids))
            assert set(mine) == world.expected(view), view.key
            assert counts[view.key] == len(ids)
            if by == "priority":
                order = [
                    ["LOW", "MEDIUM", "HIGH", "URGENT"].index(t["priority"]) if t["priority"] else -1 for t in listed
                ]
                assert order == sorted(order, reverse=direction == "desc")
        for ticket_id, one in world.made.items():
            if one["gone"] == "merged":
                continue  # its id leads to another ticket: see test_merging.py
            if world.may_see(one):
                assert (await get_visible(tx, world.viewer, ticket_id)).id == ticket_id
            else:
                with pytest.raises(TicketNotFound):
                    await get_visible(tx, world.viewer, ticket_id)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=tickets_made, kind=viewer_kinds, direction=either_way, limit=st.integers(1, 6))
async def test_a_state_that_is_walked_in_parts_is_listed_as_one(
    tx: Tx, made: list[Made], kind: Made, direction: Any, limit: int
) -> None:
    async with tx.connection.transaction(force_rollback=True):
        world = World(tx)
        await world.begin(kind)
        for one in made:
            await world.add(one)
        for state, by in [(state, by) for state in ("standing", "shown") for by in SORT_KEYS]:
            view = View(state, state, "open", state, within_reach)  # type: ignore[arg-type] # two of the states
            listed = await all_pages(tx, world.viewer, view, Sort(by, direction), limit)
            query = sql.SQL(
                "SELECT tickets.id FROM tickets WHERE {} AND {} ORDER BY {} {way}, tickets.id {way}"
            ).format(
                sql.SQL(STATES[view.state]),
                visible(world.viewer),
                sql.SQL(SORT_KEYS[by].expression),
                way=sql.SQL(direction),
            )
            assert [ticket["id"] for ticket in listed] == await tx.values(query), (state, by)


async def test_a_long_count_stops_at_the_cap(tx: Tx) -> None:
    viewer = await a_user(tx, visibility="team", team_ids=(await a_team(tx),))
    await tx.run(
        "INSERT INTO tickets (name, pipeline_id, status_id, owner_id, team_id)"
        " SELECT 'Many', 0, 1, %s, %s FROM generate_series(1, 1300)",
        (viewer.user_id, viewer.team_ids[0]),
    )
    counts = json.loads(await count_views(tx, viewer, ["mine", "team_open", "all_open", "team_unassigned"]))
    assert counts == {"mine": counting.CAP, "team_open": counting.CAP, "all_open": counting.CAP, "team_unassigned": 0}


async def test_a_row_shows_the_contact_and_whether_it_is_unread(tx: Tx) -> None:
    viewer = await a_user(tx)
    contact = await tx.value(
        "INSERT INTO contacts (first_name, last_name, email)"
        " VALUES ('Ann', 'Kowalska', 'ann@customer.example') RETURNING id"
    )
    ticket_id = await tx.value(
        "INSERT INTO tickets (name, pipeline_id, status_id, owner_id, contact_id, priority, last_incoming_message_id)"
        " VALUES ('Invoice', 0, 1, %s, %s, 4, 7) RETURNING id",
        (viewer.user_id, contact),
    )
    mine = next(view for view in DEFAULT_VIEWS if view.key == "mine")
    page = json.loads(await list_page(tx, viewer, mine.tickets(viewer), Sort()))
    assert page["next"] is None
    [row] = page["tickets"]
    assert row["id"] == ticket_id
    assert row["contact"] == {"id": contact, "name": "Ann Kowalska", "email": "ann@customer.example"}
    assert row["company"] is None
    assert row["priority"] == "URGENT"
    assert row["is_unread"] is True
    await tx.run("INSERT INTO ticket_reads VALUES (%s, %s, 7)", (viewer.user_id, ticket_id))
    page = json.loads(await list_page(tx, viewer, mine.tickets(viewer), Sort()))
    assert page["tickets"][0]["is_unread"] is False


def a_cursor(*words: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(words).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        *["x", "////", "W10", "bnVsbA", "é", "9" * 5000],
        a_cursor("active_at", "asc", "2026-01-01 00:00:00+00", 1),
        a_cursor("active_at", "desc", "yesterday", 1),
        a_cursor("active_at", "desc", "2026-01-01 00:00:00+00", 1 << 63),
        a_cursor("active_at", "desc", 5, "1"),
        a_cursor("active_at", "desc", "2026-01-01 00:00:00+00"),
    ],
)
async def test_a_cursor_that_is_not_of_this_list_is_refused(tx: Tx, cursor: str) -> None:
    viewer = await a_user(tx)
    with pytest.raises(Invalid) as refused:
        await list_page(tx, viewer, DEFAULT_VIEWS[0].tickets(viewer), Sort(), after=cursor)
    assert refused.value.code == "list.unknown_cursor"


def test_an_unknown_sort_is_refused() -> None:
    with pytest.raises(Invalid):
        chosen_sort("password", None, Sort())
    assert chosen_sort("name", None, Sort()) == Sort("name", "asc")
    assert chosen_sort(None, None, Sort("spam_at")) == Sort("spam_at")
