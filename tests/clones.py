"""Databases of a test's own, each a copy of a migrated one."""

import itertools
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql

from deskbell.kernel.config import Config
from deskbell.kernel.desk import Desk
from deskbell.wiring.desk import open_desk

_numbers = itertools.count(1)

# Copying the files takes a fifth of what writing each of their pages to the log would: hundreds of tests do it.
_CLONE = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")


def address_of(server: str, name: str) -> str:
    return psycopg.conninfo.make_conninfo(server, dbname=name)


@contextmanager
def a_clone(server: str, template: str) -> Iterator[str]:
    """The address of a fresh, migrated database, for as long as the block lasts."""
    name = f"desk_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(_CLONE.format(sql.Identifier(name), sql.Identifier(template)))
        yield address_of(server, name)
        # PostgreSQL's own housekeeping may be in it, and only a superuser may end that; the whole server goes soon.
        with suppress(psycopg.errors.InsufficientPrivilege):
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@asynccontextmanager
async def an_open_desk(dsn: str, folder: Path) -> AsyncIterator[Desk]:
    """A whole desk on a database, without web or worker."""
    config = Config(data=folder / "data")
    config.create_folders()
    async with open_desk(config, dsn) as opened:
        yield opened
