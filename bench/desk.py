"""The desk that is measured: its data, its processes, and how to speak to it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from bench import dataset
from bench.vocabulary import paragraphs
from deskbell.kernel.config import Config
from deskbell.kernel.crypto import new_token, token_hash
from deskbell.kernel.errors import Refusal
from deskbell.kernel.migrating import migrate
from deskbell.kernel.postgres import EmbeddedPostgres

ROOT = Path(__file__).parents[1]
DESKBELL = Path(sys.executable).parent / "deskbell"
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Desk:
    """A filled desk of `tickets` tickets."""

    data: Path
    dsn: str
    tickets: int

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("DESKBELL_")}
        return kept | {"DESKBELL_DATA": str(self.data)}

    def cookie(self, user_id: int) -> str:
        token = new_token()
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            connection.execute(
                "INSERT INTO sessions (token_hash, user_id, expires_at) VALUES (%s, %s, now() + interval '1 day')",
                (token_hash(token), user_id),
            )
        return f"deskbell_session={token}"


@contextmanager
def filled_desk(tickets: int) -> Iterator[Desk]:
    """Filled once and kept under data/; filled anew when the tables have changed since."""
    config = Config(data=ROOT / "data" / f"bench-{tickets}")
    with EmbeddedPostgres(config) as postgres:
        if not _is_filled(postgres.dsn):
            _empty(postgres.dsn)
            migrate(postgres.dsn)
            print(f"Filling a desk with {tickets:,} tickets", file=sys.stderr)
            dataset.fill(postgres.dsn, tickets)
        yield Desk(config.data, postgres.dsn, tickets)


def _is_filled(dsn: str) -> bool:
    with psycopg.connect(dsn, autocommit=True) as connection:
        row = connection.execute("SELECT to_regclass('bench_filled')").fetchone()
    if row is None or row[0] is None:
        return False
    try:
        migrate(dsn)
    except Refusal:
        return False
    return True


def _empty(dsn: str) -> None:
    with psycopg.connect(make_conninfo(dsn, dbname="postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE deskbell WITH (FORCE)")
        connection.execute("CREATE DATABASE deskbell")


@contextmanager
def running(desk: Desk, *command: str, port: int | None = None, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of the desk, until the end of the block. With a port, begins when it serves."""
    environment = desk.environment | settings | ({"DESKBELL_PORT": str(port)} if port else {})
    log = (desk.data / "bench.log").open("ab")
    process = subprocess.Popen([DESKBELL, *command], env=environment, stdout=log, stderr=log)  # noqa: S603 - our own
    try:
        if port:
            wait_for(port, process)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
        log.close()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.01)
    raise SystemExit(f"the desk does not answer on port {port}; see bench.log in its data folder")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


class Browser:
    """One signed-in client with one kept connection."""

    def __init__(self, port: int, cookie: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Cookie": cookie, "X-Deskbell": "1", "Accept": "application/json"}

    def get(self, path: str) -> bytes:
        return self._ask("GET", path)

    def send(self, method: str, path: str, body: Any) -> bytes:
        return self._ask(method, path, json.dumps(body))

    def _ask(self, method: str, path: str, body: str | None = None) -> bytes:
        headers = self._headers | ({"Content-Type": "application/json"} if body is not None else {})
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise SystemExit(f"{method} {path}: {answer.status} {content.decode()[:500]}")
        return content


def some_text(number: int) -> str:
    pool = _pool()
    return f"{pool[number % len(pool)]}\n\n{pool[(number * 7 + 1) % len(pool)]}"


def _pool(kept: list[list[str]] = []) -> list[str]:  # noqa: B006 - made once
    if not kept:
        kept.append(paragraphs())
    return kept[0]
