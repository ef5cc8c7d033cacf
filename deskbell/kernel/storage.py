"""Where do bytes live, and when are they safe?"""

import gzip
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol


class Storage(Protocol):
    """Content-addressed bytes. What `put` has returned survives a crash of the machine."""

    def put(self, content: bytes) -> str:
        """Keep the bytes and return their SHA-256 in hex. Putting the same bytes twice is one blob."""

    def get(self, sha256: str) -> bytes:
        """The bytes; raises LookupError when they are not here."""

    def has(self, sha256: str) -> bool: ...


class DiskStorage:
    """Blobs under a folder as `ab/cd/abcd….gz`: gzip, so that plain tools can read them in need."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        if place.exists():
            return sha256
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".new-")
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
        try:
            return gzip.decompress(self._place(sha256).read_bytes())
        except FileNotFoundError:
            raise LookupError(f"no blob {sha256}") from None

    def has(self, sha256: str) -> bool:
        return self._place(sha256).exists()

    def all(self) -> Iterator[str]:
        for path in self.folder.glob("??/??/*.gz"):
            yield path.name.removesuffix(".gz")

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256[2:4] / f"{sha256}.gz"


def _sync_folder(folder: Path) -> None:
    # A new name is durable only when its folder is; a new folder only when its parent is.
    for level in (folder, folder.parent, folder.parent.parent):
        handle = os.open(level, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
