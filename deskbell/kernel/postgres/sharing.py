"""Who uses the database server now, and who is the last to leave? Locks that die with their process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Sharing:
    """One process's part in sharing a server: a shared lock while using it, an exclusive one to act on it.

    A lock dies with its process, even by kill -9, so that nothing goes stale.
    """

    def __init__(self, folder: Path) -> None:
        self._turn = folder / "postgres.turn"
        self._users = folder / "postgres.users"
        self._held: int | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold off all others who want to start or stop the server."""
        descriptor = _open(self._turn)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def join(self) -> None:
        if self._held is None:
            self._held = _open(self._users)
            fcntl.flock(self._held, fcntl.LOCK_SH)

    def leave(self) -> bool:
        """Stop using the server and return whether nobody else does. Only within `turn`."""
        if self._held is None:
            return False
        descriptor, self._held = self._held, None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        else:
            return True
        finally:
            os.close(descriptor)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
