"""How is a password kept and checked? argon2id, in a thread, since it is slow by design (A4)."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from deskbell.kernel.errors import Invalid

SHORTEST = 10
LONGEST = 1024
# RFC 9106's second choice, with the memory that a small machine has to spare.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Checked when there is no such user, so that the answer takes as long.
_NOBODY = _hasher.hash("nobody has this password")


def check_new_password(password: str) -> None:
    """Raises Invalid (`password.weak`) with what to do."""
    if len(password) < SHORTEST:
        raise Invalid(f"A password needs at least {SHORTEST} characters.", code="password.weak", field="password")
    if len(password) > LONGEST:
        raise Invalid(f"A password has at most {LONGEST} characters.", code="password.weak", field="password")
    if len(set(password)) < 4:  # noqa: PLR2004 - aaaaaaaaaa and ababababab
        raise Invalid("This password is too easy to guess.", code="password.weak", field="password")


async def hash_password(password: str) -> str:
    """What is stored. Raises Invalid for a weak one."""
    check_new_password(password)
    return await asyncio.to_thread(_hasher.hash, password)


async def is_password(password: str, stored: str | None) -> bool:
    """Takes the same time whether there is a stored one or not."""
    return await asyncio.to_thread(_verify, password[:LONGEST], stored)


def _verify(password: str, stored: str | None) -> bool:
    try:
        return _hasher.verify(stored or _NOBODY, password) and stored is not None
    except (VerifyMismatchError, InvalidHashError):
        return False
