"""How does an empty folder become a database? Whole or not at all, however often it is killed."""

import os
import shutil
import subprocess

import psycopg

from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.postgres.binaries import MAJOR, Binaries
from deskbell.kernel.postgres.failures import sentence_for
from deskbell.kernel.postgres.home import SUPERUSER, Home

NAME = "deskbell"  # of the database, and of the role to whom it belongs

# The builtin locale sorts and changes case alike on every machine; a system's own changes under the indexes.
_INITDB = [
    "--no-instructions",
    f"--username={SUPERUSER}",
    "--auth-local=trust",  # only the owner can reach the socket's folder
    "--auth-host=reject",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=PG_UNICODE_FAST",
]


def fill(home: Home, binaries: Binaries) -> None:
    """Make the files of an empty database; a first start that was killed leaves nothing but `pgdata.new`."""
    new = home.folder / "pgdata.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    home.user.give(new)
    done = subprocess.run(  # noqa: S603 - our own program and options
        [binaries.program("initdb"), *_INITDB, f"--pgdata={new}"],
        capture_output=True,
        text=True,
        check=False,
        **home.user.popen_options(),
    )
    if done.returncode != 0:
        shutil.rmtree(new, ignore_errors=True)
        raise CannotStart(sentence_for(done.stderr, home.folder))
    new.rename(home.pgdata)
    _make_durable(home)


def check_version(home: Home) -> None:
    found = (home.pgdata / "PG_VERSION").read_text().strip()
    if found != str(MAJOR):
        raise CannotStart(
            f"The database in {home.pgdata} is of PostgreSQL {found}, and this Deskbell brings {MAJOR}: "
            "back it up with the Deskbell that made it, and restore it here."
        )


def create_database(conninfo: str) -> None:
    """Make the desk's own role and database in a running server. Twice is harmless."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        # Not a superuser: a statement smuggled past us still can't reach the machine's files and programs.
        if not _has(connection, "SELECT 1 FROM pg_roles WHERE rolname = 'deskbell'"):
            connection.execute("CREATE ROLE deskbell LOGIN CREATEDB")
        if not _has(connection, "SELECT 1 FROM pg_database WHERE datname = 'deskbell'"):
            connection.execute("CREATE DATABASE deskbell OWNER deskbell")


def _has(connection: psycopg.Connection, query: str) -> bool:
    return connection.execute(query.encode()).fetchone() is not None


def _make_durable(home: Home) -> None:
    descriptor = os.open(home.folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
