"""How do half-written words go along when what they were written for moves (T2, T3)?"""

from dataclasses import dataclass
from typing import Any

from psycopg.types.json import Jsonb

from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlacedDraft:
    """A draft with whose it is and where it stands."""

    user_id: int
    ticket_id: int
    kind: str
    body: Body
    version: int


async def drafts_on(reader: Reader, ticket_id: int) -> list[PlacedDraft]:
    return await reader.many(
        PlacedDraft,
        "SELECT user_id, ticket_id, kind, body, version FROM drafts WHERE ticket_id = %s ORDER BY id",
        (ticket_id,),
    )


async def take_drafts(tx: Tx, ticket_id: int, *, user_id: int | None = None, kind: str | None = None) -> None:
    """They stand there no longer: whoever calls this puts them elsewhere."""
    await tx.run(
        "DELETE FROM drafts WHERE ticket_id = %(ticket)s AND (%(user)s::bigint IS NULL OR user_id = %(user)s)"
        " AND (%(kind)s::text IS NULL OR kind = %(kind)s)",
        {"ticket": ticket_id, "user": user_id, "kind": kind},
    )


async def put_draft(tx: Tx, draft: PlacedDraft) -> None:
    """At its new place, where nothing of the same user and kind stands. Its version lets an open window write on."""
    await tx.run(
        "INSERT INTO drafts (user_id, ticket_id, kind, body, version) VALUES (%s, %s, %s, %s, %s)",
        (draft.user_id, draft.ticket_id, draft.kind, Jsonb(draft.body), draft.version),
    )


def joined(mine: Body, theirs: Body) -> Body:
    """Pure. One draft of two: the words and files of both; what else the first one says, wins."""
    filled = {**theirs, **{key: value for key, value in mine.items() if value not in (None, "", [])}}
    both: Body = {}
    if mine.get("html") or theirs.get("html"):
        both["html"] = (mine.get("html") or "") + (theirs.get("html") or "")
    if mine.get("text") or theirs.get("text"):
        both["text"] = "\n\n".join(text for text in (mine.get("text"), theirs.get("text")) if text)
    for files in ("attachments", "attachment_ids"):
        if mine.get(files) or theirs.get(files):
            both[files] = [*(mine.get(files) or []), *(theirs.get(files) or [])]
    return {**filled, **both}
