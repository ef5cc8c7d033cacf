"""Who holds the desk's own PostgreSQL, and does it run? The one class that the rest of the desk sees."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.config import Config
from deskbell.kernel.postgres import binaries, cluster, home, postmaster
from deskbell.kernel.postgres.failures import sentence_for
from deskbell.kernel.postgres.home import Home
from deskbell.kernel.postgres.launching import NO_OTHERS, answers, launch, wait_for
from deskbell.kernel.postgres.sharing import Sharing


def _say_to_terminal(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - the terminal is where the operator waits


class EmbeddedPostgres:
    """One process's hold on the desk's own PostgreSQL.

    Any number of processes may hold it: the first starts it, the last stops it. One killed with -9 leaves it
    running, and the next start takes it over. All methods block, for as long as a recovery takes.
    """

    def __init__(
        self,
        config: Config,
        *,
        say: Callable[[str], None] = _say_to_terminal,
        settings: Mapping[str, str] = NO_OTHERS,
    ) -> None:
        """`settings` come over our own, for a server whose data nobody needs tomorrow."""
        self._config = config
        self._say = say
        self._settings = settings
        self._sharing = Sharing(config.data)
        self._home: Home | None = None

    def start(self) -> str:
        """Make the database if there is none, see that it serves, return its address. Raises CannotStart."""
        self._config.create_folders()
        try:
            with self._sharing.turn():
                self._serve()
                # Each time: whoever started the server may have been killed before it came to this.
                cluster.create_database(self._place().superuser_address)
                self._sharing.join()
        except (OSError, psycopg.Error) as error:
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
        return self._place().address(cluster.NAME, cluster.NAME)

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

    def _serve(self) -> bool:
        """See that the server answers, and return whether it had to be started. Only in our turn."""
        place = self._place()
        if answers(place) or ((pid := self.pid()) is not None and wait_for(place, pid, self._say)):
            return False
        programs = binaries.reachable_by(place.user)
        if not place.is_filled:
            cluster.fill(place, programs)
        cluster.check_version(place)
        place.create_socket_folder()
        launch(place, programs, self._say, self._settings)
        return True
