"""How does somebody who forgot their password get in again (A4)?"""

from deskbell.events.users import PasswordChanged, PasswordResetAsked
from deskbell.kernel.errors import NotFound
from deskbell.kernel.transaction import Tx
from deskbell.users.managing import NotYours
from deskbell.users.one_time_links import find_link, make_link, use_link
from deskbell.users.passwords import hash_password
from deskbell.users.sessions import revoke_sessions
from deskbell.users.viewer import Viewer
from deskbell.users.viewers import get_user

MOST_AN_HOUR = 5


async def ask_reset(tx: Tx, email: str) -> int | None:
    """Whom a reset link is to be mailed, or None: unknown, no longer active, not yet in, or asked for too often.

    The caller answers alike either way. The link itself is made where it is mailed.
    """
    user_id = await tx.value(
        "SELECT id FROM users WHERE lower(email) = lower(%s) AND deactivated_at IS NULL"
        " AND password_hash IS NOT NULL FOR UPDATE",
        (email.strip(),),
    )
    if user_id is None or await _asked_lately(tx, user_id) >= MOST_AN_HOUR:
        return None
    await tx.record(PasswordResetAsked(user_id))
    return int(user_id)


async def make_reset_link(tx: Tx, viewer: Viewer, user_id: int) -> str:
    """A link to hand over, for a desk that can't send mail. Raises NotYours for all but super admins, NotFound."""
    if not viewer.is_super_admin:
        raise NotYours("Only super admins can hand out a link to a new password.")
    target = await get_user(tx, user_id)
    if not await tx.value(
        "SELECT password_hash IS NOT NULL AND deactivated_at IS NULL FROM users WHERE id = %s", (target.user_id,)
    ):
        raise NotFound("This user does not sign in with a password yet.", code="user.not_joined")
    await tx.record(PasswordResetAsked(user_id))
    return await make_link(tx, "reset", user_id)


async def take_reset(tx: Tx, token: str, password: str) -> int:
    """Set a new password; all sessions and links end. Raises LinkSpent, Invalid; the link is then still good."""
    await find_link(tx, "reset", token)
    hashed = await hash_password(password)
    user_id = await use_link(tx, "reset", token)
    await tx.run("UPDATE users SET password_hash = %s, updated_at = now() WHERE id = %s", (hashed, user_id))
    await revoke_sessions(tx, user_id)
    await tx.record(PasswordChanged(user_id))
    return user_id


async def _asked_lately(tx: Tx, user_id: int) -> int:
    return int(
        await tx.value(
            "SELECT count(*) FROM events WHERE name = 'PasswordResetAsked' AND at > now() - interval '1 hour'"
            " AND body->>'user_id' = %s",
            (str(user_id),),
        )
    )
