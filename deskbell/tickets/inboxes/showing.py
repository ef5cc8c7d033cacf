"""What does the screen of a conversation in an inbox show? The parts have the shapes of a ticket's screen."""

from typing import Any

from deskbell.conversations.drafts import DraftPlace
from deskbell.conversations.scheduled import list_scheduled_in
from deskbell.kernel.reader import Reader
from deskbell.tickets.inbox_access import InboxThread, get_inbox_thread
from deskbell.tickets.lists.of_contact import tickets_of_contact
from deskbell.tickets.showing.message_pages import PAGE, page_of_thread
from deskbell.tickets.showing.thread_rows import thread_row
from deskbell.users.viewer import Viewer

OTHER_TICKETS = 10
Json = dict[str, Any]


async def show_inbox_thread(reader: Reader, viewer: Viewer, thread_id: int) -> Json:
    """Itself, its newest messages, whom it is with, and the viewer's drafts in it. Raises NotFound."""
    thread = await get_inbox_thread(reader, viewer, thread_id)
    contact_id = thread.contact_id
    read = await reader.value(
        "SELECT read_message_id FROM thread_reads WHERE user_id = %s AND thread_id = %s", (viewer.user_id, thread.id)
    )
    drafts = await DraftPlace(thread_id=thread.id).all(reader, viewer.user_id)
    return {
        "thread": _shape(thread, viewer),
        "threads": await thread_row(reader, thread.id),
        "messages": await page_of_thread(reader, thread.id, before=None, limit=PAGE),
        "read_message_id": read or 0,
        "contacts": await _contacts(reader, contact_id),
        "other_tickets": await tickets_of_contact(reader, viewer, contact_id, limit=OTHER_TICKETS)
        if contact_id
        else [],
        "scheduled": await list_scheduled_in(reader, thread.id),
        "drafts": {d.kind: {"body": d.body, "version": d.version, "updated_at": d.updated_at} for d in drafts},
    }


async def show_older(reader: Reader, viewer: Viewer, thread_id: int, *, before: int | None, limit: int) -> Json:
    """Messages older than `before`, oldest first. Raises NotFound."""
    thread = await get_inbox_thread(reader, viewer, thread_id)
    return await page_of_thread(reader, thread.id, before=before, limit=limit)


def _shape(thread: InboxThread, viewer: Viewer) -> Json:
    return {
        "id": thread.id,
        "inbox_id": thread.inbox_id,
        "channel": thread.channel,
        "subject": thread.subject,
        "owner_id": thread.owner_id,
        "team_id": thread.team_id,
        "is_spam": thread.is_spam,
        "closed_at": thread.closed_at,
        "may": {"move": viewer.may("account_access"), "spam": viewer.may("delete_tickets")},
    }


async def _contacts(reader: Reader, contact_id: int | None) -> list[Json]:
    return await reader.dicts(
        "SELECT contacts.id, name, email, phone, company_id, true AS is_primary,"
        " (SELECT jsonb_agg(jsonb_build_object('email', a.email, 'bounce', a.bounce) ORDER BY a.email)"
        " FROM contact_addresses AS a WHERE a.contact_id = contacts.id) AS addresses"
        " FROM contacts WHERE id = %s AND deleted_at IS NULL",
        (contact_id,),
    )
