"""What becomes of a message that came in: who is it, which thread, which ticket, open or reopen, add the message.

The one page to read. Every channel ends here, with the same value (B2, B3, B5).
"""

from dataclasses import dataclass, replace

from deskbell.conversations.bouncing import note_bounce
from deskbell.conversations.matching import match_thread
from deskbell.conversations.message import BounceReport, IncomingMessage, Person
from deskbell.conversations.subjects import bare_subject, is_other_matter, ticket_name
from deskbell.conversations.threads import (
    Participant,
    Thread,
    add_participant,
    find_thread,
    list_participants,
    note_said,
    start_thread,
)
from deskbell.conversations.writing import NewMessage, add_message, attach_files
from deskbell.crm.contacts import clear_bounce, find_or_create_by_address, flag_bounce
from deskbell.crm.pipelines import first_open_status, get_status
from deskbell.events.conversations import MessageReceived
from deskbell.kernel.transaction import Tx
from deskbell.tickets import noting
from deskbell.tickets.denying import beside, is_denied, put_aside
from deskbell.tickets.numbers_today import tickets_meant
from deskbell.tickets.opening import NewTicket, add_contact, open_ticket
from deskbell.tickets.progressing import reopen
from deskbell.tickets.snoozing import wake
from deskbell.tickets.ticket import TICKET_COLUMNS, Ticket

# An auto-reply tells nobody anything new; a bounce does.
QUIET_KINDS = frozenset({"auto_reply"})


@dataclass(frozen=True, slots=True)
class Accepted:
    """`ticket_id` is None when the message went to an inbox. A duplicate points at what was there already."""

    ticket_id: int | None
    thread_id: int
    message_id: int
    is_new_ticket: bool = False
    is_duplicate: bool = False


async def accept(tx: Tx, message: IncomingMessage) -> Accepted:
    """Give the message its place. Accepting the same raw mail twice is harmless."""
    if before := await _accepted_before(tx, message):
        return before
    contact_id = await _contact_of(tx, message)
    numbers = await tickets_meant(tx, message.ticket_tokens)
    thread = await match_thread(tx, replace(message, ticket_tokens=numbers))
    thread, ticket = await _where_it_stands(tx, thread)
    denied, answered = await is_denied(tx, message), None
    if denied and thread is not None and not thread.is_spam:
        answered = thread
        thread, ticket = await _where_it_stands(tx, await beside(tx, answered, contact_id))
    is_new = thread is None or (ticket is not None and ticket.deleted_at is not None)
    if is_new or thread is None:
        thread = await _open(tx, message, contact_id)
        if denied:
            await put_aside(tx, thread, answered)
        ticket = await _locked_ticket(tx, thread)
    message_id = await _add(tx, message, thread, contact_id)
    if ticket is not None:
        await _bring_to_notice(tx, message, ticket, message_id, contact_id)
    await tx.record(
        MessageReceived(
            thread.ticket_id,
            thread.id,
            message_id,
            contact_id,
            is_automatic=message.is_automatic,
            is_history=message.is_history,
        )
    )
    if message.bounce is not None:
        await _note_bounce(tx, message.bounce)
    return Accepted(thread.ticket_id, thread.id, message_id, is_new_ticket=is_new and thread.ticket_id is not None)


async def _accepted_before(tx: Tx, message: IncomingMessage) -> Accepted | None:
    if message.raw_mail_id is None:
        return None
    row = await tx.rows("SELECT ticket_id, thread_id, id FROM messages WHERE raw_mail_id = %s", (message.raw_mail_id,))
    if not row:
        return None
    ticket_id, thread_id, message_id = row[0]
    return Accepted(ticket_id, thread_id, message_id, is_duplicate=True)


async def _contact_of(tx: Tx, message: IncomingMessage) -> int | None:
    person = message.from_
    # A machine that reports a bounce is nobody's customer.
    if person is None or not person.address or message.automatic_kind in {"bounce", "feedback"}:
        return None
    if person.address.lower() in message.own_addresses:
        return None
    contact_id = await find_or_create_by_address(tx, person.address, person.name)
    if not message.is_history:
        await clear_bounce(tx, person.address)
    return contact_id


async def _where_it_stands(tx: Tx, thread: Thread | None) -> tuple[Thread | None, Ticket | None]:
    """Locked. Whoever moves or merges it just now is waited for, and the message goes where it is after that."""
    while thread is not None:
        ticket = await _locked_ticket(tx, thread)
        if ticket is None:
            await tx.run("SELECT FROM threads WHERE id = %s FOR NO KEY UPDATE", (thread.id,))
        now = await find_thread(tx, thread.id)
        if now is None or now.ticket_id == thread.ticket_id:
            return thread, ticket
        thread = now
    return None, None


async def _locked_ticket(tx: Tx, thread: Thread | None) -> Ticket | None:
    if thread is None or thread.ticket_id is None:
        return None
    return await tx.maybe(
        Ticket, "SELECT " + TICKET_COLUMNS + " FROM tickets WHERE id = %s FOR NO KEY UPDATE", (thread.ticket_id,)
    )


async def _open(tx: Tx, message: IncomingMessage, contact_id: int | None) -> Thread:
    ticket_id = None
    if await tx.value("SELECT kind = 'help_desk' FROM inboxes WHERE id = %s", (message.inbox_id,)):
        ticket_id = await open_ticket(tx, await _new_ticket(tx, message, contact_id))
    thread = await start_thread(
        tx,
        ticket_id=ticket_id,
        inbox_id=message.inbox_id,
        channel=message.channel,
        channel_account_id=message.channel_account_id,
        contact_id=contact_id,
        subject=bare_subject(message.subject),
        at=message.sent_at if message.is_history else None,
    )
    for person in _senders(message):
        await add_participant(tx, thread.id, person, "requester", contact_id if person == message.from_ else None)
    return thread


async def _new_ticket(tx: Tx, message: IncomingMessage, contact_id: int | None) -> NewTicket:
    status = await get_status(tx, message.status_id)
    if status.is_closed and not message.is_history:
        status = await first_open_status(tx, message.pipeline_id)
    return NewTicket(
        name=ticket_name(message.subject, message.text, *_of_the_wordless(message)),
        pipeline_id=status.pipeline_id,
        status_id=status.id,
        channel=message.channel,
        contact_id=contact_id,
        opened_at=message.sent_at if message.is_history else None,
    )


def _of_the_wordless(message: IncomingMessage) -> list[str]:
    """What tells a mail without any words from others: its first file, or who wrote it."""
    files = [file.name for file in message.files]
    return files + ([message.from_.name, message.from_.address] if message.from_ else [])


def _senders(message: IncomingMessage) -> list[Person]:
    """Who is answered: the writer, and where the writer asked to be answered."""
    people = [message.from_] if message.from_ else []
    people += [Person(r.name, r.address) for r in message.recipients if r.field == "reply_to"]
    return [person for person in people if person.address and person.address.lower() not in message.own_addresses]


async def _add(tx: Tx, message: IncomingMessage, thread: Thread, contact_id: int | None) -> int:
    participants = await list_participants(tx, thread.id)
    is_third_party = _is_third_party(message, participants, contact_id)
    if is_third_party and message.from_ is not None:
        await add_participant(tx, thread.id, message.from_, "third_party", contact_id)
    elif not message.is_automatic:
        for recipient in message.recipients:
            if recipient.field in {"to", "cc"} and recipient.address.lower() not in message.own_addresses:
                await add_participant(tx, thread.id, Person(recipient.name, recipient.address), "cc")
    added = await add_message(
        tx,
        NewMessage(
            ticket_id=thread.ticket_id,
            thread_id=thread.id,
            direction="incoming",
            from_=message.from_ or Person("", ""),
            recipients=message.recipients,
            subject=message.subject,
            text=message.text,
            html=message.html,
            contact_id=contact_id,
            automatic_kind=message.automatic_kind,
            is_third_party=is_third_party,
            subject_changed=not message.is_automatic and is_other_matter(message.subject, thread.subject),
            mail_id=message.mail_id,
            in_reply_to=next(iter(message.answered_message_ids), None),
            raw_mail_id=message.raw_mail_id,
            sent_at=message.sent_at,
            created_at=message.sent_at if message.is_history else None,
            is_history=message.is_history,
        ),
    )
    await attach_files(tx, added.id, message.files)
    reopens = not message.is_automatic and not message.is_history
    await note_said(tx, thread.id, incoming=True, at=message.sent_at, reopens=reopens)
    return added.id


def _is_third_party(message: IncomingMessage, participants: list[Participant], contact_id: int | None) -> bool:
    """A stranger who hit the thread: shown as such, and never answered by default (B3)."""
    if message.from_ is None or message.is_automatic or not participants:
        return False
    known = {participant.address for participant in participants if participant.role != "third_party"}
    contacts = {p.contact_id for p in participants if p.contact_id is not None and p.role != "third_party"}
    return message.from_.address.lower() not in known and contact_id not in contacts


async def _bring_to_notice(
    tx: Tx, message: IncomingMessage, ticket: Ticket, message_id: int, contact_id: int | None
) -> None:
    if contact_id is not None and ticket.contact_id is None:
        await add_contact(tx, ticket.id, contact_id)
    if not message.is_automatic and not message.is_history:
        if ticket.is_closed:
            await reopen(tx, ticket)
        await wake(tx, ticket.id, "answer")
    await noting.note_said(
        tx,
        ticket.id,
        noting.Said(
            message_id,
            "message",
            "incoming",
            message.text,
            at=message.sent_at if message.is_history else None,
            counts_as_unread=message.automatic_kind not in QUIET_KINDS and not message.is_history,
        ),
    )


async def _note_bounce(tx: Tx, bounce: BounceReport) -> None:
    for address in bounce.recipients:
        await flag_bounce(tx, address, is_hard=bounce.is_hard)
    if ticket_id := await note_bounce(tx, bounce):
        await tx.run("UPDATE tickets SET delivery_failed = true WHERE id = %s", (ticket_id,))
