"""Who takes the waiting mails out of the ledger? Any number of processes, each with a few at a time."""

import asyncio
import contextlib
import logging

import psycopg
from psycopg_pool import PoolTimeout

from deskbell.channels.accounts import list_accounts
from deskbell.channels.email.fetching.fetch import BY_MAIL
from deskbell.channels.email.ledger import ledger
from deskbell.channels.email.ledger.ledger import Waiting
from deskbell.channels.email.receive import Context, receive
from deskbell.channels.email.signing import mail_key
from deskbell.channels.email.system_ids import KEY_PURPOSE
from deskbell.channels.wakeup import Wakeup
from deskbell.kernel.desk import Desk

log = logging.getLogger(__name__)

LANES = 4
CLAIM = 12
LEASE_SECONDS = 20
POLL_SECONDS = 1.0
CONTEXT_SECONDS = 2.0
RETRIES = 5
RETRY_SECONDS = 0.5


class MailIntake:
    """`run` until cancelled. What a process had in hand when it died is taken up again after LEASE_SECONDS."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._wakeup = Wakeup(desk.database.dsn, ledger.MAIL_CHANNEL)
        self._queue: asyncio.Queue[Waiting] = asyncio.Queue()
        self._free = asyncio.Event()
        self._context: Context | None = None
        self._context_until = 0.0

    async def run(self) -> None:
        lanes = [asyncio.create_task(self._lane(), name=f"mail-intake:{number}") for number in range(LANES)]
        try:
            async with self._wakeup.listening():
                await self._feed()
        finally:
            for lane in lanes:
                lane.cancel()
            await asyncio.gather(*lanes, return_exceptions=True)
            await asyncio.shield(self._give_back())

    async def _feed(self) -> None:
        while True:
            try:
                claimed = await self._claim()
            except (psycopg.OperationalError, PoolTimeout) as error:
                log.warning("the intake waits for the database: %s", error)
                await asyncio.sleep(POLL_SECONDS)
                continue
            for raw in claimed:
                self._queue.put_nowait(raw)
            if claimed:
                await self._room()
            else:
                await self._wakeup.wait(POLL_SECONDS)

    async def _claim(self) -> list[Waiting]:
        async with self._desk.database.transaction(BY_MAIL) as tx:
            return await ledger.claim(tx, limit=CLAIM, lease_seconds=LEASE_SECONDS)

    async def _room(self) -> None:
        while self._queue.qsize() > LANES:
            self._free.clear()
            await self._free.wait()

    async def _lane(self) -> None:
        while True:
            raw = await self._queue.get()
            self._free.set()
            try:
                await self._receive_patiently(raw)
            except Exception:
                log.exception("raw mail %s: its failure could not be kept either; its lease runs out", raw.id)

    async def _receive_patiently(self, raw: Waiting) -> None:
        """A lost connection to the database is no fault of the mail: it goes again before it waits its lease out."""
        for _ in range(RETRIES):
            try:
                await receive(self._desk, await self._fresh_context(raw), raw)
            except (psycopg.OperationalError, PoolTimeout, TimeoutError) as error:
                log.warning("raw mail %s waits for the database: %s", raw.id, error)
                await asyncio.sleep(RETRY_SECONDS)
            else:
                return

    async def _fresh_context(self, raw: Waiting) -> Context:
        now = asyncio.get_running_loop().time()
        known = self._context
        if known is None or now > self._context_until or raw.channel_account_id not in known.accounts:
            known = self._context = await read_context(self._desk)
            self._context_until = now + CONTEXT_SECONDS
        return known

    async def _give_back(self) -> None:
        left: list[int] = []
        while not self._queue.empty():
            left.append(self._queue.get_nowait().id)
        if left:
            with contextlib.suppress(psycopg.OperationalError, PoolTimeout):
                async with self._desk.database.transaction(BY_MAIL) as tx:
                    await ledger.give_back(tx, left)


async def read_context(desk: Desk) -> Context:
    async with desk.database.reading() as reader:
        accounts = {account.id: account for account in await list_accounts(reader, "email")}
        return Context(
            await mail_key(desk, reader),
            frozenset(one.address.lower() for one in accounts.values()),
            accounts,
            desk.key(KEY_PURPOSE),
        )
