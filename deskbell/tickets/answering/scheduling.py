"""How does a reply wait for its time, and what brings it back before (W6)?

The reply is written when its time has come, by the same verb and in the same transaction in which it leaves the line:
it can be neither doubled nor lost by a crash, and every check of that moment holds.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from deskbell.conversations.drafts import Draft, DraftPlace
from deskbell.conversations.mail_html.plain_text import text_of
from deskbell.conversations.message import Recipient
from deskbell.conversations.scheduled import (
    ScheduledReply,
    any_awaits_silence,
    find_scheduled,
    keep_scheduled,
    list_scheduled_on,
    no_longer_there,
    take_scheduled,
    take_unanswered,
)
from deskbell.events.conversations import MessageReceived, ReplyScheduled, ScheduledReplyReturned
from deskbell.kernel.errors import Invalid, NotFound
from deskbell.kernel.event import Recorded
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.tickets.access import get_visible
from deskbell.tickets.answering.places import OfInbox, Where, enter
from deskbell.tickets.answering.replying import Reply, StartOn, Written, check_reply, refuse_crossing, reply
from deskbell.users.viewer import Viewer

LONGEST = timedelta(days=366)
Json = dict[str, Any]
Why = Literal["cancelled", "edited", "answered", "refused", "withdrawn"]


@dataclass(frozen=True, slots=True)
class SendLater:
    """`draft` is the writer's draft as the screen holds it, so that it can come back as it was."""

    reply: Reply
    send_at: datetime
    draft: Json
    only_if_unanswered: bool = False


async def schedule_reply(tx: Tx, viewer: Viewer, where: Where, new: SendLater) -> int:
    """Put the reply in line and drop the draft. Raises what replying does, and Invalid for a time not ahead."""
    place = await enter(tx, viewer, where, lock=True)
    place.refuse_put_aside()
    await refuse_crossing(tx, viewer, place, new.reply.seen_message_id)
    check_reply(new.reply)
    now = datetime.now(UTC)
    if not now < new.send_at < now + LONGEST:
        raise Invalid("Choose a time ahead, at most one year.", code="scheduled.bad_time", field="send_at")
    scheduled_id = await keep_scheduled(
        tx,
        viewer.user_id,
        place.drafts,
        reply=asdict(new.reply)
        | {"text": new.reply.text or text_of(new.reply.html), "seen_message_id": None, "send_after_seconds": 0},
        draft=new.draft,
        send_at=new.send_at,
        only_if_unanswered=new.only_if_unanswered,
    )
    await place.drafts.drop(tx, viewer.user_id, "reply")
    send_at = new.send_at.isoformat()
    await tx.record(ReplyScheduled(place.ticket_id, scheduled_id, viewer.user_id, send_at, place.inbox_thread_id))
    return scheduled_id


async def send_now(tx: Tx, viewer: Viewer, scheduled_id: int) -> Written:
    """One's own, at once, with nothing to take it back by. Raises NotFound and what replying raises."""
    return await send_scheduled(tx, viewer, await take_scheduled(tx, viewer.user_id, scheduled_id))


async def send_scheduled(tx: Tx, viewer: Viewer, taken: ScheduledReply) -> Written:
    """For whoever took it out of the line in this transaction."""
    kept = dict(taken.reply)
    start_on = kept.pop("start_on")
    return await reply(
        tx,
        viewer,
        taken.ticket_id if taken.ticket_id is not None else OfInbox(taken.thread_id or 0),
        Reply(
            **{
                **kept,
                "recipients": tuple(Recipient(**one) for one in kept["recipients"]),
                "attachment_ids": tuple(kept["attachment_ids"]),
                "start_on": StartOn(**start_on) if start_on else None,
                "keeps_draft": True,
            }
        ),
    )


async def unschedule(tx: Tx, viewer: Viewer, scheduled_id: int, why: Literal["cancelled", "edited"]) -> Draft:
    """One's own comes out of the line and becomes the reply's draft again; what is being written stands below it."""
    return await give_back(tx, await take_scheduled(tx, viewer.user_id, scheduled_id), why)


async def withdraw(tx: Tx, viewer: Viewer, scheduled_id: int) -> Draft | None:
    """Take it out of the line: one's own at any time, a colleague's when its ticket is closed.

    A colleague has the words as a draft again, and is told; that draft is nobody else's to see. Raises NotFound.
    """
    writer, ticket_id = await find_scheduled(tx, scheduled_id)
    if writer == viewer.user_id:
        return await unschedule(tx, viewer, scheduled_id, "cancelled")
    if ticket_id is None or not await _is_closed_for(tx, viewer, ticket_id):
        raise no_longer_there()
    await give_back(tx, await take_scheduled(tx, writer, scheduled_id), "withdrawn")
    return None


async def _is_closed_for(tx: Tx, viewer: Viewer, ticket_id: int) -> bool:
    """One that may not be seen answers like one that is not there."""
    try:
        return (await get_visible(tx, viewer, ticket_id, lock=True)).is_closed
    except NotFound:
        return False


async def still_leaving(reader: Reader, ticket_id: int) -> list[Json]:
    """What leaves by itself from a ticket that was just closed: whoever closes it is told."""
    return await list_scheduled_on(reader, await _family(reader, ticket_id))


async def give_back(tx: Tx, taken: ScheduledReply, why: Why) -> Draft:
    """For whoever took it out of the line in this transaction."""
    place = DraftPlace(taken.ticket_id, taken.thread_id)
    before = await place.find(tx, taken.user_id, "reply")
    body = taken.draft | {"returned": why}
    if before is not None:
        files = ("attachments", "attachment_ids")
        body |= {name: [*taken.draft.get(name, []), *before.body.get(name, [])] for name in files}
        body["html"] = f"{taken.draft.get('html', '')}{before.body.get('html', '')}"
    draft = await place.replace(tx, taken.user_id, kind="reply", body=body)
    await tx.record(ScheduledReplyReturned(taken.ticket_id, taken.id, taken.user_id, why, taken.thread_id))
    return draft


async def return_answered(tx: Tx, recorded: Recorded) -> None:
    """Reaction: the customer wrote first, so what was to leave only without that goes back to its writer."""
    event = recorded.event
    if not isinstance(event, MessageReceived) or event.is_automatic or event.is_history:
        return
    if not await any_awaits_silence(tx):
        return
    if await tx.value("SELECT is_third_party FROM messages WHERE id = %s", (event.message_id,)):
        return
    family = await _family(tx, event.ticket_id) if event.ticket_id is not None else []
    for taken in await take_unanswered(tx, family, event.thread_id):
        await give_back(tx, taken, "answered")


async def _family(reader: Reader, ticket_id: int) -> list[int]:
    """The ticket and those that were merged into it."""
    return await reader.values(
        "WITH RECURSIVE family AS (SELECT %s::bigint AS id UNION"
        " SELECT tickets.id FROM tickets JOIN family ON tickets.merged_into = family.id) SELECT id FROM family",
        (ticket_id,),
    )
