"""The drill: a desk is saved, lost and brought back; and what a backup refuses."""

import hashlib
import io
import json
import shutil
import tarfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.config import Config
from deskbell.kernel.postgres import EmbeddedPostgres
from deskbell.kernel.storage import DiskStorage
from deskbell.wiring.backup import MANIFEST, back_up
from deskbell.wiring.restoring import restore
from tests.wiring.commands import desk_folder, run


def no_tick(_done: int, _total: int) -> None:
    pass


@pytest.fixture
def config(tmp_path: Path) -> Config:
    config = Config(data=tmp_path / "data")
    config.create_folders()
    config.secret_key()
    return config


@pytest.fixture
def saved(config: Config, dsn: str, tmp_path: Path) -> Path:
    """A backup of an empty desk with one file in it."""
    DiskStorage(config.blobs).put(b"a mail")
    back_up(config, dsn, tmp_path / "saved.tar", no_tick)
    return tmp_path / "saved.tar"


@pytest.fixture
def folder() -> Iterator[Path]:
    with desk_folder() as folder:
        yield folder


def add_user(dsn: str, email: str) -> None:
    with psycopg.connect(dsn) as connection:
        connection.execute("INSERT INTO users (email, name) VALUES (%s, 'Ada')", (email,))


def users(dsn: str) -> list[str]:
    with psycopg.connect(dsn) as connection:
        return [row[0] for row in connection.execute("SELECT email FROM users ORDER BY id")]


def test_the_drill_a_lost_desk_comes_back_on_another_machine(folder: Path) -> None:
    data, other, file = folder / "data", folder / "other", folder / "desk.tar"
    assert run(data, "doctor").returncode == 0
    config = Config(data=data)
    with EmbeddedPostgres(config) as postgres:
        add_user(postgres.dsn, "ada@example.com")
        with psycopg.connect(postgres.dsn) as connection:
            connection.execute("INSERT INTO events (name, actor, via, body) VALUES ('x', 'system', 'cli', '{}')")
        sha256 = DiskStorage(config.blobs).put(b"what a customer wrote")
        done = run(data, "backup", str(file))  # while another process uses the desk
    assert done.returncode == 0, done.stderr
    assert file.stat().st_mode & 0o777 == 0o600

    restored = run(other, "restore", str(file))
    assert restored.returncode == 0, restored.stderr
    assert "Restored the desk of" in restored.stderr
    there = Config(data=other)
    assert there.secret_key() == config.secret_key()
    assert DiskStorage(there.blobs).get(sha256) == b"what a customer wrote"
    with EmbeddedPostgres(there) as postgres:
        assert users(postgres.dsn) == ["ada@example.com"]
        with psycopg.connect(postgres.dsn) as connection:
            # The new cluster's transactions are numbered anew; nothing restored may lie in a reader's future.
            readable = connection.execute(
                "SELECT count(*) FROM events WHERE written_by < pg_snapshot_xmin(pg_current_snapshot())"
            ).fetchone()
        assert readable == (1,)
    assert run(other, "doctor").returncode == 0
    assert run(other, "backup", str(folder / "again.tar")).returncode == 0
    with EmbeddedPostgres(there):  # stopped at the end, for the folder is removed
        pass


def test_a_desk_in_use_is_not_replaced_without_force(config: Config, dsn: str, saved: Path) -> None:
    add_user(dsn, "late@example.com")
    with pytest.raises(CannotStart, match="say so with --force"):
        restore(config, dsn, saved, no_tick, force=False)
    assert users(dsn) == ["late@example.com"]
    DiskStorage(config.blobs).belong_to("the database that goes")
    restore(config, dsn, saved, no_tick, force=True)
    assert users(dsn) == []
    assert DiskStorage(config.blobs).owner() is None


def test_a_running_desk_is_not_replaced(config: Config, dsn: str, saved: Path) -> None:
    with psycopg.connect(dsn), pytest.raises(CannotStart, match="The desk is running"):
        restore(config, dsn, saved, no_tick, force=True)


def test_a_restore_that_fails_changes_nothing(config: Config, dsn: str, saved: Path) -> None:
    key = config.secret_key()
    add_user(dsn, "late@example.com")
    cut = saved.with_name("cut.tar")
    cut.write_bytes(saved.read_bytes()[:-12_000])
    with pytest.raises(CannotStart, match="is not a whole Deskbell backup"):
        restore(config, dsn, cut, no_tick, force=True)
    assert users(dsn) == ["late@example.com"]
    assert config.secret_key() == key
    assert list(config.data.glob(".restoring-*")) == []


@pytest.mark.parametrize("content", [b"", b"not a tar at all", b"\0" * 10_240])
def test_what_is_no_backup_is_told_in_a_sentence(config: Config, dsn: str, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "holiday.jpg"
    file.write_bytes(content)
    with pytest.raises(CannotStart, match="is not a"):
        restore(config, dsn, file, no_tick, force=True)


def test_a_missing_file_is_told_in_a_sentence(config: Config, dsn: str, tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"nowhere\.tar can't be read or written: No such file"):
        restore(config, dsn, tmp_path / "nowhere.tar", no_tick, force=True)


def test_a_backup_of_a_newer_deskbell_is_refused(config: Config, dsn: str, saved: Path) -> None:
    newer = with_manifest(saved, migrations=[9999])
    with pytest.raises(CannotStart, match="by a newer Deskbell"):
        restore(config, dsn, newer, no_tick, force=True)


def test_an_older_backup_is_restored_as_it_is_and_says_so(config: Config, dsn: str, saved: Path) -> None:
    older = with_manifest(saved, migrations=[1])
    assert "0002" in restore(config, dsn, older, no_tick, force=True).older_by


def test_an_entry_that_points_elsewhere_is_refused(config: Config, dsn: str, saved: Path) -> None:
    with tarfile.open(saved, "a") as tar:
        entry = tarfile.TarInfo("blobs/../../escaped")
        tar.addfile(entry, io.BytesIO(b""))
    with pytest.raises(CannotStart, match="unexpected entry"):
        restore(config, dsn, saved, no_tick, force=True)


def test_what_is_no_backup_is_told_in_one_line(config: Config, dsn: str, tmp_path: Path) -> None:
    (tmp_path / "junk.tar").write_bytes(b"junk" * 1000)
    with pytest.raises(CannotStart) as refused:
        restore(config, dsn, tmp_path / "junk.tar", no_tick, force=True)
    assert str(refused.value).endswith("is not a whole Deskbell backup: file could not be opened successfully.")


def test_a_damaged_file_is_found_before_anything_is_touched(config: Config, dsn: str, saved: Path) -> None:
    add_user(dsn, "late@example.com")
    content = bytearray(saved.read_bytes())
    with tarfile.open(saved) as tar:
        blob = next(entry for entry in tar if entry.name.startswith("blobs/"))
    content[blob.offset_data + 12] ^= 0xFF
    saved.write_bytes(content)
    with pytest.raises(CannotStart, match="is not a whole Deskbell backup"):
        restore(config, dsn, saved, no_tick, force=True)
    assert users(dsn) == ["late@example.com"]


def test_a_backup_is_written_whole_or_not_at_all(config: Config, dsn: str, tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="is a folder: name the file"):
        back_up(config, dsn, tmp_path, no_tick)
    with pytest.raises(CannotStart, match="There is no folder"):
        back_up(config, dsn, tmp_path / "nowhere" / "desk.tar", no_tick)
    file = tmp_path / "desk.tar"
    file.write_bytes(b"the last good one")
    with pytest.raises(CannotStart, match="Saving the database failed"):
        back_up(config, "postgresql://nobody@127.0.0.1:1/none", file, no_tick)
    assert file.read_bytes() == b"the last good one"
    assert list(tmp_path.glob(".deskbell-backup-*")) == []


def named_and_loose(config: Config, dsn: str) -> tuple[DiskStorage, str, str]:
    """A file that a row names, and one that none does."""
    storage = DiskStorage(config.blobs)
    named, loose = storage.put(b"an attachment"), storage.put(b"nobody's")
    with psycopg.connect(dsn) as connection:
        connection.execute(
            "INSERT INTO attachments (name, content_type, size, sha256) VALUES ('a', 'a/b', 1, %s)", (named,)
        )
    return storage, named, loose


def test_what_is_set_aside_before_or_while_it_is_saved_is_in_the_backup(
    config: Config, dsn: str, tmp_path: Path
) -> None:
    storage, named, loose = named_and_loose(config, dsn)
    later = time.time() + 60
    for number in range(9):
        storage.put(b"another %d" % number)
    storage.set_aside(loose, older_than=later)

    def sweep(done: int, _total: int) -> None:
        names = [*storage.all()] if done % 2 else [*storage.all_aside()]
        for name in names:
            storage.set_aside(name, older_than=later) if done % 2 else storage.put_back(name)

    assert back_up(config, dsn, tmp_path / "desk.tar", sweep).blobs == 11
    shutil.rmtree(config.blobs)
    restore(config, dsn, tmp_path / "desk.tar", no_tick, force=True)
    assert {named, loose} < set(DiskStorage(config.blobs).all())


def test_a_file_that_goes_while_it_is_saved_is_left_out_when_no_row_names_it(
    config: Config, dsn: str, tmp_path: Path
) -> None:
    storage, named, loose = named_and_loose(config, dsn)
    missing = remove_first(storage, loose)
    assert back_up(config, dsn, tmp_path / "desk.tar", missing).blobs == 2
    assert not storage.has(loose)
    shutil.rmtree(config.blobs)
    assert restore(config, dsn, tmp_path / "desk.tar", no_tick, force=True).blobs == 2
    assert DiskStorage(config.blobs).get(named) == b"an attachment"


def test_a_file_that_goes_while_it_is_saved_ends_the_backup_when_a_row_names_it(
    config: Config, dsn: str, tmp_path: Path
) -> None:
    storage, named, _ = named_and_loose(config, dsn)
    file = tmp_path / "desk.tar"
    file.write_bytes(b"the last good one")
    with pytest.raises(CannotStart, match=f"The file {named} is named by the database"):
        back_up(config, dsn, file, remove_first(storage, named))
    assert file.read_bytes() == b"the last good one"


def remove_first(storage: DiskStorage, sha256: str) -> Callable[[int, int], None]:
    """A tick that removes a file before its turn comes: those that go first are made to."""
    storage.put(next(content for n in count() if _name(content := b"first %d" % n) < sha256))

    def remove(_done: int, _total: int) -> None:
        storage.places(sha256)[0].unlink(missing_ok=True)

    return remove


def _name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def with_manifest(saved: Path, **changes: object) -> Path:
    changed = saved.with_name("changed.tar")
    with tarfile.open(saved) as tar, tarfile.open(changed, "w") as out:
        for entry in tar:
            content = tar.extractfile(entry)
            assert content
            text = content.read()
            if entry.name == MANIFEST:
                text = json.dumps(json.loads(text) | changes).encode()
                entry.size = len(text)
            out.addfile(entry, io.BytesIO(text))
    return changed
