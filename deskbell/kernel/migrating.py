"""Which numbered SQL files has this database seen, and which come next?"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from procrastinate.schema import SchemaManager

from deskbell.kernel.errors import Refusal

MIGRATIONS = next(
    folder
    for folder in (Path(__file__).parents[1] / "_migrations", Path(__file__).parents[2] / "migrations")
    if folder.is_dir()
)
OLDEST_SERVER = 150000
_LOCK = 7_236_401


class MigrationRefused(Refusal):
    """The database can't be brought to this version; nothing was changed."""

    code = "migration.refused"


@dataclass(frozen=True, slots=True)
class Migration:
    number: int
    name: str
    text: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def known_migrations(folder: Path = MIGRATIONS) -> list[Migration]:
    files = sorted(path for path in folder.glob("*.sql") if re.match(r"\d{4}_", path.name))
    return [Migration(int(path.name[:4]), path.stem, path.read_text()) for path in files]


def migrate(dsn: str, folder: Path = MIGRATIONS) -> list[str]:
    """Bring the database forward, each file in a transaction of its own; returns the names that ran.

    Forward only. Several processes may call it at once: one works, the others wait and find nothing to do.
    Raises MigrationRefused when the server is too old, when a file that ran has changed since, or when the
    database is from a newer Deskbell.
    """
    with psycopg.connect(dsn, autocommit=True) as connection:
        if connection.info.server_version < OLDEST_SERVER:
            raise MigrationRefused("This PostgreSQL is too old: Deskbell needs version 15 or newer.")
        connection.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
        try:
            return _bring_forward(connection, known_migrations(folder))
        finally:
            connection.execute("SELECT pg_advisory_unlock(%s)", (_LOCK,))


def _bring_forward(connection: psycopg.Connection[Any], known: list[Migration]) -> list[str]:
    connection.execute(
        "CREATE TABLE IF NOT EXISTS schema_migrations"
        " (number integer PRIMARY KEY, name text NOT NULL, digest text NOT NULL,"
        " ran_at timestamptz NOT NULL DEFAULT now())"
    )
    seen = {row[0]: row[1] for row in connection.execute("SELECT number, digest FROM schema_migrations")}
    if newer := set(seen) - {migration.number for migration in known}:
        raise MigrationRefused(f"The database is from a newer Deskbell (migration {max(newer)}): upgrade this one.")
    ran = []
    if connection.execute("SELECT to_regclass('procrastinate_jobs')").fetchone() == (None,):
        with connection.transaction():
            connection.execute(SchemaManager.get_schema())
            connection.execute(
                "ALTER TABLE procrastinate_jobs SET (autovacuum_vacuum_scale_factor = 0.02,"
                " autovacuum_vacuum_threshold = 200, autovacuum_analyze_scale_factor = 0.05)"
            )
        ran.append("jobs")
    for migration in known:
        if migration.number in seen:
            if seen[migration.number] != migration.digest:
                raise MigrationRefused(f"Migration {migration.name} was changed after it ran on this database.")
            continue
        with connection.transaction():
            connection.execute(migration.text)
            connection.execute(
                "INSERT INTO schema_migrations (number, name, digest) VALUES (%s, %s, %s)",
                (migration.number, migration.name, migration.digest),
            )
        ran.append(migration.name)
    return ran
