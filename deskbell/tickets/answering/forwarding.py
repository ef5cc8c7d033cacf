"""How does what was said go to somebody outside, without them or the customer hearing each other by it (B1, W6)?

A forward is no answer: it takes no ticket, stops no clock, and is refused by nothing that was written meanwhile. Whom
it goes to is a third party from then on, unless they took part before: no later reply goes to them by itself.
"""

from dataclasses import dataclass
from typing import Any

from deskbell.conversations.attachments import take_uploads
from deskbell.conversations.forwards import (
    Forwarded,
    Scope,
    brief,
    copy_files,
    files_of_messages,
    messages_to_forward,
    shown_files,
)
from deskbell.conversations.mail_html.plain_text import text_of
from deskbell.conversations.message import Person, Recipient
from deskbell.conversations.subjects import bare_subject
from deskbell.conversations.threads import add_participant, note_said
from deskbell.conversations.writing import NewMessage, add_message
from deskbell.events.conversations import MessageForwarded
from deskbell.kernel.errors import Invalid, NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.tickets.answering.places import Place, Where, enter
from deskbell.tickets.answering.replying import (
    MOST_RECIPIENTS,
    OUTBOX,
    UNDO_SECONDS,
    Written,
    refuse_open_variables,
)
from deskbell.tickets.noting import Said, preview_of
from deskbell.users.viewer import Viewer

LARGEST_FILES = 25 * 1024 * 1024
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Forward:
    """`html` is the note on top, which may be empty; what goes along is `message_id`, or its whole conversation."""

    message_id: int
    recipients: tuple[Recipient, ...]
    scope: Scope = "message"
    html: str = ""
    text: str = ""
    subject: str | None = None
    attachment_ids: tuple[int, ...] = ()
    without_file_ids: tuple[int, ...] = ()
    status_id: int | None = None
    send_after_seconds: int = UNDO_SECONDS


async def forward(tx: Tx, viewer: Viewer, where: Where, new: Forward) -> Written:
    """Write the forward; like a reply it leaves after `send_after_seconds` and can be taken back until then.

    Raises NotFound and Invalid; then nothing was written and the draft stands.
    """
    place = await enter(tx, viewer, where, lock=True)
    place.refuse_put_aside()
    _check(new)
    passed_on = await _passed_on(tx, place, new.message_id, new.scope)
    thread_id = passed_on[-1].thread_id
    text = new.text or text_of(new.html)
    ids = [message.id for message in passed_on]
    added = await add_message(
        tx,
        NewMessage(
            ticket_id=place.ticket_id,
            thread_id=thread_id,
            direction="outgoing",
            from_=Person(viewer.name, ""),
            recipients=new.recipients,
            subject=new.subject or forward_subject(passed_on[-1].subject or place.name),
            text=text,
            html=new.html or None,
            user_id=viewer.user_id,
            is_third_party=True,
            forward={
                "message_id": new.message_id,
                "scope": new.scope,
                "without_file_ids": list(new.without_file_ids),
                "message_ids": ids,
            },
            send_after_seconds=new.send_after_seconds,
        ),
    )
    files = await files_of_messages(tx, ids)
    shown = shown_files(passed_on, files)
    await copy_files(
        tx, added.id, [file.id for file in files if file.id in shown or file.id not in new.without_file_ids], shown
    )
    await take_uploads(tx, viewer.user_id, added.id, new.attachment_ids, new.html)
    await _refuse_too_large(tx, added.id)
    for recipient in new.recipients:
        await add_participant(tx, thread_id, Person(recipient.name, recipient.address), "third_party")
    await note_said(tx, thread_id, incoming=False, at=added.created_at)
    await place.note_said(tx, Said(added.id, "message", "outgoing", text, is_aside=True))
    if new.status_id is not None:
        await place.set_status(tx, viewer, new.status_id)
    await place.drafts.drop(tx, viewer.user_id, "forward")
    await tx.record(MessageForwarded(place.ticket_id, thread_id, added.id, ids))
    tx.wake(OUTBOX)
    return Written(added.id, thread_id, added.send_at or added.created_at)


async def preview_forward(reader: Reader, viewer: Viewer, where: Where, message_id: int, scope: Scope) -> Json:
    """What would go along: the messages, their files and the subject. Raises NotFound."""
    place = await enter(reader, viewer, where)
    passed_on = await _passed_on(reader, place, message_id, scope)
    files = await files_of_messages(reader, [message.id for message in passed_on])
    shown = shown_files(passed_on, files)
    return {
        "subject": forward_subject(passed_on[-1].subject or place.name),
        "messages": [brief(message, preview_of(message.text)) for message in passed_on],
        "files": [
            {
                "id": file.id,
                "name": file.name,
                "size": file.size,
                "content_type": file.content_type,
                "url": f"/api/attachments/{file.id}",
            }
            for file in files
            if file.id not in shown
        ],
    }


def forward_subject(subject: str) -> str:
    """Pure. One mark, however often it went to and fro."""
    return f"Fwd: {bare_subject(subject)}".strip()


async def _passed_on(reader: Reader, place: Place, message_id: int, scope: Scope) -> list[Forwarded]:
    found = await messages_to_forward(
        reader, message_id, scope, ticket_id=place.ticket_id, thread_id=place.inbox_thread_id
    )
    if not found:
        raise NotFound("The message to forward does not exist.", code="message.not_found")
    return found


def _check(new: Forward) -> None:
    if not any(recipient.field == "to" for recipient in new.recipients):
        raise Invalid("Say whom to forward it to.", code="forward.no_recipient", field="to")
    refuse_open_variables(new.html)
    if len(new.recipients) > MOST_RECIPIENTS:
        raise Invalid(
            f"A forward goes to at most {MOST_RECIPIENTS} people.",
            code="forward.too_many",
            field="to",
            most=MOST_RECIPIENTS,
        )


async def _refuse_too_large(reader: Reader, message_id: int) -> None:
    size = await reader.value("SELECT coalesce(sum(size), 0) FROM attachments WHERE message_id = %s", (message_id,))
    if size > LARGEST_FILES:
        raise Invalid(
            "The files of this forward are larger than 25 MB together. Leave some of them out.",
            code="forward.too_large",
            field="without_file_ids",
        )
