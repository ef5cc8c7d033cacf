"""Whatever is done in whatever order: a ticket's clocks are those that are worked out anew from what happened to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from psycopg import sql
from psycopg.types.json import Jsonb

from deskbell.kernel.errors import Refusal
from deskbell.kernel.transaction import Tx
from deskbell.sla.in_force import ask_again
from deskbell.sla.keeping import work_out
from deskbell.tickets.reshaping.merging import merge, undo_merge
from deskbell.tickets.reshaping.splitting import split, undo_split
from deskbell.wiring.reactions import NOW
from tests.tickets.random_acts import GOING, STAYING, TO_INBOXES, Act, Desk, NothingThere, acts
from tests.tickets.test_acts_at_random import NEW

at_random = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
URGENT = {"property": "ticket.priority", "any_of": ["HIGH"]}
GOALS = {
    "rules": [
        {
            "name": "High",
            "when": [URGENT],
            "first_reply": {"minutes": 15, "due_soon_minutes": 5},
            "next_reply": {"minutes": 10, "due_soon_minutes": 5},
            "close": {"minutes": 60, "due_soon_minutes": 5},
        },
        {
            "name": "All",
            "when": [],
            "first_reply": {"minutes": 45, "due_soon_minutes": 5},
            "next_reply": None,
            "close": {"minutes": 90, "due_soon_minutes": 5},
        },
    ],
    "hours": None,
    "paused_in": [2],
}
BEGIN = datetime(2026, 3, 28, tzinfo=UTC)
KEPT = "SELECT id, sla_version, sla, sla_goal, sla_due_at, sla_done FROM tickets WHERE merged_into IS NULL ORDER BY id"


class TimedDesk(Desk):
    """One act every ten minutes, in the past; what follows from it follows at once."""

    at = 0

    async def build(self) -> "TimedDesk":
        await self.tx.run(
            "INSERT INTO sla_goals (version, goals, applies_to, newest_ticket) VALUES (1, %s, 'new', 0)",
            (Jsonb(GOALS),),
        )
        await super().build()
        await self.time_passes()
        return self

    async def time_passes(self) -> None:
        self.at += 1
        moment = BEGIN + timedelta(minutes=10 * self.at)
        ask_again(self.tx)
        await self.tx.write_log()
        for table, column in (("messages", "created_at"), ("events", "at"), ("tickets", "created_at")):
            await self.tx.run(
                sql.SQL("UPDATE {0} SET {1} = %s WHERE {1} = now()").format(
                    sql.Identifier(table), sql.Identifier(column)
                ),
                (moment,),
            )
        await self.tx.react(NOW)
        self.tx._recorded.clear()

    async def _try(self, act: Act, number: int) -> None:
        try:
            async with self.tx.connection.transaction():
                await act(self, self.tx, number)
        except (Refusal, NothingThere):
            self.tx._recorded.clear()
            return
        await self.time_passes()


@asynccontextmanager
async def _a_desk(tx: Tx) -> AsyncIterator[TimedDesk]:
    async with tx.connection.transaction(force_rollback=True):
        yield await TimedDesk(tx).build()
    tx._recorded.clear()


async def _kept(tx: Tx) -> dict[int, tuple[Any, ...]]:
    return {row[0]: row[1:] for row in await tx.rows(KEPT)}


async def _are_as_worked_out_anew(tx: Tx) -> None:
    before = await _kept(tx)
    await work_out(tx, list(before), 1)
    assert await _kept(tx) == before


@settings(at_random, max_examples=30)
@given(done=acts(*STAYING, *GOING, *GOING, *TO_INBOXES, *TO_INBOXES, most=12))
@example(done=[("split", 1), ("reply", 7), ("unsplit", 3)])
@example(done=[("merge", 0), ("reply", 2), ("mail", 0), ("unmerge", 1)])
@example(done=[("split", 2), ("reply", 0), ("merge", 0), ("spam", 2)])
@example(done=[("split", 2), ("reply", 0), ("merge", 0), ("spam", 2), ("not spam", 3)])
@example(done=[("reply", 0), ("to inbox", 0)])
@example(done=[("reply", 0), ("to inbox", 0), ("to help desk", 1)])
async def test_clocks_keep_step_with_whatever_happens(tx: Tx, done: list[tuple[str, int]]) -> None:
    async with _a_desk(tx) as desk:
        assert {row[0] for row in (await _kept(tx)).values()} == {1}
        await desk.do(done)
        await _are_as_worked_out_anew(tx)
        await desk.take_back()
        await _are_as_worked_out_anew(tx)


@settings(at_random, max_examples=12)
@given(before=acts(*STAYING, "status", "status", "reply", most=8))
async def test_undo_of_a_merge_and_of_a_split_gives_the_clocks_back(tx: Tx, before: list[tuple[str, int]]) -> None:
    async with _a_desk(tx) as desk:
        await desk.do(before)
        kept = await _kept(tx)
        merged = await merge(tx, desk.agent, primary_id=desk.a, other_id=desk.b)
        await desk.time_passes()
        assert (await _kept(tx))[merged][0] == 1
        await undo_merge(tx, desk.agent, merged)
        await desk.time_passes()
        assert await _kept(tx) == kept
        said = await tx.values("SELECT id FROM messages WHERE ticket_id = %s AND kind = 'message'", (desk.c,))
        result = await split(tx, desk.agent, desk.c, said[1:], NEW)
        await desk.time_passes()
        assert (await _kept(tx))[result][0] == 1
        await undo_split(tx, desk.agent, result)
        await desk.time_passes()
        assert await _kept(tx) == kept
