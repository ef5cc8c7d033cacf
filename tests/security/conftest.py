"""A desk with tickets that some may not know of, and with users of every kind."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from deskbell.conversations.message import StoredFile
from deskbell.kernel.desk import Desk
from deskbell.kernel.event import SYSTEM
from deskbell.tickets.assigning import assign
from deskbell.tickets.inboxes.moving import Move, move_thread
from deskbell.tickets.intake import accept
from deskbell.tickets.purging import purge_some
from deskbell.users.tokens import create_token
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_team, a_user, an_email_account
from tests.serving import Served, http_client, serving

MARKS = {"owned": "Zyzzogeton", "unassigned": "Quodlibetic"}
INBOXES = "Penumbra"  # what the names of all inboxes begin with
IN_INBOX = {"owned": "Xenodochial", "unassigned": "Velleity"}
NOTHING = 987_654_321
OF_TICKETS = ("tickets", "threads", "messages", "attachments")


@dataclass(frozen=True)
class World:
    """`owned` belongs to another team and has an owner there; `unassigned` to nobody. `in_inbox` has no ticket."""

    served: Served
    account_id: int
    boss: Viewer
    other: Viewer
    owned: dict[str, int]
    unassigned: dict[str, int]
    in_inbox: dict[str, dict[str, int]]

    async def a_ticket(self, *, is_assigned: bool) -> dict[str, int]:
        owner = self.other if is_assigned else None
        return await _a_ticket(self.served.desk, self.account_id, self.boss, owner, "Another")

    async def a_thread(self) -> dict[str, int]:
        return await _in_inbox(self.served.desk, self.account_id, self.boss, self.other, "Another")

    async def token_of(self, viewer: Viewer) -> str:
        async with self.served.desk.database.transaction(SYSTEM) as tx:
            return await create_token(tx, viewer.user_id, "test")

    async def client(self, viewer: Viewer | None) -> httpx2.AsyncClient:
        """With both the session of a browser and the token of a program; each route looks at its own."""
        headers = {"X-Deskbell": "1"}
        if viewer is not None:
            headers |= {
                "Cookie": await self.served.cookie_of(viewer),
                "Authorization": f"Bearer {await self.token_of(viewer)}",
            }
        return http_client(self.served.url, headers)


async def _a_ticket(desk: Desk, account_id: int, boss: Viewer, owner: Viewer | None, mark: str) -> dict[str, int]:
    """Its words all bear the mark, by which it is known wherever it shows."""
    content = f"{mark} in a file".encode()
    file = StoredFile(f"{mark}.txt", "text/plain", len(content), desk.storage.put(content))
    async with desk.database.transaction(SYSTEM) as tx:
        raw_id = await tx.value(
            "INSERT INTO raw_mail (source, sha256, size, state) VALUES ('smtp', %s, %s, 'ticketed') RETURNING id",
            (file.sha256, file.size),
        )
        fields: dict[str, Any] = {"subject": f"{mark} subject", "text": f"{mark} text", "html": f"<p>{mark} html</p>"}
        mail = await accept(tx, a_mail(account_id, files=(file,), raw_mail_id=raw_id, **fields))
        assert mail.ticket_id is not None
        if owner is not None:
            await assign(tx, boss, mail.ticket_id, owner_id=owner.user_id, team_id=owner.team_ids[0])
        attachment_id = await tx.value("SELECT id FROM attachments WHERE message_id = %s", (mail.message_id,))
    return {
        "ticket_id": mail.ticket_id,
        "message_id": mail.message_id,
        "thread_id": mail.thread_id,
        "attachment_id": attachment_id,
        "nothing": NOTHING,
    }


async def _in_inbox(desk: Desk, account_id: int, boss: Viewer, owner: Viewer | None, mark: str) -> dict[str, int]:
    """The same, moved out of the help desk; the ticket that stays is purged, so that nothing is known of it."""
    ids = await _a_ticket(desk, account_id, boss, owner, mark)
    async with desk.database.transaction(SYSTEM) as tx:
        inbox_id = await tx.value(
            "INSERT INTO inboxes (name, kind) SELECT %s || ' ' || count(*), 'inbox' FROM inboxes RETURNING id",
            (INBOXES,),
        )
        owner_id, team_id = (owner.user_id, owner.team_ids[0]) if owner else (None, None)
        await move_thread(tx, boss, ids["thread_id"], Move(inbox_id, owner_id=owner_id, team_id=team_id))
        await tx.run(
            "UPDATE tickets SET spam_at = now() - interval '1 year', name = 'Gone', description = '' WHERE id = %s",
            (ids["ticket_id"],),
        )
        await purge_some(tx)
    return {**ids, "ticket_id": NOTHING}


@pytest.fixture
async def world(desk: Desk) -> AsyncIterator[World]:
    async with desk.database.transaction(SYSTEM) as tx:
        for number, table in enumerate(OF_TICKETS, start=71):  # numbers that are nothing else's
            await tx.value("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", (table, number * 100_000))
        account_id, team_id = await an_email_account(tx), await a_team(tx, "Elsewhere")
        boss = await a_user(tx, "Boss", is_super_admin=True)
        other = await a_user(tx, "Other", team_ids=[team_id])
    owned = await _a_ticket(desk, account_id, boss, other, MARKS["owned"])
    unassigned = await _a_ticket(desk, account_id, boss, None, MARKS["unassigned"])
    in_inbox = {
        mark: await _in_inbox(desk, account_id, boss, other if whose == "owned" else None, mark)
        for whose, mark in IN_INBOX.items()
    }
    async with serving(desk) as served:
        yield World(served, account_id, boss, other, owned, unassigned, in_inbox)


PERMISSIONS = ["delete_tickets", "account_access", "manage_availability", "manage_users"]
ROLES: dict[str, dict[str, Any]] = {
    "owned": {"visibility": "owned", "sees_unassigned": False},
    "owned and unassigned": {"visibility": "owned", "sees_unassigned": True},
    "team": {"visibility": "team", "sees_unassigned": False, "has_team": True},
    "team and unassigned": {"visibility": "team", "sees_unassigned": True, "has_team": True},
    "team without any team": {"visibility": "team", "sees_unassigned": False},
    "everything but unassigned": {"visibility": "everything", "sees_unassigned": False},
    "no seat, owned": {"visibility": "owned", "sees_unassigned": False, "seat": "none"},
    "every permission, owned": {"visibility": "owned", "sees_unassigned": False, "permissions": PERMISSIONS},
}


def foreign_to(role: str, world: World) -> dict[str, dict[str, int]]:
    """The tickets that this role may not know of, by their mark."""
    fields = ROLES[role]
    hidden = {} if fields["visibility"] == "everything" else {MARKS["owned"]: world.owned}
    return hidden | ({} if fields["sees_unassigned"] else {MARKS["unassigned"]: world.unassigned})


def foreign_in_inboxes_to(role: str, world: World) -> dict[str, dict[str, int]]:
    """Those conversations of inboxes; without a seat, all of them."""
    fields = ROLES[role]
    if fields.get("seat") == "none":
        return world.in_inbox
    shown = {IN_INBOX["owned"]} if fields["visibility"] == "everything" else set()
    shown |= {IN_INBOX["unassigned"]} if fields["sees_unassigned"] else set()
    return {mark: ids for mark, ids in world.in_inbox.items() if mark not in shown}


@pytest.fixture
async def role(request: pytest.FixtureRequest, world: World) -> tuple[str, Viewer]:
    fields = dict(ROLES[request.param])
    async with world.served.desk.database.transaction(SYSTEM) as tx:
        if fields.pop("has_team", False):
            fields["team_ids"] = [await a_team(tx, "Ours")]
        return request.param, await a_user(tx, "Asker", **fields)
