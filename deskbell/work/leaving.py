"""How do many tickets leave the desk or come back: trash, spam, snooze, other inboxes, one ticket for all?"""

from deskbell.conversations.spam import shown_threads
from deskbell.kernel.errors import Invalid
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.inboxes.moving import Move, move_thread, refuse_to_move
from deskbell.tickets.reshaping.merging import merge, undo_merge
from deskbell.tickets.snoozing import end_snooze, snooze
from deskbell.tickets.spamming import mark_spam, not_spam
from deskbell.tickets.trashing import refuse_to_restore, refuse_to_trash, restore, trash
from deskbell.users.viewer import Viewer
from deskbell.work.act import Act, Before, Values, changed_since
from deskbell.work.changes import get_itself
from deskbell.work.leaving_many import (
    not_spam_again_many,
    not_spam_many,
    restore_again_many,
    restore_many,
    snooze_many,
    snooze_of,
    spam_again_many,
    spam_many,
    trash_again_many,
    trash_many,
    unsnooze_many,
)

MOST_MERGED = 50


async def _trash(tx: Tx, viewer: Viewer, ticket_id: int, _values: Values) -> Before | None:
    was = (await get_itself(tx, viewer, ticket_id)).deleted_at
    await trash(tx, viewer, ticket_id)
    return None if was else {}


async def _restore(tx: Tx, viewer: Viewer, ticket_id: int, _values: Values) -> Before | None:
    was = (await get_itself(tx, viewer, ticket_id)).deleted_at
    await restore(tx, viewer, ticket_id)
    return {} if was else None


async def _trash_again(tx: Tx, viewer: Viewer, ticket_id: int, _before: Before) -> None:
    await trash(tx, viewer, ticket_id)


async def _restore_again(tx: Tx, viewer: Viewer, ticket_id: int, _before: Before) -> None:
    await restore(tx, viewer, ticket_id)


async def _spam(tx: Tx, viewer: Viewer, ticket_id: int, _values: Values) -> Before | None:
    was = (await get_itself(tx, viewer, ticket_id)).spam_at
    await mark_spam(tx, viewer, ticket_id, await shown_threads(tx, ticket_id))
    return None if was else {}


async def _not_spam(tx: Tx, viewer: Viewer, ticket_id: int, _values: Values) -> Before | None:
    if (await get_itself(tx, viewer, ticket_id)).spam_at is None:
        return None
    back = await not_spam(tx, viewer, ticket_id)
    return {"ticket_id": back}


async def _not_spam_again(tx: Tx, viewer: Viewer, ticket_id: int, _before: Before) -> None:
    await not_spam(tx, viewer, ticket_id)


async def _spam_again(tx: Tx, viewer: Viewer, ticket_id: int, before: Before) -> None:
    if before["ticket_id"] != ticket_id:  # its conversations went back to where they came from
        raise changed_since()
    await mark_spam(tx, viewer, ticket_id, await shown_threads(tx, ticket_id))


async def _snooze(tx: Tx, viewer: Viewer, ticket_id: int, values: Values) -> Before | None:
    await get_itself(tx, viewer, ticket_id)
    until, until_reply = (
        await tx.rows("SELECT snoozed_until, snoozed_until_reply FROM tickets WHERE id = %s", (ticket_id,))
    )[0]
    wanted = snooze_of(values)
    await snooze(tx, viewer, ticket_id, until=wanted.until, until_reply=wanted.until_reply)
    return {"until": until.isoformat() if until else None, "until_reply": until_reply}


async def _unsnooze(tx: Tx, viewer: Viewer, ticket_id: int, before: Before) -> None:
    was = snooze_of(before)
    if was.is_none:
        await end_snooze(tx, viewer, ticket_id)
    else:
        await snooze(tx, viewer, ticket_id, until=was.until, until_reply=was.until_reply)


async def _merge(tx: Tx, viewer: Viewer, ticket_id: int, values: Values) -> Before | None:
    into = (await get_visible(tx, viewer, values["primary_id"])).id
    if ticket_id in {into, values["primary_id"]}:
        return None
    await get_itself(tx, viewer, ticket_id)
    return {"result_id": await merge(tx, viewer, primary_id=into, other_id=ticket_id)}


async def _unmerge(tx: Tx, viewer: Viewer, _ticket_id: int, before: Before) -> None:
    await undo_merge(tx, viewer, before["result_id"])


async def _move(tx: Tx, viewer: Viewer, ticket_id: int, values: Values) -> Before | None:
    await get_itself(tx, viewer, ticket_id)
    threads = await shown_threads(tx, ticket_id)
    for thread_id in threads:
        await move_thread(tx, viewer, thread_id, Move(values["inbox_id"]))
    return {} if threads else None


async def _may_delete(_tx: Tx, viewer: Viewer, _values: Values, _count: int) -> None:
    refuse_to_trash(viewer)


async def _may_restore(_tx: Tx, viewer: Viewer, _values: Values, _count: int) -> None:
    refuse_to_restore(viewer)


async def _may_move(_tx: Tx, viewer: Viewer, _values: Values, _count: int) -> None:
    refuse_to_move(viewer)


async def _can_merge(tx: Tx, viewer: Viewer, values: Values, count: int) -> None:
    await get_visible(tx, viewer, values["primary_id"])
    if count > MOST_MERGED:
        raise Invalid(
            f"At most {MOST_MERGED} tickets can be merged at once.",
            code="bulk.too_many",
            field="select",
            most=MOST_MERGED,
        )


LEAVING: dict[str, Act] = {
    "trash": Act(_trash, _restore_again, _may_delete, do_many=trash_many, undo_many=restore_again_many),
    "restore": Act(_restore, _trash_again, _may_restore, do_many=restore_many, undo_many=trash_again_many),
    "spam": Act(_spam, _not_spam_again, _may_delete, do_many=spam_many, undo_many=not_spam_again_many),
    "not_spam": Act(_not_spam, _spam_again, _may_delete, do_many=not_spam_many, undo_many=spam_again_many),
    "snooze": Act(_snooze, _unsnooze, do_many=snooze_many, undo_many=unsnooze_many),
    "merge": Act(_merge, _unmerge, _can_merge),
    "move": Act(
        _move,
        None,
        _may_move,
        "Conversations that went to another inbox leave their tickets behind; move each back by hand.",
    ),
}
