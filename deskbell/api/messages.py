"""Single messages over HTTP: taken back, tried again, as they came (W6, B2)."""

from fastapi import APIRouter, Response
from starlette.concurrency import run_in_threadpool

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Id, Json
from deskbell.channels.email.ledger.rows import get_row
from deskbell.conversations.outbox import try_again
from deskbell.kernel.errors import NotFound
from deskbell.tickets.answering.taking_back import undo_sending
from deskbell.tickets.showing.message_pages import get_message

router = APIRouter(prefix="/api", tags=["messages"])


@router.post("/messages/{message_id}/undo")
async def undo(desk: AskedDesk, viewer: SignedIn, acting: Acting, message_id: Id) -> Json:
    """Take back one's own reply or forward while it still waits; answers with the draft that it became."""
    async with desk.database.transaction(acting) as tx:
        draft = await undo_sending(tx, viewer, message_id)
    return {"draft": {"kind": draft.kind, "body": draft.body, "version": draft.version, "updated_at": draft.updated_at}}


@router.post("/messages/{message_id}/retry", status_code=202)
async def retry(desk: AskedDesk, viewer: SignedIn, acting: Acting, message_id: Id) -> Response:
    """Try a failed delivery once more, now."""
    async with desk.database.transaction(acting) as tx:
        message = await get_message(tx, viewer, message_id)
        await try_again(tx, message.id)
    return Response(status_code=202)


@router.get("/messages/{message_id}/raw")
async def get_raw_mail(desk: AskedDesk, viewer: SignedIn, message_id: Id) -> Response:
    """The mail exactly as it came, as a download."""
    async with desk.database.reading() as reader:
        message = await get_message(reader, viewer, message_id)
        sha256 = (await get_row(reader, message.raw_mail_id)).sha256 if message.raw_mail_id else None
    if sha256 is None:
        raise NotFound("There is no raw mail of this message.", code="message.no_raw")
    content = await run_in_threadpool(desk.storage.get, sha256)
    return Response(
        content,
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="message-{message_id}.eml"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
