"""Where are half-written words kept, so that nothing can take them away (W6)?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from deskbell.kernel.database import Reader, Tx
from deskbell.kernel.errors import Conflict


class DraftChanged(Conflict):
    """Another window of the same user has written on; `facts` hold its body and version."""

    code = "draft.changed"


@dataclass(frozen=True, slots=True)
class Draft:
    """One user's unfinished reply or comment on one ticket."""

    kind: str
    body: dict[str, Any]
    version: int
    updated_at: datetime


async def drafts_of(reader: Reader, user_id: int, ticket_id: int) -> list[Draft]:
    return await reader.many(
        Draft,
        "SELECT kind, body, version, updated_at FROM drafts WHERE user_id = %s AND ticket_id = %s",
        (user_id, ticket_id),
    )


async def keep_draft(tx: Tx, user_id: int, ticket_id: int, *, kind: str, body: dict[str, Any], version: int) -> int:
    """Save over version `version` (0: none yet) and return the new version. Raises DraftChanged."""
    saved: int | None = await tx.value(
        "INSERT INTO drafts (user_id, ticket_id, kind, body) VALUES (%(user)s, %(ticket)s, %(kind)s, %(body)s)"
        " ON CONFLICT (user_id, ticket_id, kind) DO UPDATE SET body = excluded.body, version = drafts.version + 1,"
        " updated_at = now() WHERE drafts.version = %(version)s RETURNING version",
        {"user": user_id, "ticket": ticket_id, "kind": kind, "body": Jsonb(body), "version": version},
    )
    if saved is not None:
        return saved
    kept = next(draft for draft in await drafts_of(tx, user_id, ticket_id) if draft.kind == kind)
    raise DraftChanged(
        "This draft was changed in another window. Choose which one to keep.", body=kept.body, version=kept.version
    )


async def drop_draft(tx: Tx, user_id: int, ticket_id: int, kind: str) -> None:
    """Twice is harmless."""
    await tx.run("DELETE FROM drafts WHERE user_id = %s AND ticket_id = %s AND kind = %s", (user_id, ticket_id, kind))
