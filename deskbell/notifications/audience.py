"""Whom does an event concern, and as what? Before anybody's settings and rights are asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from deskbell.events.conversations import (
    CommentWritten,
    MessageReceived,
    ReplyBounced,
    ReplyFailed,
    ReplyWritten,
    ScheduledReplyReturned,
)
from deskbell.events.tickets import (
    SlaDueSoon,
    SlaOverdue,
    TicketAssigned,
    TicketChanged,
    TicketOpened,
    TicketStatusChanged,
    TicketWoken,
)
from deskbell.kernel.event import Event, Recorded
from deskbell.kernel.reader import Reader
from deskbell.notifications.choices import who_asked_for
from deskbell.notifications.kinds import Kind
from deskbell.tickets.ticket import Ticket


@dataclass(slots=True)
class Audience:
    """Each is told once, as the most personal kind that fits; so `add` keeps what was added first."""

    message_id: int | None = None
    kinds: dict[int, Kind] = field(default_factory=dict)

    def add(self, kind: Kind, user_ids: Iterable[int | None]) -> None:
        for user_id in user_ids:
            if user_id is not None:
                self.kinds.setdefault(user_id, kind)


@dataclass(slots=True)
class _Known:
    """What the tables say of a few tickets, each asked once."""

    followers: dict[int, list[int]]
    askers: dict[int | None, list[int]] = field(default_factory=dict)


async def audiences_of(reader: Reader, happened: Sequence[tuple[Event, Ticket]]) -> list[Audience]:
    """Of each event, in the same order."""
    rows = await reader.rows(
        "SELECT ticket_id, user_id FROM ticket_followers WHERE ticket_id = ANY(%s)",
        (sorted({ticket.id for _, ticket in happened}),),
    )
    known = _Known({ticket.id: [] for _, ticket in happened})
    for ticket_id, user_id in rows:
        known.followers[ticket_id].append(user_id)
    return [await _audience_of(reader, event, ticket, known) for event, ticket in happened]


async def _audience_of(  # noqa: C901, PLR0912 - one case per event
    reader: Reader, event: Event, ticket: Ticket, known: _Known
) -> Audience:
    concerned: list[int | None] = [ticket.owner_id, *known.followers[ticket.id]]
    told = Audience()
    match event:
        case TicketOpened():
            told.add("assigned", [ticket.owner_id])
            await _add_team(reader, told, ticket, known)
        case TicketAssigned(new_owner_id=new, old_owner_id=old, new_team_id=team, old_team_id=old_team):
            if new != old:
                told.add("assigned", [new])
            if team != old_team:
                await _add_team(reader, told, ticket, known)
            told.add("changed", [*concerned, old])
        case MessageReceived(is_automatic=False, is_history=False, message_id=message_id):
            told.message_id = message_id
            told.add("answered", concerned)
        case CommentWritten(message_id=message_id, mentioned_user_ids=mentioned):
            told.message_id = message_id
            told.add("mentioned", mentioned)
            told.add("commented", concerned)
        case ReplyWritten(message_id=message_id):
            told.message_id = message_id
            told.add("changed", concerned)
        case ReplyFailed(message_id=message_id) | ReplyBounced(message_id=message_id, is_hard=True):
            told.message_id = message_id
            told.add("failed", [await writer_of(reader, message_id), *concerned])
        case TicketChanged() | TicketStatusChanged():
            told.add("changed", concerned)
        case SlaDueSoon():
            told.add("due_soon", [ticket.owner_id])
        case SlaOverdue():
            told.add("overdue", [ticket.owner_id])
        case ScheduledReplyReturned(user_id=writer, why="answered" | "refused" | "withdrawn"):
            told.add("returned", [writer])
        case TicketWoken(reason="time", snoozed_by=who):
            told.add("returned", [*concerned, who])
        case TicketWoken(reason="answer", snoozed_by=who) if who not in concerned:
            told.add("returned", [who])
    return told


def leave_out_the_doer(told: Audience, recorded: Recorded) -> None:
    """One's own acts are no news. What the desk could not send in one's name, and gave back, is."""
    if not isinstance(recorded.event, ScheduledReplyReturned):
        told.kinds.pop(recorded.actor.user_id or 0, None)


async def _add_team(reader: Reader, told: Audience, ticket: Ticket, known: _Known) -> None:
    """A new ticket that nobody owns: those of its team who asked for it, or all who asked when it has no team."""
    if ticket.owner_id is not None or ticket.is_closed:
        return
    if ticket.team_id not in known.askers:
        known.askers[ticket.team_id] = await askers_of(reader, ticket.team_id)
    told.add("unassigned", known.askers[ticket.team_id])


async def askers_of(reader: Reader, team_id: int | None) -> list[int]:
    """Who asked to hear of what nobody owns: all of them, or those of the team that has it."""
    asked = await who_asked_for(reader, "unassigned")
    if not asked or team_id is None:
        return asked
    return await reader.values(
        "SELECT user_id FROM team_members WHERE team_id = %s AND user_id = ANY(%s)", (team_id, asked)
    )


async def writer_of(reader: Reader, message_id: int) -> int | None:
    writer: int | None = await reader.value("SELECT user_id FROM messages WHERE id = %s", (message_id,))
    return writer
