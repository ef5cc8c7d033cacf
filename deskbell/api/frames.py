"""A mail's HTML, made safe and framed (see docs/decisions on the frame for hostile mail)."""

from html import escape
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from starlette.concurrency import run_in_threadpool

from deskbell.api.asking import AskedDesk, SignedIn
from deskbell.api.pictures import picture_address
from deskbell.api.shapes import Id
from deskbell.conversations.attachments import files_of
from deskbell.conversations.mail_html.message_frame import FRAME_HEADERS, frame_document
from deskbell.conversations.mail_html.sanitising import sanitise
from deskbell.conversations.quotes.quotes import fold_html
from deskbell.kernel.desk import Desk
from deskbell.tickets.showing.message_pages import MessageBody, get_message

router = APIRouter(prefix="/api/messages/{message_id}", tags=["messages"])


@router.get("/frame", response_class=Response)
async def get_frame(
    desk: AskedDesk,
    viewer: SignedIn,
    message_id: Id,
    images: Annotated[Literal["blocked", "shown"], Query()] = "blocked",
    quotes: Annotated[Literal["folded", "shown"], Query()] = "folded",
    theme: Annotated[Literal["light", "dark"], Query()] = "light",
) -> Response:
    """A document for a sandboxed frame.

    `X-Blocked-Images` counts the pictures elsewhere that were left out; `X-Quoted: 1` says that there is more
    behind the fold.
    """
    async with desk.database.reading() as reader:
        message = await get_message(reader, viewer, message_id)
        files = await files_of(reader, message_id)
    inline = {file.content_id.strip("<>"): f"/api/attachments/{file.id}" for file in files if file.content_id}
    document, blocked, quoted = await run_in_threadpool(_framed, desk, message, inline, images, quotes, theme)
    return Response(
        document, headers={**FRAME_HEADERS, "X-Blocked-Images": str(blocked), "X-Quoted": "1" if quoted else "0"}
    )


def _framed(
    desk: Desk,
    message: MessageBody,
    inline: dict[str, str],
    images: Literal["blocked", "shown"],
    quotes: str,
    theme: Literal["light", "dark"],
) -> tuple[str, int, bool]:
    raw = message.html if message.html is not None else f"<pre>{escape(message.text)}</pre>"
    visible, quoted = fold_html(raw)
    safe = sanitise(
        visible if quotes == "folded" else raw,
        images=images,
        inline=inline,
        proxied=lambda address: picture_address(desk, address),
    )
    return frame_document(safe, theme=theme, is_quoted=quoted is not None), safe.blocked_images, quoted is not None
