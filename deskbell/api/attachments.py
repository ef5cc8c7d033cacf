"""Files over HTTP: in as uploads, out as downloads that no browser runs."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Response, UploadFile
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from deskbell.api.asking import Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Id
from deskbell.conversations.attachments import LARGEST_UPLOAD, Attachment, find_attachment, keep_upload
from deskbell.kernel.errors import Invalid, NotFound
from deskbell.kernel.reader import Reader
from deskbell.tickets.showing.message_pages import get_message
from deskbell.users.viewer import Viewer

router = APIRouter(prefix="/api", tags=["attachments"])

# Raster pictures only: SVG and HTML are programs.
SHOWN_INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
LONGEST_NAME = 255


class Uploaded(BaseModel):
    id: int
    name: str
    size: int
    content_type: str
    url: str


@router.post("/uploads", status_code=201)
async def upload(desk: AskedDesk, viewer: SignedIn, acting: Acting, file: Annotated[UploadFile, File()]) -> Uploaded:
    """Keep a file until its message is sent. Raises Invalid (`upload.too_large`) over 25 MB."""
    content = await file.read(LARGEST_UPLOAD + 1)
    if len(content) > LARGEST_UPLOAD:
        raise Invalid("A file may have at most 25 MB.", code="upload.too_large", field="file")
    name = clean_name(file.filename or "")
    content_type = (file.content_type or "application/octet-stream").split(";")[0].strip().lower()[:127]
    sha256 = await run_in_threadpool(desk.storage.put, content)
    async with desk.database.transaction(acting) as tx:
        attachment_id = await keep_upload(
            tx, viewer.user_id, name=name, content_type=content_type, size=len(content), sha256=sha256
        )
    return Uploaded(
        id=attachment_id,
        name=name,
        size=len(content),
        content_type=content_type,
        url=f"/api/attachments/{attachment_id}",
    )


def clean_name(name: str) -> str:
    """Pure. A file name without folders or control characters; never empty."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(c for c in last if c.isprintable()).strip(" .")
    return clean[:LONGEST_NAME] or "file"


@router.get("/attachments/{attachment_id}")
@router.get("/attachments/{attachment_id}/{name}", include_in_schema=False)
async def download(desk: AskedDesk, viewer: SignedIn, attachment_id: Id, name: str = "") -> Response:  # noqa: ARG001 - the name makes the address readable
    """The file, as a download; raster pictures may be shown in place."""
    async with desk.database.reading() as reader:
        attachment = await _get(reader, viewer, attachment_id)
    content = await run_in_threadpool(desk.storage.get, attachment.sha256)
    is_picture = attachment.content_type in SHOWN_INLINE
    disposition = "inline" if is_picture else "attachment"
    return Response(
        content,
        media_type=attachment.content_type if is_picture else "application/octet-stream",
        headers={
            "Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(attachment.name, safe='')}",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, max-age=86400",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )


async def _get(reader: Reader, viewer: Viewer, attachment_id: int) -> Attachment:
    missing = NotFound("This file does not exist.", code="attachment.not_found")
    attachment = await find_attachment(reader, attachment_id)
    if attachment is None:
        raise missing
    if attachment.message_id is None:
        if attachment.uploaded_by != viewer.user_id:
            raise missing
        return attachment
    try:
        await get_message(reader, viewer, attachment.message_id)
    except NotFound:
        raise missing from None
    return attachment
