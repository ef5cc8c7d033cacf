"""Where do tests keep their databases? In memory where there is plenty, since no test cuts the power."""

import fcntl
import os
import shutil
import time
from pathlib import Path

from deskbell.kernel.postgres import postmaster

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - each test makes a folder of its own in it
_PLENTY = 2 << 30
_LONG_AGO_SECONDS = 600


def fast_disk() -> str:
    if _IN_MEMORY.is_dir() and os.access(_IN_MEMORY, os.W_OK) and shutil.disk_usage(_IN_MEMORY).free > _PLENTY:
        return str(_IN_MEMORY)
    return "/tmp"  # noqa: S108 - each test makes a folder of its own in it


def sweep_leftovers(prefix: str) -> None:
    """Stop and remove the servers of test runs that were killed: nobody holds their lock any more."""
    for folder in Path(fast_disk()).glob(f"{prefix}*"):
        users = folder / "data/postgres.users"
        if users.exists() and time.time() - users.stat().st_mtime > _LONG_AGO_SECONDS and _is_free(users):
            if pid := postmaster.find(folder / "data/pgdata"):
                postmaster.stop(pid, folder / "data/pgdata")
            shutil.rmtree(folder, ignore_errors=True)


def _is_free(lock: Path) -> bool:
    with lock.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
