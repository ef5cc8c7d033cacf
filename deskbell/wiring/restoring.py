"""How does a saved desk come back, whole or not at all?"""

import gzip
import hashlib
import json
import shutil
import tarfile
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import psycopg

from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.config import Config
from deskbell.kernel.migrating import known_migrations
from deskbell.kernel.storage import DiskStorage
from deskbell.wiring import postgres_programs
from deskbell.wiring.backup import DUMP, FORMAT, MANIFEST, Manifest
from deskbell.wiring.cli_progress import Tick

_BEFORE = b"""DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
COMMENT ON SCHEMA public IS 'standard public schema';
"""
# Transaction numbers begin anew in a new cluster: rows that keep their old ones would lie in every reader's future.
# Numbers given out since the backup are given out anew: what was signed with them must hold no more.
_AFTER = b"""
UPDATE public.events SET written_by = '0'::xid8;
INSERT INTO public.desk_settings (name, value) VALUES ('mail_token_epoch', to_jsonb(extract(epoch FROM now())::bigint))
ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = now();
"""

_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend'"
)

_HEADER_LINES = 30
LEAVING_SECONDS = 3


@dataclass(frozen=True, slots=True)
class Restored:
    made_at: str
    blobs: int
    older_by: str


def restore(config: Config, dsn: str, file: Path, tick: Tick, *, force: bool) -> Restored:
    """Put the database, the files and the secrets back as they were saved. Raises CannotStart, with nothing changed.

    The files come first, since they only add; then the database in one transaction; then the secrets.
    """
    try:
        with tarfile.open(file) as tar:
            manifest = _read_manifest(tar, file)
            _check_target(dsn, force=force)
            with tempfile.TemporaryDirectory(dir=config.data, prefix=".restoring-") as scratch:
                folder = Path(scratch)
                _unpack(tar, folder, manifest, tick)
                _move_blobs(folder / "blobs", config.blobs)
                _load(dsn, folder)
                DiskStorage(config.blobs).belong_to(None)  # the next sweep writes down the database that came
                _move_secrets(folder / "secrets", config.secrets)
    except (tarfile.TarError, EOFError, gzip.BadGzipFile) as error:
        why = str(error).partition("\n")[0].rstrip(":. ")  # the rest lists every kind of tar that was tried
        raise CannotStart(f"{file} is not a whole Deskbell backup: {why}.") from error
    except OSError as error:
        raise CannotStart(f"{error.filename or file} can't be read or written: {error.strerror or error}.") from error
    missing = [step.name for step in known_migrations() if step.number not in manifest.migrations]
    return Restored(manifest.made_at, manifest.blobs, ", ".join(missing))


def _read_manifest(tar: tarfile.TarFile, file: Path) -> Manifest:
    first = tar.next()
    content = tar.extractfile(first) if first and first.name == MANIFEST else None
    if content is None:
        raise CannotStart(f"{file} is not a Deskbell backup.")
    try:
        fields = json.loads(content.read())
        if fields["format"] > FORMAT:
            raise CannotStart(f"{file} was saved by a newer Deskbell ({fields['deskbell']}): restore it with that one.")
        manifest = Manifest(**fields)
    except (ValueError, TypeError, KeyError) as error:
        raise CannotStart(f"{file} is not a whole Deskbell backup: its first entry can't be read.") from error
    newest = max((step.number for step in known_migrations()), default=0)
    if max(manifest.migrations, default=0) > newest:
        raise CannotStart(f"{file} was saved by a newer Deskbell ({manifest.deskbell}): restore it with that one.")
    return manifest


def _check_target(dsn: str, *, force: bool) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        if not _is_left_alone(connection):
            raise CannotStart("The desk is running: stop it (all of its web and worker processes), and restore then.")
        if not force and _is_in_use(connection):
            raise CannotStart("This desk is in use. Restoring replaces all that it holds: say so with --force.")


def _is_left_alone(connection: psycopg.Connection) -> bool:
    """Who has just gone is still counted for a moment: PostgreSQL takes its time to see them off."""
    deadline = time.monotonic() + LEAVING_SECONDS
    while connection.execute(_OTHERS).fetchone() != (0,):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _is_in_use(connection: psycopg.Connection) -> bool:
    if connection.execute("SELECT to_regclass('users')").fetchone() == (None,):
        return False
    return connection.execute("SELECT EXISTS (SELECT FROM users)").fetchone() == (True,)


def _unpack(tar: tarfile.TarFile, folder: Path, manifest: Manifest, tick: Tick) -> None:
    """Write everything out and check it before anything of the desk is touched."""
    blobs = 0
    for entry in tar:
        content = tar.extractfile(entry)
        if content is None or entry.name == MANIFEST:
            continue
        place = folder / _safe(entry.name)
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as out:
            shutil.copyfileobj(content, out)
        if entry.name.startswith("blobs/"):
            _check_blob(place)
            blobs += 1
            tick(blobs, manifest.blobs)
    with (folder / DUMP).open("rb") as dump:
        if hashlib.file_digest(dump, "sha256").hexdigest() != manifest.dump_sha256:
            raise tarfile.ReadError("its database is damaged")
    if blobs != manifest.blobs:
        raise tarfile.ReadError(f"it holds {blobs} of {manifest.blobs} files")


def _safe(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or path.parts[0] not in {"blobs", "secrets", DUMP}:
        raise tarfile.ReadError(f"it holds the unexpected entry {name}")
    return path


def _check_blob(path: Path) -> None:
    with gzip.open(path) as content:
        if hashlib.file_digest(content, "sha256").hexdigest() != path.name.removesuffix(".gz"):
            raise tarfile.ReadError(f"the file {path.name} is damaged")


def _move_blobs(source: Path, target: Path) -> None:
    for blob in sorted(source.rglob("*.gz")):
        place = target / blob.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        blob.replace(place)


def _load(dsn: str, folder: Path) -> None:
    script = folder / "script.sql"
    with gzip.open(folder / DUMP) as dump, script.open("wb") as out:
        out.write(_BEFORE)
        for _ in range(_HEADER_LINES):
            line = dump.readline()
            if not line.startswith(b"SET transaction_timeout"):  # which servers before 17 do not know
                out.write(line)
        shutil.copyfileobj(dump, out)
        out.write(_AFTER)
    with script.open("rb") as content:
        postgres_programs.run(
            "psql",
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            "--file=-",
            dsn=dsn,
            stdin=content,
            what="Restoring the database",
        )


def _move_secrets(source: Path, target: Path) -> None:
    for secret in sorted(source.iterdir()):
        secret.chmod(0o600)
        secret.replace(target / secret.name)
