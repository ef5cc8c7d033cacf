"""How does a program act for a user through the API (P2)?"""

from dataclasses import dataclass
from datetime import datetime

from deskbell.events.users import ApiTokenCreated, ApiTokenRevoked
from deskbell.kernel.crypto import new_token, token_hash
from deskbell.kernel.errors import Invalid, NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.users.viewer import Viewer
from deskbell.users.viewers import find_viewer

PREFIX = "pat-"


@dataclass(frozen=True, slots=True)
class ApiToken:
    id: int
    user_id: int
    name: str
    created_at: datetime
    last_used_at: datetime | None


async def create_token(tx: Tx, user_id: int, name: str) -> str:
    """A token that may do what its user may do. It is shown once; only its hash is stored. Raises Invalid."""
    if not name.strip():
        raise Invalid("Give the token a name, so that you know it later.", code="token.name_missing", field="name")
    token = PREFIX + new_token()
    token_id = await tx.value(
        "INSERT INTO api_tokens (token_hash, user_id, name) VALUES (%s, %s, %s) RETURNING id",
        (token_hash(token), user_id, name.strip()[:200]),
    )
    await tx.record(ApiTokenCreated(user_id, token_id))
    return token


async def find_viewer_by_token(reader: Reader, token: str) -> Viewer | None:
    """None for what is unknown or revoked, or whose user is no longer active."""
    hashed = token_hash(token)
    viewer = await find_viewer(
        reader,
        "JOIN api_tokens ON api_tokens.user_id = users.id WHERE token_hash = %s AND revoked_at IS NULL"
        " AND deactivated_at IS NULL",
        (hashed,),
    )
    if viewer is not None:
        await reader.value(
            "UPDATE api_tokens SET last_used_at = now() WHERE token_hash = %s"
            " AND coalesce(last_used_at, '-infinity') < now() - interval '1 minute' RETURNING id",
            (hashed,),
        )
    return viewer


async def list_tokens(reader: Reader, user_id: int) -> list[ApiToken]:
    return await reader.many(
        ApiToken,
        "SELECT id, user_id, name, created_at, last_used_at FROM api_tokens"
        " WHERE user_id = %s AND revoked_at IS NULL ORDER BY id DESC",
        (user_id,),
    )


async def revoke_token(tx: Tx, user_id: int, token_id: int) -> None:
    """It works no more, at once. Raises NotFound for what is not the user's."""
    revoked = await tx.run(
        "UPDATE api_tokens SET revoked_at = now() WHERE id = %s AND user_id = %s AND revoked_at IS NULL",
        (token_id, user_id),
    )
    if not revoked:
        raise NotFound("This token does not exist.", code="token.not_found")
    await tx.record(ApiTokenRevoked(user_id, token_id))
