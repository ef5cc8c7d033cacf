"""Is this who they say they are, and are they guessing (A4)?"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from deskbell.events.users import SignedIn
from deskbell.kernel.database import Database
from deskbell.kernel.errors import Refusal
from deskbell.kernel.event import Actor
from deskbell.kernel.transaction import Tx
from deskbell.users.passwords import is_password
from deskbell.users.sessions import start_session

WINDOW_MINUTES = 15
# Failures within the window that still cost nothing; each one more doubles the wait.
FREE_FAILURES = {"account": 5, "address": 30}
LONGEST_WAIT = 900


class WrongCredentials(Refusal):
    """One answer for an unknown address, a wrong password, an invite not taken and a user no longer active."""

    code = "session.wrong_credentials"


class TooManyFailures(Refusal):
    """`facts["retry_after"]` says for how many seconds nothing is tried."""

    code = "session.slowed"


@dataclass(frozen=True, slots=True)
class _User:
    id: int
    password_hash: str | None


async def sign_in(database: Database, email: str, password: str, address: str | None, agent: str) -> str:
    """A new session's token. Raises WrongCredentials, TooManyFailures; both answer alike for any address.

    A try counts as failed from its beginning until it succeeds: guesses made at the same moment count one another.
    """
    keys = _keys(email, address)
    async with database.transaction() as tx:
        began = await _begin_try(tx, keys)
        user = await tx.maybe(
            _User,
            "SELECT id, password_hash FROM users WHERE lower(email) = lower(%s) AND deactivated_at IS NULL",
            (email.strip(),),
        )
    if not await is_password(password, user.password_hash if user else None) or user is None:
        raise WrongCredentials("The e-mail or the password is wrong.")
    async with database.transaction(Actor(f"user:{user.id}", "screen", address)) as tx:
        await tx.run(
            "DELETE FROM sign_in_failures WHERE key = %s OR (key = %s AND at = %s)",
            (keys["account"], keys.get("address"), began),
        )
        token = await start_session(tx, user.id, address, agent)
        await tx.record(SignedIn(user.id))
    return token


async def forget_old_failures(tx: Tx) -> None:
    """What no wait depends on any more. Twice is harmless."""
    await tx.run("DELETE FROM sign_in_failures WHERE at < now() - %s * interval '1 minute'", (WINDOW_MINUTES * 2,))


def _keys(email: str, address: str | None) -> dict[str, str]:
    hashed = hashlib.sha256(email.strip().lower().encode()).hexdigest()
    keys = {"account": f"account:{hashed}"}
    return keys | ({"address": f"address:{address}"} if address else {})


def wait_after(failures: int, free: int) -> int:
    """Pure. Seconds from the last failure until the next try is looked at."""
    return 0 if failures < free else int(min(2 ** (failures - free + 1), LONGEST_WAIT))


async def _begin_try(tx: Tx, keys: dict[str, str]) -> datetime:
    for key in sorted(keys.values()):
        await tx.value("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (key,))
    for kind, key in keys.items():
        await _refuse_guessing(tx, key, FREE_FAILURES[kind])
    began: datetime = await tx.value(
        "INSERT INTO sign_in_failures (key) SELECT unnest(%s::text[]) RETURNING at", (list(keys.values()),)
    )
    return began


async def _refuse_guessing(tx: Tx, key: str, free: int) -> None:
    failures, since = (
        await tx.rows(
            "SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - max(at)), 0)::float FROM sign_in_failures"
            " WHERE key = %s AND at > now() - %s * interval '1 minute'",
            (key, WINDOW_MINUTES),
        )
    )[0]
    left = wait_after(failures, free) - since
    if left > 0:
        raise TooManyFailures("Too many failed tries. Wait a little and try again.", retry_after=max(1, round(left)))
