"""How do hundreds of tickets leave the desk or come back at once: trash, spam, snooze?

What may not be done at all, and what takes more than that, is left out: `leaving.py` sees to each of these by itself.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from deskbell.kernel.errors import Refusal
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import lock_free
from deskbell.tickets.snoozing import Snooze, can_snooze, not_open, snooze_locked, wake_locked
from deskbell.tickets.spamming import mark_spam_locked, not_spam_locked, refuse_to_judge
from deskbell.tickets.ticket import Ticket
from deskbell.tickets.trashing import refuse_to_restore, refuse_to_trash, restore_locked, trash_locked
from deskbell.users.viewer import Viewer
from deskbell.work.act import Before, Done, Undone, Values


async def trash_many(tx: Tx, viewer: Viewer, ticket_ids: Sequence[int], _values: Values) -> Done:
    tickets = await _lock_if(refuse_to_trash, tx, viewer, ticket_ids)
    gone = set(await trash_locked(tx, tickets))
    return {ticket.id: {} if ticket.id in gone else None for ticket in tickets}


async def restore_many(tx: Tx, viewer: Viewer, ticket_ids: Sequence[int], _values: Values) -> Done:
    tickets = await _lock_if(refuse_to_restore, tx, viewer, ticket_ids)
    back = set(await restore_locked(tx, tickets))
    return {ticket.id: {} if ticket.id in back else None for ticket in tickets}


async def restore_again_many(tx: Tx, viewer: Viewer, before: Mapping[int, Before]) -> Undone:
    return dict.fromkeys(await restore_many(tx, viewer, list(before), {}))


async def trash_again_many(tx: Tx, viewer: Viewer, before: Mapping[int, Before]) -> Undone:
    return dict.fromkeys(await trash_many(tx, viewer, list(before), {}))


async def spam_many(tx: Tx, viewer: Viewer, ticket_ids: Sequence[int], _values: Values) -> Done:
    tickets = await _lock_if(refuse_to_judge, tx, viewer, ticket_ids)
    already = [ticket.id for ticket in tickets if ticket.spam_at is not None]
    going = [ticket for ticket in tickets if ticket.spam_at is None and ticket.deleted_at is None]
    await mark_spam_locked(tx, going)
    return {**dict.fromkeys(already), **{ticket.id: {} for ticket in going}}


async def not_spam_many(tx: Tx, viewer: Viewer, ticket_ids: Sequence[int], _values: Values) -> Done:
    tickets = await _lock_if(refuse_to_judge, tx, viewer, ticket_ids)
    never = [ticket.id for ticket in tickets if ticket.spam_at is None]
    back = await not_spam_locked(tx, [ticket for ticket in tickets if ticket.spam_at is not None])
    return {**dict.fromkeys(never), **{ticket_id: {"ticket_id": ticket_id} for ticket_id in back}}


async def not_spam_again_many(tx: Tx, viewer: Viewer, before: Mapping[int, Before]) -> Undone:
    tickets = await _lock_if(refuse_to_judge, tx, viewer, list(before))
    return dict.fromkeys(await not_spam_locked(tx, [ticket for ticket in tickets if ticket.spam_at is not None]))


async def spam_again_many(tx: Tx, viewer: Viewer, before: Mapping[int, Before]) -> Undone:
    whole = [ticket_id for ticket_id, was in before.items() if was["ticket_id"] == ticket_id]
    return dict.fromkeys(await spam_many(tx, viewer, whole, {}))


async def snooze_many(tx: Tx, viewer: Viewer, ticket_ids: Sequence[int], values: Values) -> Done:
    wanted = snooze_of(values)
    if _is_refused(wanted.refuse_unfit):
        return {}
    tickets = await lock_free(tx, viewer, ticket_ids)
    rows = await tx.rows(
        "SELECT id, snoozed_until, snoozed_until_reply FROM tickets WHERE id = ANY(%s::bigint[])",
        ([ticket.id for ticket in tickets if can_snooze(ticket)],),
    )
    await snooze_locked(tx, viewer, [ticket_id for ticket_id, _, _ in rows], wanted)
    return {
        **{ticket.id: not_open() for ticket in tickets if not can_snooze(ticket)},
        **{
            ticket_id: {"until": until.isoformat() if until else None, "until_reply": until_reply}
            for ticket_id, until, until_reply in rows
        },
    }


async def unsnooze_many(tx: Tx, viewer: Viewer, before: Mapping[int, Before]) -> Undone:
    groups: dict[Snooze, list[int]] = {}
    undone: Undone = {}
    for ticket in await lock_free(tx, viewer, list(before)):
        was = snooze_of(before[ticket.id])
        if was.is_none or can_snooze(ticket):
            groups.setdefault(was, []).append(ticket.id)
        else:
            undone[ticket.id] = not_open()
    for was, ticket_ids in groups.items():
        if was.is_none:
            await wake_locked(tx, ticket_ids, "ended")
        elif _is_refused(was.refuse_unfit):
            continue
        else:
            await snooze_locked(tx, viewer, ticket_ids, was)
        undone |= dict.fromkeys(ticket_ids)
    return undone


def snooze_of(values: Mapping[str, object]) -> Snooze:
    """As acts and what is kept of them say it."""
    until = values.get("until")
    return Snooze(datetime.fromisoformat(str(until)) if until else None, bool(values.get("until_reply")))


async def _lock_if(refuse: Callable[[Viewer], None], tx: Tx, viewer: Viewer, ticket_ids: Sequence[int]) -> list[Ticket]:
    """None at all for who may not, so that each is refused by itself."""
    return [] if _is_refused(lambda: refuse(viewer)) else await lock_free(tx, viewer, ticket_ids)


def _is_refused(refuse: Callable[[], None]) -> bool:
    try:
        refuse()
    except Refusal:
        return True
    return False
