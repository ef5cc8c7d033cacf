"""Where are half-written words kept in a conversation that has no ticket?"""

from typing import Any

from psycopg.types.json import Jsonb

from deskbell.conversations.drafts import Draft, DraftChanged
from deskbell.kernel.database import Reader, Tx


async def thread_drafts_of(reader: Reader, user_id: int, thread_id: int) -> list[Draft]:
    return await reader.many(
        Draft,
        "SELECT kind, body, version, updated_at FROM thread_drafts WHERE user_id = %s AND thread_id = %s",
        (user_id, thread_id),
    )


async def keep_thread_draft(
    tx: Tx, user_id: int, thread_id: int, *, kind: str, body: dict[str, Any], version: int
) -> int:
    """Save over version `version` (0: none yet) and return the new version. Raises DraftChanged."""
    saved: int | None = await tx.value(
        "INSERT INTO thread_drafts (user_id, thread_id, kind, body) VALUES (%(user)s, %(thread)s, %(kind)s, %(body)s)"
        " ON CONFLICT (user_id, thread_id, kind) DO UPDATE SET body = excluded.body,"
        " version = thread_drafts.version + 1, updated_at = now() WHERE thread_drafts.version = %(version)s"
        " RETURNING version",
        {"user": user_id, "thread": thread_id, "kind": kind, "body": Jsonb(body), "version": version},
    )
    if saved is not None:
        return saved
    kept = next(draft for draft in await thread_drafts_of(tx, user_id, thread_id) if draft.kind == kind)
    raise DraftChanged(
        "This draft was changed in another window. Choose which one to keep.", body=kept.body, version=kept.version
    )


async def drop_thread_draft(tx: Tx, user_id: int, thread_id: int, kind: str) -> None:
    """Twice is harmless."""
    await tx.run(
        "DELETE FROM thread_drafts WHERE user_id = %s AND thread_id = %s AND kind = %s", (user_id, thread_id, kind)
    )


async def hand_drafts_to_ticket(tx: Tx, thread_id: int, ticket_id: int) -> None:
    """The conversation has a new ticket now: what everybody was writing goes along."""
    await tx.run(
        "INSERT INTO drafts (user_id, ticket_id, kind, body) SELECT user_id, %s, kind, body FROM thread_drafts"
        " WHERE thread_id = %s ON CONFLICT DO NOTHING",
        (ticket_id, thread_id),
    )
    await tx.run("DELETE FROM thread_drafts WHERE thread_id = %s", (thread_id,))


async def hand_drafts_to_thread(tx: Tx, ticket_id: int, thread_id: int) -> None:
    """The ticket has no conversation any more: what somebody was writing to the outside goes with the one that left."""
    await tx.run(
        "INSERT INTO thread_drafts (user_id, thread_id, kind, body) SELECT user_id, %s, kind, body FROM drafts"
        " WHERE ticket_id = %s AND kind <> 'comment' ON CONFLICT DO NOTHING",
        (thread_id, ticket_id),
    )
    await tx.run("DELETE FROM drafts WHERE ticket_id = %s AND kind <> 'comment'", (ticket_id,))
