"""How is an act done to the next few of many tickets, or taken back, in one short transaction?"""

from typing import Literal

from psycopg.errors import DeadlockDetected, LockNotAvailable
from psycopg.types.json import Jsonb

from deskbell.kernel.database import Tx
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Refusal
from deskbell.users.viewer import Viewer
from deskbell.work.acts import ACTS
from deskbell.work.work import Work

AT_ONCE = 20
# Nobody waits longer for a ticket that somebody else is changing.
LOCK_TIMEOUT = "2s"
_BUSY = "Somebody was changing this ticket just then. Try it again."

Outcome = Literal["done", "unchanged", "refused", "undone", "kept"]


async def act_on_some(desk: Desk, viewer: Viewer, work: Work) -> bool:
    """The next tickets; returns whether none is left. Each that is refused is left as it is, and the others go on."""
    async with desk.database.transaction(work.actor) as tx:
        await tx.run("SELECT set_config('lock_timeout', %s, true)", (LOCK_TIMEOUT,))
        some = await tx.values(
            "SELECT ticket_id FROM work_tickets WHERE work_id = %s AND state = 'waiting' ORDER BY ticket_id LIMIT %s",
            (work.id, AT_ONCE),
        )
        outcomes = [await _do(tx, viewer, work, ticket_id) for ticket_id in some]
        await _count(tx, work, outcomes)
    return len(some) < AT_ONCE


async def undo_some(desk: Desk, viewer: Viewer, work: Work) -> bool:
    """The same backwards, the last ticket first."""
    async with desk.database.transaction(work.actor) as tx:
        await tx.run("SELECT set_config('lock_timeout', %s, true)", (LOCK_TIMEOUT,))
        some = await tx.rows(
            "SELECT ticket_id, before FROM work_tickets WHERE work_id = %s AND state = 'done'"
            " ORDER BY ticket_id DESC LIMIT %s",
            (work.id, AT_ONCE),
        )
        outcomes = [await _undo(tx, viewer, work, ticket_id, before) for ticket_id, before in some]
        await _count(tx, work, outcomes)
    return len(some) < AT_ONCE


async def _do(tx: Tx, viewer: Viewer, work: Work, ticket_id: int) -> Outcome:
    act = ACTS[work.request["kind"]]
    try:
        async with tx.attempt():
            before = await act.do(tx, viewer, ticket_id, work.request["values"])
    except (Refusal, LockNotAvailable, DeadlockDetected) as error:
        return await _set(tx, work, ticket_id, "refused", sentence=_sentence(error))
    return await _set(tx, work, ticket_id, "unchanged" if before is None else "done", before=before)


async def _undo(tx: Tx, viewer: Viewer, work: Work, ticket_id: int, before: dict[str, object]) -> Outcome:
    undo = ACTS[work.request["kind"]].undo
    if undo is None:
        raise LookupError(f"{work.request['kind']} can't be undone, and should not have been asked to")
    try:
        async with tx.attempt():
            await undo(tx, viewer, ticket_id, before)
    except (Refusal, LockNotAvailable, DeadlockDetected) as error:
        return await _set(tx, work, ticket_id, "kept", sentence=_sentence(error))
    return await _set(tx, work, ticket_id, "undone")


async def _set(
    tx: Tx,
    work: Work,
    ticket_id: int,
    outcome: Outcome,
    *,
    before: dict[str, object] | None = None,
    sentence: str | None = None,
) -> Outcome:
    await tx.run(
        "UPDATE work_tickets SET state = %s, before = coalesce(%s, before), sentence = %s"
        " WHERE work_id = %s AND ticket_id = %s",
        (outcome, None if before is None else Jsonb(before), sentence, work.id, ticket_id),
    )
    return outcome


async def _count(tx: Tx, work: Work, outcomes: list[Outcome]) -> None:
    refused = sum(outcome in {"refused", "kept"} for outcome in outcomes)
    await tx.run(
        "UPDATE works SET done = done + %s, refused = refused + %s WHERE id = %s", (len(outcomes), refused, work.id)
    )


def _sentence(error: Exception) -> str:
    return error.sentence if isinstance(error, Refusal) else _BUSY
