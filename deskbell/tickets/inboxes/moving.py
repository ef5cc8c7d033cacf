"""How does a thread go between the help desk and an inbox (T5, B14)? The thread moves, the ticket stays."""

from dataclasses import dataclass

from deskbell.conversations.handing_drafts import hand_drafts_to_thread, hand_drafts_to_ticket
from deskbell.conversations.inboxes import find_inbox
from deskbell.conversations.mail_html.plain_text import text_of
from deskbell.conversations.regrouping import move_threads, put_into_inbox
from deskbell.conversations.scheduled import hand_scheduled_to_thread, hand_scheduled_to_ticket
from deskbell.conversations.subjects import ticket_name
from deskbell.conversations.thread_standing import drop_thread_marks, put_thread_marks
from deskbell.conversations.threads import Thread, find_thread, latest_thread_of
from deskbell.conversations.writing import add_comment
from deskbell.crm.pipelines import first_open_status
from deskbell.events.conversations import CommentWritten, ThreadMoved
from deskbell.events.inboxes import ThreadCommented
from deskbell.kernel.errors import Invalid, NotAllowed, NotFound
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.assigning import assign, check_assignable
from deskbell.tickets.carrying_marks import put_marks, take_marks
from deskbell.tickets.inbox_access import get_inbox_thread, thread_missing
from deskbell.tickets.inboxes.acts import refuse_spam
from deskbell.tickets.opening import NewTicket, add_contact, open_ticket
from deskbell.tickets.progressing import set_status
from deskbell.tickets.recounting import recount
from deskbell.tickets.ticket import refuse_put_aside
from deskbell.users.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Move:
    """`inbox_id` says where to. `status_id` sets the status of the ticket that stays, or begins the new one.

    With `ticket_id` a conversation of an inbox joins that ticket, which keeps what it is not told.
    Without `reassigns` whoever has the conversation now keeps it.
    """

    inbox_id: int
    ticket_id: int | None = None
    owner_id: int | None = None
    team_id: int | None = None
    reassigns: bool = False
    pipeline_id: int = 0
    status_id: int | None = None
    comment_html: str = ""


def refuse_to_move(viewer: Viewer) -> None:
    if not viewer.may("account_access"):
        raise NotAllowed("Moving conversations needs account access. Ask an administrator.", code="thread.move")


async def move_thread(tx: Tx, viewer: Viewer, thread_id: int, move: Move) -> int | None:
    """Move a thread; returns the ticket that it has from now on, None in an inbox.

    To an inbox the ticket stays in the help desk without it; to the help desk a ticket is opened for it, or it joins
    one. A move to where it is changes nothing. Raises NotFound, NotAllowed without account access, Invalid, and
    Conflict for what is in the trash or in Spam.
    """
    refuse_to_move(viewer)
    thread = await _locked(tx, viewer, thread_id)
    inbox = await find_inbox(tx, move.inbox_id)
    if inbox is None or inbox.archived_at is not None:
        raise Invalid("This inbox does not exist.", code="inbox.not_found", field="inbox_id")
    if inbox.id == thread.inbox_id:
        return thread.ticket_id
    to_help_desk = inbox.kind == "help_desk"
    ticket_id = await _into_help_desk(tx, viewer, thread, move) if to_help_desk else None
    if not to_help_desk:
        await _into_inbox(tx, viewer, thread, move)
    await tx.record(ThreadMoved(thread.ticket_id or ticket_id, thread.id, thread.inbox_id, inbox.id))
    return ticket_id


async def _locked(tx: Tx, viewer: Viewer, thread_id: int) -> Thread:
    """Seen by its ticket, or, in an inbox, by its owner and team."""
    missing = thread_missing()
    thread = await find_thread(tx, thread_id)
    if thread is None:
        raise missing
    if thread.ticket_id is None:
        refuse_spam(await get_inbox_thread(tx, viewer, thread.id, lock=True))
        return thread
    try:
        ticket = await get_visible(tx, viewer, thread.ticket_id, lock=True)
    except NotFound:
        raise missing from None
    refuse_put_aside(ticket)
    return thread


async def _into_help_desk(tx: Tx, viewer: Viewer, thread: Thread, move: Move) -> int:
    ticket_id = await (_join if move.ticket_id else _open)(tx, viewer, thread, move)
    marks = await take_marks(tx, [ticket_id], [thread.id])
    await move_threads(tx, [thread.id], ticket_id)
    await put_into_inbox(tx, thread.id, move.inbox_id, ticket_id=ticket_id, owner_id=None, team_id=None)
    await put_marks(tx, marks, [ticket_id])
    await drop_thread_marks(tx, thread.id)
    await hand_drafts_to_ticket(tx, thread.id, ticket_id)
    await hand_scheduled_to_ticket(tx, thread.id, ticket_id)
    await _comment(tx, viewer, ticket_id, thread.id, move.comment_html)
    await recount(tx, ticket_id)
    return ticket_id


async def _join(tx: Tx, viewer: Viewer, thread: Thread, move: Move) -> int:
    ticket = await get_visible(tx, viewer, move.ticket_id or 0, lock=True)
    refuse_put_aside(ticket)
    if thread.contact_id is not None:
        await add_contact(tx, ticket.id, thread.contact_id)
    await _change(tx, viewer, ticket.id, move)
    return ticket.id


async def _open(tx: Tx, viewer: Viewer, thread: Thread, move: Move) -> int:
    status_id = move.status_id or (await first_open_status(tx, move.pipeline_id)).id
    owner_id, team_id = await _holder(tx, thread, move)
    return await open_ticket(
        tx,
        NewTicket(
            name=await _name(tx, thread),
            pipeline_id=move.pipeline_id,
            status_id=status_id,
            channel=thread.channel,
            contact_id=thread.contact_id,
            owner_id=owner_id,
            team_id=team_id,
        ),
        viewer,
    )


async def _name(tx: Tx, thread: Thread) -> str:
    first = await tx.rows(
        "SELECT text, from_name, from_address FROM messages WHERE thread_id = %s AND kind = 'message'"
        " ORDER BY id LIMIT 1",
        (thread.id,),
    )
    return ticket_name(thread.subject, *(first[0] if first else ("",)))


async def _into_inbox(tx: Tx, viewer: Viewer, thread: Thread, move: Move) -> None:
    source_id = thread.ticket_id
    owner_id, team_id = await _holder(tx, thread, move)
    marks = await take_marks(tx, [source_id] if source_id else [], [thread.id])
    await put_into_inbox(tx, thread.id, move.inbox_id, ticket_id=None, owner_id=owner_id, team_id=team_id)
    await put_thread_marks(tx, thread.id, marks.readers, marks.unread)
    # The words are for those who get the conversation, and for those who find the ticket without it.
    await _comment(tx, viewer, None, thread.id, move.comment_html)
    if source_id is None:
        return
    await put_marks(tx, marks, [source_id])
    await _comment(tx, viewer, source_id, None, move.comment_html)
    await recount(tx, source_id)
    await hand_scheduled_to_thread(tx, source_id, thread.id)
    if await latest_thread_of(tx, source_id) is None:
        await hand_drafts_to_thread(tx, source_id, thread.id)
    await _change(tx, viewer, source_id, move)


async def _change(tx: Tx, viewer: Viewer, ticket_id: int, move: Move) -> None:
    """What the ticket that was there before is told."""
    if move.status_id is not None:
        await set_status(tx, viewer, ticket_id, move.status_id)
    if move.reassigns:
        await assign(tx, viewer, ticket_id, owner_id=move.owner_id, team_id=move.team_id)


async def _holder(tx: Tx, thread: Thread, move: Move) -> tuple[int | None, int | None]:
    """Who has the conversation from now on, and which team: as told, else as now. Raises Invalid."""
    if move.reassigns:
        await check_assignable(tx, move.owner_id, move.team_id)
        return move.owner_id, move.team_id
    found = await tx.rows(
        "SELECT users.id, teams.id FROM threads LEFT JOIN tickets ON tickets.id = threads.ticket_id"
        " LEFT JOIN users ON users.id = coalesce(tickets.owner_id, threads.owner_id) AND users.deactivated_at IS NULL"
        " LEFT JOIN teams ON teams.id = coalesce(tickets.team_id, threads.team_id) AND teams.archived_at IS NULL"
        " WHERE threads.id = %s",
        (thread.id,),
    )
    owner_id, team_id = found[0]
    return owner_id, team_id


async def _comment(tx: Tx, viewer: Viewer, ticket_id: int | None, thread_id: int | None, html: str) -> None:
    if not html.strip():
        return
    message_id = await add_comment(
        tx, ticket_id=ticket_id, thread_id=thread_id, user_id=viewer.user_id, html=html, text=text_of(html)
    )
    if ticket_id is not None:
        await tx.record(CommentWritten(ticket_id, message_id, []))
    elif thread_id is not None:
        await tx.record(ThreadCommented(thread_id, message_id, []))
