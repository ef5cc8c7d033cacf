"""Where are half-written words kept, so that nothing can take them away (W6)?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from psycopg.types.json import Jsonb

from deskbell.kernel.errors import Conflict
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx


class DraftChanged(Conflict):
    """Another window of the same user has written on; `facts` hold its body and version."""

    code = "draft.changed"


@dataclass(frozen=True, slots=True)
class Draft:
    """One user's unfinished reply, comment or forward in one place."""

    kind: str
    body: dict[str, Any]
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class _Table:
    """The two differ only in what their rows stand at."""

    read: LiteralString
    keep: LiteralString
    drop: LiteralString


def _table(name: LiteralString, place: LiteralString) -> _Table:
    return _Table(
        f"SELECT kind, body, version, updated_at FROM {name} WHERE user_id = %s AND {place} = %s",
        f"INSERT INTO {name} (user_id, {place}, kind, body) VALUES (%(user)s, %(place)s, %(kind)s, %(body)s)"
        f" ON CONFLICT (user_id, {place}, kind) DO UPDATE SET body = excluded.body, version = {name}.version + 1,"
        f" updated_at = now() WHERE {name}.version = %(version)s RETURNING version",
        f"DELETE FROM {name} WHERE user_id = %s AND {place} = %s AND kind = %s",
    )


_ON_TICKETS = _table("drafts", "ticket_id")
_IN_THREADS = _table("thread_drafts", "thread_id")


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """One of the two is given; `thread_id` only of a conversation without a ticket."""

    ticket_id: int | None = None
    thread_id: int | None = None

    async def all(self, reader: Reader, user_id: int) -> list[Draft]:
        return await reader.many(Draft, self._table.read, (user_id, self._id))

    async def find(self, reader: Reader, user_id: int, kind: str) -> Draft | None:
        return next((draft for draft in await self.all(reader, user_id) if draft.kind == kind), None)

    async def keep(self, tx: Tx, user_id: int, *, kind: str, body: dict[str, Any], version: int) -> int:
        """Save over version `version` (0: none yet) and return the new version. Raises DraftChanged."""
        saved: int | None = await tx.value(
            self._table.keep,
            {"user": user_id, "place": self._id, "kind": kind, "body": Jsonb(body), "version": version},
        )
        if saved is not None:
            return saved
        kept = next(draft for draft in await self.all(tx, user_id) if draft.kind == kind)
        raise DraftChanged(
            "This draft was changed in another window. Choose which one to keep.", body=kept.body, version=kept.version
        )

    async def replace(self, tx: Tx, user_id: int, *, kind: str, body: dict[str, Any]) -> Draft:
        """Whatever stands there."""
        before = await self.find(tx, user_id, kind)
        await self.keep(tx, user_id, kind=kind, body=body, version=before.version if before else 0)
        return next(draft for draft in await self.all(tx, user_id) if draft.kind == kind)

    async def drop(self, tx: Tx, user_id: int, kind: str) -> None:
        """Twice is harmless."""
        await tx.run(self._table.drop, (user_id, self._id, kind))

    @property
    def _table(self) -> _Table:
        return _IN_THREADS if self.ticket_id is None else _ON_TICKETS

    @property
    def _id(self) -> int | None:
        return self.thread_id if self.ticket_id is None else self.ticket_id
