"""What is asked past the driver's cursor is answered as by it."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, LiteralString

import pytest
import pytest_asyncio
from psycopg import OperationalError, ProgrammingError, sql
from psycopg.errors import InvalidTextRepresentation, UndefinedTable

from deskbell.kernel.database import Database
from deskbell.kernel.numbered_places import NotQuick, numbered
from deskbell.kernel.quick_statements import MOST_PREPARED
from deskbell.kernel.reader import Reader

AT = datetime(2026, 11, 30, 7, 30, tzinfo=UTC)
QUESTIONS: list[tuple[LiteralString, Sequence[Any] | Mapping[str, Any] | None]] = [
    ("SELECT 1 AS one, NULL AS nothing, 'ä %' AS text", None),
    ("SELECT %s::int + 1 AS sum, %s AS word, '100 %%' AS share", (41, "öljy")),
    ("SELECT %(a)s::text AS first, %(b)s::bigint AS second, %(a)s::text AS again", {"b": 2**40, "a": "x", "more": 1}),
    ("SELECT %s::bigint[] AS ids, %s::text[] AS names, %s::timestamptz AS at", ([1, 2], ["a,b", '"'], AT)),
    ("SELECT json_build_object('a', 1) AS json, jsonb_build_object('b', %s::bool) AS jsonb", (True,)),
    ("SELECT n * %(by)s AS times FROM generate_series(1, 3) AS n WHERE n = ANY(%(these)s)", {"by": 3, "these": [1, 3]}),
    ("SELECT name FROM teams WHERE id = %s", (0,)),
]  # fmt: skip


@pytest_asyncio.fixture
async def database(dsn: str) -> AsyncIterator[Database]:
    database = Database(dsn, largest=1)
    await database.open()
    yield database
    await database.close()


@pytest.mark.parametrize(("query", "parameters"), QUESTIONS)
async def test_rows_are_those_of_the_driver_however_often_one_asks(
    database: Database, query: LiteralString, parameters: Any
) -> None:
    async with database.reading() as reader:
        by_the_driver = await Reader(reader.connection).dicts(query, parameters)
        for _ in range(3):
            assert await reader.dicts(query, parameters) == by_the_driver
            assert await reader.dicts(sql.SQL(query), parameters) == by_the_driver


async def test_a_statement_is_prepared_for_each_kind_of_its_values_and_the_oldest_are_forgotten(
    database: Database,
) -> None:
    async with database.reading() as reader:
        for value in (1, 1, 1, 2**40, 2**40, "x", "x"):
            assert await reader.value("SELECT %s AS value", (value,)) == value
        assert await _prepared(reader) == ["SELECT $1 AS value"] * 3
        for number in range(MOST_PREPARED + 5):
            for _ in range(2):
                assert await reader.value(f"SELECT {number:d}") == number  # type: ignore[arg-type] # of our making
        assert len(await _prepared(reader)) == MOST_PREPARED
        assert await reader.value("SELECT %s AS value", (7,)) == 7


async def _prepared(reader: Reader) -> list[str]:
    """Asked by the driver, whose own names are others."""
    query: LiteralString = "SELECT statement FROM pg_prepared_statements WHERE name LIKE 'quick%%'"
    return await Reader(reader.connection).values(query, ())


async def test_what_is_wrong_is_told_by_the_drivers_errors_and_the_connection_goes_on(database: Database) -> None:
    async with database.reading() as reader:
        for _ in range(3):
            with pytest.raises(UndefinedTable, match="nowhere"):
                await reader.rows("SELECT * FROM nowhere")
            with pytest.raises(InvalidTextRepresentation):
                await reader.rows("SELECT %s::text::int", ("x",))
        with pytest.raises(ProgrammingError):
            await reader.rows("SELECT %s", (1, 2))
        with pytest.raises(ProgrammingError):
            await reader.rows("SELECT %(a)s", {"b": 1})
        assert await reader.value("SELECT %b::int4", (5,)) == 5
        assert await reader.value("SELECT 1") == 1


async def test_statements_that_postgresql_has_forgotten_are_prepared_again(database: Database) -> None:
    async with database.reading() as reader:
        for _ in range(3):
            for _ in range(3):
                assert await reader.value("SELECT %s::int", (4,)) == 4
            assert await _prepared(reader) == ["SELECT $1::int"]
            await reader.connection.execute("DEALLOCATE ALL")


async def test_a_question_that_is_given_up_is_ended_in_postgresql_too(database: Database) -> None:
    async with database.reading() as reader:
        waiting = asyncio.create_task(reader.value("SELECT pg_sleep(3600)"))
        while await _active(database.dsn) == 0:
            assert not waiting.done()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert await reader.value("SELECT 1") == 1
    assert await _active(database.dsn) == 0


async def test_a_connection_that_dies_under_a_question_says_so_and_the_next_has_another(database: Database) -> None:
    async with database.reading() as reader:
        waiting = asyncio.create_task(reader.value("SELECT pg_sleep(3600)"))
        while await _active(database.dsn) == 0:
            assert not waiting.done()
        await _terminate(database.dsn)
        with pytest.raises(OperationalError):
            await waiting
    async with database.reading() as reader:
        for number in range(3):
            assert await reader.value("SELECT %s::int", (number,)) == number


async def test_an_answer_that_comes_in_many_parts_is_whole(database: Database) -> None:
    async with database.reading() as reader:
        for size in (10, 9_000, 300_000, 10):
            rows = await reader.rows("SELECT n, repeat('ä', %s) FROM generate_series(1, 20) AS n", (size,))
            assert rows == [(number, "ä" * size) for number in range(1, 21)]


async def test_a_question_longer_than_the_socket_takes_at_once_is_asked_whole(database: Database) -> None:
    async with database.reading() as reader:
        for _ in range(3):
            assert await reader.value("SELECT length(%s)", ("ö" * 20_000_000,)) == 20_000_000


async def _terminate(dsn: str) -> None:
    other = Database(dsn, largest=1)
    await other.open()
    async with other.reading() as reader:
        await reader.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%%'")
    await other.close()


async def _active(dsn: str) -> int:
    other = Database(dsn, largest=1)
    await other.open()
    async with other.reading() as reader:
        count: int = await reader.value(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active'"
        )
    await other.close()
    return count


def test_places_are_numbered_once_for_each_name() -> None:
    assert (
        numbered("a = %(x)s OR b = %(y)s OR c = %(x)s LIKE '%%'", is_named=True).text
        == b"a = $1 OR b = $2 OR c = $1 LIKE '%'"
    )
    assert numbered("%s, %s", is_named=False).text == b"$1, $2"
    for query, is_named in (("%s", True), ("%(a)s", False), ("%(a)b", True), ("100 %", False), ("%d", False)):
        with pytest.raises(NotQuick):
            numbered(query, is_named=is_named)
