"""The browsers to which one's notifications are pushed, over HTTP (T1)."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field

from deskbell.api.asking import SESSION_COOKIE, Acting, AskedDesk, SignedIn
from deskbell.api.shapes import Id, Json, Shape
from deskbell.kernel.errors import NotFound
from deskbell.notifications.push.delivering import deliver
from deskbell.notifications.push.devices import add_device, device_that_listens, list_devices, remove_device
from deskbell.notifications.push.queueing import trial_push
from deskbell.notifications.push.sealing import BrowserKeys
from deskbell.notifications.push.sending import refuse_bad_endpoint, vapid_of
from deskbell.users.directory import show_me

router = APIRouter(prefix="/api/notifications/devices", tags=["notifications"])


class Subscription(Shape):
    """What a browser's push manager answers."""

    endpoint: Annotated[str, Field(min_length=1, max_length=2000)]
    public_key: Annotated[str, Field(max_length=200)]
    auth: Annotated[str, Field(max_length=100)]


@router.get("")
async def show_devices(desk: AskedDesk, request: Request, viewer: SignedIn) -> Json:
    """With the key that a browser needs to subscribe to this desk."""
    async with desk.database.reading() as reader:
        devices = await list_devices(reader, viewer.user_id, request.cookies.get(SESSION_COOKIE, ""))
    return {"public_key": vapid_of(desk).public_key, "devices": devices}


@router.post("", status_code=201)
async def subscribe_device(
    desk: AskedDesk, request: Request, viewer: SignedIn, acting: Acting, body: Subscription
) -> Json:
    """This browser, until its session ends. Again is harmless."""
    await refuse_bad_endpoint(desk, body.endpoint)
    async with desk.database.transaction(acting) as tx:
        device_id = await add_device(
            tx,
            viewer.user_id,
            request.cookies.get(SESSION_COOKIE, ""),
            endpoint=body.endpoint,
            keys=BrowserKeys(body.public_key, body.auth),
            agent=request.headers.get("user-agent", ""),
        )
    return {"id": device_id}


@router.delete("/{device_id}", status_code=204)
async def forget_my_device(desk: AskedDesk, viewer: SignedIn, acting: Acting, device_id: Id) -> Response:
    async with desk.database.transaction(acting) as tx:
        await remove_device(tx, viewer.user_id, device_id)
    return Response(status_code=204)


@router.post("/{device_id}/test")
async def try_device(desk: AskedDesk, viewer: SignedIn, _acting: Acting, device_id: Id) -> Json:
    """Sent at once, so that what comes back is what the browser's service said."""
    async with desk.database.reading() as reader:
        device = await device_that_listens(reader, viewer.user_id, device_id)
        me = await show_me(reader, viewer.user_id)
    if device is None:
        raise NotFound("This device does not exist.", code="push.device_not_found")
    return {"outcome": await deliver(desk, device, trial_push(me["locale"]))}
