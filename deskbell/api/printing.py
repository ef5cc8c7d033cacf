"""A ticket's conversation as a PDF over HTTP (T7)."""

from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Response

from deskbell.api.asking import AskedDesk, SignedIn
from deskbell.api.attachments import clean_name
from deskbell.api.shapes import Id
from deskbell.conversations.printed import Conversation
from deskbell.kernel.storage import Storage
from deskbell.tickets.printing import printed_conversation

router = APIRouter(prefix="/api/tickets/{ticket_id}", tags=["tickets"])

# Setting type is work for the processor: who prints a lot waits, and not those who read.
_AT_A_TIME = CapacityLimiter(1)
_LONGEST_NAME = 100


@router.get("/conversation.pdf")
async def download_pdf(desk: AskedDesk, viewer: SignedIn, ticket_id: Id) -> Response:
    """What customer and colleagues wrote to each other, as a file."""
    async with desk.database.reading() as reader:
        conversation = await printed_conversation(reader, viewer, ticket_id)
    content = await to_thread.run_sync(_written, conversation, desk.storage, limiter=_AT_A_TIME)
    name = clean_name(f"{conversation.ticket_id} {conversation.name[:_LONGEST_NAME].replace('/', ' ')}")
    return Response(
        content,
        media_type="application/pdf",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}.pdf",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        },
    )


def _written(conversation: Conversation, storage: Storage) -> bytes:
    # Fonts and pictures take a second to load: only who prints pays for it.
    from deskbell.conversations.paper import written_as_pdf  # noqa: PLC0415

    return written_as_pdf(conversation, storage.get)
