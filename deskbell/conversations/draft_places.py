"""Where do one's half-written words stand: on a ticket, or in a conversation that has none?"""

from dataclasses import dataclass
from typing import Any

from deskbell.conversations.drafts import Draft, drafts_of, drop_draft, keep_draft
from deskbell.conversations.thread_drafts import drop_thread_draft, keep_thread_draft, thread_drafts_of
from deskbell.kernel.database import Reader, Tx


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """One of the two is given; `thread_id` only of a conversation without a ticket."""

    ticket_id: int | None
    thread_id: int | None

    async def all(self, reader: Reader, user_id: int) -> list[Draft]:
        if self.ticket_id is not None:
            return await drafts_of(reader, user_id, self.ticket_id)
        return await thread_drafts_of(reader, user_id, self.thread_id or 0)

    async def find(self, reader: Reader, user_id: int, kind: str) -> Draft | None:
        return next((draft for draft in await self.all(reader, user_id) if draft.kind == kind), None)

    async def keep(self, tx: Tx, user_id: int, *, kind: str, body: dict[str, Any], version: int) -> int:
        """Save over version `version` (0: none yet) and return the new version. Raises DraftChanged."""
        if self.ticket_id is not None:
            return await keep_draft(tx, user_id, self.ticket_id, kind=kind, body=body, version=version)
        return await keep_thread_draft(tx, user_id, self.thread_id or 0, kind=kind, body=body, version=version)

    async def replace(self, tx: Tx, user_id: int, *, kind: str, body: dict[str, Any]) -> Draft:
        """Whatever stands there."""
        before = await self.find(tx, user_id, kind)
        await self.keep(tx, user_id, kind=kind, body=body, version=before.version if before else 0)
        return next(draft for draft in await self.all(tx, user_id) if draft.kind == kind)

    async def drop(self, tx: Tx, user_id: int, kind: str) -> None:
        """Twice is harmless."""
        if self.ticket_id is not None:
            await drop_draft(tx, user_id, self.ticket_id, kind)
        else:
            await drop_thread_draft(tx, user_id, self.thread_id or 0, kind)
