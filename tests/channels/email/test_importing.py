"""How does old mail come in as history?"""

import mailbox
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from deskbell.channels.email.connecting import connect_email
from deskbell.channels.email.importing import Progress, import_mail
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Invalid, NotFound

ADDRESS = "support@desk.example"
LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)


def a_mail(number: int, **fields: str) -> str:
    lines = [
        f"From: Ann <ann{number}@customer.example>",
        f"Subject: Old {number}",
        f"Message-ID: <old{number}@customer.example>",
        f"Date: {format_datetime(LONG_AGO + timedelta(hours=number))}",
        *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items()),
    ]
    return "\n".join([*lines, "", f"From the past, {number}.", ""])


@pytest.fixture
async def connected(desk: Desk) -> Desk:
    async with desk.database.transaction() as tx:
        await connect_email(tx, desk, address=ADDRESS, settings={}, secrets={})
    return desk


def an_mbox(path: Path, count: int) -> Path:
    box = mailbox.mbox(str(path))
    for number in range(count):
        box.add(a_mail(number).encode())
    box.close()
    return path


async def test_an_mbox_comes_in_as_history_and_twice_is_once(connected: Desk, tmp_path: Path) -> None:
    box = an_mbox(tmp_path / "old.mbox", 120)
    told: list[Progress] = []
    done = await import_mail(connected, box, address=ADDRESS, tell=told.append)
    assert done == Progress(read=120, total=120, ticketed=120, known=0, set_aside=0, refused=0)
    assert [one.read for one in told] == [50, 100, 120]
    again = await import_mail(connected, box, address=ADDRESS)
    assert (again.ticketed, again.known) == (0, 120)
    async with connected.database.reading() as reader:
        assert await reader.value("SELECT count(*) FROM tickets") == 120
        assert await reader.value("SELECT count(*) FROM tickets WHERE created_at > '2024-06-01'") == 0
        assert await reader.value("SELECT bool_and(via = 'import') FROM events WHERE name = 'MessageReceived'")
        assert await reader.value("SELECT count(*) FROM messages WHERE delivery IS NOT NULL") == 0


async def test_a_folder_of_files_is_threaded_whatever_their_names(connected: Desk, tmp_path: Path) -> None:
    (tmp_path / "b.eml").write_text(a_mail(1))
    (tmp_path / "a.eml").write_text(a_mail(2, In_Reply_To="<old1@customer.example>"))
    (tmp_path / "notes.txt").write_text("not a mail")
    done = await import_mail(connected, tmp_path, address=ADDRESS)
    assert done.ticketed == 2
    async with connected.database.reading() as reader:
        assert await reader.value("SELECT count(*) FROM tickets") == 1


async def test_an_interrupted_import_goes_on_where_it_was(connected: Desk, tmp_path: Path) -> None:
    box = an_mbox(tmp_path / "old.mbox", 110)

    class Interrupted(Exception):  # noqa: N818 - as Ctrl-C
        pass

    def interrupt(progress: Progress) -> None:
        if progress.read >= 100:
            raise Interrupted

    with pytest.raises(Interrupted):
        await import_mail(connected, box, address=ADDRESS, tell=interrupt)
    done = await import_mail(connected, box, address=ADDRESS)
    assert (done.known, done.ticketed) == (100, 10)


async def test_refusals_are_sentences(connected: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="not connected"):
        await import_mail(connected, tmp_path, address="other@desk.example")
    with pytest.raises(Invalid, match=r"no \.eml or \.mbox"):
        await import_mail(connected, tmp_path, address=ADDRESS)
    with pytest.raises(Invalid, match="does not exist"):
        await import_mail(connected, tmp_path / "no", address=ADDRESS)


async def test_a_file_that_holds_no_mail_is_refused_by_its_name(connected: Desk, tmp_path: Path) -> None:
    for name, content in (("notes.txt", "Buy milk.\n"), ("empty.eml", ""), ("empty.mbox", "")):
        (tmp_path / name).write_text(content)
        with pytest.raises(Invalid, match=name):
            await import_mail(connected, tmp_path / name, address=ADDRESS)
    (tmp_path / "broken.eml").write_text("Nobody can read this.")
    done = await import_mail(connected, tmp_path, address=ADDRESS)
    assert (done.read, done.ticketed) == (1, 1)


async def test_what_a_person_wrote_is_not_taken_for_the_next_mail(connected: Desk, tmp_path: Path) -> None:
    said = "From what I know, this is right.\n\n>From the heart, Ann\n\nFrom 9:00 on I am at home.\n"
    parts = [f"From ann@customer.example {LONG_AGO:%a %b %d %H:%M:%S %Y}\n", a_mail(1), "\n", said, "\n"]
    (tmp_path / "old.mbox").write_text("".join([*parts, "From - \n", a_mail(2)]))
    done = await import_mail(connected, tmp_path / "old.mbox", address=ADDRESS)
    assert (done.read, done.total, done.ticketed) == (2, 2, 2)
    async with connected.database.reading() as reader:
        text = await reader.value("SELECT text FROM messages ORDER BY id LIMIT 1")
    assert text.endswith(said.replace(">From", "From"))


async def test_what_mail_programs_export_without_an_ending_is_found_in_a_folder(
    connected: Desk, tmp_path: Path
) -> None:
    exported = tmp_path / "Old mail.mbox"
    exported.mkdir()
    an_mbox(exported / "mbox", 3)
    (exported / "table_of_contents").write_bytes(b"\x00\x01")
    (tmp_path / "Inbox").write_text(f"From - {LONG_AGO:%a %b %d %H:%M:%S %Y}\n{a_mail(7)}")
    (tmp_path / "Inbox.msf").write_text("From here on a program's own index")
    done = await import_mail(connected, tmp_path, address=ADDRESS)
    assert (done.read, done.ticketed) == (4, 4)
