"""How does a browser stay signed in, and how does it stop (A4)?"""

from dataclasses import dataclass
from datetime import datetime

from deskbell.events.users import SessionRevoked
from deskbell.kernel.crypto import new_token, token_hash
from deskbell.kernel.errors import NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.users.viewer import Viewer
from deskbell.users.viewers import find_viewer

SESSION_DAYS = 30


@dataclass(frozen=True, slots=True)
class Session:
    id: int
    created_at: datetime
    last_seen_at: datetime
    address: str | None
    agent: str
    is_current: bool


async def start_session(tx: Tx, user_id: int, address: str | None, agent: str) -> str:
    """A new session's token, always a fresh one (session fixation); only its hash is stored."""
    token = new_token()
    await tx.run(
        "INSERT INTO sessions (token_hash, user_id, expires_at, address, agent)"
        " VALUES (%s, %s, now() + %s * interval '1 day', %s, %s)",
        (token_hash(token), user_id, SESSION_DAYS, address, agent[:300]),
    )
    return token


async def find_viewer_by_session(reader: Reader, token: str) -> Viewer | None:
    """None for a token that is unknown, revoked or expired, or whose user is no longer active."""
    hashed = token_hash(token)
    viewer = await find_viewer(
        reader,
        "JOIN sessions ON sessions.user_id = users.id WHERE token_hash = %s AND revoked_at IS NULL"
        " AND expires_at > now() AND deactivated_at IS NULL",
        (hashed,),
    )
    if viewer is not None:
        await reader.value(
            "UPDATE sessions SET last_seen_at = now(), expires_at = now() + %s * interval '1 day'"
            " WHERE token_hash = %s AND last_seen_at < now() - interval '5 minutes' RETURNING id",
            (SESSION_DAYS, hashed),
        )
    return viewer


async def list_sessions(reader: Reader, user_id: int, token: str) -> list[Session]:
    """The live ones, the newest first."""
    return await reader.many(
        Session,
        "SELECT id, created_at, last_seen_at, host(address) AS address, agent, token_hash = %s AS is_current"
        " FROM sessions WHERE user_id = %s AND revoked_at IS NULL AND expires_at > now() ORDER BY last_seen_at DESC",
        (token_hash(token), user_id),
    )


async def end_session(tx: Tx, token: str) -> None:
    """Sign out. Twice is harmless."""
    row = await tx.rows(
        "UPDATE sessions SET revoked_at = now() WHERE token_hash = %s AND revoked_at IS NULL RETURNING user_id, id",
        (token_hash(token),),
    )
    if row:
        await tx.record(SessionRevoked(*row[0]))


async def revoke_session(tx: Tx, user_id: int, session_id: int) -> None:
    """End one of a user's sessions elsewhere. Raises NotFound for what is not theirs."""
    revoked = await tx.run(
        "UPDATE sessions SET revoked_at = now() WHERE id = %s AND user_id = %s AND revoked_at IS NULL",
        (session_id, user_id),
    )
    if not revoked:
        raise NotFound("This session does not exist.", code="session.not_found")
    await tx.record(SessionRevoked(user_id, session_id))


async def revoke_sessions(tx: Tx, user_id: int, *, but: str | None = None) -> None:
    """End all sessions of a user, except the one with the token `but` (after a change of password)."""
    ended = await tx.values(
        "UPDATE sessions SET revoked_at = now() WHERE user_id = %s AND revoked_at IS NULL"
        " AND token_hash IS DISTINCT FROM %s RETURNING id",
        (user_id, token_hash(but) if but else None),
    )
    for session_id in ended:
        await tx.record(SessionRevoked(user_id, session_id))
