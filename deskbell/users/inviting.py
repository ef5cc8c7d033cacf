"""How is a colleague invited, and how do they come in (A4)?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deskbell.events.users import UserInvited, UserJoined
from deskbell.kernel.errors import Conflict
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.users.adding import check_person, insert_user
from deskbell.users.managing import refuse_above, refuse_giving, refuse_strangers
from deskbell.users.one_time_links import find_link, make_link, use_link
from deskbell.users.passwords import hash_password
from deskbell.users.viewer import Viewer
from deskbell.users.viewers import get_user


@dataclass(frozen=True, slots=True)
class Invited:
    user_id: int
    token: str
    """Shown once; only its hash is stored."""


@dataclass(frozen=True, slots=True)
class Invitation:
    email: str
    name: str


async def invite(tx: Tx, viewer: Viewer, *, email: str, name: str, **rights: Any) -> Invited:
    """A user who can sign in once they have taken the invitation. Raises NotYours, Invalid, Conflict."""
    refuse_strangers(viewer)
    refuse_giving(viewer, _with_defaults(rights))
    user_id = await insert_user(tx, email=email, name=name, password_hash=None, **rights)
    # Until they say otherwise, colleagues speak one language and live by one clock.
    await tx.run(
        "UPDATE users SET locale = inviter.locale, time_zone = inviter.time_zone FROM users AS inviter"
        " WHERE users.id = %s AND inviter.id = %s",
        (user_id, viewer.user_id),
    )
    return await _invited(tx, user_id)


async def invite_again(tx: Tx, viewer: Viewer, user_id: int) -> Invited:
    """Another link for somebody who has not come in yet. Raises NotYours, NotFound, Conflict (`user.joined`)."""
    refuse_strangers(viewer)
    refuse_above(viewer, await get_user(tx, user_id))
    if await tx.value("SELECT password_hash IS NOT NULL FROM users WHERE id = %s", (user_id,)):
        raise Conflict("This user has come in already.", code="user.joined")
    return await _invited(tx, user_id)


async def show_invitation(reader: Reader, token: str) -> Invitation:
    """Raises LinkSpent."""
    user_id = await find_link(reader, "invite", token)
    return await reader.one(Invitation, "SELECT email, name FROM users WHERE id = %s", (user_id,))


async def take_invite(tx: Tx, token: str, *, name: str, password: str) -> int:
    """Come in, with a name and a password of one's own. Raises LinkSpent, Invalid; the link is then still good."""
    await find_link(tx, "invite", token)  # before the costly hashing, and before telling what passwords must be
    hashed = await hash_password(password)
    user_id = await use_link(tx, "invite", token)
    email = await tx.value("SELECT email FROM users WHERE id = %s", (user_id,))
    check_person(email, name)
    await tx.run(
        "UPDATE users SET name = %s, password_hash = %s, updated_at = now() WHERE id = %s",
        (name.strip(), hashed, user_id),
    )
    await tx.record(UserJoined(user_id))
    return user_id


async def _invited(tx: Tx, user_id: int) -> Invited:
    token = await make_link(tx, "invite", user_id)
    await tx.record(UserInvited(user_id))
    return Invited(user_id, token)


def _with_defaults(rights: Mapping[str, Any]) -> dict[str, Any]:
    """What is not said is given too."""
    return {"seat": "service", "visibility": "everything", "sees_unassigned": True, **rights}
