"""Who takes replies out of the outbox when their time has come, and hands each to its channel?"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial

import psycopg
from psycopg_pool import PoolTimeout

from deskbell.channels.channel import NotSent, Sender
from deskbell.channels.wakeup import Wakeup
from deskbell.conversations import outbox
from deskbell.conversations.outbox import OutgoingMessage
from deskbell.kernel.desk import Desk
from deskbell.kernel.event import Actor
from deskbell.kernel.told import Told
from deskbell.kernel.transaction import Tx

log = logging.getLogger(__name__)

LANES = 4
LEASE_SECONDS = 20
RENEW_SECONDS = 6.0
POLL_SECONDS = 5.0
NOTE_AGAIN_SECONDS = 0.5
OUTBOX_CHANNEL = "deskbell_outbox"
BY_DELIVERY = Actor("system", "mail")
FAULT = Told("Something in Deskbell went wrong; it is tried again.", code="not_sent.fault")


class Delivery:
    """`run` until cancelled, in any number of processes. A reply is marked sent only once its server has taken it."""

    def __init__(self, desk: Desk, senders: Sequence[Sender]) -> None:
        self._desk = desk
        self._senders = {sender.channel: sender for sender in senders}
        self._wakeup = Wakeup(desk.database.dsn, OUTBOX_CHANNEL)
        self._in_hand: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        renewing = asyncio.create_task(self._renew(), name="delivery:leases")
        try:
            async with self._wakeup.listening():
                while True:
                    await self._wakeup.wait(await self._begin_due())
        finally:
            renewing.cancel()
            for task in self._in_hand.values():
                task.cancel()
            await asyncio.gather(renewing, *self._in_hand.values(), return_exceptions=True)
            await asyncio.shield(asyncio.gather(*(sender.close() for sender in self._senders.values())))

    async def _begin_due(self) -> float:
        """Begin as many as there are free lanes; returns how long to wait for the next."""
        try:
            for channel in self._senders:
                free = LANES - len(self._in_hand)
                if free <= 0:
                    return POLL_SECONDS  # a lane that ends rings the bell
                async with self._desk.database.transaction(BY_DELIVERY) as tx:
                    due = await outbox.claim_due(tx, channel, limit=free, lease_seconds=LEASE_SECONDS)
                for message in due:
                    self._begin(message)
            return await self._next()
        except (psycopg.OperationalError, PoolTimeout) as error:
            log.warning("the delivery waits for the database: %s", error)
            return POLL_SECONDS

    def _begin(self, message: OutgoingMessage) -> None:
        task = asyncio.create_task(self._deliver(message), name=f"delivery:{message.id}")
        self._in_hand[message.id] = task
        task.add_done_callback(lambda _: self._end(message.id))

    def _end(self, message_id: int) -> None:
        self._in_hand.pop(message_id, None)
        self._wakeup.ring()

    async def _next(self) -> float:
        async with self._desk.database.reading() as reader:
            times = [time for one in self._senders if (time := await outbox.next_due(reader, one))]
        now = datetime.now(UTC)
        return min([POLL_SECONDS, *(max((time - now).total_seconds(), 0.05) for time in times)])

    async def _deliver(self, message: OutgoingMessage) -> None:
        try:
            sent = await self._senders[message.channel].send(message)
        except NotSent as refused:
            await self._note(partial(outbox.mark_failed, told=refused.told, is_final=refused.is_final), message)
        except (psycopg.OperationalError, PoolTimeout) as error:
            log.warning("message %s waits for the database: %s", message.id, error)
        except Exception:
            log.exception("message %s was not sent", message.id)
            await self._note(partial(outbox.mark_failed, told=FAULT, is_final=False), message)
        else:
            await self._note(partial(outbox.mark_sent, warning=sent.warning), message)

    async def _note(self, mark: Callable[[Tx, int], Awaitable[None]], message: OutgoingMessage) -> None:
        """What happened outside must be kept: while the database is away, the message stays in hand."""
        while True:
            try:
                async with self._desk.database.transaction(BY_DELIVERY) as tx:
                    await mark(tx, message.id)
            except (psycopg.OperationalError, PoolTimeout) as error:
                log.warning("what became of message %s waits for the database: %s", message.id, error)
                await asyncio.sleep(NOTE_AGAIN_SECONDS)
            else:
                return

    async def _renew(self) -> None:
        """A mail that takes long stays ours; when this process dies, its mails are free within LEASE_SECONDS."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            if not self._in_hand:
                continue
            try:
                async with self._desk.database.transaction(BY_DELIVERY) as tx:
                    await outbox.renew(tx, list(self._in_hand), LEASE_SECONDS)
            except (psycopg.OperationalError, PoolTimeout) as error:
                log.warning("the delivery's leases could not be renewed: %s", error)
