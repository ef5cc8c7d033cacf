"""Who is told of an event? A row per person, written in the transaction of what happened.

Nobody is told of their own acts, of a ticket that they may not see, of spam, of the trash or of imported history.
"""

from collections.abc import Iterable
from typing import Final

from deskbell.events.conversations import CommentWritten, ReplyUndone, ReplyWritten
from deskbell.events.notifications import NotificationsChanged
from deskbell.kernel.database import Tx
from deskbell.kernel.event import Recorded
from deskbell.notifications.audience import audience_of
from deskbell.notifications.choices import choices_of
from deskbell.tickets.access import visible_among
from deskbell.tickets.following import follow
from deskbell.tickets.replying import UNDO_SECONDS
from deskbell.tickets.ticket import TICKET_COLUMNS, Ticket
from deskbell.users.viewer import Viewer
from deskbell.users.viewers import find_viewer_by_id

WAKE: Final = "SELECT pg_notify('deskbell_notifications', '')"


async def tell(tx: Tx, recorded: Recorded) -> None:
    """Write who is told of this event, each once, as each one's settings say."""
    ticket = await _ticket_of(tx, recorded)
    if ticket is None:
        return
    audience = await audience_of(tx, recorded.event, ticket)
    audience.kinds.pop(recorded.actor.user_id or 0, None)
    choices = await choices_of(tx, list(audience.kinds))
    wanted = {user_id: kind for user_id, kind in audience.kinds.items() if choices[user_id].of(kind)}
    seeing = await _who_may_see(tx, wanted, ticket.id)
    # What can still be taken back leaves the desk only when it no longer can.
    wait = UNDO_SECONDS if isinstance(recorded.event, ReplyWritten) else 0
    for user_id in seeing:
        paths = choices[user_id].of(wanted[user_id])
        await tx.run(
            "INSERT INTO notifications (user_id, ticket_id, event_id, kind, message_id, in_bell, push_at, mail_at)"
            " VALUES (%(user)s, %(ticket)s, %(event)s, %(kind)s, %(message)s, %(bell)s,"
            " CASE WHEN %(push)s THEN now() + %(wait)s * interval '1 second' END,"
            " CASE WHEN %(mail)s THEN now() + %(wait)s * interval '1 second' END)"
            " ON CONFLICT (user_id, event_id) DO NOTHING",
            {
                "user": user_id,
                "ticket": ticket.id,
                "event": recorded.id,
                "kind": wanted[user_id],
                "message": audience.message_id,
                "bell": "bell" in paths,
                "push": "push" in paths,
                "mail": "mail" in paths,
                "wait": wait,
            },
        )
    await say_changed(tx, seeing)
    if seeing:
        await tx.run(WAKE)


async def untell(tx: Tx, recorded: Recorded) -> None:
    """A reply was taken back: nobody hears of it any more."""
    match recorded.event:
        case ReplyUndone(message_id=message_id, ticket_id=ticket_id):
            gone = await tx.values(
                "DELETE FROM notifications WHERE ticket_id = %s AND message_id = %s RETURNING user_id",
                (ticket_id, message_id),
            )
            await say_changed(tx, gone)


async def follow_own(tx: Tx, recorded: Recorded) -> None:
    """Who replies to a ticket or is mentioned on it follows it from then on, unless they don't want that."""
    match recorded.event:
        case ReplyWritten(ticket_id=int(ticket_id)):
            users = [recorded.actor.user_id]
        case CommentWritten(ticket_id=ticket_id, mentioned_user_ids=mentioned):
            users = [*mentioned]
        case _:
            return
    concerned = [user_id for user_id in users if user_id is not None]
    choices = await choices_of(tx, concerned)
    for user_id in await _who_may_see(tx, [one for one in concerned if choices[one].follow_own], ticket_id):
        viewer = await find_viewer_by_id(tx, user_id)
        if viewer is not None:
            await follow(tx, viewer, ticket_id)


async def say_changed(tx: Tx, user_ids: Iterable[int]) -> None:
    """Tell these users' windows, once per transaction."""
    told = {one.event.user_id for one in tx.recorded if isinstance(one.event, NotificationsChanged)}
    for user_id in sorted(set(user_ids) - told):
        await tx.record(NotificationsChanged(user_id))


async def _ticket_of(tx: Tx, recorded: Recorded) -> Ticket | None:
    if recorded.actor.via == "import":
        return None
    ticket = await tx.maybe(
        Ticket,
        "SELECT " + TICKET_COLUMNS + " FROM tickets WHERE id = %s AND is_shown",
        (getattr(recorded.event, "ticket_id", None),),
    )
    is_history = ticket is not None and recorded.actor.via == "mail" and getattr(recorded.event, "is_history", False)
    return None if is_history else ticket


async def _who_may_see(tx: Tx, user_ids: Iterable[int], ticket_id: int) -> list[int]:
    viewers = [viewer for user_id in user_ids if (viewer := await find_viewer_by_id(tx, user_id)) is not None]
    return [viewer.user_id for viewer in viewers if await _sees(tx, viewer, ticket_id)]


async def _sees(tx: Tx, viewer: Viewer, ticket_id: int) -> bool:
    return ticket_id in await visible_among(tx, viewer, {ticket_id})
