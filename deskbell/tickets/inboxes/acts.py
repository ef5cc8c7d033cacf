"""What is done with a conversation in an inbox: assigned, closed, reopened, read, marked as spam (B14)."""

from deskbell.conversations.spam import flag_threads, unflag_threads
from deskbell.conversations.thread_standing import (
    read_thread_to,
    set_thread_closed,
    set_thread_owner,
    unread_thread,
)
from deskbell.events.inboxes import (
    ThreadAssigned,
    ThreadClosed,
    ThreadMarkedSpam,
    ThreadNotSpam,
    ThreadRead,
    ThreadReopened,
)
from deskbell.kernel.errors import Conflict, NotAllowed
from deskbell.kernel.transaction import Tx
from deskbell.tickets.assigning import check_assignable
from deskbell.tickets.inbox_access import InboxThread, get_inbox_thread
from deskbell.users.viewer import Viewer


def refuse_spam(thread: InboxThread) -> None:
    """Nothing is done with it in Spam, as with a ticket there. Raises Conflict."""
    if thread.is_spam:
        raise Conflict("This conversation is in Spam. Say first that it is not spam.", code="thread.is_spam")


async def assign_thread(tx: Tx, viewer: Viewer, thread_id: int, *, owner_id: int | None, team_id: int | None) -> None:
    """Give the conversation to a user, a team, both or nobody. Raises NotFound, Invalid, and Conflict in Spam."""
    thread = await get_inbox_thread(tx, viewer, thread_id, lock=True)
    refuse_spam(thread)
    await check_assignable(tx, owner_id, team_id)
    await give_thread(tx, thread, owner_id=owner_id, team_id=team_id)


async def give_thread(tx: Tx, thread: InboxThread, *, owner_id: int | None, team_id: int | None) -> None:
    """The act itself, for verbs that hold the lock already."""
    if (owner_id, team_id) == (thread.owner_id, thread.team_id):
        return
    await set_thread_owner(tx, thread.id, owner_id=owner_id, team_id=team_id)
    await tx.record(ThreadAssigned(thread.id, thread.owner_id, owner_id, thread.team_id, team_id))


async def close_thread(tx: Tx, viewer: Viewer, thread_id: int, *, is_closed: bool) -> None:
    """Close or reopen; the same again changes nothing. The customer's next words reopen it.

    Raises NotFound, and Conflict in Spam.
    """
    thread = await get_inbox_thread(tx, viewer, thread_id, lock=True)
    refuse_spam(thread)
    if (thread.closed_at is not None) == is_closed:
        return
    await set_thread_closed(tx, thread.id, is_closed=is_closed)
    await tx.record(ThreadClosed(thread.id) if is_closed else ThreadReopened(thread.id))


async def mark_thread_spam(tx: Tx, viewer: Viewer, thread_id: int, *, is_spam: bool) -> None:
    """Put it under Spam, or back among the others. Raises NotFound, and NotAllowed as for tickets (T6)."""
    thread = await get_inbox_thread(tx, viewer, thread_id, lock=True)
    if not viewer.may("delete_tickets"):
        raise NotAllowed(
            "Only who may delete tickets may mark conversations as spam. Ask an administrator.",
            code="thread.spam_not_allowed",
        )
    if thread.is_spam == is_spam:
        return
    if is_spam:
        await flag_threads(tx, [thread.id], came_from=None)
    else:
        await unflag_threads(tx, [thread.id])
    await tx.record(ThreadMarkedSpam(thread.id) if is_spam else ThreadNotSpam(thread.id))


async def read_thread(tx: Tx, viewer: Viewer, thread_id: int, message_id: int) -> None:
    """Read up to a message, for this user alone. Raises NotFound."""
    thread = await get_inbox_thread(tx, viewer, thread_id)
    if await read_thread_to(tx, viewer.user_id, thread.id, message_id):
        await tx.record(ThreadRead(thread.id, viewer.user_id, message_id))


async def leave_thread_unread(tx: Tx, viewer: Viewer, thread_id: int) -> None:
    """Bold again, for this user alone. Raises NotFound."""
    thread = await get_inbox_thread(tx, viewer, thread_id)
    await unread_thread(tx, viewer.user_id, thread.id)
    await tx.record(ThreadRead(thread.id, viewer.user_id, -1))
