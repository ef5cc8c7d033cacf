"""The demo company is there at once, whole and believable."""

import asyncio
import json

import pytest

from deskbell.demo.files import document, picture
from deskbell.demo.loading import load_demo
from deskbell.kernel.desk import Desk
from deskbell.kernel.event import SYSTEM
from deskbell.search.finding import find
from deskbell.users.viewer import Viewer
from deskbell.views.counting_views import count_views
from tests.given import a_user


@pytest.fixture
async def admin(desk: Desk) -> Viewer:
    async with desk.database.transaction(SYSTEM) as tx:
        viewer = await a_user(tx, is_super_admin=True)
    await load_demo(desk, viewer.user_id)
    return viewer


async def test_the_demo_company_works_as_a_real_one(desk: Desk, admin: Viewer) -> None:
    async with desk.database.reading() as reader:
        for table, count in {
            "users": 6,
            "teams": 2,
            "contacts": 400,
            "companies": 60,
            "tickets": 2000,
            "deals": 24,
        }.items():
            assert await reader.value(f"SELECT count(*) FROM {table}") == count  # type: ignore[arg-type] # words of ours
        assert await reader.value("SELECT count(DISTINCT ticket_id) FROM ticket_deals") > 10
        counts = json.loads(await count_views(reader, admin))
        assert all(counts[key] > 0 for key in ("unassigned", "mine", "all_open", "mentions", "following", "drafts"))
        assert counts["spam"] > 0
        clocks = await reader.rows(
            "SELECT count(sla_due_at), count(sla_done), count(*) FROM tickets WHERE sla_goal <> ''"
        )
        assert clocks[0][0] > 10
        assert clocks[0][1] > 50
        assert counts["trash"] > 0
        # Every row of a ticket says what its messages say, and nothing lies in the future.
        assert (
            await reader.rows(
                "SELECT tickets.id FROM tickets JOIN messages ON messages.ticket_id = tickets.id GROUP BY tickets.id"
                " HAVING max(messages.id) <> last_message_id"
                " OR count(*) FILTER (WHERE kind = 'message') <> message_count"
                " OR max(messages.id) FILTER (WHERE direction = 'incoming') <> last_incoming_message_id"
                " OR max(messages.created_at) > now() OR max(messages.created_at) <> active_at"
            )
            == []
        )
        assert await reader.value("SELECT count(*) FROM events WHERE at > now()") == 0
        assert await reader.value("SELECT count(*) FROM messages WHERE delivery NOT IN ('sent')") == 0
        languages = await reader.rows("SELECT language, count(*) FROM contacts GROUP BY 1")
        assert {language for language, count in languages if count > 20} == {"en", "fi", "pl"}
        for typed in ("takuu", "warranty", "gwarancja", "המכונה"):
            assert json.loads((await find(reader, admin, typed)).results)
        assert await reader.value("SELECT max(length(name)) FROM contacts") == 300


async def test_the_files_of_the_demo_can_be_fetched(desk: Desk, admin: Viewer) -> None:
    del admin
    async with desk.database.reading() as reader:
        for sha256, size in await reader.rows("SELECT DISTINCT sha256, size FROM attachments"):
            assert len(await asyncio.to_thread(desk.storage.get, sha256)) == size


def test_the_files_are_what_they_claim() -> None:
    assert picture().startswith(b"\x89PNG")
    assert document().startswith(b"%PDF")
