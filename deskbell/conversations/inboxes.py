"""Which inboxes are there? The help desk is one of them."""

from dataclasses import dataclass
from datetime import datetime

from deskbell.kernel.database import Reader

_INBOX = "SELECT id, name, kind, created_at, updated_at, archived_at FROM inboxes"


@dataclass(frozen=True, slots=True)
class Inbox:
    """`kind` is help_desk, where every thread has a ticket, or inbox."""

    id: int
    name: str
    kind: str
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None


async def list_inboxes(reader: Reader, *, archived: bool = False) -> list[Inbox]:
    return await reader.many(Inbox, _INBOX + " WHERE (archived_at IS NOT NULL) = %s ORDER BY id", (archived,))


async def find_inbox(reader: Reader, inbox_id: int) -> Inbox | None:
    return await reader.maybe(Inbox, _INBOX + " WHERE id = %s", (inbox_id,))
