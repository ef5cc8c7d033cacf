"""What has happened since? Reading the event log so that nothing is ever missed.

An id is taken when a row is written and seen only when it commits, so ids do not come in order. Rows are read below
the oldest transaction that is still running, ordered by (transaction, id): what is read once is complete.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from psycopg.types.json import Jsonb

from deskbell.kernel.event import Event
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in the log: everything at or before it has been read."""

    transaction: int
    id: int

    def __str__(self) -> str:
        return f"{self.transaction}.{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """None for what never was a cursor."""
        transaction, dot, number = text.partition(".")
        if not (dot and transaction.isascii() and transaction.isdigit() and number.isascii() and number.isdigit()):
            return None
        if len(transaction) > 20 or len(number) > 19:  # noqa: PLR2004 - the digits of xid8 and bigint
            return None
        return cls(int(transaction), int(number))


@dataclass(frozen=True, slots=True)
class Logged:
    """A row of the log. `written_by` and `id` are its cursor."""

    id: int
    written_by: int
    name: str
    ticket_id: int | None
    actor: str
    body: dict[str, Any]

    @property
    def cursor(self) -> Cursor:
        return Cursor(self.written_by, self.id)


@dataclass(frozen=True, slots=True)
class _Read(Logged):
    is_complete: bool


async def read_after(reader: Reader, cursor: Cursor, limit: int) -> list[Logged]:
    """The next events after a cursor, in an order that never changes; fewer than `limit` means that is all for now."""
    return await reader.many(
        Logged,
        "SELECT id, written_by::text::bigint AS written_by, name, ticket_id, actor, body FROM events"
        " WHERE (written_by, id) > (%s::text::xid8, %s) AND written_by < pg_snapshot_xmin(pg_current_snapshot())"
        " ORDER BY events.written_by, events.id LIMIT %s",
        (str(cursor.transaction), cursor.id, limit),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """All that a reader can see after a cursor. Up to `complete_to` nothing more can come; later it may."""

    events: list[Logged]
    complete_to: Cursor


async def read_all_after(reader: Reader, cursor: Cursor, limit: int) -> Told:
    """What is committed after a cursor, now; with the `limit` events there may be more.

    For who must know of every change that their next statement can see. Events after `complete_to` come again.
    """
    rows = await reader.many(
        _Read,
        "SELECT id, written_by::text::bigint AS written_by, name, ticket_id, actor, body,"
        " written_by < pg_snapshot_xmin(pg_current_snapshot()) AS is_complete FROM events"
        " WHERE (written_by, id) > (%s::text::xid8, %s) ORDER BY events.written_by, events.id LIMIT %s",
        (str(cursor.transaction), cursor.id, limit),
    )
    complete = [row.cursor for row in rows if row.is_complete]
    return Told(list(rows), complete[-1] if complete else cursor)


async def newest_cursor(reader: Reader) -> Cursor:
    """The end of what can be read now: a reader that starts here misses nothing that commits later."""
    row = await reader.rows(
        "SELECT written_by::text::bigint, id FROM events WHERE written_by < pg_snapshot_xmin(pg_current_snapshot())"
        " ORDER BY events.written_by DESC, events.id DESC LIMIT 1"
    )
    return Cursor(*row[0]) if row else Cursor(0, 0)


async def forget_values(tx: Tx, kind: type[Event], ticket_ids: Sequence[int], fields: Sequence[str]) -> None:
    """What these fields said is gone with what it was said of; that it happened stays."""
    await tx.run(
        "UPDATE events SET body = body || %s WHERE ticket_id = ANY(%s) AND name = %s",
        (Jsonb(dict.fromkeys(fields)), list(ticket_ids), kind.named()),
    )
