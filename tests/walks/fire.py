"""A worker of the desk that is killed (-9) again and again, at moments that nobody chose."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Self
from urllib.parse import quote

from psycopg.conninfo import conninfo_to_dict

from tests.servers.ports import is_listening

DESKBELL = Path(sys.executable).with_name("deskbell")


def address_of(dsn: str) -> str:
    """A connection string as the setting DESKBELL_DATABASE_URL wants it."""
    known = conninfo_to_dict(dsn)
    host, port = quote(str(known.get("host", "")), safe=""), known.get("port", 5432)
    user = quote(str(known.get("user", "")), safe="")
    password = f":{quote(str(known['password']), safe='')}" if known.get("password") else ""
    return f"postgresql://{user}{password}@/{known['dbname']}?host={host}&port={port}"


class WorkerUnderFire:
    """`with WorkerUnderFire(...) as fire:` kills until `is_enough()`; afterwards the worker lives until the end."""

    def __init__(self, dsn: str, data: Path, *, kills: int, ready_port: int | None = None, **environment: str) -> None:
        self.kills = 0
        self.seed = random.randrange(10**6)  # noqa: S311 - moments, not secrets
        self._random = random.Random(self.seed)  # noqa: S311 - moments, not secrets
        self._wanted = kills
        self._ready_port = ready_port
        self._log = data.parent / "worker.log"
        self._environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "DESKBELL_DATABASE_URL": address_of(dsn),
            "DESKBELL_DATA": str(data),
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._ceased = threading.Event()
        self._thread = threading.Thread(target=self._rage, name="fire")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ceased.set()
        self._thread.join(60)
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(30)

    def is_enough(self) -> bool:
        return self.kills >= self._wanted

    def log(self) -> str:
        return self._log.read_text(errors="replace")[-6000:] if self._log.exists() else ""

    def _rage(self) -> None:
        while not self.is_enough() and not self._ceased.is_set():
            self._start()
            if self._random.random() < 0.2:  # one in five dies while it starts
                time.sleep(self._random.uniform(0.1, 1.0))
            else:
                self._wait_until_ready()
                time.sleep(self._random.uniform(0.05, 1.4))
            self._kill()
        self._start()

    def _start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [str(DESKBELL), "worker"], env=self._environment, stdout=log, stderr=subprocess.STDOUT
            )

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end and not self._ceased.is_set():
            if self._ready_port is None or is_listening(self._ready_port):
                return
            time.sleep(0.02)

    def _kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self.kills += 1
