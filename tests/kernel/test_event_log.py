"""The log is read from a place in it, however long it is."""

from typing import Any

from deskbell.kernel.event_log import Cursor, newest_cursor, read_after, read_all_after
from deskbell.kernel.reader import Parameters, Query, Reader, Row
from deskbell.kernel.transaction import Tx


class Noting(Reader):
    """Keeps what it was asked."""

    asked: list[tuple[Any, Parameters]]

    async def many(self, kind: type[Row], query: Query, parameters: Parameters = None) -> list[Row]:
        self.asked.append((query, parameters))
        return await super().many(kind, query, parameters)

    async def rows(self, query: Query, parameters: Parameters = None) -> list[tuple[Any, ...]]:
        self.asked.append((query, parameters))
        return await super().rows(query, parameters)


async def test_no_reader_sorts_what_came_before(tx: Tx) -> None:
    await tx.run(
        "INSERT INTO events (name, actor, via, body) SELECT 'SignedIn', 'system', 'screen', '{}'"
        " FROM generate_series(1, 5000)"
    )
    await tx.run("ANALYZE events")
    noting = Noting(tx.connection)
    noting.asked = []
    await newest_cursor(noting)
    assert await read_after(noting, Cursor(0, 0), 100) == []
    told = await read_all_after(noting, Cursor(0, 0), 100)
    assert (len(told.events), told.complete_to) == (100, Cursor(0, 0))
    assert len(noting.asked) == 3
    for query, parameters in noting.asked:
        plan = "\n".join(await tx.values(f"EXPLAIN {query}", parameters))
        assert "events_feed" in plan, plan
        assert "Sort" not in plan, plan
