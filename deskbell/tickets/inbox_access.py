"""Which conversations of inboxes may this user know of (A1, A2)?

Inboxes are part of the desk that a service seat opens. Within them the ticket policy holds: a conversation's owner and
team count as a ticket's do. Account access lets one make inboxes and move conversations: it shows which inboxes there
are, and nothing more.
"""

from dataclasses import dataclass
from datetime import datetime

from psycopg import sql

from deskbell.kernel.errors import NotFound
from deskbell.kernel.reader import Reader
from deskbell.tickets.access import visible, visible_with
from deskbell.users.viewer import Viewer


def knows_inboxes(viewer: Viewer) -> bool:
    """May this user know which inboxes there are? Others have the help desk alone."""
    return viewer.has_full_desk or viewer.may("account_access")


def visible_in_inboxes(viewer: Viewer, alias: str = "threads") -> sql.Composed:
    """A condition over `alias`, a row of threads: it has no ticket, and the viewer may see it."""
    return _standing(viewer, alias, visible(viewer, alias))


def visible_in_inboxes_with(viewer: Viewer, alias: str = "threads") -> sql.Composed:
    """The same condition, asking for `viewer_parameters` by name; for hot statements."""
    return _standing(viewer, alias, visible_with(viewer, alias))


def _standing(viewer: Viewer, alias: str, seen: sql.Composed) -> sql.Composed:
    if not viewer.has_full_desk:
        return sql.Composed([sql.SQL("false")])
    return sql.SQL("({threads}.ticket_id IS NULL AND {seen})").format(threads=sql.Identifier(alias), seen=seen)


@dataclass(frozen=True, slots=True)
class InboxThread:
    id: int
    inbox_id: int
    channel: str
    channel_account_id: int
    contact_id: int | None
    subject: str
    owner_id: int | None
    team_id: int | None
    is_spam: bool
    closed_at: datetime | None


def thread_missing() -> NotFound:
    return NotFound("This conversation does not exist.", code="thread.not_found")


async def get_inbox_thread(reader: Reader, viewer: Viewer, thread_id: int, *, lock: bool = False) -> InboxThread:
    """A conversation that stands in an inbox. Raises NotFound for one of a ticket too."""
    query = sql.SQL(
        "SELECT id, inbox_id, channel, channel_account_id, contact_id, subject, owner_id, team_id, is_spam, closed_at"
        " FROM threads WHERE id = %s AND archived_at IS NULL AND {} {}"
    ).format(visible_in_inboxes(viewer), sql.SQL("FOR NO KEY UPDATE" if lock else ""))
    thread = await reader.maybe(InboxThread, query, (thread_id,))
    if thread is None:
        raise thread_missing()
    return thread


async def inbox_threads_among(reader: Reader, viewer: Viewer, thread_ids: set[int]) -> frozenset[int]:
    """Which of these stand in an inbox and may be seen by the viewer."""
    if not thread_ids or not viewer.has_full_desk:
        return frozenset()
    query = sql.SQL("SELECT id FROM threads WHERE id = ANY(%s) AND {}").format(visible_in_inboxes(viewer))
    return frozenset(await reader.values(query, (list(thread_ids),)))
