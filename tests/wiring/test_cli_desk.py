"""A desk set up and asked by commands alone, as a script does it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wiring.commands import desk_folder, run

PASSWORD = "a long enough password"


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    with desk_folder() as folder:
        done = run(folder / "data", *"init --email ada@example.com --company Acme --password".split(), PASSWORD)
        assert done.returncode == 0, done.stderr
        yield folder / "data"


def test_a_desk_is_set_up_once(data: Path) -> None:
    again = run(data, "init", "--email", "eve@example.com", "--password", PASSWORD, "--company", "Other")
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == "This desk is set up already. Sign in.\n"


def test_a_token_is_printed_alone(data: Path) -> None:
    made = run(data, "token", "create", "--user", "ADA@example.com", "--name", "script")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("pat-")
    assert made.stdout.count("\n") == 1
    assert " " not in made.stdout


def test_a_token_is_listed_until_it_is_revoked(data: Path) -> None:
    whose = ("--user", "ada@example.com")
    assert run(data, "token", "create", *whose, "--name", "Nightly report").returncode == 0
    [line] = [line for line in run(data, "token", "list", *whose).stdout.splitlines() if "Nightly report" in line]
    number = line.split()[0]
    assert "never" in line
    done = run(data, "token", "revoke", number, *whose)
    assert (done.returncode, done.stdout) == (0, "")
    assert "Nightly report" not in run(data, "token", "list", *whose).stdout
    again = run(data, "token", "revoke", number, *whose)
    assert (again.returncode, again.stderr) == (1, "This token does not exist.\n")


def test_a_token_for_nobody_is_refused(data: Path) -> None:
    refused = run(data, "token", "create", "--user", "nobody@example.com", "--name", "script")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "There is no active user nobody@example.com.\n"


def test_a_user_is_added_once(data: Path) -> None:
    words = ["user", "add", "--email", "bo@example.com", "--password", PASSWORD]
    assert run(data, *words).returncode == 0
    again = run(data, *words)
    assert again.returncode == 1
    assert "exists already" in again.stderr


def test_a_weak_password_and_a_missing_one_are_told_apart(data: Path) -> None:
    weak = run(data, "user", "add", "--email", "c@example.com", "--password", "123")
    assert weak.returncode == 1
    assert "at least" in weak.stderr
    missing = run(data, "user", "add", "--email", "c@example.com")
    assert missing.returncode == 2
    assert "DESKBELL_PASSWORD" in missing.stderr
    given = run(data, "user", "add", "--email", "c@example.com", DESKBELL_PASSWORD=PASSWORD)
    assert given.returncode == 0, given.stderr


def test_an_address_is_connected_old_mail_comes_in_once_and_the_ledger_tells(data: Path) -> None:
    assert run(data, "channel", "connect", "email", "--address", "help@example.com").returncode == 0
    mail = data.parent / "old.eml"
    mail.write_bytes(b"From: Cy <cy@example.org>\r\nTo: help@example.com\r\nSubject: Lamp\r\n\r\nIt is dark.\r\n")
    for said in ("1 imported, 0 known", "0 imported, 1 known"):
        done = run(data, "mail", "import", str(mail), "--channel", "help@example.com")
        assert done.returncode == 0, done.stderr
        assert said in done.stderr
    ledger = run(data, "mail", "ledger", "--state", "ticketed", "--json")
    rows = json.loads(ledger.stdout)
    assert [(row["subject"], row["state"], row["source"]) for row in rows] == [("Lamp", "ticketed", "import")]
    assert "Lamp" in run(data, "mail", "ledger").stdout
    assert json.loads(run(data, "mail", "ledger", "--state", "parked", "--json").stdout) == []
    assert run(data, "mail", "ledger", "--state", "lost").returncode == 2


def test_what_can_not_be_connected_or_imported_is_told_in_a_sentence(data: Path) -> None:
    words = "channel connect email --address x@example.com --imap-host mail.example.com --imap-security none".split()
    for refused in (
        run(data, *words),
        run(data, "mail", "import", "/nowhere", "--channel", "help@example.com"),
        run(data, "mail", "import", "/etc/hostname", "--channel", "nobody@example.com"),
        run(data, "mail", "import", "/etc/hostname", "--channel", "help@example.com"),
        run(data, "mail", "import", "/dev/null", "--channel", "help@example.com"),
    ):
        assert refused.returncode == 1
        assert refused.stdout == ""
        assert refused.stderr.strip().endswith(".")
        assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    "option", ["--imap-port 143", "--imap-user ada", "--smtp-port 25", "--smtp-user ada", "--history"]
)
def test_what_belongs_to_a_mail_server_needs_its_name(data: Path, option: str) -> None:
    refused = run(data, *"channel connect email --address y@example.com".split(), *option.split())
    assert refused.returncode == 2
    assert option.split(maxsplit=1)[0] in refused.stderr
    assert "-host" in refused.stderr


def test_a_mailbox_that_does_not_answer_yet_is_connected_and_told_of(data: Path) -> None:
    words = "channel connect email --address z@example.com --imap-host 127.0.0.1 --imap-port 1 --imap-security none"
    done = run(data, *words.split(), DESKBELL_IMAP_PASSWORD=PASSWORD)
    assert done.returncode == 0
    assert "Nothing answers at 127.0.0.1, port 1." in done.stderr


def test_nobody_is_added_to_a_desk_that_is_not_set_up() -> None:
    with desk_folder() as folder:
        refused = run(folder / "data", "user", "add", "--email", "a@example.com", "--password", PASSWORD)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr.splitlines()[-1] == "This desk is not set up yet. Run `deskbell init` first."


def test_the_doctor_finds_a_fresh_desk_well(data: Path) -> None:
    examined = run(data, "doctor")
    assert examined.returncode == 0, examined.stdout
    parts = [line.split(maxsplit=1)[1] for line in examined.stdout.splitlines()]
    for part in (
        "database",
        "storage",
        "purged files",
        "clock",
        "jobs",
        "catching up",
        "mail in",
        "mail out",
        "mail listener",
        "live updates",
    ):
        assert any(line.startswith(part) for line in parts)
