"""How does long work go on, in slices, beside everything else, and across crashes?"""

import asyncio
import logging
import time
from contextlib import suppress

from psycopg import OperationalError
from psycopg.types.json import Jsonb

from deskbell.events.views import WorkChanged
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Refusal
from deskbell.kernel.told import Told
from deskbell.kernel.transaction import Tx
from deskbell.users.viewer import Viewer
from deskbell.users.viewers import find_viewer_by_id
from deskbell.work.batches import act_on_some, undo_some
from deskbell.work.exporting import write_part
from deskbell.work.work import GO_ON, WORK_COLUMNS, State, Work

log = logging.getLogger(__name__)

# A batch begins small, so that an act that is stopped at once has done little, and grows while batches stay short:
# nobody else waits longer than that for a ticket of it.
FEWEST_AT_ONCE = 20
MOST_AT_ONCE = 500
SHORT_SECONDS = 0.25
LONG_SECONDS = 0.5
SLICE_SECONDS = 5.0  # then another job has its turn
LEASE_SECONDS = 60
REST = 0.5  # of the time that a batch took; the others' turn
LONGEST_REST_SECONDS = 0.2
KEPT_DAYS = 30
FILES_KEPT_DAYS = 7
FAULT = Told("Something went wrong on our side. What was done can be undone.", code="work.fault")


async def go_on(desk: Desk, work_id: int) -> None:
    """Work for a slice of time, then enqueue the next slice. Twice at once is harmless: one of them does nothing."""
    work = await _claim(desk, work_id)
    if work is None:
        return
    try:
        finished = await _slice(desk, work)
    except Refusal as refusal:
        await _end(desk, work, "failed", Told.of(refusal))
    except OperationalError:
        await _release(desk, work)  # the database went away or gave way; another slice takes over
        raise
    except Exception:
        log.exception("work %s (%s) failed", work.id, work.kind)
        await _end(desk, work, "failed", FAULT)
        raise
    else:
        if finished is None:
            await _hand_on(desk, work)
        else:
            await _end(desk, work, finished)


async def rescue_works(desk: Desk) -> None:
    """Go on with work whose process died, by the clock."""
    async with desk.database.transaction() as tx:
        for work_id in await tx.values(
            "SELECT id FROM works WHERE state IN ('waiting', 'running', 'undoing')"
            " AND coalesce(leased_until, created_at + interval '1 minute') < now()"
        ):
            await desk.jobs.enqueue(tx, GO_ON, work_id=work_id)


async def sweep_works(tx: Tx) -> None:
    """Forget old work; files earlier."""
    await tx.run(
        "DELETE FROM work_parts USING works WHERE works.id = work_id"
        " AND works.ended_at < now() - %s * interval '1 day'",
        (FILES_KEPT_DAYS,),
    )
    await tx.run("DELETE FROM works WHERE ended_at < now() - %s * interval '1 day'", (KEPT_DAYS,))


async def _claim(desk: Desk, work_id: int) -> Work | None:
    async with desk.database.transaction() as tx:
        return await tx.maybe(
            Work,
            "UPDATE works SET leased_until = now() + %s * interval '1 second',"
            " state = CASE state WHEN 'waiting' THEN 'running' ELSE state END"
            " WHERE id = %s AND state IN ('waiting', 'running', 'undoing')"
            " AND (leased_until IS NULL OR leased_until < now()) RETURNING " + WORK_COLUMNS,
            (LEASE_SECONDS, work_id),
        )


async def _slice(desk: Desk, work: Work) -> State | None:
    """The state that it ended in, or None when there is more to do."""
    until = time.monotonic() + SLICE_SECONDS
    at_once = FEWEST_AT_ONCE
    while time.monotonic() < until:
        now = await _look_again(desk, work.id)
        if now.is_cancelling:
            return "cancelled"
        begun = time.monotonic()
        if await _step(desk, await _viewer(desk, now), now, at_once):
            return "undone" if work.state == "undoing" else "done"
        taken = time.monotonic() - begun
        if taken < SHORT_SECONDS:
            at_once = min(MOST_AT_ONCE, at_once * 2)
        elif taken > LONG_SECONDS:
            at_once = max(FEWEST_AT_ONCE, at_once // 2)
        await asyncio.sleep(min(taken * REST, LONGEST_REST_SECONDS))
    return None


async def _step(desk: Desk, viewer: Viewer, work: Work, at_once: int) -> bool:
    if work.kind == "export":
        return await write_part(desk, viewer, work)
    return await (undo_some if work.state == "undoing" else act_on_some)(desk, viewer, work, at_once)


async def _viewer(desk: Desk, work: Work) -> Viewer:
    """Whoever asked for it, with the rights that they have now."""
    async with desk.database.reading() as reader:
        viewer = await find_viewer_by_id(reader, work.user_id)
    if viewer is None:
        raise Refusal("Its user is no longer active.", code="work.user_gone")
    return viewer


async def _look_again(desk: Desk, work_id: int) -> Work:
    async with desk.database.reading() as reader:
        return await reader.one(
            Work,
            "UPDATE works SET leased_until = now() + %s * interval '1 second' WHERE id = %s RETURNING " + WORK_COLUMNS,
            (LEASE_SECONDS, work_id),
        )


async def _hand_on(desk: Desk, work: Work) -> None:
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE works SET leased_until = NULL WHERE id = %s", (work.id,))
        await desk.jobs.enqueue(tx, GO_ON, work_id=work.id)


async def _release(desk: Desk, work: Work) -> None:
    with suppress(OperationalError):  # then the lease ends by itself
        async with desk.database.transaction() as tx:
            await tx.run("UPDATE works SET leased_until = NULL WHERE id = %s", (work.id,))


async def _end(desk: Desk, work: Work, state: State, failure: Told | None = None) -> None:
    async with desk.database.transaction(work.actor) as tx:
        await tx.run(
            "UPDATE works SET state = %s, failure = %s, failure_code = %s, failure_facts = %s, ended_at = now(),"
            " leased_until = NULL, cancel_asked_at = NULL WHERE id = %s",
            (state, *((failure.sentence, failure.code, Jsonb(failure.facts)) if failure else (None,) * 3), work.id),
        )
        await tx.record(WorkChanged(work.id, work.user_id, state))
