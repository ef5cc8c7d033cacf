"""What may be changed about a colleague, and how do they leave?"""

from collections.abc import Mapping
from typing import Any

from psycopg import sql
from psycopg.errors import UniqueViolation

from deskbell.events.users import UserChanged, UserDeactivated, UserReactivated
from deskbell.kernel.errors import Conflict, Invalid
from deskbell.kernel.transaction import Tx
from deskbell.users.adding import check_person
from deskbell.users.managing import PERMISSIONS, refuse_above, refuse_giving, refuse_strangers
from deskbell.users.one_time_links import void_links
from deskbell.users.sessions import revoke_sessions
from deskbell.users.viewer import Viewer
from deskbell.users.viewers import get_user

CHANGEABLE = frozenset({"email", "name", "is_super_admin", "seat", "visibility", "sees_unassigned", "permissions"})
_ALONE = 7_236_403


async def change_user(tx: Tx, viewer: Viewer, user_id: int, changes: Mapping[str, Any]) -> None:
    """Set some of CHANGEABLE.

    Raises NotYours, NotFound, Invalid, Conflict (`user.email_taken`, `user.last_super_admin`).
    """
    refuse_strangers(viewer)
    target = await get_user(tx, user_id)
    refuse_above(viewer, target)
    refuse_giving(viewer, changes, target=target)
    _check(target, changes)
    if target.is_super_admin and changes.get("is_super_admin") is False:
        await _refuse_last_super_admin(tx, user_id)
    for field, value in changes.items():
        await _set(tx, user_id, field, value)
    if "email" in changes:
        await void_links(tx, user_id)  # they were mailed to the old address
    if changes:
        await tx.record(UserChanged(user_id, sorted(changes)))


async def deactivate(tx: Tx, viewer: Viewer, user_id: int) -> None:
    """They can't sign in any more, and what they were signed in with ends; what they did stays. Twice is harmless.

    Raises NotYours, NotFound, Conflict (`user.oneself`, `user.last_super_admin`).
    """
    refuse_strangers(viewer)
    target = await get_user(tx, user_id)
    refuse_above(viewer, target)
    if user_id == viewer.user_id:
        raise Conflict("You can't deactivate yourself.", code="user.oneself")
    if target.is_super_admin:
        await _refuse_last_super_admin(tx, user_id)
    if await tx.run("UPDATE users SET deactivated_at = now() WHERE id = %s AND deactivated_at IS NULL", (user_id,)):
        await revoke_sessions(tx, user_id)
        await void_links(tx, user_id)
        await tx.record(UserDeactivated(user_id))


async def reactivate(tx: Tx, viewer: Viewer, user_id: int) -> None:
    """They may sign in again with the password they had. Twice is harmless. Raises NotYours, NotFound."""
    refuse_strangers(viewer)
    refuse_above(viewer, await get_user(tx, user_id))
    if await tx.run("UPDATE users SET deactivated_at = NULL WHERE id = %s AND deactivated_at IS NOT NULL", (user_id,)):
        await tx.record(UserReactivated(user_id))


async def _set(tx: Tx, user_id: int, field: str, value: Any) -> None:
    query = sql.SQL("UPDATE users SET {} = %s, updated_at = now() WHERE id = %s").format(sql.Identifier(field))
    try:
        async with tx.attempt():
            await tx.run(query, (sorted(value) if field == "permissions" else value, user_id))
    except UniqueViolation:
        raise Conflict("A user with this address exists already.", code="user.email_taken", field="email") from None


def _check(target: Viewer, changes: Mapping[str, Any]) -> None:
    for field in changes:
        if field not in CHANGEABLE:
            raise Invalid(f"{field} can't be changed.", code="user.bad_value", field=field)
    if not set(changes.get("permissions", ())) <= PERMISSIONS:
        raise Invalid("There is no such permission.", code="user.bad_value", field="permissions")
    check_person(changes.get("email", target.email), changes.get("name", target.name))


async def _refuse_last_super_admin(tx: Tx, user_id: int) -> None:
    await tx.run("SELECT pg_advisory_xact_lock(%s)", (_ALONE,))
    others = await tx.value(
        "SELECT count(*) FROM users WHERE is_super_admin AND deactivated_at IS NULL AND password_hash IS NOT NULL"
        " AND id <> %s",
        (user_id,),
    )
    if not others:
        raise Conflict("This is the last super admin. Make another one first.", code="user.last_super_admin")
