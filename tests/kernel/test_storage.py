"""Bytes that survive."""

import os
from pathlib import Path

import pytest

from deskbell.kernel.storage import DiskStorage


def test_what_was_put_comes_back(tmp_path: Path) -> None:
    storage = DiskStorage(tmp_path / "blobs")
    content = bytes(range(256)) * 1000
    assert storage.get(storage.put(content)) == content


def test_the_same_bytes_are_one_blob(tmp_path: Path) -> None:
    storage = DiskStorage(tmp_path)
    assert storage.put(b"twice") == storage.put(b"twice")
    assert len(list(storage.all())) == 1


def test_a_missing_blob_is_told(tmp_path: Path) -> None:
    with pytest.raises(LookupError):
        DiskStorage(tmp_path).get("0" * 64)


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = DiskStorage(tmp_path)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        storage.put(b"lost")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_who_finds_what_another_is_just_writing_makes_its_name_durable_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = DiskStorage(tmp_path)
    place = storage.places(storage.put(b"twice at once"))[0]
    synced = []

    def sync(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink())

    monkeypatch.setattr(os, "fsync", sync)
    storage.put(b"twice at once")
    assert place.parent in synced
    synced.clear()
    os.utime(place, (0, 0))
    storage.put(b"twice at once")
    assert synced == []
