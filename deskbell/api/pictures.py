"""Pictures on other people's servers, fetched by us when a reader asks: the browser never meets those servers."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response

from deskbell.api.asking import AskedDesk, SignedIn
from deskbell.kernel.crypto import same, signature
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import NotFound
from deskbell.kernel.guarded_http import FetchFailed, GuardedHttp

router = APIRouter(prefix="/api/pictures", tags=["messages"])

LARGEST_PICTURE = 10 * 1024 * 1024
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/x-icon", "image/avif"})


def picture_address(desk: Desk, address: str) -> str:
    """Our own address for a picture elsewhere; signed, so that we fetch nothing that no mail named."""
    return f"/api/pictures?{urlencode({'of': address, 'mac': _mac(desk, address)})}"


@router.get("", response_class=Response)
async def get_picture(
    desk: AskedDesk,
    _viewer: SignedIn,
    of: Annotated[str, Query(max_length=4000)],
    mac: Annotated[str, Query(max_length=100)],
) -> Response:
    """The picture, of a raster kind and at most 10 MB. Raises NotFound, and Invalid where nothing usable came."""
    if not same(mac, _mac(desk, of)):
        raise NotFound("This picture does not exist.", code="picture.not_found")
    fetched = await GuardedHttp().get(of, max_bytes=LARGEST_PICTURE)
    content_type = fetched.content_type.split(";")[0].strip().lower()
    if fetched.status != 200 or content_type not in SHOWN:  # noqa: PLR2004 - the one status with a picture
        raise FetchFailed("There is no picture at that address.")
    return Response(
        fetched.content,
        media_type=content_type,
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, max-age=3600",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )


def _mac(desk: Desk, address: str) -> str:
    return signature(desk.key("pictures"), address.encode())
