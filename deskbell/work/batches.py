"""How is an act done to the next few of many tickets, or taken back, in one short transaction?"""

from collections.abc import Awaitable
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeVar

from psycopg.errors import DeadlockDetected, LockNotAvailable
from psycopg.types.json import Jsonb

from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Conflict, Refusal
from deskbell.kernel.transaction import Tx
from deskbell.users.viewer import Viewer
from deskbell.work.act import Before
from deskbell.work.acts import ACTS
from deskbell.work.work import Work

# Nobody waits longer for a ticket that somebody else is changing.
PATIENCE = "2s"
_BUSY = "Somebody was changing this ticket just then. Try it again."

Answer = TypeVar("Answer")
State = Literal["done", "unchanged", "refused", "undone", "kept"]


@dataclass(frozen=True, slots=True)
class _Outcome:
    ticket_id: int
    state: State
    before: Before | None = None
    sentence: str | None = None
    code: str | None = None
    facts: dict[str, Any] | None = None


async def act_on_some(desk: Desk, viewer: Viewer, work: Work, at_once: int) -> bool:
    """The next tickets; returns whether none is left. Each that is refused is left as it is, and the others go on."""
    act = ACTS[work.request["kind"]]
    values = work.request["values"]
    async with desk.database.transaction(work.actor) as tx:
        await tx.wait_at_most(PATIENCE)
        some = await tx.values(
            "SELECT ticket_id FROM work_tickets WHERE work_id = %s AND state = 'waiting' ORDER BY ticket_id LIMIT %s",
            (work.id, at_once),
        )
        done = await _together(tx, act.do_many(tx, viewer, some, values)) if act.do_many else {}
        for ticket_id in some:
            if ticket_id not in done:
                done[ticket_id] = await _alone(tx, act.do(tx, viewer, ticket_id, values))
        await _keep(tx, work, [_of_done(ticket_id, done[ticket_id]) for ticket_id in some])
    return len(some) < at_once


async def undo_some(desk: Desk, viewer: Viewer, work: Work, at_once: int) -> bool:
    """The same backwards, the last ticket first."""
    act = ACTS[work.request["kind"]]
    if act.undo is None:
        raise LookupError(f"{work.request['kind']} can't be undone, and should not have been asked to")
    async with desk.database.transaction(work.actor) as tx:
        await tx.wait_at_most(PATIENCE)
        some = dict(
            await tx.rows(
                "SELECT ticket_id, before FROM work_tickets WHERE work_id = %s AND state = 'done'"
                " ORDER BY ticket_id DESC LIMIT %s",
                (work.id, at_once),
            )
        )
        undone = await _together(tx, act.undo_many(tx, viewer, some)) if act.undo_many else {}
        for ticket_id, before in some.items():
            if ticket_id not in undone:
                undone[ticket_id] = await _alone(tx, act.undo(tx, viewer, ticket_id, before))
        await _keep(tx, work, [_of_undone(ticket_id, undone[ticket_id]) for ticket_id in some])
    return len(some) < at_once


async def _together(tx: Tx, attempt: Awaitable[dict[int, Answer]]) -> dict[int, Answer]:
    """What came of those that could be done at once; nothing when somebody stood in the way."""
    try:
        async with tx.attempt():
            return await attempt
    except (LockNotAvailable, DeadlockDetected):
        return {}


async def _alone(tx: Tx, attempt: Awaitable[Answer]) -> Answer | Refusal:
    try:
        async with tx.attempt():
            return await attempt
    except (LockNotAvailable, DeadlockDetected):
        return Conflict(_BUSY, code="work.busy")
    except Refusal as refusal:
        return refusal


def _of_done(ticket_id: int, done: Before | Refusal | None) -> _Outcome:
    if isinstance(done, Refusal):
        return _refused(ticket_id, "refused", done)
    return _Outcome(ticket_id, "unchanged" if done is None else "done", before=done)


def _of_undone(ticket_id: int, undone: Refusal | None) -> _Outcome:
    if undone is not None:
        return _refused(ticket_id, "kept", undone)
    return _Outcome(ticket_id, "undone")


def _refused(ticket_id: int, state: State, refusal: Refusal) -> _Outcome:
    return _Outcome(ticket_id, state, sentence=refusal.sentence, code=refusal.code, facts=refusal.facts)


async def _keep(tx: Tx, work: Work, outcomes: list[_Outcome]) -> None:
    await tx.run(
        "UPDATE work_tickets SET state = outcome.state, before = coalesce(outcome.before, work_tickets.before),"
        " sentence = outcome.sentence, code = outcome.code, facts = outcome.facts FROM jsonb_to_recordset(%s)"
        " AS outcome (ticket_id bigint, state text, before jsonb, sentence text, code text, facts jsonb)"
        " WHERE work_tickets.work_id = %s AND work_tickets.ticket_id = outcome.ticket_id",
        (Jsonb([asdict(outcome) for outcome in outcomes]), work.id),
    )
    refused = sum(outcome.state in {"refused", "kept"} for outcome in outcomes)
    await tx.run(
        "UPDATE works SET done = done + %s, refused = refused + %s WHERE id = %s", (len(outcomes), refused, work.id)
    )
