"""Which browsers of a user want pushes? Each lives no longer than the session that it signed in with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from deskbell.events.users import SessionRevoked
from deskbell.kernel.crypto import token_hash
from deskbell.kernel.errors import Invalid, NotFound
from deskbell.kernel.event import Recorded
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.notifications.push.sealing import BadKeys, BrowserKeys

MOST_DEVICES: Final = 20


@dataclass(frozen=True, slots=True)
class Device:
    id: int
    endpoint: str
    public_key: str
    auth: str

    @property
    def keys(self) -> BrowserKeys:
        return BrowserKeys(self.public_key, self.auth)


@dataclass(frozen=True, slots=True)
class ShownDevice:
    id: int
    agent: str
    created_at: datetime
    heard_at: datetime | None
    is_current: bool


async def add_device(tx: Tx, user_id: int, session_token: str, *, endpoint: str, keys: BrowserKeys, agent: str) -> int:
    """Remember a browser's subscription; the same again, or by the next user of that browser, replaces it.

    Raises Invalid for keys that are none.
    """
    try:
        keys.read()
    except BadKeys as error:
        raise Invalid("These are no keys of a browser.", code="push.bad_keys", field="public_key") from error
    device_id: int | None = await tx.value(
        "INSERT INTO push_devices (user_id, session_id, endpoint, public_key, auth, agent)"
        " SELECT %s, id, %s, %s, %s, %s FROM sessions WHERE token_hash = %s"
        " ON CONFLICT (endpoint) DO UPDATE SET user_id = excluded.user_id, session_id = excluded.session_id,"
        " public_key = excluded.public_key, auth = excluded.auth, agent = excluded.agent, created_at = now()"
        " RETURNING id",
        (user_id, endpoint, keys.public_key, keys.auth, agent[:300], token_hash(session_token)),
    )
    if device_id is None:
        raise Invalid("Pushes go to browsers that are signed in.", code="push.no_session")
    # A browser has one subscription: an earlier one of this session leads nowhere any more.
    await tx.run(
        "DELETE FROM push_devices WHERE id <> %s AND session_id = (SELECT id FROM sessions WHERE token_hash = %s)",
        (device_id, token_hash(session_token)),
    )
    await tx.run(
        "DELETE FROM push_devices WHERE user_id = %s AND id NOT IN"
        " (SELECT id FROM push_devices WHERE user_id = %s ORDER BY created_at DESC, id DESC LIMIT %s)",
        (user_id, user_id, MOST_DEVICES),
    )
    return device_id


async def list_devices(reader: Reader, user_id: int, session_token: str) -> list[ShownDevice]:
    return await reader.many(
        ShownDevice,
        "SELECT push_devices.id, push_devices.agent, push_devices.created_at, heard_at, token_hash = %s AS is_current"
        " FROM push_devices JOIN sessions ON sessions.id = session_id"
        " WHERE push_devices.user_id = %s AND revoked_at IS NULL AND expires_at > now() ORDER BY push_devices.id DESC",
        (token_hash(session_token), user_id),
    )


async def remove_device(tx: Tx, user_id: int, device_id: int) -> None:
    """Raises NotFound for what is not theirs."""
    if not await tx.run("DELETE FROM push_devices WHERE id = %s AND user_id = %s", (device_id, user_id)):
        raise NotFound("This device does not exist.", code="push.device_not_found")


async def device_that_listens(reader: Reader, user_id: int, device_id: int) -> Device | None:
    """None when its session ended, or when it is not (any more) this user's."""
    return await reader.maybe(
        Device,
        "SELECT push_devices.id, endpoint, public_key, auth FROM push_devices JOIN sessions ON sessions.id = session_id"
        " JOIN users ON users.id = push_devices.user_id WHERE push_devices.id = %s AND push_devices.user_id = %s"
        " AND sessions.user_id = users.id AND revoked_at IS NULL AND expires_at > now() AND deactivated_at IS NULL",
        (device_id, user_id),
    )


async def note_heard(tx: Tx, device_id: int) -> None:
    await tx.run("UPDATE push_devices SET heard_at = now() WHERE id = %s", (device_id,))


async def forget_device(tx: Tx, device_id: int) -> None:
    """The browser took its subscription back, or is gone."""
    await tx.run("DELETE FROM push_devices WHERE id = %s", (device_id,))


async def forget_with_session(tx: Tx, recorded: Recorded) -> None:
    match recorded.event:
        case SessionRevoked(session_id=session_id):
            await tx.run("DELETE FROM push_devices WHERE session_id = %s", (session_id,))
