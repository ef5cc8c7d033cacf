"""Which inboxes are there? The help desk is one of them."""

from dataclasses import dataclass
from datetime import datetime

from deskbell.events.inboxes import InboxChanged
from deskbell.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.users.viewer import Viewer

LONGEST_NAME = 100
_INBOX = "SELECT id, name, kind, created_at, updated_at, archived_at FROM inboxes"
_STANDING = "SELECT FROM threads WHERE inbox_id = %s AND ticket_id IS NULL AND archived_at IS NULL"


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


async def make_inbox(tx: Tx, viewer: Viewer, name: str) -> int:
    """Raises NotAllowed without account access, Invalid, and Conflict when another bears the name."""
    _refuse_unpermitted(viewer)
    inbox_id = int(
        await tx.value(
            "INSERT INTO inboxes (name, kind) VALUES (%s, 'inbox') RETURNING id", (await _free_name(tx, name, None),)
        )
    )
    await tx.record(InboxChanged(inbox_id, "made"))
    return inbox_id


async def rename_inbox(tx: Tx, viewer: Viewer, inbox_id: int, name: str) -> None:
    """Raises NotAllowed, NotFound, Invalid, Conflict. The help desk keeps its name."""
    _refuse_unpermitted(viewer)
    inbox = await _changeable(tx, inbox_id)
    clean = await _free_name(tx, name, inbox.id)
    if clean == inbox.name:
        return
    await tx.run("UPDATE inboxes SET name = %s, updated_at = now() WHERE id = %s", (clean, inbox.id))
    await tx.record(InboxChanged(inbox.id, "renamed"))


async def archive_inbox(tx: Tx, viewer: Viewer, inbox_id: int) -> None:
    """Put an empty inbox away. Raises Conflict while conversations stand in it: none may go out of sight."""
    _refuse_unpermitted(viewer)
    inbox = await _changeable(tx, inbox_id)
    if await tx.value("SELECT EXISTS (" + _STANDING + ")", (inbox.id,)):
        raise Conflict("Conversations stand in this inbox. Move them elsewhere first.", code="inbox.not_empty")
    await tx.run("UPDATE inboxes SET archived_at = now(), updated_at = now() WHERE id = %s", (inbox.id,))
    await tx.record(InboxChanged(inbox.id, "archived"))


async def check_standing(reader: Reader, inbox_id: int) -> None:
    """Raises Invalid for an inbox that is not there or was put away."""
    inbox = await find_inbox(reader, inbox_id)
    if inbox is None or inbox.archived_at is not None:
        raise Invalid("This inbox does not exist.", code="inbox.not_found", field="inbox_id")


async def _changeable(tx: Tx, inbox_id: int) -> Inbox:
    inbox = await tx.maybe(
        Inbox, _INBOX + " WHERE id = %s AND kind = 'inbox' AND archived_at IS NULL FOR UPDATE", (inbox_id,)
    )
    if inbox is None:
        raise NotFound("This inbox does not exist.", code="inbox.not_found")
    return inbox


async def _free_name(tx: Tx, name: str, own_id: int | None) -> str:
    clean = " ".join(name.split())
    if not 1 <= len(clean) <= LONGEST_NAME:
        raise Invalid(
            f"Give the inbox a name of at most {LONGEST_NAME} characters.", code="inbox.bad_name", field="name"
        )
    taken = await tx.value(
        "SELECT EXISTS (SELECT FROM inboxes WHERE lower(name) = lower(%s) AND archived_at IS NULL AND id <> %s)",
        (clean, own_id or 0),
    )
    if taken:
        raise Conflict("Another inbox has this name.", code="inbox.name_taken", field="name")
    return clean


def _refuse_unpermitted(viewer: Viewer) -> None:
    if not viewer.may("account_access"):
        raise NotAllowed("Only who has account access may change inboxes. Ask an administrator.", code="account_access")
