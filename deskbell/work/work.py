"""What is one piece of long work, and whose is it?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, LiteralString

from deskbell.kernel.errors import NotFound
from deskbell.kernel.event import Actor
from deskbell.kernel.reader import Reader
from deskbell.users.viewer import Viewer

State = Literal["waiting", "running", "done", "cancelled", "failed", "undoing", "undone"]
GOING_ON = ("waiting", "running", "undoing")
GO_ON = "work.go_on"  # the job's name
MOST_LISTED = 20
MOST_REFUSALS = 20

WORK_COLUMNS: LiteralString = (
    "id, user_id, kind, state, request, host(origin) AS origin, total, done, refused,"
    " failure, failure_code, failure_facts, cancel_asked_at IS NOT NULL AS is_cancelling, created_at, ended_at,"
    " EXISTS (SELECT FROM work_tickets WHERE work_id = works.id AND work_tickets.state = 'done') AS has_changed"
)


@dataclass(frozen=True, slots=True)
class Work:
    """`done` of `total` have been looked at, `refused` of those in vain. `request` is what was asked for.

    It `has_changed` something while there are tickets that it changed and that were not changed back.
    """

    id: int
    user_id: int
    kind: Literal["bulk", "export"]
    state: State
    request: dict[str, Any]
    origin: str | None
    total: int
    done: int
    refused: int
    failure: str | None
    failure_code: str | None
    failure_facts: dict[str, Any] | None
    is_cancelling: bool
    created_at: datetime
    ended_at: datetime | None
    has_changed: bool

    @property
    def actor(self) -> Actor:
        """Whoever asked for it, from where they asked."""
        return Actor(f"user:{self.user_id}", "screen", self.origin)

    @property
    def is_going_on(self) -> bool:
        return self.state in GOING_ON


@dataclass(frozen=True, slots=True)
class RefusedTicket:
    """One that was left as it is, and why; of old ones only the sentence is known."""

    ticket_id: int
    sentence: str
    code: str | None
    facts: dict[str, Any] | None


async def get_work(reader: Reader, viewer: Viewer, work_id: int, *, lock: bool = False) -> Work:
    """Only its maker knows of it. Raises NotFound."""
    query: LiteralString = "SELECT " + WORK_COLUMNS + " FROM works WHERE id = %s AND user_id = %s"
    found = await reader.maybe(Work, query + (" FOR NO KEY UPDATE" if lock else ""), (work_id, viewer.user_id))
    if found is None:
        raise NotFound("This work does not exist.", code="work.not_found")
    return found


async def list_works(reader: Reader, viewer: Viewer) -> list[Work]:
    """The viewer's latest, newest first."""
    return await reader.many(
        Work,
        "SELECT " + WORK_COLUMNS + " FROM works WHERE user_id = %s ORDER BY id DESC LIMIT %s",
        (viewer.user_id, MOST_LISTED),
    )


async def list_refused(reader: Reader, work_id: int) -> list[RefusedTicket]:
    """The first of those that were refused, or kept when the rest was undone."""
    return await reader.many(
        RefusedTicket,
        "SELECT ticket_id, coalesce(sentence, '') AS sentence, code, facts FROM work_tickets"
        " WHERE work_id = %s AND state IN ('refused', 'kept') ORDER BY ticket_id LIMIT %s",
        (work_id, MOST_REFUSALS),
    )
