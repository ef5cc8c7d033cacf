"""Which mailboxes are watched by this process? Each one by one process at a time, under a lease."""

import asyncio
import logging
from dataclasses import dataclass

import psycopg
from cryptography.exceptions import InvalidTag
from psycopg_pool import PoolTimeout

from deskbell.channels.account_health import tell_health
from deskbell.channels.accounts import ACCOUNTS_CHANNEL, ChannelAccount, HealthState, list_accounts
from deskbell.channels.email.consent.oauth import AccessTokens
from deskbell.channels.email.consent.refresh_tokens import OfAccounts
from deskbell.channels.email.fetching.fetch import BY_MAIL
from deskbell.channels.email.fetching.holder import new_holder, release_leases_of_the_dead
from deskbell.channels.email.fetching.opening_mailbox import email_account
from deskbell.channels.email.fetching.watching import Watch
from deskbell.channels.wakeup import Wakeup
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Refusal
from deskbell.kernel.leases import release_lease, take_lease
from deskbell.kernel.told import Told

log = logging.getLogger(__name__)

LOOK_SECONDS = 4.0
LEASE_SECONDS = 20
PREFIX = "mailbox:"
LISTENING = Told("Mail that is forwarded to Deskbell's own listener is taken.", code="account.listening")
DEAF = Told(
    "Nothing brings this address's mail: give it an IMAP server, or forward it to DESKBELL_SMTP_LISTEN.",
    code="account.deaf",
)


@dataclass(frozen=True, slots=True)
class _Watched:
    account: ChannelAccount
    watch: Watch | None  # None: its settings can't be used, and its health says why


class Mailboxes:
    """Any number of processes run one; a mailbox moves to another within LEASE_SECONDS when its process dies."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._holder = new_holder()
        self._watched: dict[int, _Watched] = {}
        self._tokens = AccessTokens(OfAccounts(desk))
        self._wakeup = Wakeup(desk.database.dsn, ACCOUNTS_CHANNEL)

    async def run(self) -> None:
        """Until cancelled; then every connection is closed and every lease given back."""
        try:
            async with self._wakeup.listening():
                while True:
                    try:
                        await self._look()
                    except (psycopg.OperationalError, PoolTimeout) as error:
                        log.warning("the mailboxes wait for the database: %s", error)
                    await self._wakeup.wait(LOOK_SECONDS)
        finally:
            await asyncio.shield(self._end())

    async def _look(self) -> None:
        async with self._desk.database.reading() as reader:
            active = [one for one in await list_accounts(reader, "email") if one.is_active]
        await self._tell_forwarded([one for one in active if not one.settings.get("imap")])
        accounts = {one.id: one for one in active if one.settings.get("imap")}
        for account_id, watched in list(self._watched.items()):
            now = accounts.get(account_id)
            if now is None or now.updated_at != watched.account.updated_at:
                await self._drop(account_id)
        held = await self._hold(list(accounts))
        for account_id in set(self._watched) - held:
            await self._drop(account_id)  # somebody else has it by now
        for account_id in held - set(self._watched):
            self._watched[account_id] = _Watched(accounts[account_id], await self._begin(accounts[account_id]))

    async def _tell_forwarded(self, accounts: list[ChannelAccount]) -> None:
        """An address without a mailbox hears by our own listener, or not at all."""
        config = self._desk.config
        state: HealthState = "ok" if config.smtp_listen or config.lmtp_listen else "failing"
        told = LISTENING if state == "ok" else DEAF
        for account in accounts:
            known = account.health.get("listener", {})
            if (known.get("state"), known.get("code")) != (state, told.code):
                async with self._desk.database.transaction(BY_MAIL) as tx:
                    await tell_health(tx, account.id, "listener", state, told)

    async def _hold(self, account_ids: list[int]) -> set[int]:
        async with self._desk.database.transaction(BY_MAIL) as tx:
            await release_leases_of_the_dead(tx, PREFIX)
            return {
                one
                for one in sorted(account_ids)
                if await take_lease(tx, f"{PREFIX}{one}", self._holder, LEASE_SECONDS)
            }

    async def _begin(self, account: ChannelAccount) -> Watch | None:
        try:
            opened = email_account(self._desk, account)
            if opened.settings.imap is None:
                return None
            watch = Watch(self._desk, opened, opened.settings.imap, self._tokens)
            self._tokens.forget(account.id)
            watch.start()
        except Exception as error:
            log.exception("account %s can't be watched", account.id)
            async with self._desk.database.transaction(BY_MAIL) as tx:
                await tell_health(tx, account.id, "imap", "failing", _why_not(error))
            return None
        return watch

    async def _drop(self, account_id: int) -> None:
        watched = self._watched.pop(account_id)
        if watched.watch is not None:
            await watched.watch.stop()

    async def _end(self) -> None:
        held = list(self._watched)
        await asyncio.gather(*(self._drop(account_id) for account_id in held))
        try:
            async with self._desk.database.transaction(BY_MAIL) as tx:
                for account_id in held:
                    await release_lease(tx, f"{PREFIX}{account_id}", self._holder)
        except (psycopg.OperationalError, PoolTimeout) as error:
            log.warning("the mailboxes' leases run out by themselves: %s", error)


def _why_not(error: Exception) -> Told:
    """Why an account's settings can't be used."""
    if isinstance(error, Refusal):
        return Told.of(error)
    if isinstance(error, InvalidTag):
        sentence = "The passwords of this account were sealed by another desk. Enter them again."
        return Told(sentence, code="account.foreign_secrets")
    return Told("The settings of this account can't be used. Connect it again.", code="account.unusable")
