"""Where do bytes live, and when are they safe?"""

import gzip
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol


class Storage(Protocol):
    """Content-addressed bytes. What `put` has returned survives a crash of the machine.

    Who puts bytes names them by a row within a day: what no row names is taken away after two (decision 29).
    """

    def put(self, content: bytes) -> str:
        """Keep the bytes and return their SHA-256 in hex. Putting the same bytes twice is one blob."""

    def get(self, sha256: str) -> bytes:
        """The bytes; raises LookupError when they are not here."""

    def has(self, sha256: str) -> bool: ...


class DiskStorage:
    """Blobs under a folder as `ab/cd/abcd….gz`: gzip, so that plain tools can read them in need.

    What is on its way out stands under `aside/ab/abcd….gz`, and is read there as well as in its place.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        with suppress(FileNotFoundError):
            if time.time() - place.stat().st_mtime < _YOUNG_SECONDS:
                _sync_folder(place.parent)  # who wrote it just now may not have come to that yet
            return sha256
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=_NEW)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(gzip.compress(content, compresslevel=3, mtime=0))
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).rename(place)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _sync_folder(place.parent)
        return sha256

    def get(self, sha256: str) -> bytes:
        for place in self.places(sha256):
            with suppress(FileNotFoundError):
                return gzip.decompress(place.read_bytes())
        raise LookupError(f"no blob {sha256}")

    def has(self, sha256: str) -> bool:
        return any(place.exists() for place in self.places(sha256))

    def all(self) -> Iterator[str]:
        """Those in their places, a folder at a time."""
        for path in self.folder.glob("??/??/*.gz"):
            yield path.name.removesuffix(".gz")

    def places(self, sha256: str) -> tuple[Path, Path, Path]:
        """Where to look for it, in this order: it may be put back between the first look and the second."""
        return (self._place(sha256), self._aside(sha256), self._place(sha256))

    def all_aside(self) -> Iterator[str]:
        for path in self.folder.glob("aside/??/*.gz"):
            yield path.name.removesuffix(".gz")

    def set_aside(self, sha256: str, *, older_than: float) -> bool:
        """Out of its place, when it was written before that time. From now on its file's time is that of this act."""
        place, aside = self._place(sha256), self._aside(sha256)
        with suppress(FileNotFoundError):
            if place.stat().st_mtime < older_than:
                aside.parent.mkdir(parents=True, exist_ok=True)
                # Before it goes: killed in between, it stays where it is and waits for another day.
                os.utime(place)
                place.rename(aside)
                return True
        return False

    def put_back(self, sha256: str) -> bool:
        """Into its place again; the same bytes may have been written there anew."""
        with suppress(FileNotFoundError):
            self._aside(sha256).rename(self._place(sha256))
            return True
        return False

    def remove(self, sha256: str, *, older_than: float) -> bool:
        """For good, when it was set aside before that time."""
        aside = self._aside(sha256)
        with suppress(FileNotFoundError):
            if aside.stat().st_mtime < older_than:
                aside.unlink()
                return True
        return False

    def remove_unfinished(self, *, older_than: float) -> int:
        """What a program that died while it wrote has left; returns how many."""
        removed = 0
        for path in self.folder.glob(f"??/??/{_NEW}*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < older_than:
                    path.unlink()
                    removed += 1
        return removed

    def owner(self) -> str | None:
        """Whose files these are, as `belong_to` wrote it down."""
        with suppress(FileNotFoundError):
            return (self.folder / _OWNER).read_text()
        return None

    def belong_to(self, owner: str | None) -> None:
        """From now on these are that owner's files, or nobody's."""
        if owner is None:
            (self.folder / _OWNER).unlink(missing_ok=True)
            return
        whole = self.folder / f"{_NEW}owner"
        whole.write_text(owner)
        whole.rename(self.folder / _OWNER)

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256[2:4] / f"{sha256}.gz"

    def _aside(self, sha256: str) -> Path:
        return self.folder / "aside" / sha256[:2] / f"{sha256}.gz"


_NEW = ".new-"
_OWNER = ".desk"
_YOUNG_SECONDS = 60


def _sync_folder(folder: Path) -> None:
    # A new name is durable only when its folder is; a new folder only when its parent is.
    for level in (folder, folder.parent, folder.parent.parent):
        handle = os.open(level, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
