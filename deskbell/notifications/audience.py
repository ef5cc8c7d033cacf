"""Whom does an event concern, and as what? Before anybody's settings and rights are asked."""

from collections.abc import Iterable
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
    TicketAssigned,
    TicketChanged,
    TicketOpened,
    TicketStatusChanged,
    TicketWoken,
)
from deskbell.kernel.database import Reader
from deskbell.kernel.event import Event
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


async def audience_of(reader: Reader, event: Event, ticket: Ticket) -> Audience:  # noqa: C901 - one case per event
    told = Audience()
    match event:
        case TicketOpened():
            told.add("assigned", [ticket.owner_id])
            await _add_team(reader, told, ticket)
        case TicketAssigned(new_owner_id=new, old_owner_id=old, new_team_id=team, old_team_id=old_team):
            if new != old:
                told.add("assigned", [new])
            if team != old_team:
                await _add_team(reader, told, ticket)
            told.add("changed", [*await _concerned(reader, ticket), old])
        case MessageReceived(is_automatic=False, is_history=False, message_id=message_id):
            told.message_id = message_id
            told.add("answered", await _concerned(reader, ticket))
        case CommentWritten(message_id=message_id, mentioned_user_ids=mentioned):
            told.message_id = message_id
            told.add("mentioned", mentioned)
            told.add("commented", await _concerned(reader, ticket))
        case ReplyWritten(message_id=message_id):
            told.message_id = message_id
            told.add("changed", await _concerned(reader, ticket))
        case ReplyFailed(message_id=message_id) | ReplyBounced(message_id=message_id, is_hard=True):
            told.message_id = message_id
            told.add("failed", [await _writer(reader, message_id), *await _concerned(reader, ticket)])
        case TicketChanged() | TicketStatusChanged():
            told.add("changed", await _concerned(reader, ticket))
        case ScheduledReplyReturned(user_id=writer, why="answered" | "refused"):
            told.add("returned", [writer])
        case TicketWoken(reason="time"):
            told.add("returned", await _concerned(reader, ticket))
    return told


async def _concerned(reader: Reader, ticket: Ticket) -> list[int | None]:
    """The owner, and who follows."""
    followers = await reader.values("SELECT user_id FROM ticket_followers WHERE ticket_id = %s", (ticket.id,))
    return [ticket.owner_id, *followers]


async def _add_team(reader: Reader, told: Audience, ticket: Ticket) -> None:
    """A new ticket that nobody owns: those of its team who asked for it, or all who asked when it has no team."""
    if ticket.owner_id is not None or ticket.is_closed:
        return
    asked = await who_asked_for(reader, "unassigned")
    if asked and ticket.team_id is not None:
        asked = await reader.values(
            "SELECT user_id FROM team_members WHERE team_id = %s AND user_id = ANY(%s)", (ticket.team_id, asked)
        )
    told.add("unassigned", asked)


async def _writer(reader: Reader, message_id: int) -> int | None:
    writer: int | None = await reader.value("SELECT user_id FROM messages WHERE id = %s", (message_id,))
    return writer
