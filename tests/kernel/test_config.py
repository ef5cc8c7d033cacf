"""What the environment may say, and how a wrong word is told."""

import os
import threading
from pathlib import Path

import pytest

from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.config import Config, Listen
from deskbell.kernel.secret_key import load_or_create


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("DESKBELL_")]:
        monkeypatch.delenv(name)


def test_without_a_word_the_desk_listens_here_and_keeps_its_data_beside(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    config = Config.load()
    assert config.data == tmp_path / "data"
    assert (config.host, config.port) == ("127.0.0.1", 8000)
    assert config.public_url == "http://127.0.0.1:8000"
    assert config.database_url is None
    assert config.smtp_listen is None


def test_everything_can_be_said_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {
        "DATA": "/srv/desk",
        "HOST": "10.0.0.5",
        "PORT": "80",
        "BASE_URL": "https://desk.example.com/",
        "DATABASE_URL": "postgresql://u@db/deskbell",
        "SMTP_LISTEN": "127.0.0.1:2525",
        "LMTP_LISTEN": "[::1]:2424",
    }
    for name, value in said.items():
        monkeypatch.setenv(f"DESKBELL_{name}", value)
    config = Config.load()
    assert config.data == Path("/srv/desk")
    assert config.public_url == "https://desk.example.com"
    assert config.smtp_listen == Listen("127.0.0.1", 2525)
    assert config.lmtp_listen == Listen("::1", 2424)
    assert str(config.lmtp_listen) == "[::1]:2424"


def test_an_empty_word_is_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKBELL_SMTP_LISTEN", "")
    monkeypatch.setenv("DESKBELL_DATABASE_URL", "")
    assert Config.load().smtp_listen is None
    assert Config.load().database_url is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "-1"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("SMTP_LISTEN", "2525"),
        ("SMTP_LISTEN", ":2525"),
        ("SMTP_LISTEN", "::1:2525"),
        ("LMTP_LISTEN", "host:99999"),
        ("LMTP_LISTEN", "host:२५"),
        ("BASE_URL", "desk.example.com"),
        ("BASE_URL", "ftp://desk.example.com"),
        ("DATABASE_URL", "sqlite:///x"),
    ],
)
def test_a_wrong_word_is_told_with_its_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"DESKBELL_{name}", value)
    with pytest.raises(CannotStart, match=f"^DESKBELL_{name} can't be used: .*\\.$"):
        Config.load()


def test_one_port_can_not_speak_smtp_and_lmtp(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SMTP", "LMTP"):
        monkeypatch.setenv(f"DESKBELL_{name}_LISTEN", "127.0.0.1:2525")
    with pytest.raises(CannotStart, match=r"^DESKBELL_LMTP_LISTEN can't be used: 127\.0\.0\.1:2525 is that of"):
        Config.load()


def test_folders_are_for_their_owner_alone(tmp_path: Path) -> None:
    config = Config(data=tmp_path / "deep" / "data")
    config.create_folders()
    config.create_folders()
    assert config.blobs.stat().st_mode & 0o777 == 0o700
    assert config.secrets.stat().st_mode & 0o777 == 0o700
    assert config.data.stat().st_mode & 0o066 == 0


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "secret_key"
    key = load_or_create(path)
    assert len(key) == 32
    assert load_or_create(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in path.parent.iterdir()] == ["secret_key"]


def test_starting_at_once_gives_all_the_same_secret(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "secret_key"
    together = threading.Barrier(8)
    found: list[bytes] = []

    def take() -> None:
        together.wait()
        found.append(load_or_create(path))

    takers = [threading.Thread(target=take) for _ in range(8)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_damaged_secret_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    path.write_bytes(b"short")
    with pytest.raises(CannotStart, match="is damaged; put it back from a backup"):
        load_or_create(path)
    assert path.read_bytes() == b"short"


def test_a_secret_that_can_not_be_read_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "secret_key").mkdir()
    with pytest.raises(CannotStart, match="can't be read or made"):
        load_or_create(tmp_path / "secret_key")
