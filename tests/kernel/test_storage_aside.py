"""Bytes on their way out: set aside, put back, removed."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deskbell.kernel.storage import DiskStorage

DAY = 24 * 60 * 60


def make_older(path: Path, seconds: float) -> None:
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


def an_old_blob(storage: DiskStorage, content: bytes = b"nobody's") -> str:
    sha256 = storage.put(content)
    make_older(storage.places(sha256)[0], 2 * DAY)
    return sha256


def test_what_was_set_aside_is_still_read_and_can_come_back(tmp_path: Path) -> None:
    storage = DiskStorage(tmp_path)
    sha256 = an_old_blob(storage)
    assert storage.set_aside(sha256, older_than=time.time() - DAY)
    assert (list(storage.all()), list(storage.all_aside())) == ([], [sha256])
    assert storage.get(sha256) == b"nobody's"
    assert storage.has(sha256)
    assert storage.put_back(sha256)
    assert (list(storage.all()), list(storage.all_aside())) == ([sha256], [])
    assert not storage.put_back(sha256)


def test_what_is_new_is_not_set_aside(tmp_path: Path) -> None:
    storage = DiskStorage(tmp_path)
    sha256 = storage.put(b"on its way to its row")
    assert not storage.set_aside(sha256, older_than=time.time() - DAY)
    assert list(storage.all()) == [sha256]


def test_what_was_set_aside_just_now_is_not_removed_however_old_it_is(tmp_path: Path) -> None:
    storage = DiskStorage(tmp_path)
    sha256 = an_old_blob(storage)
    storage.set_aside(sha256, older_than=time.time() - DAY)
    assert not storage.remove(sha256, older_than=time.time() - DAY)
    make_older(storage.places(sha256)[1], 2 * DAY)
    assert storage.remove(sha256, older_than=time.time() - DAY)
    assert not storage.has(sha256)
    with pytest.raises(LookupError):
        storage.get(sha256)


def test_the_same_bytes_put_while_they_stand_aside_are_whole_whatever_becomes_of_those(tmp_path: Path) -> None:
    storage = DiskStorage(tmp_path)
    sha256 = an_old_blob(storage)
    storage.set_aside(sha256, older_than=time.time() - DAY)
    assert storage.put(b"nobody's") == sha256
    make_older(storage.places(sha256)[1], 2 * DAY)
    assert storage.remove(sha256, older_than=time.time() - DAY)
    assert storage.get(sha256) == b"nobody's"


def test_what_comes_back_where_it_was_written_anew_is_one_blob(tmp_path: Path) -> None:
    storage = DiskStorage(tmp_path)
    sha256 = an_old_blob(storage)
    storage.set_aside(sha256, older_than=time.time() - DAY)
    storage.put(b"nobody's")
    assert storage.put_back(sha256)
    assert (list(storage.all()), list(storage.all_aside())) == ([sha256], [])


def test_what_comes_back_between_two_looks_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = DiskStorage(tmp_path)
    sha256 = an_old_blob(storage)
    storage.set_aside(sha256, older_than=time.time() - DAY)
    read: Callable[[Path], bytes] = Path.read_bytes

    def read_late(path: Path) -> bytes:
        try:
            return read(path)
        finally:
            storage.put_back(sha256)  # right after the first look, which finds nothing

    monkeypatch.setattr(Path, "read_bytes", read_late)
    assert storage.get(sha256) == b"nobody's"


def test_a_kill_between_the_two_steps_of_setting_aside_leaves_it_in_its_place_for_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = DiskStorage(tmp_path)
    sha256 = an_old_blob(storage)

    def killed(_path: Path, _target: Path) -> Path:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Path, "rename", killed)
        storage.set_aside(sha256, older_than=time.time() - DAY)
    assert storage.get(sha256) == b"nobody's"
    assert not storage.set_aside(sha256, older_than=time.time() - DAY)


def test_what_a_dead_writer_left_is_removed_after_a_day(tmp_path: Path) -> None:
    storage = DiskStorage(tmp_path)
    kept = storage.put(b"whole")
    folder = storage.places(kept)[0].parent
    old, new = folder / ".new-old", folder / ".new-new"
    for path in (old, new):
        path.write_bytes(b"half")
    make_older(old, 2 * DAY)
    assert storage.remove_unfinished(older_than=time.time() - DAY) == 1
    assert (old.exists(), new.exists(), storage.has(kept)) == (False, True, True)
