"""The installed `deskbell` command, run as people run it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from tests.fast_disk import fast_disk

COMMAND = Path(sys.executable).with_name("deskbell")
PATIENCE = 60.0


@contextmanager
def desk_folder() -> Iterator[Path]:
    """Yield a folder that the database's own user can reach; whatever was started on it is gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="deskbell-test-", dir=fast_disk()))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        _stop_database(folder / "data/pgdata")
        shutil.rmtree(folder)


def environment(data: Path, **settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DESKBELL_", "PYTHONDONT"))}
    return kept | {"DESKBELL_DATA": str(data)} | settings


def run(data: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *words], env=environment(data, **settings), capture_output=True, text=True, timeout=120, check=False
    )


class Running:
    """A desk's process; `errors` is all that it has said so far."""

    def __init__(self, data: Path, *words: str, **settings: str) -> None:
        self.log = data.parent / f"{'-'.join(words)}-{time.monotonic_ns()}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen([COMMAND, *words], env=environment(data, **settings), stderr=log)

    @property
    def errors(self) -> str:
        return self.log.read_text()

    def wait_until_it_says(self, words: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while words not in self.errors:
            assert self.process.poll() is None, self.errors
            assert time.monotonic() < deadline, self.errors
            time.sleep(0.02)

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(timeout=PATIENCE)


@contextmanager
def running(data: Path, *words: str, **settings: str) -> Iterator[Running]:
    started = Running(data, *words, **settings)
    try:
        yield started
    finally:
        if started.process.poll() is None:
            started.process.kill()
            started.process.wait()


def health(port: int) -> httpx2.Response:
    return httpx2.get(f"http://127.0.0.1:{port}/healthz", timeout=10)


def database_pid(data: Path) -> int | None:
    """Return the id of the database server's process, as its own file tells it."""
    try:
        return int((data / "pgdata/postmaster.pid").read_text().split("\n")[0])
    except FileNotFoundError:
        return None


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def _stop_database(pgdata: Path) -> None:
    from deskbell.kernel.postgres import postmaster  # noqa: PLC0415 - only to tidy up

    if pid := postmaster.find(pgdata):
        postmaster.stop(pid, pgdata)
