"""The real PostgreSQL that every test talks to."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest

from deskbell.kernel.config import Config
from deskbell.kernel.database import Database
from deskbell.kernel.desk import Desk
from deskbell.kernel.event import SYSTEM
from deskbell.kernel.migrating import migrate
from deskbell.kernel.postgres import EmbeddedPostgres
from deskbell.kernel.transaction import Tx
from deskbell.wiring.reactions import NOW
from tests.clones import a_clone, address_of, an_open_desk
from tests.fast_disk import fast_disk, sweep_leftovers

# Nobody cuts the power of a test, and each new database makes PostgreSQL write down all that it holds in memory.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


# Where a file takes long: killed workers, whole desks started, browsers. They begin first, and the short ones fill what
# is left; the other way round, one core would wait for the other at the end.
LONG = ("walks/test_", "api/test_no_faults", "security/", "browser/", "wiring/", "walks/", "kernel/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    within = item.path.relative_to(Path(__file__).parent).as_posix()
    return next((rank for rank, start in enumerate(LONG) if within.startswith(start)), len(LONG))


class RollBack(Exception):  # noqa: N818 - a way out, not an error
    pass


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL of this test run's own; its address names the maintenance database."""
    # pytest's own folders are closed to the user as whom PostgreSQL runs when root runs the tests.
    sweep_leftovers("deskbell-tests-")
    with tempfile.TemporaryDirectory(prefix="deskbell-tests-", dir=fast_disk()) as folder:
        Path(folder).chmod(0o711)
        with EmbeddedPostgres(Config(data=Path(folder) / "data"), settings=FORGETFUL) as postgres:
            yield postgres.dsn


@pytest.fixture(scope="session")
def template(server: str) -> str:
    """The name of a migrated database, from which others are cloned."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE template_desk")
    migrate(address_of(server, "template_desk"))
    return "template_desk"


@pytest.fixture
def dsn(server: str, template: str) -> Iterator[str]:
    """The address of a fresh, migrated database of this test's own."""
    with a_clone(server, template) as address:
        yield address


@pytest.fixture(scope="session")
async def shared_database(server: str, template: str) -> AsyncIterator[Database]:
    """One migrated database for all the tests that roll back."""
    with a_clone(server, template) as address:
        database = Database(address, NOW)
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
    async with an_open_desk(dsn, tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
async def standing_desk(server: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    """One desk for a whole file, whose tests make what they look at and look at nothing else."""
    with a_clone(server, template) as address:
        async with an_open_desk(address, tmp_path_factory.mktemp("standing")) as opened:
            yield opened
