"""A whole desk as a process: starting, stopping, being killed, sharing, and what is in its way."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.ports import free_port
from tests.wiring.commands import (
    PATIENCE,
    database_pid,
    desk_folder,
    health,
    is_alive,
    run,
    running,
)


@pytest.fixture
def data() -> Iterator[Path]:
    with desk_folder() as folder:
        yield folder / "data"


@pytest.fixture
def port() -> str:
    return str(free_port())


def test_one_command_serves_and_ctrl_c_stops_everything(data: Path, port: str) -> None:
    with running(data, "serve", DESKBELL_PORT=port) as desk:
        desk.wait_until_it_says(f"Deskbell is at http://127.0.0.1:{port}")
        answer = health(int(port))
        assert answer.status_code == 200
        assert answer.json()["parts"]["database"] == "ok"
        database = database_pid(data)
        assert database
        assert is_alive(database)
        assert desk.end(signal.SIGINT) == 0
        assert not is_alive(database)
        assert "Traceback" not in desk.errors


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_a_polite_signal_stops_everything_too(data: Path, port: str, how: signal.Signals) -> None:
    # Whoever runs the tests under nohup has it ignored, and so would the desk.
    before = signal.signal(how, signal.SIG_DFL)
    try:
        with running(data, "serve", DESKBELL_PORT=port) as desk:
            desk.wait_until_it_says("Deskbell is at")
            assert desk.end(how) == 0
            assert database_pid(data) is None
    finally:
        signal.signal(how, before)


def test_after_kill_9_the_next_start_just_works(data: Path, port: str) -> None:
    for _ in range(3):
        with running(data, "serve", DESKBELL_PORT=port) as desk:
            desk.wait_until_it_says("Deskbell is at")
            assert health(int(port)).status_code == 200
            desk.end(signal.SIGKILL)
    with running(data, "serve", DESKBELL_PORT=port) as desk:
        desk.wait_until_it_says("Deskbell is at")
        assert desk.end(signal.SIGINT) == 0
    assert database_pid(data) is None


def test_a_database_killed_under_the_desk_comes_back(data: Path, port: str) -> None:
    with running(data, "serve", DESKBELL_PORT=port) as desk:
        desk.wait_until_it_says("Deskbell is at")
        killed = database_pid(data)
        assert killed
        os.kill(killed, signal.SIGKILL)
        desk.wait_until_it_says("was started again")
        deadline = time.monotonic() + PATIENCE
        while health(int(port)).status_code != 200:
            assert time.monotonic() < deadline, desk.errors
            time.sleep(0.1)
        assert desk.end(signal.SIGINT) == 0


def test_web_and_worker_share_one_database_and_the_last_stops_it(data: Path, port: str) -> None:
    with running(data, "web", DESKBELL_PORT=port) as web, running(data, "worker") as worker:
        web.wait_until_it_says("Deskbell is at")
        worker.wait_until_it_says("The worker runs.")
        database = database_pid(data)
        assert database
        assert web.end(signal.SIGTERM) == 0
        assert is_alive(database)
        assert worker.end(signal.SIGTERM) == 0
        assert not is_alive(database)


def test_a_port_in_use_is_told_in_a_sentence(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run(data, "serve", DESKBELL_PORT=port)
    assert done.returncode == 1
    assert done.stderr == (
        f"The address 127.0.0.1:{port} is in use already: stop the program that has it, "
        "or choose another with DESKBELL_PORT.\n"
    )
    assert not data.exists()


def test_a_mail_listeners_port_in_use_is_told_in_a_sentence(data: Path, port: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = run(data, "serve", DESKBELL_PORT=port, DESKBELL_SMTP_LISTEN=address)
    assert done.returncode == 1
    assert done.stderr.startswith(f"The address {address} is in use already: ")
    assert done.stderr.endswith(" with DESKBELL_SMTP_LISTEN.\n")


def test_an_address_of_another_machine_is_told_in_a_sentence(data: Path) -> None:
    done = run(data, "serve", DESKBELL_HOST="192.0.2.1")
    assert done.returncode == 1
    assert done.stderr.startswith("The address 192.0.2.1:8000 can't be used: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DESKBELL_PORT", "eighty", "DESKBELL_PORT can't be used: "),
        ("DESKBELL_SMTP_LISTEN", "2525", "DESKBELL_SMTP_LISTEN can't be used: “2525” is not host:port"),
        ("DESKBELL_SMTP_TLS_CERT", "/nowhere.pem", "DESKBELL_SMTP_TLS_CERT is set without DESKBELL_SMTP_TLS_KEY: "),
        ("DESKBELL_DATABASE_URL", "mysql://x", "DESKBELL_DATABASE_URL can't be used: it must begin with postgresql://"),
        (
            "DESKBELL_DATABASE_URL",
            "postgresql://x@127.0.0.1:1/x",
            "The database of DESKBELL_DATABASE_URL does not answer",
        ),
        ("DESKBELL_DATA", "/proc/nowhere", "The data folder /proc/nowhere can't be made"),
    ],
)
def test_a_setting_that_can_not_work_is_told_in_a_sentence(data: Path, name: str, value: str, said: str) -> None:
    done = run(data, "worker", **{name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(said)
    assert "Traceback" not in done.stderr


def test_a_full_disk_is_told_in_a_sentence(data: Path) -> None:
    """A folder of a few megabytes stands in for the disk, where we may make one."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    data.mkdir()
    if os.system(f"mount -t tmpfs -o size=8m tmpfs {data} 2>/dev/null") != 0:  # noqa: S605 - our own folder
        pytest.skip("this machine lets nobody mount")
    try:
        data.chmod(0o711)
        done = run(data, "worker")
    finally:
        os.system(f"umount {data}")  # noqa: S605 - our own folder
    assert done.returncode == 1
    assert done.stderr == f"The disk that holds {data} is full: free some space, and start again.\n"
