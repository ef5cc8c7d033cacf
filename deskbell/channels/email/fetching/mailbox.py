"""How is one IMAP mailbox read without leaving a trace in it? Blocking; runs in a thread of its own.

The folder is opened read-only and mail is taken with BODY.PEEK: no flag changes, nothing is deleted (B2).
"""

import contextlib
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Literal, Self

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError, LoginError

from deskbell.channels.email.loopback import tls_context
from deskbell.channels.email.settings import Server

LARGEST_MAIL = 80 * 1024 * 1024
BATCH_MAILS = 50
BATCH_BYTES = 8 * 1024 * 1024
LISTED_AT_ONCE = 500  # a command line stays below the 8,000 octets that each server takes
CONNECT_SECONDS = 20
READ_SECONDS = 60
EARLY_SECONDS = 0.5
Trouble = Literal["too_large", "unreadable"]


class MailboxLost(Exception):  # noqa: N818 - what happened, and the loop connects again
    """The connection is gone or the server answers nonsense; a new one may work."""


class SignInRefused(Exception):  # noqa: N818 - the server's answer
    """The server is there but doesn't let us in; `str()` is what it said."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Either a password or an OAuth2 access token."""

    password: str = ""
    access_token: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder as the server announced it. `next_uid` is the UID that the next mail will get at the earliest."""

    uidvalidity: int
    next_uid: int


@dataclass(frozen=True, slots=True)
class Listed:
    uid: int
    size: int
    arrived_at: datetime | None


@dataclass(frozen=True, slots=True)
class Fetched:
    """`trouble` too_large: only its header is here. unreadable: the server lists it but can't give it."""

    uid: int
    raw: bytes
    size: int
    trouble: Trouble | None = None


class Mailbox:
    """One connection. Every method raises MailboxLost when it breaks."""

    def __init__(self, server: Server, ip: str) -> None:
        """`ip` is the judged address of the server (see kernel/egress.py)."""
        with _speaking():
            self._client = IMAPClient(
                ip,
                port=server.port,
                ssl=server.security == "tls",
                ssl_context=tls_context(server.host) if server.security == "tls" else None,
                timeout=SocketTimeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
            )
        self._client.normalise_times = False
        try:
            if server.security == "starttls":
                with _speaking():  # refused or not offered: an error, never plain text
                    self._client.starttls(tls_context(server.host))
        except MailboxLost:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def sign_in(self, user: str, credentials: Credentials) -> None:
        """Raises SignInRefused."""
        with _speaking():
            try:
                if credentials.access_token:
                    self._client.oauth2_login(user, credentials.access_token)
                else:
                    self._client.login(user, credentials.password)
            except LoginError as error:
                raise SignInRefused(_plain(error)) from None
            except IMAPClientError as error:
                if credentials.access_token and not isinstance(error, IMAPClient.AbortError):
                    raise SignInRefused(_plain(error)) from None
                raise

    def open(self, folder: str) -> Opened:
        """Look at a folder without the right to change it (EXAMINE)."""
        with _speaking():
            told: dict[bytes, Any] = self._client.select_folder(folder, readonly=True)
        if b"UIDVALIDITY" not in told:
            raise MailboxLost("the server gives no UIDVALIDITY, so mails can't be told apart")
        return Opened(int(told[b"UIDVALIDITY"]), int(told.get(b"UIDNEXT", 0)))

    def list_after(self, uid: int, below: int = 0) -> Iterator[list[Listed]]:
        """Every mail with a higher UID, in order, in bounded lots. `below`: the UIDNEXT, where it is known."""
        start = uid + 1
        while start + LISTED_AT_ONCE < below:
            yield from self._list(f"{start}:{start + LISTED_AT_ONCE - 1}", start)
            start += LISTED_AT_ONCE
        yield from self._list(f"{start}:*", start)

    def _list(self, uids: str, lowest: int) -> Iterator[list[Listed]]:
        with _speaking():
            # "n:*" always names the last mail, also when its UID is below n (RFC 3501 6.4.8).
            found = sorted(uid for uid in self._client.search(["UID", uids]) if uid >= lowest)
        for start in range(0, len(found), LISTED_AT_ONCE):
            with _speaking():
                told: dict[int, dict[bytes, Any]] = self._client.fetch(
                    found[start : start + LISTED_AT_ONCE], ["RFC822.SIZE", "INTERNALDATE"]
                )
            yield [
                Listed(uid, int(told[uid].get(b"RFC822.SIZE", 0)), told[uid].get(b"INTERNALDATE"))
                for uid in sorted(told)
            ]

    def fetch(self, listed: Sequence[Listed]) -> Iterator[list[Fetched]]:
        """The mails themselves, in lots that fit into memory; what is gone by now is left out."""
        for lot in _lots(listed):
            if len(lot) == 1 and lot[0].size > LARGEST_MAIL:
                yield self._take(lot, b"BODY[HEADER]", "too_large")
            else:
                yield self._take(lot, b"BODY[]", None)

    def _take(self, lot: Sequence[Listed], item: bytes, trouble: Trouble | None) -> list[Fetched]:
        sizes = {one.uid: one.size for one in lot}
        with _speaking():
            found: dict[int, dict[bytes, Any]] = self._client.fetch(
                list(sizes), [item.decode().replace("BODY", "BODY.PEEK")]
            )
        taken = []
        for uid in sorted(found):
            raw = found[uid].get(item)
            if raw is None:
                taken.append(Fetched(uid, b"", sizes[uid], "unreadable"))
            else:
                taken.append(Fetched(uid, raw, sizes[uid] if trouble else len(raw), trouble))
        return taken

    def wait(self, seconds: float) -> bool:
        """Until the server says that something changed (IDLE), at most so long. False when it can't tell."""
        if self._has_grown():
            return True
        if not self._client.has_capability("IDLE"):
            return False
        with _speaking():
            self._client.idle()
            end = time.monotonic() + seconds
            while (left := end - time.monotonic()) > 0:
                told = self._client.idle_check(timeout=left)
                if not told and end - time.monotonic() > EARLY_SECONDS:
                    raise MailboxLost("the connection was dropped")  # it would return nothing at once, for ever
                if any(len(line) > 1 and line[1] in {b"EXISTS", b"RECENT"} for line in told):
                    break
            self._client.idle_done()
        return True

    def _has_grown(self) -> bool:
        """Whether a mail was announced while we listed and fetched: IDLE would not tell of it again."""
        told = self._client._imap.untagged_responses.get("EXISTS", [])  # noqa: SLF001 - no public way to it
        return len(told) > 1 and told[0] != told[-1]

    def check(self) -> None:
        """A sign of life, and the server's chance to tell news."""
        with _speaking():
            self._client.noop()

    def hang_up(self) -> None:
        """From any thread: whatever waits on the connection ends at once."""
        with contextlib.suppress(OSError, AttributeError):
            self._client.socket().shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with contextlib.suppress(OSError, IMAPClientError, AttributeError):
            self._client.shutdown()


def _lots(listed: Sequence[Listed]) -> Iterator[list[Listed]]:
    lot: list[Listed] = []
    size = 0
    for one in listed:
        if lot and (len(lot) >= BATCH_MAILS or size + one.size > BATCH_BYTES):
            yield lot
            lot, size = [], 0
        lot.append(one)
        size += one.size
    if lot:
        yield lot


def arrived_since(listed: Sequence[Listed], since: datetime) -> list[Listed]:
    """Pure. Those that came since then, give or take a minute of difference between two clocks."""
    return [
        one
        for one in listed
        if one.arrived_at is None or one.arrived_at >= since.astimezone(one.arrived_at.tzinfo) - timedelta(minutes=1)
    ]


@contextlib.contextmanager
def _speaking() -> Iterator[None]:
    try:
        yield
    except (OSError, IMAPClientError, EOFError, ValueError, IndexError) as error:
        raise MailboxLost(_plain(error)) from error


def _plain(error: BaseException) -> str:
    text = " ".join(str(error.args[0] if error.args else error).split())
    return text.removeprefix("b'").removesuffix("'")[:300] or type(error).__name__
