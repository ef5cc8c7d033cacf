"""How does long work begin, and how is it stopped or taken back?"""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, Final

from psycopg import sql
from psycopg.types.json import Jsonb

from deskbell.events.views import WorkChanged
from deskbell.kernel.errors import Conflict, Invalid, NotAllowed
from deskbell.kernel.jobs import Jobs
from deskbell.kernel.transaction import Tx
from deskbell.users.viewer import Viewer
from deskbell.views.looking import impatient, look
from deskbell.work.act import Values
from deskbell.work.acts import ACTS
from deskbell.work.csv_cells import HEADINGS, Words, is_column
from deskbell.work.selection import Selection, choose, count_chosen
from deskbell.work.work import GO_ON, Work, get_work

MOST_TICKETS = 200_000
MOST_AT_ONCE = 20
MOST_COLUMNS = 100
# What can't be looked through within this time is not begun.
PATIENCE_SECONDS = 8.0
NO_WORDS: Final[Words] = MappingProxyType({})


async def start_bulk(
    tx: Tx,
    jobs: Jobs,
    viewer: Viewer,
    selection: Selection,
    *,
    kind: str,
    values: Values,
    expected_count: int | None = None,
) -> Work:
    """Settle which tickets are meant and begin. For the trash, `expected_count` must be their number.

    Raises Conflict (`bulk.wrong_count`, with the count), NotAllowed, Invalid, and what the act itself refuses.
    """
    await _refuse_too_many(tx, viewer)
    act = ACTS[kind]
    work_id = await _insert(tx, viewer, "bulk", {"kind": kind, "values": dict(values)})
    total = await _settle(tx, viewer, work_id, selection)
    if (kind == "trash" and expected_count is None) or expected_count not in {None, total}:
        raise Conflict(f"Selected tickets: {total}. Type this number to go on.", code="bulk.wrong_count", count=total)
    await act.check(tx, viewer, values, total)
    await _try_one(tx, viewer, work_id, kind, values)
    await tx.run("UPDATE works SET total = %s WHERE id = %s", (total, work_id))
    return await _go(tx, jobs, viewer, work_id)


async def start_export(
    tx: Tx,
    jobs: Jobs,
    viewer: Viewer,
    key: str,
    further: Any = None,
    *,
    selection: Selection | None = None,
    name: str = "",
    columns: Sequence[str] = (),
    headings: Sequence[str] = (),
    words: Words = NO_WORDS,
) -> Work:
    """Begin to write a view's tickets, or those of the selection, into a CSV file.

    `name` is what the view, and `words` what values are called in the user's language, where the desk has codes only.
    Raises ViewNotFound, BadFilter, and Invalid for unknown columns or a selection of nothing.
    """
    await _refuse_too_many(tx, viewer)
    looked = await look(tx, viewer, key, further)
    chosen = ["id", *(column for column in dict.fromkeys(columns or looked.columns) if column != "id")]
    unknown = [column for column in chosen if not is_column(column)]
    if unknown or len(chosen) > MOST_COLUMNS:
        raise Invalid(f"There is no column {', '.join(unknown)[:200]}.", code="export.columns", field="columns")
    given = dict(zip(columns, headings, strict=False))
    request = {
        "view": key,
        "name": name or looked.name,
        "filter": further,
        "is_selection": selection is not None,
        "columns": chosen,
        "headings": [given.get(column) or HEADINGS.get(column, column) for column in chosen],
        "words": {kind: dict(words[kind]) for kind in words},
        "reach": reach_of(viewer),
    }
    work_id = await _insert(tx, viewer, "export", request)
    if selection is not None:
        total = await _settle(tx, viewer, work_id, selection)
    else:
        async with impatient(tx, PATIENCE_SECONDS):
            total = await count_chosen(tx, viewer, Selection(view=key, filter=further))
    await tx.run("UPDATE works SET total = %s WHERE id = %s", (total, work_id))
    return await _go(tx, jobs, viewer, work_id)


async def cancel_work(tx: Tx, viewer: Viewer, work_id: int) -> Work:
    """Stop after the tickets that are at hand; what is done stays done and can be undone. Twice is harmless.

    Raises NotFound.
    """
    work = await get_work(tx, viewer, work_id, lock=True)
    if work.is_going_on:
        await tx.run("UPDATE works SET cancel_asked_at = coalesce(cancel_asked_at, now()) WHERE id = %s", (work.id,))
    return await get_work(tx, viewer, work_id)


async def undo_work(tx: Tx, jobs: Jobs, viewer: Viewer, work_id: int) -> Work:
    """Take back what the act did, ticket by ticket, leaving what was changed since.

    Raises NotFound, and Conflict (`work.not_undoable`) while it goes on, for exports, and for acts that last.
    """
    work = await get_work(tx, viewer, work_id, lock=True)
    if not can_undo(work):
        raise Conflict(lasting(work) or "This can't be undone now.", code="work.not_undoable")
    await tx.run(
        "UPDATE works SET state = 'undoing', cancel_asked_at = NULL, done = 0, refused = 0, ended_at = NULL,"
        " total = (SELECT count(*) FROM work_tickets WHERE work_id = works.id AND state = 'done') WHERE id = %s",
        (work.id,),
    )
    return await _go(tx, jobs, viewer, work_id)


def can_undo(work: Work) -> bool:
    if work.kind != "bulk" or work.state not in {"done", "cancelled", "failed"}:
        return False
    return work.has_changed and ACTS[work.request["kind"]].undo is not None


def lasting(work: Work) -> str:
    """Why the work can't be undone at all; empty when it can."""
    return ACTS[work.request["kind"]].lasting if work.kind == "bulk" else ""


def reach_of(viewer: Viewer) -> str:
    """What decides which tickets a viewer sees: a file made with a wider reach is no longer handed out."""
    if viewer.sees_everything:
        return "everything"
    return f"{viewer.visibility}, {viewer.sees_unassigned}, {list(viewer.team_ids)}"


async def _settle(tx: Tx, viewer: Viewer, work_id: int, selection: Selection) -> int:
    chosen = await choose(tx, viewer, selection)
    query = sql.SQL(
        "INSERT INTO work_tickets (work_id, ticket_id) SELECT %(work)s, id FROM ({}) AS chosen LIMIT %(most)s"
    ).format(chosen.query)
    async with impatient(tx, PATIENCE_SECONDS):
        total = await tx.run(query, {**chosen.parameters, "work": work_id, "most": MOST_TICKETS + 1})
    if total > MOST_TICKETS:
        raise Invalid(
            f"At most {MOST_TICKETS} tickets at once.", code="bulk.too_many", field="select", most=MOST_TICKETS
        )
    if total == 0:
        raise Invalid("No tickets are selected.", code="bulk.nothing_chosen", field="select")
    return total


class _OnlyTried(Exception):  # noqa: N818 - a way out, not an error
    pass


async def _try_one(tx: Tx, viewer: Viewer, work_id: int, kind: str, values: Values) -> None:
    """What is wrong with the act itself is told at once, not once for each ticket."""
    first = await tx.value("SELECT min(ticket_id) FROM work_tickets WHERE work_id = %s", (work_id,))
    try:
        async with tx.attempt():
            await ACTS[kind].do(tx, viewer, first, values)
            raise _OnlyTried  # noqa: TRY301 - leaving the block is how it rolls back
    except (_OnlyTried, Conflict):
        pass
    except Invalid as refusal:
        if refusal.code.startswith(("spam.", "status.")):  # of this ticket, not of the act
            return
        raise


async def _refuse_too_many(tx: Tx, viewer: Viewer) -> None:
    going = await tx.value(
        "SELECT count(*) FROM works WHERE user_id = %s AND state IN ('waiting', 'running', 'undoing')",
        (viewer.user_id,),
    )
    if going >= MOST_AT_ONCE:
        raise NotAllowed("Much of your work is still going on. Wait until it is done.", code="work.too_many")


async def _insert(tx: Tx, viewer: Viewer, kind: str, request: dict[str, Any]) -> int:
    work_id = await tx.value(
        "INSERT INTO works (user_id, kind, request, origin) VALUES (%s, %s, %s, %s) RETURNING id",
        (viewer.user_id, kind, Jsonb(request), tx.actor.origin),
    )
    return int(work_id)


async def _go(tx: Tx, jobs: Jobs, viewer: Viewer, work_id: int) -> Work:
    await jobs.enqueue(tx, GO_ON, work_id=work_id)
    work = await get_work(tx, viewer, work_id)
    await tx.record(WorkChanged(work_id, viewer.user_id, work.state))
    return work
