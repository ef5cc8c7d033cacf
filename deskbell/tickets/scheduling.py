"""How does a reply wait for its time, and what brings it back before (W6)?

The reply is written when its time has come, by the same verb and in the same transaction in which it leaves the line:
it can be neither doubled nor lost by a crash, and every check of that moment holds.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from deskbell.conversations.drafts import Draft, drafts_of, drop_draft, keep_draft
from deskbell.conversations.message import Recipient
from deskbell.conversations.plain_text import text_of
from deskbell.conversations.scheduled import (
    ScheduledReply,
    keep_scheduled,
    take_scheduled,
    take_unanswered,
)
from deskbell.events.conversations import MessageReceived, ReplyScheduled, ScheduledReplyReturned
from deskbell.kernel.database import Reader, Tx
from deskbell.kernel.errors import Invalid
from deskbell.kernel.event import Recorded
from deskbell.tickets.access import get_visible
from deskbell.tickets.replying import Reply, StartOn, Written, check_reply, refuse_crossing, refuse_trashed, reply
from deskbell.users.viewer import Viewer

LONGEST = timedelta(days=366)
Json = dict[str, Any]
Why = Literal["cancelled", "edited", "answered", "refused"]


@dataclass(frozen=True, slots=True)
class SendLater:
    """`draft` is the writer's draft as the screen holds it, so that it can come back as it was."""

    reply: Reply
    send_at: datetime
    draft: Json
    only_if_unanswered: bool = False


async def schedule_reply(tx: Tx, viewer: Viewer, ticket_id: int, new: SendLater) -> int:
    """Put the reply in line and drop the draft. Raises what replying does, and Invalid for a time not ahead."""
    ticket = await get_visible(tx, viewer, ticket_id, lock=True)
    refuse_trashed(ticket)
    await refuse_crossing(tx, viewer, ticket, new.reply.seen_message_id)
    check_reply(new.reply)
    now = datetime.now(UTC)
    if not now < new.send_at < now + LONGEST:
        raise Invalid("Choose a time ahead, at most one year.", code="scheduled.bad_time", field="send_at")
    scheduled_id = await keep_scheduled(
        tx,
        viewer.user_id,
        ticket.id,
        reply=asdict(new.reply)
        | {"text": new.reply.text or text_of(new.reply.html), "seen_message_id": None, "send_after_seconds": 0},
        draft=new.draft,
        send_at=new.send_at,
        only_if_unanswered=new.only_if_unanswered,
    )
    await drop_draft(tx, viewer.user_id, ticket.id, "reply")
    await tx.record(ReplyScheduled(ticket.id, scheduled_id, viewer.user_id, new.send_at.isoformat()))
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
        taken.ticket_id,
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


async def give_back(tx: Tx, taken: ScheduledReply, why: Why) -> Draft:
    """For whoever took it out of the line in this transaction."""
    before = next((d for d in await drafts_of(tx, taken.user_id, taken.ticket_id) if d.kind == "reply"), None)
    body = taken.draft | {"returned": why}
    if before is not None:
        files = ("attachments", "attachment_ids")
        body |= {name: [*taken.draft.get(name, []), *before.body.get(name, [])] for name in files}
        body["html"] = f"{taken.draft.get('html', '')}{before.body.get('html', '')}"
    version = before.version if before else 0
    await keep_draft(tx, taken.user_id, taken.ticket_id, kind="reply", body=body, version=version)
    await tx.record(ScheduledReplyReturned(taken.ticket_id, taken.id, taken.user_id, why))
    return next(d for d in await drafts_of(tx, taken.user_id, taken.ticket_id) if d.kind == "reply")


async def return_answered(tx: Tx, recorded: Recorded) -> None:
    """Reaction: the customer wrote first, so what was to leave only without that goes back to its writer."""
    event = recorded.event
    if not isinstance(event, MessageReceived) or event.ticket_id is None or event.is_automatic or event.is_history:
        return
    if await tx.value("SELECT is_third_party FROM messages WHERE id = %s", (event.message_id,)):
        return
    for taken in await take_unanswered(tx, await _family(tx, event.ticket_id)):
        await give_back(tx, taken, "answered")


async def _family(reader: Reader, ticket_id: int) -> list[int]:
    """The ticket and those that were merged into it."""
    return await reader.values(
        "WITH RECURSIVE family AS (SELECT %s::bigint AS id UNION"
        " SELECT tickets.id FROM tickets JOIN family ON tickets.merged_into = family.id) SELECT id FROM family",
        (ticket_id,),
    )
