"""How does a user come to be?"""

import re
from collections.abc import Sequence

from psycopg.errors import UniqueViolation

from deskbell.events.users import UserJoined
from deskbell.kernel.errors import Conflict, Invalid
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.users.passwords import hash_password
from deskbell.users.viewer import Seat, Visibility

_ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+")
LONGEST_NAME = 200


def check_person(email: str, name: str) -> None:
    """Pure. Raises Invalid naming the field."""
    if not _ADDRESS.fullmatch(email) or len(email) > 320:  # noqa: PLR2004 - RFC 3696
        raise Invalid("This is not an e-mail address.", code="user.bad_email", field="email")
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise Invalid("Give the user's name: one line of at most 200 characters.", code="user.bad_name", field="name")


async def insert_user(
    tx: Tx,
    *,
    email: str,
    name: str,
    password_hash: str | None,
    is_super_admin: bool = False,
    seat: Seat = "service",
    visibility: Visibility = "everything",
    sees_unassigned: bool = True,
    permissions: Sequence[str] = (),
) -> int:
    """The row alone. Raises Invalid, and Conflict (`user.email_taken`)."""
    check_person(email, name)
    try:
        async with tx.attempt():
            return int(
                await tx.value(
                    "INSERT INTO users (email, name, password_hash, is_super_admin, seat, visibility,"
                    " sees_unassigned, permissions) VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
                    (
                        email.strip(),
                        name.strip(),
                        password_hash,
                        is_super_admin,
                        seat,
                        visibility,
                        sees_unassigned,
                        list(permissions),
                    ),
                )
            )
    except UniqueViolation:
        raise Conflict("A user with this address exists already.", code="user.email_taken", field="email") from None


async def add_user(tx: Tx, *, email: str, name: str, password: str, is_super_admin: bool = False) -> int:
    """A user who can sign in at once (the first super admin, the command line). Raises Invalid, Conflict."""
    check_person(email, name)
    user_id = await insert_user(
        tx, email=email, name=name, password_hash=await hash_password(password), is_super_admin=is_super_admin
    )
    await tx.record(UserJoined(user_id))
    return user_id


async def has_users(reader: Reader) -> bool:
    return bool(await reader.value("SELECT EXISTS (SELECT FROM users)"))
