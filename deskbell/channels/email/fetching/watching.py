"""How is one mailbox watched while it is connected? A thread: IDLE, a poll behind it, and back after a loss."""

import asyncio
import logging
import random
import threading
from typing import TypeVar

import psycopg
from psycopg_pool import PoolTimeout

from deskbell.channels.account_health import tell_health
from deskbell.channels.accounts import HealthState
from deskbell.channels.email.consent.oauth import AccessTokens, TokenRefused
from deskbell.channels.email.fetching.fetch import BY_MAIL, Fetcher, Stopped
from deskbell.channels.email.fetching.mailbox import Mailbox, MailboxLost, SignInRefused
from deskbell.channels.email.fetching.opening_mailbox import EmailAccount, connect_mailbox, way_in
from deskbell.channels.email.fetching.reconcile import RECONCILE_SECONDS, known_uids
from deskbell.channels.email.sentences import connecting_failed, sign_in_failed
from deskbell.channels.email.settings import Server
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Refusal
from deskbell.kernel.told import Told

FETCHING = Told("Mail is fetched as it comes.", code="account.fetching")
FAULT = Told("Something in Deskbell went wrong while fetching; it tries again.", code="account.fault")
log = logging.getLogger(__name__)

IDLE_SECONDS = 45.0
POLL_SECONDS = 20.0  # where the server has no IDLE, and for folders beside the first
LONGEST_PAUSE = 60.0
PAUSE_AFTER_REFUSAL = 120.0
Answer = TypeVar("Answer")


class Watch:
    """Start it, and stop it from the loop; it never ends by itself."""

    def __init__(self, desk: Desk, account: EmailAccount, server: Server, tokens: AccessTokens) -> None:
        self._desk = desk
        self._account = account
        self._server = server
        self._tokens = tokens
        self._mailbox: Mailbox | None = None
        self._failures = 0
        self._reconciled = 0
        self._fetcher: Fetcher | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Call it in the loop of the process."""
        settings = self._account.settings
        if settings.since is None:
            raise ValueError("an account is watched from the moment when it was connected")
        self._fetcher = Fetcher(
            self._desk,
            asyncio.get_running_loop(),
            self._account.id,
            history=settings.history,
            since=settings.since,
        )
        self._thread = threading.Thread(
            target=self._run, args=(self._fetcher,), name=f"mailbox:{self._account.id}", daemon=True
        )
        self._thread.start()

    async def stop(self) -> None:
        """The current commit is finished, the connection is closed."""
        if self._fetcher is None or self._thread is None:
            return
        self._fetcher.stop()
        if self._mailbox is not None:
            self._mailbox.hang_up()
        await asyncio.to_thread(self._thread.join, 30)

    def _run(self, fetcher: Fetcher) -> None:
        while not fetcher.is_stopping:
            try:
                self._watch(fetcher)
            except Stopped:
                return
            except Exception as error:  # noqa: BLE001 - whatever happens, the mailbox is watched again after a pause
                if not fetcher.is_stopping:
                    fetcher.pause(self._note_trouble(fetcher, error))

    def _watch(self, fetcher: Fetcher) -> None:
        way = fetcher.wait_for(way_in(self._account, self._server, self._tokens))
        with connect_mailbox(way) as mailbox:
            self._mailbox = mailbox
            try:
                self._stay(fetcher, mailbox)
            finally:
                self._mailbox = None

    def _stay(self, fetcher: Fetcher, mailbox: Mailbox) -> None:
        folders = self._account.settings.folders
        while not fetcher.is_stopping:
            for folder in reversed(folders):  # the first one is open last, and is the one that IDLE tells of
                opened = mailbox.open(folder)
                fetcher.catch_up(mailbox, folder, opened)
            self._tell(fetcher, "ok", FETCHING)
            self._failures = 0
            self._reconcile_now_and_then(fetcher, mailbox)
            seconds = IDLE_SECONDS if len(folders) == 1 else POLL_SECONDS
            if not mailbox.wait(seconds):
                fetcher.pause(POLL_SECONDS)
            mailbox.check()

    def _reconcile_now_and_then(self, fetcher: Fetcher, mailbox: Mailbox) -> None:
        if not fetcher.wait_for(self._is_time_to_reconcile()):
            return
        for folder in reversed(self._account.settings.folders):
            opened = mailbox.open(folder)
            known = fetcher.wait_for(known_uids(self._desk, self._account.id, folder, opened.uidvalidity))
            if found := fetcher.take_missing(mailbox, folder, opened, known):
                log.warning("account %s: %s mails were missing in the ledger and are here now", self._account.id, found)

    async def _is_time_to_reconcile(self) -> bool:
        now = asyncio.get_running_loop().time()
        if now - self._reconciled < RECONCILE_SECONDS and self._reconciled:
            return False
        self._reconciled = int(now)
        return True

    def _note_trouble(self, fetcher: Fetcher, error: Exception) -> float:
        """Keep what is wrong where people see it; returns how long to wait before the next try."""
        self._failures += 1
        pause = min(LONGEST_PAUSE, 0.25 * 2.0**self._failures) * random.uniform(0.5, 1.0)  # noqa: S311 - not a secret
        if isinstance(error, SignInRefused):
            self._tokens.forget(self._account.id)
            by_consent = self._account.settings.oauth is not None
            self._tell(fetcher, "failing", sign_in_failed("IMAP", self._server, str(error), by_consent=by_consent))
            return max(pause, PAUSE_AFTER_REFUSAL if self._failures > 2 else 5.0)  # noqa: PLR2004
        if isinstance(error, TokenRefused):
            self._tell(fetcher, "failing", error.told)
            return max(pause, PAUSE_AFTER_REFUSAL if error.is_final else 5.0)
        if isinstance(error, Refusal):
            self._tell(fetcher, "failing", Told.of(error))
        elif isinstance(error, MailboxLost):
            if self._failures > 1:  # a single drop is everyday life
                self._tell(fetcher, "failing", connecting_failed("IMAP", self._server, error))
        elif isinstance(error, (psycopg.OperationalError, PoolTimeout)):
            log.warning("mailbox %s waits for the database: %s", self._account.id, error)
        else:
            log.error("mailbox %s: the watch starts again", self._account.id, exc_info=error)
            self._tell(fetcher, "failing", FAULT)
        return pause

    def _tell(self, fetcher: Fetcher, state: HealthState, told: Told) -> None:
        try:
            fetcher.wait_for(self._keep_health(state, told))
        except (psycopg.OperationalError, PoolTimeout) as error:
            log.warning("mailbox %s: its health could not be kept: %s", self._account.id, error)

    async def _keep_health(self, state: HealthState, told: Told) -> None:
        async with self._desk.database.transaction(BY_MAIL) as tx:
            await tell_health(tx, self._account.id, "imap", state, told)
