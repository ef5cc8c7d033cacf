"""How are pg_dump and psql run against the desk's database, wherever it is?"""

import os
import subprocess
from typing import IO

from psycopg import conninfo, pq

from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.postgres.binaries import from_wheel


def run(name: str, *options: str, dsn: str, stdin: IO[bytes] | None = None, what: str) -> None:
    """Run the program to its end. Raises CannotStart with `what` failed and the program's last words.

    The address goes by the environment, since everybody on the machine may read a command line.
    """
    done = subprocess.run(  # noqa: S603 - our own program and options
        [from_wheel().program(name), "--no-password", *options],
        env=_environment(dsn),
        stdin=stdin if stdin is not None else subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode != 0:
        words = done.stderr.decode(errors="replace").strip().splitlines()
        raise CannotStart(f"{what} failed: {' '.join(words[-3:]) or f'{name} says nothing.'}")


def _environment(dsn: str) -> dict[str, str]:
    given = conninfo.conninfo_to_dict(dsn)
    names = {option.keyword.decode(): option.envvar for option in pq.Conninfo.get_defaults()}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    ours = {envvar.decode(): str(given[key]) for key, envvar in names.items() if envvar and key in given}
    return kept | ours | {"LC_ALL": "C"}
