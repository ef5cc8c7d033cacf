"""How does a colleague answer a customer, without two answers crossing (W6, W7)?"""

from dataclasses import dataclass
from datetime import datetime

from deskbell.conversations.attachments import take_uploads
from deskbell.conversations.mail_html.plain_text import text_of
from deskbell.conversations.message import Person, Recipient
from deskbell.conversations.threads import (
    Thread,
    add_participant,
    find_thread,
    list_participants,
    note_said,
    start_thread,
)
from deskbell.conversations.variables import open_variables
from deskbell.conversations.writing import NewMessage, add_message
from deskbell.events.conversations import ReplyWritten
from deskbell.kernel.errors import Conflict, Invalid, NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.tickets.answering.places import Place, Where, enter
from deskbell.tickets.noting import Said
from deskbell.users.viewer import Viewer

UNDO_SECONDS = 10
MOST_RECIPIENTS = 100
OUTBOX = "deskbell_outbox"


class ThreadChanged(Conflict):
    """Somebody wrote since the answer's writer last looked; `facts["newer"]` are the ids of what they have not read."""

    code = "ticket.thread_changed"


@dataclass(frozen=True, slots=True)
class StartOn:
    """On which channel account a ticket without a thread is answered."""

    channel: str
    channel_account_id: int
    inbox_id: int


@dataclass(frozen=True, slots=True)
class Reply:
    """`seen_message_id` is the newest message or comment on the writer's screen; None checks nothing (the API).

    `keeps_draft`: it was written before, and what is being written now is something else.
    """

    html: str
    recipients: tuple[Recipient, ...]
    text: str = ""
    subject: str | None = None
    attachment_ids: tuple[int, ...] = ()
    thread_id: int | None = None
    start_on: StartOn | None = None
    seen_message_id: int | None = None
    status_id: int | None = None
    send_after_seconds: int = UNDO_SECONDS
    keeps_draft: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    message_id: int
    thread_id: int
    send_at: datetime


async def reply(tx: Tx, viewer: Viewer, where: Where, new: Reply) -> Written:
    """Write the answer; it leaves the house after `send_after_seconds`, and can be undone until then.

    Takes what nobody owns for its writer, drops the writer's reply draft, and sets the status if one is given.
    Raises NotFound, ThreadChanged, Invalid; then nothing was written and the draft stands.
    """
    place = await enter(tx, viewer, where, lock=True)
    place.refuse_put_aside()
    await refuse_crossing(tx, viewer, place, new.seen_message_id)
    check_reply(new)
    thread = await _thread(tx, place, new)
    is_aside = await goes_aside(tx, thread.id, new)
    text = new.text or text_of(new.html)
    added = await add_message(
        tx,
        NewMessage(
            ticket_id=place.ticket_id,
            thread_id=thread.id,
            direction="outgoing",
            from_=Person(viewer.name, ""),
            recipients=new.recipients,
            subject=new.subject or await subject_of(tx, thread.id, thread.subject or place.name, is_aside=is_aside),
            text=text,
            html=new.html or None,
            user_id=viewer.user_id,
            is_third_party=is_aside,
            in_reply_to=await answered_by(tx, thread.id, new, is_aside=is_aside),
            send_after_seconds=new.send_after_seconds,
        ),
    )
    await take_uploads(tx, viewer.user_id, added.id, new.attachment_ids, new.html)
    for recipient in new.recipients:
        if recipient.field in {"to", "cc"}:
            await add_participant(tx, thread.id, Person(recipient.name, recipient.address), "cc")
    await note_said(tx, thread.id, incoming=False, at=added.created_at)
    await place.note_said(tx, Said(added.id, "message", "outgoing", text, is_aside=is_aside))
    await place.take_for(tx, viewer)
    if new.status_id is not None:
        await place.set_status(tx, viewer, new.status_id)
    if not new.keeps_draft:
        await place.drafts.drop(tx, viewer.user_id, "reply")
    await tx.record(ReplyWritten(place.ticket_id, thread.id, added.id))
    tx.wake(OUTBOX)
    return Written(added.id, thread.id, added.send_at or added.created_at)


async def refuse_crossing(tx: Tx, viewer: Viewer, place: Place, seen_message_id: int | None) -> None:
    if seen_message_id is None:
        return
    if newer := await place.newer(tx, viewer.user_id, seen_message_id):
        raise ThreadChanged(
            "Something new was written here since you last looked. Read it, then send. Your draft is kept.",
            newer=newer,
        )


def check_reply(new: Reply) -> None:
    if not any(recipient.field == "to" for recipient in new.recipients):
        raise Invalid("Say whom the reply goes to.", code="reply.no_recipient", field="to")
    if len(new.recipients) > MOST_RECIPIENTS:
        raise Invalid(
            f"A reply goes to at most {MOST_RECIPIENTS} people.",
            code="reply.too_many",
            field="to",
            most=MOST_RECIPIENTS,
        )
    refuse_open_variables(new.html)
    if not (new.html.strip() or new.text.strip() or new.attachment_ids):
        raise Invalid("Write something first.", code="reply.empty", field="html")


def refuse_open_variables(html: str) -> None:
    """A customer never reads "{{contact.first_name}}"."""
    if left := open_variables(html):
        raise Invalid(
            f"Fill in {', '.join(left)} first, or take it out.", code="reply.open_variable", field="html", names=left
        )


async def _thread(tx: Tx, place: Place, new: Reply) -> Thread:
    if new.thread_id is not None:
        thread = await find_thread(tx, new.thread_id)
        if thread is None or not place.holds(thread):
            raise NotFound("This conversation does not exist.", code="thread.not_found")
        return thread
    if thread := await place.thread(tx):
        return thread
    if new.start_on is None:
        raise Conflict(
            "There is no address to answer from. Connect an e-mail address in the settings.", code="reply.no_channel"
        )
    return await start_thread(
        tx,
        ticket_id=place.ticket_id,
        inbox_id=new.start_on.inbox_id,
        channel=new.start_on.channel,
        channel_account_id=new.start_on.channel_account_id,
        contact_id=place.contact_id,
        subject=place.name,
    )


async def goes_aside(reader: Reader, thread_id: int, new: Reply) -> bool:
    """Does it go to third parties alone, so that the customer has not been answered by it?"""
    third = {one.address for one in await list_participants(reader, thread_id) if one.role == "third_party"}
    return all(recipient.address.lower() in third for recipient in new.recipients)


async def subject_of(reader: Reader, thread_id: int, otherwise: str, *, is_aside: bool) -> str:
    """The subject that the other side sees in their own program; else the thread's, or the ticket's name."""
    latest = await reader.value(
        "SELECT subject FROM messages WHERE thread_id = %s AND direction = 'incoming' AND NOT is_automatic"
        " AND is_third_party = %s ORDER BY id DESC LIMIT 1",
        (thread_id, is_aside),
    )
    if latest is None:
        return otherwise
    return latest if latest[:3].lower() == "re:" else f"Re: {latest or otherwise}"


async def answered_by(reader: Reader, thread_id: int, new: Reply, *, is_aside: bool) -> int | None:
    """The newest of those it goes to. What third parties wrote is quoted to them alone, and nothing else is."""
    answered: int | None = await reader.value(
        "SELECT id FROM messages WHERE thread_id = %s AND direction = 'incoming' AND is_third_party = %s"
        " ORDER BY lower(from_address) = ANY(%s) DESC, id DESC LIMIT 1",
        (thread_id, is_aside, [recipient.address.lower() for recipient in new.recipients]),
    )
    return answered
