"""Who is told of an event? A row per person, written in the transaction of what happened.

Nobody is told of their own acts, of a ticket that they may not see, of spam, of the trash or of imported history.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, LiteralString

from psycopg.types.json import Jsonb

from deskbell.events.conversations import CommentWritten, ReplyUndone, ReplyWritten
from deskbell.events.notifications import NotificationsChanged
from deskbell.kernel.event import Recorded
from deskbell.kernel.transaction import Tx
from deskbell.notifications.audience import Audience, audiences_of, leave_out_the_doer
from deskbell.notifications.choices import Choices, choices_of
from deskbell.notifications.kinds import WITH_A_SEAT
from deskbell.tickets.access import visible_among
from deskbell.tickets.answering.replying import UNDO_SECONDS
from deskbell.tickets.following import follow, not_following
from deskbell.tickets.ticket import TICKET_COLUMNS, Ticket
from deskbell.users.viewer import Viewer
from deskbell.users.viewers import find_viewer_by_id

CHANNEL: Final = "deskbell_notifications"


_INSERT: LiteralString = """
    INSERT INTO notifications (user_id, ticket_id, thread_id, event_id, kind, message_id, in_bell, push_at, mail_at)
    SELECT told.user_id, told.ticket_id, told.thread_id, told.event_id, told.kind, told.message_id, told.in_bell,
        CASE WHEN told.push THEN now() + told.wait * interval '1 second' END,
        CASE WHEN told.mail THEN now() + told.wait * interval '1 second' END
    FROM ROWS FROM (jsonb_to_recordset(%s) AS (user_id bigint, ticket_id bigint, thread_id bigint,
        event_id bigint, kind text, message_id bigint,
        in_bell boolean, push boolean, mail boolean, wait integer)) WITH ORDINALITY AS told
    ORDER BY told.ordinality
    ON CONFLICT (user_id, event_id) DO NOTHING
"""


async def tell(tx: Tx, recorded: Sequence[Recorded]) -> None:
    """Write who is told of these events, each once of each, as each one's settings say."""
    happened = await _happened(tx, recorded)
    if not happened:
        return
    audiences = await audiences_of(tx, [(one.event, ticket) for one, ticket in happened])
    for (one, _), audience in zip(happened, audiences, strict=True):
        leave_out_the_doer(audience, one)
    choices = await choices_of(tx, sorted({user_id for audience in audiences for user_id in audience.kinds}))
    told = [
        row
        for (one, ticket), audience in zip(happened, audiences, strict=True)
        for row in rows_of(one, audience, choices, ticket_id=ticket.id)
    ]
    await insert_told(tx, await _that_they_may_see(tx, told))


async def insert_told(tx: Tx, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    await tx.run(_INSERT, (Jsonb(list(rows)),))
    await say_changed(tx, [row["user_id"] for row in rows])
    tx.wake(CHANNEL)


async def untell(tx: Tx, recorded: Recorded) -> None:
    """A reply was taken back: nobody hears of it any more."""
    match recorded.event:
        case ReplyUndone(message_id=message_id, ticket_id=ticket_id, thread_id=thread_id):
            gone = await tx.values(
                "DELETE FROM notifications WHERE (ticket_id = %s OR thread_id = %s) AND message_id = %s"
                " RETURNING user_id",
                (ticket_id, thread_id, message_id),
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
    concerned = await not_following(tx, ticket_id, [user_id for user_id in users if user_id is not None])
    if not concerned:
        return
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


async def _happened(tx: Tx, recorded: Sequence[Recorded]) -> list[tuple[Recorded, Ticket]]:
    """What happened just now to tickets that are there for people."""
    news = {one.id: ticket_id for one in recorded if not _is_history(one) and (ticket_id := _ticket_id(one))}
    if not news:
        return []
    rows = await tx.many(
        Ticket,
        "SELECT " + TICKET_COLUMNS + " FROM tickets WHERE id = ANY(%s) AND is_shown",
        (sorted({*news.values()}),),
    )
    tickets = {ticket.id: ticket for ticket in rows}
    return [(one, tickets[news[one.id]]) for one in recorded if news.get(one.id) in tickets]


def _ticket_id(recorded: Recorded) -> int | None:
    return getattr(recorded.event, "ticket_id", None)


def _is_history(recorded: Recorded) -> bool:
    via = recorded.actor.via
    return via == "import" or (via == "mail" and getattr(recorded.event, "is_history", False))


def rows_of(
    recorded: Recorded,
    audience: Audience,
    choices: Mapping[int, Choices],
    *,
    ticket_id: int | None = None,
    thread_id: int | None = None,
) -> Iterator[dict[str, Any]]:
    """What each is told, as each one's settings say; of a ticket, or of a conversation that has none."""
    # What can still be taken back leaves the desk only when it no longer can.
    wait = UNDO_SECONDS if isinstance(recorded.event, ReplyWritten) else 0
    for user_id, kind in audience.kinds.items():
        if paths := choices[user_id].of(kind):
            yield {
                "user_id": user_id,
                "ticket_id": ticket_id,
                "thread_id": thread_id,
                "event_id": recorded.id,
                "kind": kind,
                "message_id": audience.message_id,
                "in_bell": "bell" in paths,
                "push": "push" in paths,
                "mail": "mail" in paths,
                "wait": wait,
            }


async def _that_they_may_see(tx: Tx, told: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    tickets: dict[int, set[int]] = {}
    for row in told:
        tickets.setdefault(row["user_id"], set()).add(row["ticket_id"])
    seen: dict[int, frozenset[int]] = {}
    seated: set[int] = set()
    for user_id, ticket_ids in tickets.items():
        viewer = await find_viewer_by_id(tx, user_id)
        seen[user_id] = frozenset() if viewer is None else await visible_among(tx, viewer, ticket_ids)
        if viewer is not None and viewer.has_full_desk:
            seated.add(user_id)
    return [
        row
        for row in told
        if row["ticket_id"] in seen[row["user_id"]] and (row["kind"] not in WITH_A_SEAT or row["user_id"] in seated)
    ]


async def _who_may_see(tx: Tx, user_ids: Iterable[int], ticket_id: int) -> list[int]:
    viewers = [viewer for user_id in user_ids if (viewer := await find_viewer_by_id(tx, user_id)) is not None]
    return [viewer.user_id for viewer in viewers if await _sees(tx, viewer, ticket_id)]


async def _sees(tx: Tx, viewer: Viewer, ticket_id: int) -> bool:
    return ticket_id in await visible_among(tx, viewer, {ticket_id})
