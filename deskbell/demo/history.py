"""Pure. Which events does a story leave in the log?"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from deskbell.demo.cast import Cast
from deskbell.demo.story import ADMIN, CLOSED, NEW, Story
from deskbell.events.conversations import CommentWritten, MessageReceived, ReplySent, ReplyWritten, ThreadStarted
from deskbell.events.tickets import TicketAssigned, TicketChanged, TicketOpened, TicketStatusChanged, TicketTrashed
from deskbell.kernel.event import Event

EventRow = tuple[datetime, str, int, str, str, str]
PRIORITY_NAMES = ("LOW", "MEDIUM", "HIGH", "URGENT")


def events_of(
    cast: Cast, story: Story, ticket_id: int, thread_id: int, message_ids: tuple[int, ...]
) -> Iterator[EventRow]:
    """As the columns of `events` want them: at, name, ticket, actor, via, body."""
    contact_id = cast.contact_ids[story.contact]
    customer, owner = f"contact:{contact_id}", _owner(cast, story)
    began = story.opened_at
    yield _row(began, customer, "mail", TicketOpened(ticket_id, "email", 0, NEW, contact_id))
    yield _row(began, customer, "mail", ThreadStarted(ticket_id, thread_id, "email", cast.account))
    for message_id, spoken in zip(message_ids, story.said, strict=True):
        if spoken.colleague is None:
            event: Event = MessageReceived(ticket_id, thread_id, message_id, contact_id, False, False)  # noqa: FBT003
            yield _row(spoken.at, customer, "mail", event)
            continue
        writer = f"user:{cast.users[spoken.colleague]}"
        if spoken.kind == "comment":
            mentioned = [cast.admin] if spoken.mentions_admin else []
            yield _row(spoken.at, writer, "screen", CommentWritten(ticket_id, message_id, mentioned))
            continue
        yield _row(spoken.at, writer, "screen", ReplyWritten(ticket_id, thread_id, message_id))
        sent = spoken.at + timedelta(seconds=12)
        yield _row(sent, "system", "system", ReplySent(ticket_id, thread_id, message_id))
    yield from _changes(cast, story, ticket_id, owner)


def _changes(cast: Cast, story: Story, ticket_id: int, owner: int | None) -> Iterator[EventRow]:
    """Sorted in the first minutes, worked on, and closed."""
    actor = f"user:{owner or cast.admin}"
    sorting = story.opened_at + timedelta(minutes=4)
    if owner is not None or story.team is not None:
        team = None if story.team is None else cast.teams[story.team]
        yield _row(sorting, actor, "screen", TicketAssigned(ticket_id, None, owner, None, team))
    if story.priority is not None and owner is not None:
        name = PRIORITY_NAMES[story.priority - 1]
        yield _row(sorting, actor, "screen", TicketChanged(ticket_id, "priority", None, name))
    if story.closed_at is not None:
        yield _row(story.closed_at, actor, "screen", _moved(ticket_id, CLOSED))
    elif story.status_id != NEW:
        yield _row(story.said[-1].at, actor, "screen", _moved(ticket_id, story.status_id))
    if story.trashed_at is not None:
        yield _row(story.trashed_at, f"user:{cast.admin}", "screen", TicketTrashed(ticket_id))


def _moved(ticket_id: int, status_id: int) -> TicketStatusChanged:
    return TicketStatusChanged(ticket_id, 0, 0, NEW, status_id, old_is_closed=False, new_is_closed=status_id == CLOSED)


def _owner(cast: Cast, story: Story) -> int | None:
    if story.owner is None:
        return None
    return cast.admin if story.owner == ADMIN else cast.users[story.owner]


def _row(at: datetime, actor: str, via: str, event: Event) -> EventRow:
    ticket_id: Any = getattr(event, "ticket_id")  # noqa: B009 - all of these have one; the base has not
    return (at, event.named(), ticket_id, actor, via, json.dumps(event.body()))
