"""What goes on behind the screens ends when nothing is left, when its time is over, or when somebody is in the way."""

from collections.abc import AsyncIterator

import pytest

from deskbell.kernel import catching_up
from deskbell.kernel.catching_up import catch_up
from deskbell.kernel.database import Database
from deskbell.kernel.transaction import Tx

LONG = 600.0


async def _mark_one(tx: Tx) -> bool:
    """A piece: the next contact without a last name."""
    marked = await tx.run(
        "UPDATE contacts SET last_name = 'Seen'"
        " WHERE id = (SELECT min(id) FROM contacts WHERE last_name IS DISTINCT FROM 'Seen')"
    )
    return marked == 1


async def _marked(database: Database) -> list[str]:
    async with database.reading() as reader:
        return await reader.values("SELECT first_name FROM contacts WHERE last_name = 'Seen' ORDER BY id")


@pytest.fixture
async def database(dsn: str) -> AsyncIterator[Database]:
    opened = Database(dsn)
    await opened.open()
    async with opened.transaction() as tx:
        await tx.run("INSERT INTO contacts (first_name) VALUES ('Ann'), ('Bea'), ('Cid')")
    yield opened
    await opened.close()


async def test_it_goes_on_until_nothing_is_left_and_each_piece_is_kept(database: Database) -> None:
    await catch_up(database, _mark_one, LONG)
    assert await _marked(database) == ["Ann", "Bea", "Cid"]


async def test_it_leaves_the_rest_to_the_next_time(database: Database) -> None:
    await catch_up(database, _mark_one, 0)
    assert await _marked(database) == ["Ann"], "a piece each time at the least"
    await catch_up(database, _mark_one, 0)
    assert await _marked(database) == ["Ann", "Bea"]


async def test_what_somebody_is_changing_comes_the_next_time_and_what_was_done_stays(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "PATIENCE", "20ms")
    async with database.transaction() as theirs:
        await theirs.run("UPDATE contacts SET first_name = 'Beatrice' WHERE first_name = 'Bea'")
        await catch_up(database, _mark_one, LONG)
        assert await _marked(database) == ["Ann"]
    await catch_up(database, _mark_one, LONG)
    assert await _marked(database) == ["Ann", "Beatrice", "Cid"]
