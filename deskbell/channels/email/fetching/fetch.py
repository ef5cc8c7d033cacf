"""How does every mail of a mailbox come into the ledger, once, and in order (B2)? Runs in a mailbox's own thread.

Bytes into storage, rows and position in one commit: a crash at any point only means to fetch again.
"""

import asyncio
import threading
from collections.abc import Coroutine, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar

from deskbell.channels.email.fetching.mailbox import Fetched, Listed, Mailbox, Opened, arrived_since
from deskbell.channels.email.fetching.positions import Position, begin_folder, find_position, move_position
from deskbell.channels.email.ledger.ledger import Arrived, enter
from deskbell.channels.email.reading.fingerprint import mail_id_of
from deskbell.kernel.desk import Desk
from deskbell.kernel.event import Actor

Answer = TypeVar("Answer")
BY_MAIL = Actor("system", "mail")
TROUBLE = {
    "too_large": "This mail is too large to take ({megabytes} MB). It is still in the mailbox.",
    "unreadable": "The mail server lists this mail but can't give it. Look at it in the mailbox.",
}


class Stopped(Exception):  # noqa: N818 - not an error
    """The thread was asked to end."""


class Fetcher:
    """Brings new mail of one account into the ledger; all methods block and are called in one thread.

    `since`: without history, what came before this moment stays where it is.
    """

    def __init__(
        self,
        desk: Desk,
        loop: asyncio.AbstractEventLoop,
        account_id: int,
        *,
        history: bool,
        since: datetime,
    ) -> None:
        self._desk = desk
        self._loop = loop
        self._account_id = account_id
        self._history = history
        self._since = since
        self._stopping = threading.Event()

    def stop(self) -> None:
        self._stopping.set()

    @property
    def is_stopping(self) -> bool:
        return self._stopping.is_set()

    def pause(self, seconds: float) -> None:
        self._stopping.wait(seconds)

    def wait_for(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        """The answer of a coroutine that runs in the loop of the process."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def catch_up(self, mailbox: Mailbox, folder: str, opened: Opened) -> int:
        """Take everything that came since the position; returns how many mails were new to the ledger.

        Under another UIDVALIDITY the old numbers mean nothing: it is all taken again, and copies told by content.
        """
        position = self.wait_for(self._position(folder))
        if position is None or position.uidvalidity != opened.uidvalidity:
            position = Position(opened.uidvalidity, 0, opened.next_uid or _highest(mailbox) + 1)
            self.wait_for(self._begin(folder, position))
        return self._take(mailbox, folder, position, mailbox.list_after(position.last_uid, opened.next_uid))

    def take_missing(self, mailbox: Mailbox, folder: str, opened: Opened, known: frozenset[int]) -> int:
        """Take what the mailbox has and the ledger lacks, up to the position (see reconcile.py)."""
        position = self.wait_for(self._position(folder))
        if position is None or position.uidvalidity != opened.uidvalidity:
            return 0
        lots = mailbox.list_after(0, opened.next_uid)
        missing = ([one for one in lot if one.uid not in known and one.uid <= position.last_uid] for lot in lots)
        return self._take(mailbox, folder, position, missing)

    def _take(self, mailbox: Mailbox, folder: str, position: Position, lots: Iterable[Sequence[Listed]]) -> int:
        new = 0
        for lot in lots:
            if not lot:
                continue
            came = {one.uid for one in lot if one.uid >= position.first_new_uid}
            if not position.is_exact:
                came |= {one.uid for one in arrived_since(lot, self._since)}
            wanted = lot if self._history else [one for one in lot if one.uid in came]
            for fetched in mailbox.fetch(wanted):
                if self.is_stopping:
                    raise Stopped
                arrived = self._store(folder, position.uidvalidity, fetched, came)
                new += self.wait_for(
                    self._keep(folder, position.uidvalidity, arrived, fetched[-1].uid if fetched else 0)
                )
            self.wait_for(self._keep(folder, position.uidvalidity, [], lot[-1].uid))
        return new

    def _store(self, folder: str, uidvalidity: int, fetched: Sequence[Fetched], came: set[int]) -> list[Arrived]:
        with ThreadPoolExecutor(4, thread_name_prefix="mail-store") as writers:
            hashes = list(writers.map(self._desk.storage.put, [mail.raw for mail in fetched]))
        return [
            Arrived(
                source="imap",
                sha256=sha256,
                size=mail.size,
                channel_account_id=self._account_id,
                folder=folder,
                uidvalidity=uidvalidity,
                uid=mail.uid,
                is_history=mail.uid not in came,
                mail_id=mail_id_of(mail.raw),
                parked=_parked(mail),
            )
            for mail, sha256 in zip(fetched, hashes, strict=True)
        ]

    async def _position(self, folder: str) -> Position | None:
        async with self._desk.database.reading() as reader:
            return await find_position(reader, self._account_id, folder)

    async def _begin(self, folder: str, position: Position) -> None:
        async with self._desk.database.transaction(BY_MAIL) as tx:
            await begin_folder(tx, self._account_id, folder, position)

    async def _keep(self, folder: str, uidvalidity: int, arrived: Sequence[Arrived], last_uid: int) -> int:
        async with self._desk.database.transaction(BY_MAIL) as tx:
            new = await enter(tx, arrived) if arrived else []
            await move_position(tx, self._account_id, folder, uidvalidity, last_uid)
        return len(new)


def _highest(mailbox: Mailbox) -> int:
    return max((one.uid for lot in mailbox.list_after(0) for one in lot), default=0)


def _parked(mail: Fetched) -> tuple[str, str] | None:
    if mail.trouble is None:
        return None
    return mail.trouble, TROUBLE[mail.trouble].format(megabytes=mail.size // 1_048_576)
