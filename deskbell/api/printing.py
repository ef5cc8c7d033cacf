"""A ticket's conversation as it goes on paper over HTTP: to look at, and as a PDF (T7)."""

from datetime import datetime
from functools import partial
from typing import Annotated, Literal
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from deskbell.api.asking import AskedDesk, SignedIn
from deskbell.api.attachments import clean_name
from deskbell.api.pictures import picture_address
from deskbell.api.shapes import Id
from deskbell.conversations.printed import Said
from deskbell.kernel.storage import Storage
from deskbell.tickets.showing.printing import Unset, conversation_to_print, set_for_paper

router = APIRouter(prefix="/api/tickets/{ticket_id}", tags=["tickets"])

# Setting type is work for the processor: who prints a lot waits, and not those who read.
_AT_A_TIME = CapacityLimiter(1)
_LONGEST_NAME = 100


class PrintedFile(BaseModel):
    id: int
    name: str
    content_type: str
    url: str


class PrintedMessage(BaseModel):
    """`html` is safe to stand in a page, and None where there is only text; `files` are those that it does not show."""

    id: int
    writer: str
    to: str
    at: datetime
    text: str
    html: str | None
    files: list[PrintedFile]


class PrintedConversation(BaseModel):
    id: int
    name: str
    contact: str
    blocked_images: int
    messages: list[PrintedMessage]


@router.get("/conversation")
async def get_conversation(
    desk: AskedDesk,
    viewer: SignedIn,
    ticket_id: Id,
    images: Annotated[Literal["blocked", "shown"], Query()] = "blocked",
) -> PrintedConversation:
    """What customer and colleagues wrote to each other, oldest first; pictures elsewhere only when asked for."""
    async with desk.database.reading() as reader:
        unset = await conversation_to_print(reader, viewer, ticket_id)
    proxied = partial(picture_address, desk) if images == "shown" else None
    conversation = await to_thread.run_sync(set_for_paper, unset, proxied, limiter=_AT_A_TIME)
    return PrintedConversation(
        id=conversation.ticket_id,
        name=conversation.name,
        contact=conversation.contact,
        blocked_images=conversation.blocked_images,
        messages=[_shown(said) for said in conversation.messages],
    )


@router.get("/conversation.pdf")
async def download_pdf(desk: AskedDesk, viewer: SignedIn, ticket_id: Id) -> Response:
    """The same as a file; a PDF asks no other host for pictures."""
    async with desk.database.reading() as reader:
        conversation = await conversation_to_print(reader, viewer, ticket_id)
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


def _shown(said: Said) -> PrintedMessage:
    files = [
        PrintedFile(id=file.id, name=file.name, content_type=file.content_type, url=file.address) for file in said.files
    ]
    return PrintedMessage(
        id=said.id, writer=said.writer, to=said.to, at=said.at, text=said.text, html=said.html, files=files
    )


def _written(conversation: Unset, storage: Storage) -> bytes:
    # Fonts and pictures take a second to load: only who prints pays for it.
    from deskbell.conversations.paper.paper import written_as_pdf  # noqa: PLC0415

    return written_as_pdf(set_for_paper(conversation), storage.get)
