"""How is a running desk saved into one file?"""

import gzip
import hashlib
import io
import json
import os
import re
import tarfile
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psycopg

from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.config import Config
from deskbell.kernel.storage import DiskStorage
from deskbell.wiring import postgres_programs
from deskbell.wiring.cli_progress import Tick

FORMAT = 1
MANIFEST = "deskbell-backup.json"
DUMP = "database.sql.gz"
_SHA256 = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


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
class Blob:
    """Its name in the backup, and where to look for it."""

    name: str
    places: Sequence[Path]


@dataclass(frozen=True, slots=True)
class Saved:
    blobs: int
    size: int


def back_up(config: Config, dsn: str, file: Path, tick: Tick) -> Saved:
    """Write the file whole or not at all, for its owner only. Raises CannotStart.

    The database is read at one moment, the files after it: each file that a row names was there before the row. The
    desk goes on meanwhile: a blob that is set aside is read there, and one that is gone is left out when the saved
    database does not name it.
    """
    folder = file.absolute().parent
    if file.is_dir():
        raise CannotStart(f"{file.absolute()} is a folder: name the file to write in it.")
    if not folder.is_dir():
        raise CannotStart(f"There is no folder {folder} to write the backup to.")
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".deskbell-backup-") as scratch:
            dump = Path(scratch) / DUMP
            _dump(dsn, dump)
            blobs = _blobs(DiskStorage(config.blobs))
            manifest = _manifest(dsn, dump, len(blobs))
            files = [(dump, DUMP), *_secrets(config.secrets)]
            new = Path(scratch) / "new"
            gone = _write(new, manifest, files, blobs, tick)
            if gone:
                _refuse_named(dump, gone)
            new.replace(file)
    except OSError as error:
        raise CannotStart(f"The backup {file} can't be written: {error.strerror or error}.") from error
    return Saved(len(blobs) - len(gone), file.stat().st_size)


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


def _secrets(folder: Path) -> list[tuple[Path, str]]:
    # A dot begins the name of what is not yet whole.
    return [
        (path, f"secrets/{path.name}")
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.startswith(".")
    ]


def _blobs(storage: DiskStorage) -> list[Blob]:
    """Those aside too. A blob that moves while this looks is found by one of the three looks."""
    names = {*storage.all_aside(), *storage.all(), *storage.all_aside()}
    return [Blob(f"blobs/{name[:2]}/{name[2:4]}/{name}.gz", storage.places(name)) for name in sorted(names)]


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


def _write(
    new: Path, manifest: Manifest, files: Sequence[tuple[Path, str]], blobs: Sequence[Blob], tick: Tick
) -> list[Blob]:
    """Returns the blobs that were gone when their turn came; the manifest does not count them."""
    gone: list[Blob] = []
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
            text = json.dumps(asdict(manifest), indent=2).encode()
            first = tarfile.TarInfo(MANIFEST)
            first.size = len(text)
            tar.addfile(first, io.BytesIO(text))
            for path, name in files:
                tar.add(path, arcname=name)
            for done, blob in enumerate(blobs, start=1):
                if not _add(tar, blob):
                    gone.append(blob)
                tick(done, len(blobs))
        if gone:
            fewer = replace(manifest, blobs=manifest.blobs - len(gone))
            out.seek(tarfile.BLOCKSIZE)  # right after the first entry's header
            out.write(json.dumps(asdict(fewer), indent=2).encode().ljust(len(text)))
        out.flush()
        os.fsync(out.fileno())
    return gone


def _add(tar: tarfile.TarFile, blob: Blob) -> bool:
    for place in blob.places:
        with suppress(FileNotFoundError):
            tar.add(place, arcname=blob.name)
            return True
    return False


def _refuse_named(dump: Path, gone: Sequence[Blob]) -> None:
    """Raises CannotStart when the saved database names one of them."""
    names = {Path(blob.name).stem.encode() for blob in gone}
    with gzip.open(dump) as lines:
        for line in lines:
            if missing := names.intersection(_SHA256.findall(line)):
                name = min(missing).decode()
                raise CannotStart(f"The file {name} is named by the database, and went while it was saved. Try again.")
