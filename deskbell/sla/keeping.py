"""How do a ticket's clocks keep step with what happens to it?

They are worked out anew from the facts whenever something happens by which they go. So a split, a merge and what undoes
them need no words of their own here.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from deskbell.events.conversations import MessageReceived, ReplyUndone, ReplyWritten, ThreadMoved
from deskbell.events.tickets import (
    TicketAssigned,
    TicketChanged,
    TicketMarkedSpam,
    TicketNotSpam,
    TicketOpened,
    TicketsMerged,
    TicketSplit,
    TicketStatusChanged,
    TicketsUnmerged,
    TicketUnsplit,
)
from deskbell.kernel.event import Event, Recorded
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.sla.alarms import put_alarms
from deskbell.sla.clocks import Clock, Clocks, clocks_of
from deskbell.sla.gathering import facts_of, tickets_of
from deskbell.sla.goals import Goals, read_goals
from deskbell.sla.in_force import version_in_force
from deskbell.tickets.clocks import KeptClocks, put_clocks

# By these the clocks go.
FACTS: tuple[type[Event], ...] = (
    TicketOpened, TicketChanged, TicketAssigned, TicketStatusChanged, MessageReceived, ReplyWritten, ReplyUndone,
    TicketsMerged, TicketsUnmerged, TicketSplit, TicketUnsplit, TicketMarkedSpam, TicketNotSpam, ThreadMoved,
)  # fmt: skip
_TICKETS = ("ticket_id", "primary_id", "other_id", "new_ticket_id", "source_id")


async def keep_clocks(tx: Tx, recorded: Sequence[Recorded]) -> None:
    """Of each ticket that these events name, unless a later one of the same transaction names it again."""
    version = await version_in_force(tx)
    if version is None:
        return
    later = _tickets_named(one for one in tx.recorded if one.id > recorded[-1].id)
    concerned = _tickets_named(recorded) - later
    opened = {one.event.ticket_id for one in tx.recorded if isinstance(one.event, TicketOpened)}
    await work_out(tx, concerned, version, begin_for=opened)


async def work_out(
    tx: Tx, ticket_ids: Collection[int], version: int, *, begin_for: Collection[int] = (), anew: bool = False
) -> int:
    """For who holds the tickets' locks. Each goes by its own goals; those to `begin_for` by these if it has none yet.

    With `anew`, all go by these, and nobody is told of what is overdue already.
    Returns how many tickets say something else now.
    """
    tickets = await tickets_of(tx, sorted(ticket_ids))
    version_of = {
        ticket.id: number
        for ticket in tickets
        if (number := version if anew else ticket.version or (version if ticket.id in begin_for else 0))
    }
    tickets = [ticket for ticket in tickets if ticket.id in version_of]
    if not tickets:
        return 0
    goals = await _goals_of(tx, version_of.values())
    facts = await facts_of(tx, tickets, frozenset().union(*(one.named for one in goals.values())))
    clocks = {ticket_id: clocks_of(facts[ticket_id], goals[number]) for ticket_id, number in version_of.items()}
    await put_alarms(tx, clocks, silently=anew)
    return await put_clocks(tx, {id_: kept(goals[version_of[id_]], each) for id_, each in clocks.items()})


async def _goals_of(reader: Reader, versions: Iterable[int]) -> dict[int, Goals]:
    rows = await reader.rows("SELECT version, goals FROM sla_goals WHERE version = ANY(%s)", (sorted(set(versions)),))
    return {version: read_goals(version, raw) for version, raw in rows}


def kept(goals: Goals, clocks: Clocks | None) -> KeptClocks:
    """Pure. As the ticket's row keeps them."""
    if clocks is None:
        return KeptClocks(goals.version)
    return KeptClocks(
        goals.version,
        _pressing(clocks.pressing),
        {"rule": clocks.rule, "is_paused": clocks.is_paused, "goals": [_whole(clock) for clock in clocks.clocks]},
    )


def _pressing(clock: Clock) -> dict[str, str | None]:
    whole = _whole(clock)
    if clock.done_at is not None:
        return {"goal": clock.goal, "done": "late" if clock.is_late else "on_time"}
    return {name: whole[name] for name in ("goal", "due_at", "due_soon_at")}


def _whole(clock: Clock) -> dict[str, Any]:
    return {
        "goal": clock.goal,
        "started_at": clock.started_at.isoformat(),
        "due_at": clock.due_at and clock.due_at.isoformat(),
        "due_soon_at": clock.due_soon_at and clock.due_soon_at.isoformat(),
        "done_at": clock.done_at and clock.done_at.isoformat(),
        "left_seconds": None if clock.left is None else int(clock.left.total_seconds()),
        "is_late": clock.is_late,
    }


def _tickets_named(recorded: Iterable[Recorded]) -> set[int]:
    named = [getattr(one.event, name, None) for one in recorded if isinstance(one.event, FACTS) for name in _TICKETS]
    return {ticket_id for ticket_id in named if ticket_id is not None}
