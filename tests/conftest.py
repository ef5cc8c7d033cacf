"""The real PostgreSQL that every test talks to."""

import itertools
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from deskbell.kernel.config import Config
from deskbell.kernel.database import Database, Tx
from deskbell.kernel.desk import Desk
from deskbell.kernel.event import SYSTEM
from deskbell.kernel.migrating import migrate
from deskbell.kernel.postgres import EmbeddedPostgres
from deskbell.wiring.desk import open_desk
from deskbell.wiring.reactions import NOW
from tests.fast_disk import fast_disk, sweep_leftovers

_numbers = itertools.count(1)


class RollBack(Exception):  # noqa: N818 - a way out, not an error
    pass


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL of this test run's own; its address names the maintenance database."""
    # pytest's own folders are closed to the user as whom PostgreSQL runs when root runs the tests.
    sweep_leftovers("deskbell-tests-")
    with tempfile.TemporaryDirectory(prefix="deskbell-tests-", dir=fast_disk()) as folder:
        Path(folder).chmod(0o711)
        with EmbeddedPostgres(Config(data=Path(folder) / "data")) as postgres:
            yield postgres.dsn


@pytest.fixture(scope="session")
def template(server: str) -> str:
    """The name of a migrated database, from which others are cloned."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE template_desk")
    migrate(_address(server, "template_desk"))
    return "template_desk"


@pytest.fixture
def dsn(server: str, template: str) -> Iterator[str]:
    """The address of a fresh, migrated database of this test's own."""
    name = f"desk_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        yield _address(server, name)
        # PostgreSQL's own housekeeping may be in it, and only a superuser may end that; the whole server goes soon.
        with suppress(psycopg.errors.InsufficientPrivilege):
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
async def shared_database(server: str, template: str) -> AsyncIterator[Database]:
    """One migrated database for all the tests that roll back."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE desk_rolled_back TEMPLATE {}").format(sql.Identifier(template)))
    database = Database(_address(server, "desk_rolled_back"), NOW)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
async def tx(shared_database: Database) -> AsyncIterator[Tx]:
    """A transaction that is rolled back. Reactions run only when the test calls `await tx.react(NOW)`."""
    try:
        async with shared_database.pool.connection() as connection, connection.transaction():
            yield Tx(connection, SYSTEM)
            raise RollBack  # noqa: TRY301 - leaving the block is how a transaction rolls back
    except RollBack:
        pass


@pytest.fixture
async def desk(dsn: str, tmp_path: Path) -> AsyncIterator[Desk]:
    """A whole open desk on a fresh database, without web or worker."""
    config = Config(data=tmp_path / "data")
    config.create_folders()
    async with open_desk(config, dsn) as opened:
        yield opened


def _address(server: str, name: str) -> str:
    return psycopg.conninfo.make_conninfo(server, dbname=name)
