"""Does this database's server process live? A process id alone proves nothing: ids are used again."""

import os
import signal
import subprocess
import time
from pathlib import Path

_PROC = Path("/proc")
_DEAD_STATES = "ZX"


def find(pgdata: Path) -> int | None:
    """Return the id of the live server process of `pgdata`, or None."""
    pid = _written_pid(pgdata)
    return pid if pid is not None and _is_postmaster_of(pid, pgdata) else None


def clear_stale_locks(pgdata: Path, socket: Path) -> None:
    """Remove lock files that name no server of ours, at which PostgreSQL would refuse to start.

    The server keeps its own guard against leftover processes: it finds them by the folder's shared memory.
    """
    if find(pgdata) is None:
        (pgdata / "postmaster.pid").unlink(missing_ok=True)
        socket.with_name(socket.name + ".lock").unlink(missing_ok=True)


def stop(pid: int, pgdata: Path, *, patience: float = 60) -> None:
    """Ask the server to end its sessions and stop; after `patience` seconds, to drop all and recover."""
    for how, seconds in ((signal.SIGINT, patience), (signal.SIGQUIT, patience)):
        try:
            os.kill(pid, how)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            _reap(pid)
            if not _is_postmaster_of(pid, pgdata):
                return
            time.sleep(0.01)


def _written_pid(pgdata: Path) -> int | None:
    try:
        pid = int((pgdata / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):  # none, or cut off by a full disk or a crash
        return None
    return pid if pid > 1 else None


def _is_postmaster_of(pid: int, pgdata: Path) -> bool:
    return _proc_says(pid, pgdata) if (_PROC / "self").exists() else _ps_says(pid, pgdata)


def _proc_says(pid: int, pgdata: Path) -> bool:
    process = _PROC / str(pid)
    try:
        name, _, rest = (process / "stat").read_text().partition("(")[2].rpartition(")")
        if name != "postgres" or rest.split()[0] in _DEAD_STATES:
            return False
        return _works_in(process, pgdata)
    except OSError:
        return False


def _works_in(process: Path, pgdata: Path) -> bool:
    try:
        # The server works in its own folder, also when that was moved after its command line was written.
        return (process / "cwd").samefile(pgdata)
    except PermissionError:
        return os.fsencode(pgdata) in (process / "cmdline").read_bytes().split(b"\0")


def _ps_says(pid: int, pgdata: Path) -> bool:
    shown = subprocess.run(  # noqa: S603 - fixed arguments
        ["/bin/ps", "-ww", "-o", "stat=,command=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split(None, 1)
    if len(shown) != 2 or shown[0][0] in _DEAD_STATES:  # noqa: PLR2004 - two columns
        return False
    return "postgres" in shown[1] and f"-D {pgdata}" in shown[1]


def _reap(pid: int) -> None:
    """Take note of the end of a child of ours, which would otherwise stay as a zombie."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return
