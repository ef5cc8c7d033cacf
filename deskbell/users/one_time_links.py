"""What does an invitation's or a reset's link open, and for how long? Each opens once; only its hash is stored (A4)."""

from typing import Literal

from deskbell.kernel.crypto import new_token, token_hash
from deskbell.kernel.errors import NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx

Kind = Literal["invite", "reset"]
HOURS: dict[Kind, int] = {"invite": 7 * 24, "reset": 2}
MAILED_BY: dict[Kind, str] = {"invite": "users.mail_invite", "reset": "users.mail_reset"}  # jobs


class LinkSpent(NotFound):
    """Used, too old, replaced, or never made: all answer alike."""

    code = "link.spent"


async def make_link(tx: Tx, kind: Kind, user_id: int) -> str:
    """A token for a link; earlier ones stay good until one of them is used."""
    token = new_token()
    await tx.run(
        "INSERT INTO one_time_links (kind, token_hash, user_id, expires_at)"
        " VALUES (%s, %s, %s, now() + %s * interval '1 hour')",
        (kind, token_hash(token), user_id, HOURS[kind]),
    )
    return token


async def find_link(reader: Reader, kind: Kind, token: str) -> int:
    """For whom a link is, without using it. Raises LinkSpent."""
    user_id = await reader.value(
        "SELECT user_id FROM one_time_links JOIN users ON users.id = user_id WHERE kind = %s AND token_hash = %s"
        " AND used_at IS NULL AND expires_at > now() AND deactivated_at IS NULL",
        (kind, token_hash(token)),
    )
    if user_id is None:
        raise _spent(kind)
    return int(user_id)


async def use_link(tx: Tx, kind: Kind, token: str) -> int:
    """Use a link up, and with it all others of its user. Raises LinkSpent; of two at once, one gets it."""
    user_id = await tx.value(
        "UPDATE one_time_links SET used_at = now() FROM users WHERE users.id = user_id AND kind = %s"
        " AND token_hash = %s AND used_at IS NULL AND expires_at > now() AND deactivated_at IS NULL RETURNING user_id",
        (kind, token_hash(token)),
    )
    if user_id is None:
        raise _spent(kind)
    await void_links(tx, int(user_id))
    return int(user_id)


async def void_links(tx: Tx, user_id: int) -> None:
    """No link of this user opens anything any more. Twice is harmless."""
    await tx.run("UPDATE one_time_links SET used_at = now() WHERE user_id = %s AND used_at IS NULL", (user_id,))


def _spent(kind: Kind) -> LinkSpent:
    what, whom = ("invitation", "Ask for another one.") if kind == "invite" else ("link", "Ask for a new one.")
    return LinkSpent(f"This {what} was used already or is too old. {whom}")
