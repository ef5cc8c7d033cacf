"""Who is told of what happens in a conversation of an inbox? Its owner, who is mentioned, and whose reply came back."""

from collections.abc import Sequence
from dataclasses import dataclass

from deskbell.events.conversations import (
    MessageReceived,
    ReplyBounced,
    ReplyFailed,
    ReplyWritten,
    ScheduledReplyReturned,
)
from deskbell.events.inboxes import ThreadAssigned, ThreadClosed, ThreadCommented, ThreadReopened
from deskbell.kernel.event import Event, Recorded
from deskbell.kernel.transaction import Tx
from deskbell.notifications.audience import Audience, askers_of, leave_out_the_doer, writer_of
from deskbell.notifications.choices import choices_of
from deskbell.notifications.telling import insert_told, rows_of
from deskbell.tickets.inbox_access import inbox_threads_among
from deskbell.users.viewers import find_viewer_by_id


@dataclass(frozen=True, slots=True)
class _Conversation:
    id: int
    owner_id: int | None


async def tell_of_inboxes(tx: Tx, recorded: Sequence[Recorded]) -> None:
    """As `tell` does of tickets: never of one's own acts, of spam, of history, or of what one may not see."""
    happened = [one for one in recorded if getattr(one.event, "ticket_id", None) is None]
    threads = await _conversations(tx, {thread_id for one in happened if (thread_id := _thread_id(one.event))})
    for one in happened:
        thread = threads.get(_thread_id(one.event) or 0)
        if thread is None:
            continue
        audience = await _audience_of(tx, one.event, thread)
        leave_out_the_doer(audience, one)
        await _keep_who_may_see(tx, audience, thread.id)
        if not audience.kinds:
            continue
        choices = await choices_of(tx, sorted(audience.kinds))
        await insert_told(tx, list(rows_of(one, audience, choices, thread_id=thread.id)))


async def _conversations(tx: Tx, thread_ids: set[int]) -> dict[int, _Conversation]:
    if not thread_ids:
        return {}
    found = await tx.many(
        _Conversation,
        "SELECT id, owner_id FROM threads WHERE id = ANY(%s) AND ticket_id IS NULL AND NOT is_spam"
        " AND archived_at IS NULL",
        (sorted(thread_ids),),
    )
    return {thread.id: thread for thread in found}


async def _audience_of(tx: Tx, event: Event, thread: _Conversation) -> Audience:
    told = Audience()
    match event:
        case ThreadAssigned(new_owner_id=new, old_owner_id=old, new_team_id=team, old_team_id=old_team):
            if new != old:
                told.add("assigned", [new])
            if new is None and team != old_team:
                told.add("unassigned", await askers_of(tx, team))
            told.add("changed", [old, new])
        case MessageReceived(is_automatic=False, is_history=False, message_id=message_id):
            told.message_id = message_id
            told.add("answered", [thread.owner_id])
        case ThreadCommented(message_id=message_id, mentioned_user_ids=mentioned):
            told.message_id = message_id
            told.add("mentioned", mentioned)
            told.add("commented", [thread.owner_id])
        case ReplyWritten(message_id=message_id):
            told.message_id = message_id
            told.add("changed", [thread.owner_id])
        case ThreadClosed() | ThreadReopened():
            told.add("changed", [thread.owner_id])
        case ReplyFailed(message_id=message_id) | ReplyBounced(message_id=message_id, is_hard=True):
            told.message_id = message_id
            told.add("failed", [await writer_of(tx, message_id), thread.owner_id])
        case ScheduledReplyReturned(user_id=writer, why="answered" | "refused"):
            told.add("returned", [writer])
    return told


async def _keep_who_may_see(tx: Tx, audience: Audience, thread_id: int) -> None:
    for user_id in list(audience.kinds):
        viewer = await find_viewer_by_id(tx, user_id)
        if viewer is None or not await inbox_threads_among(tx, viewer, {thread_id}):
            del audience.kinds[user_id]


def _thread_id(event: Event) -> int | None:
    thread_id = getattr(event, "thread_id", None)
    return thread_id if isinstance(thread_id, int) else None
