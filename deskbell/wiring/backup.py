"""How is a running desk saved into one file?"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psycopg

from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.config import Config
from deskbell.wiring import postgres_programs
from deskbell.wiring.cli_progress import Tick

FORMAT = 1
MANIFEST = "deskbell-backup.json"
DUMP = "database.sql.gz"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first entry of the file: what it is, so that it can be refused before anything is touched."""

    format: int
    deskbell: str
    postgresql: str
    made_at: str
    migrations: list[int]
    dump_sha256: str
    blobs: int


@dataclass(frozen=True, slots=True)
class Saved:
    blobs: int
    size: int


def back_up(config: Config, dsn: str, file: Path, tick: Tick) -> Saved:
    """Write the file whole or not at all, for its owner only. Raises CannotStart.

    The database is read at one moment, the files after it: each file that a row names was there before the row.
    """
    folder = file.absolute().parent
    if not folder.is_dir():
        raise CannotStart(f"There is no folder {folder} to write the backup to.")
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".deskbell-backup-") as scratch:
            dump = Path(scratch) / DUMP
            _dump(dsn, dump)
            secrets = _kept(config.secrets)
            blobs = _kept(config.blobs)
            manifest = _manifest(dsn, dump, len(blobs))
            files = [(dump, DUMP)]
            files += [(path, f"secrets/{path.name}") for path in secrets]
            files += [(path, f"blobs/{path.relative_to(config.blobs)}") for path in blobs]
            new = Path(scratch) / "new"
            _write(new, manifest, files, tick)
            new.replace(file)
    except OSError as error:
        raise CannotStart(f"The backup {file} can't be written: {error.strerror or error}.") from error
    return Saved(len(blobs), file.stat().st_size)


def _dump(dsn: str, dump: Path) -> None:
    postgres_programs.run(
        "pg_dump",
        "--format=plain",
        "--no-owner",
        "--no-privileges",
        "--compress=gzip:3",
        f"--file={dump}",
        dsn=dsn,
        what="Saving the database",
    )


def _kept(folder: Path) -> list[Path]:
    # A dot begins the name of what is not yet whole.
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".")]


def _manifest(dsn: str, dump: Path, blobs: int) -> Manifest:
    with psycopg.connect(dsn, autocommit=True) as connection, dump.open("rb") as content:
        server = connection.execute("SHOW server_version").fetchone()
        return Manifest(
            format=FORMAT,
            deskbell=version("deskbell"),
            postgresql=str(server[0]) if server else "",
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            migrations=migrations_in(connection),
            dump_sha256=hashlib.file_digest(content, "sha256").hexdigest(),
            blobs=blobs,
        )


def migrations_in(connection: psycopg.Connection) -> list[int]:
    """Return the numbers of the migrations that ran, none in an empty database."""
    if connection.execute("SELECT to_regclass('schema_migrations')").fetchone() == (None,):
        return []
    return [int(row[0]) for row in connection.execute("SELECT number FROM schema_migrations ORDER BY number")]


def _write(new: Path, manifest: Manifest, files: Sequence[tuple[Path, str]], tick: Tick) -> None:
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
            text = json.dumps(asdict(manifest), indent=2).encode()
            entry = tarfile.TarInfo(MANIFEST)
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text))
            for done, (path, name) in enumerate(files, start=1):
                tar.add(path, arcname=name)
                tick(done, len(files))
        out.flush()
        os.fsync(out.fileno())
