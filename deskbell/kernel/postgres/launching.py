"""How does a server process come up, until it answers or says why it doesn't?"""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import psycopg

from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.postgres import postmaster, server_log
from deskbell.kernel.postgres.binaries import Binaries
from deskbell.kernel.postgres.failures import sentence_for, still_letting_go
from deskbell.kernel.postgres.home import Home
from deskbell.kernel.postgres.settings import settings

_PATIENCE_WITH_LEFTOVERS = 30.0
_PATIENCE_WITHOUT_SOCKET = 2.0  # it makes its socket before it recovers
_WORTH_A_WORD = 3.0
NO_OTHERS: Mapping[str, str] = MappingProxyType({})


def launch(home: Home, binaries: Binaries, say: Callable[[str], None], others: Mapping[str, str] = NO_OTHERS) -> None:
    """Start the server and wait, through any recovery, until it answers. Raises CannotStart if it ends."""
    deadline = time.monotonic() + _PATIENCE_WITH_LEFTOVERS
    waiting = _Waiting(say)
    while True:
        postmaster.clear_stale_locks(home.pgdata, home.socket)
        before = server_log.trimmed(home.log)
        server = _spawn(home, binaries, others)
        while server.poll() is None:
            if answers(home):
                return
            waiting.a_moment()
        words = server_log.since(home.log, before)
        if not still_letting_go(words) or time.monotonic() > deadline:
            raise CannotStart(sentence_for(words, home.folder))
        waiting.a_moment()


def wait_for(home: Home, pid: int, say: Callable[[str], None]) -> bool:
    """Wait until the running server `pid` answers; return whether it does.

    One whose socket was swept away (of /tmp, say) can't be reached by anybody any more, and is stopped.
    """
    deadline = time.monotonic() + _PATIENCE_WITHOUT_SOCKET
    waiting = _Waiting(say)
    while postmaster.find(home.pgdata) == pid:
        if answers(home):
            return True
        if not home.socket.exists() and time.monotonic() > deadline:
            postmaster.stop(pid, home.pgdata)
            return False
        waiting.a_moment()
    return False


def answers(home: Home) -> bool:
    try:
        psycopg.connect(home.superuser_address, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        return "too many clients" in str(error)  # it serves, though not us at this moment
    return True


def _spawn(home: Home, binaries: Binaries, others: Mapping[str, str]) -> subprocess.Popen[bytes]:
    options = [f"--{name}={value}" for name, value in {**_settings(home), **others}.items()]
    log = server_log.open_to_append(home.log)
    try:
        return subprocess.Popen(  # noqa: S603 - our own program and options
            [binaries.program("postgres"), "-D", home.pgdata, *options],
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C in the terminal is for us: we stop it when nobody needs it
            **home.user.popen_options(),
        )
    finally:
        os.close(log)


def _settings(home: Home) -> dict[str, str]:
    shared = Path("/dev/shm")  # noqa: S108 - measured, not used
    return settings(
        memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        shared_memory=shutil.disk_usage(shared).total if shared.is_dir() else None,
        socket_folder=home.socket.parent,
    )


class _Waiting:
    """Waits moment by moment, and says once why it takes so long."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._since = time.monotonic()
        self._said = False

    def a_moment(self) -> None:
        if not self._said and time.monotonic() - self._since > _WORTH_A_WORD:
            self._said = True
            self._say("The database is recovering from an unclean stop; this can take minutes.")
        time.sleep(0.02)
