"""How does old mail come in as history: it becomes tickets, but sends nothing, reopens nothing, tells nobody?"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from deskbell.channels.accounts import find_account_by_address
from deskbell.channels.email.intake_loop import read_context
from deskbell.channels.email.ledger.ledger import Arrived, claim_imported, enter
from deskbell.channels.email.listener import LARGEST_MAIL
from deskbell.channels.email.mbox import count_in, is_mbox, looks_like_a_mail, mails_in
from deskbell.channels.email.reading.fingerprint import fingerprint
from deskbell.channels.email.reading.header_block import read_header_block
from deskbell.channels.email.reading.mail_dates import read_date
from deskbell.channels.email.receive import Context, receive
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Invalid, NotFound
from deskbell.kernel.event import Actor
from deskbell.kernel.storage import Storage

BY_IMPORT: Final = Actor("system", "import")
BATCH: Final = 50
WRITERS: Final = 8
ENDINGS: Final = (".eml", ".mbox", ".mbx")


@dataclass(frozen=True, slots=True)
class Progress:
    """`total` is None while it is not known yet. `known` were here already: an import may be run again at any time."""

    read: int
    total: int | None
    ticketed: int
    known: int
    set_aside: int
    refused: int


Told = Callable[[Progress], None]


def count_mails(source: Path) -> int:
    """How many mails a file or folder holds, quickly. Raises Invalid when there is nothing that can be read."""
    files = _files(source)
    return sum(_count(file) for file in files)


async def import_mail(desk: Desk, source: Path, *, address: str, tell: Told = lambda _: None) -> Progress:
    """Bring every mail of the source in, oldest file first; returns the end state. Interrupted, run it again.

    Raises NotFound for an unknown address, Invalid for a source that can't be read.
    """
    async with desk.database.reading() as reader:
        account = await find_account_by_address(reader, "email", address)
    if account is None:
        raise NotFound(f"“{address}” is not connected. Connect it first.", code="channel_account.not_found")
    total = await asyncio.to_thread(count_mails, source)
    progress = Progress(0, total, 0, 0, 0, 0)
    async for batch in _batches(source):
        progress = await _import(desk, account.id, batch, progress)
        tell(progress)
    return progress


async def _import(desk: Desk, account_id: int, batch: Sequence[bytes], was: Progress) -> Progress:
    fitting = [raw for raw in batch if len(raw) <= LARGEST_MAIL]
    marks = await asyncio.to_thread(lambda: [fingerprint(raw) for raw in fitting])
    known = await _known(desk, account_id, marks)
    new = {mark: raw for mark, raw in zip(marks, fitting, strict=True) if mark not in known}
    hashes = await asyncio.to_thread(_put_all, desk.storage, list(new.values()))
    arrived = [
        Arrived("import", sha256, len(raw), account_id, is_history=True)
        for sha256, raw in zip(hashes, new.values(), strict=True)
    ]
    async with desk.database.transaction(BY_IMPORT) as tx:
        ids = await enter(tx, arrived) if arrived else []
    ticketed = await _receive(desk, await read_context(desk), ids)
    return Progress(
        was.read + len(batch),
        was.total,
        was.ticketed + ticketed,
        was.known + len(fitting) - len(new),
        was.set_aside + len(new) - ticketed,
        was.refused + len(batch) - len(fitting),
    )


def _put_all(storage: Storage, raws: Sequence[bytes]) -> list[str]:
    """Several at once, since each waits for the disk."""
    with ThreadPoolExecutor(WRITERS, thread_name_prefix="import-store") as writers:
        return list(writers.map(storage.put, raws))


async def _receive(desk: Desk, context: Context, raw_mail_ids: Sequence[int]) -> int:
    """Read them here and now, one after another: an answer must find the mail that it answers."""
    async with desk.database.transaction(BY_IMPORT) as tx:
        claimed = await claim_imported(tx, raw_mail_ids, lease_seconds=120)
    for raw in sorted(claimed, key=lambda one: one.id):
        await receive(desk, context, raw)
    async with desk.database.reading() as reader:
        return int(
            await reader.value(
                "SELECT count(*) FROM raw_mail WHERE id = ANY(%s) AND state = 'ticketed'", (list(raw_mail_ids),)
            )
        )


async def _known(desk: Desk, account_id: int, marks: Sequence[str]) -> set[str]:
    async with desk.database.reading() as reader:
        return set(
            await reader.values(
                "SELECT fingerprint FROM raw_mail WHERE channel_account_id = %s AND fingerprint = ANY(%s)",
                (account_id, list(marks)),
            )
        )


async def _batches(source: Path) -> AsyncIterator[list[bytes]]:
    mails = _mails(_files(source))
    while batch := await asyncio.to_thread(lambda: list(islice(mails, BATCH))):
        yield batch


def _files(source: Path) -> list[Path]:
    if not source.exists():
        raise Invalid(f"{source} does not exist.", code="mail.import_source")
    if source.is_file():
        _refuse_what_is_no_mail(source)
        return [source]
    if (source / "cur").is_dir() and (source / "new").is_dir():  # a Maildir
        found = [path for folder in ("cur", "new") for path in (source / folder).iterdir() if path.is_file()]
    else:
        found = [path for path in source.rglob("*") if path.is_file() and _holds_mail(path)]
    found = [path for path in found if path.stat().st_size > 0]
    if not found:
        raise Invalid(f"{source} holds no .eml or .mbox file.", code="mail.import_source")
    return sorted(found, key=lambda path: (_sent_at(path), path))


def _holds_mail(file: Path) -> bool:
    """Thunderbird's `Inbox` and the `mbox` inside what Apple Mail exports have no ending."""
    return file.suffix.lower() in ENDINGS or (not file.suffix and is_mbox(_start_of(file)))


def _refuse_what_is_no_mail(file: Path) -> None:
    """One file that was named by hand may be the wrong one; what is called .eml is a mail, however broken."""
    start = _start_of(file)
    if not start:
        raise Invalid(f"{file} is empty.", code="mail.import_source")
    if file.suffix.lower() != ".eml" and not looks_like_a_mail(start):
        raise Invalid(f"{file} holds no mail: name an .eml file, an .mbox file or a folder.", code="mail.import_source")


def _start_of(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(1_000)


def _sent_at(file: Path) -> float:
    """When the (first) mail of a file was sent, so that an answer comes after what it answers."""
    with file.open("rb") as opened:
        date = read_header_block(opened.read(65_536), 0).first("date")
    sent = read_date(date.decode("latin-1")) if date else None
    return sent.timestamp() if sent else 0.0


def _count(file: Path) -> int:
    if not is_mbox(_start_of(file)):
        return 1
    with file.open("rb") as opened:
        return count_in(opened)


def _mails(files: Iterable[Path]) -> Iterator[bytes]:
    for file in files:
        if not is_mbox(_start_of(file)):
            yield file.read_bytes()
            continue
        with file.open("rb") as opened:
            yield from mails_in(opened)
