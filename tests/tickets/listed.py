"""Tickets made at random, and what a plain evaluation says: who may see which, and in which view they stand."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from deskbell.kernel.transaction import Tx
from deskbell.tickets.lists.listing import list_page
from deskbell.tickets.lists.sorting import Sort
from deskbell.users.viewer import Viewer
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
