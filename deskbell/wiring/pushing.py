"""When does a push leave the desk? In a job of its own, so that a slow service holds nobody up."""

import logging
from typing import Final

from deskbell.kernel.desk import Desk
from deskbell.notifications.outgoing import bundle_of
from deskbell.notifications.push.delivering import deliver
from deskbell.notifications.push.devices import device_that_listens
from deskbell.notifications.push.queueing import push_of, take_due

log = logging.getLogger(__name__)

PUSH: Final = "notifications.push"


class PushFailed(Exception):  # noqa: N818 - makes the queue try again
    """The service did not take it now."""


def register_pushes(desk: Desk) -> None:
    async def push(user_id: int, device_id: int, ids: list[int]) -> None:
        await push_now(desk, user_id, device_id, ids)

    desk.jobs.register(PUSH, push)


async def push_due(desk: Desk) -> None:
    async with desk.database.transaction() as tx:
        for one in await take_due(tx):
            await desk.jobs.enqueue(tx, PUSH, user_id=one.user_id, device_id=one.device_id, ids=list(one.ids))


async def push_now(desk: Desk, user_id: int, device_id: int, ids: list[int]) -> None:
    """Read, and may they see it, is asked again here: much can happen while a push waits. Raises PushFailed."""
    async with desk.database.reading() as reader:
        bundle = await bundle_of(reader, user_id, ids)
        device = await device_that_listens(reader, user_id, device_id)
    if bundle is None or device is None:
        return
    outcome = await deliver(desk, device, push_of(bundle))
    if outcome == "later":
        raise PushFailed(f"the service of device {device_id}")
    if outcome != "taken":
        log.warning("device %s takes no push: %s", device_id, outcome)
