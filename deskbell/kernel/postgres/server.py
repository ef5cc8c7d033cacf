"""How does the embedded PostgreSQL server start, get shared by several processes, and stop?"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg

from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.config import Config
from deskbell.kernel.postgres import binaries, cluster, home, postmaster
from deskbell.kernel.postgres.failures import sentence_for, still_letting_go
from deskbell.kernel.postgres.home import Home
from deskbell.kernel.postgres.settings import settings
from deskbell.kernel.postgres.sharing import Sharing

_LONG_LOG = 8 << 20
_PATIENCE_WITH_LEFTOVERS = 30.0
_PATIENCE_WITHOUT_SOCKET = 10.0
_WORTH_A_WORD = 3.0


def _say_to_terminal(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - the terminal is where the operator waits


class EmbeddedPostgres:
    """One process's hold on the desk's own PostgreSQL.

    Any number of processes may hold it: the first starts it, the last stops it. A process killed with -9 leaves
    the server running; the next start takes it over. All methods block, for as long as a recovery takes.
    """

    def __init__(self, config: Config, *, say: Callable[[str], None] = _say_to_terminal) -> None:
        self._config = config
        self._say = say
        self._sharing = Sharing(config.data)
        self._home: Home | None = None

    def start(self) -> str:
        """Make the database if there is none, see that it serves, return its address. Raises CannotStart."""
        self._config.create_folders()
        try:
            with self._sharing.turn():
                self._serve()
                self._sharing.join()
        except OSError as error:
            raise CannotStart(sentence_for(str(error), self._config.data)) from error
        return self.dsn

    def stop(self) -> None:
        """Let go of the server; the last to do so stops it. Twice is harmless."""
        with self._sharing.turn():
            if self._sharing.leave() and (pid := self.pid()) is not None:
                postmaster.stop(pid, self._place().pgdata)

    def pid(self) -> int | None:
        """Return the id of the server's process while it lives."""
        return postmaster.find(self._place().pgdata)

    def revive(self) -> bool:
        """Start the server again if it has died (killed, out of memory), and return whether it had."""
        if self.pid() is not None:
            return False
        with self._sharing.turn():
            return self._serve()

    @property
    def dsn(self) -> str:
        return self._address(cluster.NAME, cluster.NAME)

    @property
    def log(self) -> Path:
        return self._place().log

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _place(self) -> Home:
        if self._home is None:
            self._home = home.find(self._config.data) or self._choose()
        return self._home

    def _choose(self) -> Home:
        chosen = home.choose(self._config.data)
        if chosen.folder != self._config.data:
            self._say(
                f"The database's user {chosen.user.name} can't reach {self._config.data}, "
                f"so the database is kept in {chosen.folder}."
            )
        return chosen

    def _address(self, user: str, database: str) -> str:
        return f"postgresql://{user}@/{database}?host={quote(str(self._place().socket_folder), safe='')}"

    def _serve(self) -> bool:
        """See that the server answers, and return whether it had to be started. Only in our turn."""
        place = self._place()
        if self._answers() or ((pid := self.pid()) is not None and self._answers_in_time(pid)):
            return False
        programs = binaries.reachable_by(place.user)
        if not place.is_filled:
            cluster.fill(place, programs)
        cluster.check_version(place)
        place.create_socket_folder()
        self._launch(programs.program("postgres"))
        cluster.create_database(self._address(cluster.SUPERUSER, "postgres"))
        return True

    def _answers_in_time(self, pid: int) -> bool:
        """Wait for a running server; one whose socket was swept away can't be reached, and is stopped."""
        deadline = time.monotonic() + _PATIENCE_WITHOUT_SOCKET
        socket = self._place().socket_folder / ".s.PGSQL.5432"
        waited = Waiting(self._say)
        while self.pid() == pid:
            if self._answers():
                return True
            if not socket.exists() and time.monotonic() > deadline:
                postmaster.stop(pid, self._place().pgdata)
                return False
            waited.a_moment()
        return False

    def _launch(self, program: Path) -> None:
        deadline = time.monotonic() + _PATIENCE_WITH_LEFTOVERS
        waited = Waiting(self._say)
        while True:
            postmaster.clear_stale_pid_file(self._place().pgdata)
            before = _trimmed(self.log)
            server = self._spawn(program)
            while server.poll() is None:
                if self._answers():
                    return
                waited.a_moment()
            words = _read_from(self.log, before)
            if not still_letting_go(words) or time.monotonic() > deadline:
                raise CannotStart(sentence_for(words, self._place().folder))
            waited.a_moment()

    def _spawn(self, program: Path) -> subprocess.Popen[bytes]:
        place = self._place()
        options = [f"--{name}={value}" for name, value in self._settings().items()]
        with place.log.open("ab", opener=_private) as log:
            return subprocess.Popen(  # noqa: S603 - our own program and options
                [program, "-D", place.pgdata, *options],
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C in the terminal is for us: we stop it when nobody needs it
                **place.user.popen_options(),
            )

    def _settings(self) -> dict[str, str]:
        shared = Path("/dev/shm")  # noqa: S108 - measured, not used
        return settings(
            memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
            shared_memory=shutil.disk_usage(shared).total if shared.is_dir() else None,
            socket_folder=self._place().socket_folder,
        )

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._address(cluster.SUPERUSER, "postgres"), connect_timeout=5).close()
        except psycopg.OperationalError as error:
            return "too many clients" in str(error)  # it serves, though not us at this moment
        return True


class Waiting:
    """Waits moment by moment, and says once why it takes so long."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._since = time.monotonic()
        self._said = False

    def a_moment(self) -> None:
        if not self._said and time.monotonic() - self._since > _WORTH_A_WORD:
            self._said = True
            self._say(
                "The database is recovering what was written before it was stopped; this can take minutes."
            )
        time.sleep(0.02)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _trimmed(log: Path) -> int:
    """Put an overlong log aside, and return the length of what stays."""
    if not log.exists():
        return 0
    if log.stat().st_size > _LONG_LOG:
        log.replace(log.with_suffix(".log.1"))
        return 0
    return log.stat().st_size


def _read_from(log: Path, start: int) -> str:
    with log.open("rb") as file:
        file.seek(start)
        return file.read().decode(errors="replace")
