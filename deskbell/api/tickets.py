"""Creating tickets over HTTP (W8)."""

from fastapi import APIRouter

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.new_ticket import NewTicketShape, new_ticket
from deskbell.api.once import OnceKey, once
from deskbell.api.shapes import Address, Created, Html, Id, Line, PersonShape, Shape, Text
from deskbell.channels.starting import find_start
from deskbell.conversations.message import Recipient
from deskbell.crm.contacts import find_or_create_by_address, get_contact
from deskbell.kernel.errors import Invalid
from deskbell.kernel.transaction import Tx
from deskbell.tickets.answering.replying import Reply, reply
from deskbell.tickets.opening import open_ticket
from deskbell.users.viewer import Viewer

router = APIRouter(prefix="/api/tickets", tags=["tickets"])


class FirstMessage(Shape):
    """What is written to the contact at once; the ticket then begins with a conversation."""

    html: Html = ""
    text: Text = ""
    subject: Line | None = None
    channel_account_id: Id | None = None
    to: list[PersonShape] = []
    attachment_ids: list[Id] = []


class CreateTicket(NewTicketShape):
    contact_email: Address | None = None
    contact_name: Line = ""
    message: FirstMessage | None = None


@router.post("", status_code=201)
async def create_ticket(desk: AskedDesk, viewer: SignedIn, acting: Acting, body: CreateTicket, key: OnceKey) -> Created:
    """Open a ticket; with a first message, also write it to the contact (undoable as every reply)."""
    async with desk.database.transaction(acting) as tx:

        async def create() -> Created:
            return Created(id=await _create(tx, viewer, body))

        return await once(tx, key, Created, create)


async def _create(tx: Tx, viewer: Viewer, body: CreateTicket) -> int:
    contact_id = body.contact_id
    if contact_id is None and body.contact_email is not None:
        contact_id = await find_or_create_by_address(tx, body.contact_email, body.contact_name)
    contact = await get_contact(tx, contact_id) if contact_id is not None else None
    ticket_id = await open_ticket(tx, new_ticket(viewer, body, contact_id), viewer)
    if body.message is not None:
        to = [Recipient("to", person.name, person.address) for person in body.message.to]
        if not to and contact is not None and contact.email:
            to = [Recipient("to", contact.name, contact.email)]
        if not to:
            raise Invalid("Say whom the message goes to.", code="reply.no_recipient", field="message.to")
        first = Reply(
            html=body.message.html,
            text=body.message.text,
            subject=body.message.subject or body.name,
            recipients=tuple(to),
            attachment_ids=tuple(body.message.attachment_ids),
            start_on=await find_start(tx, body.message.channel_account_id),
        )
        await reply(tx, viewer, ticket_id, first)
    return ticket_id
