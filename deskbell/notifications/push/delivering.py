"""A push to a device, and what the desk remembers of how it went."""

from deskbell.kernel.desk import Desk
from deskbell.notifications.push.devices import Device, forget_device, note_heard
from deskbell.notifications.push.sending import Outcome, Push, send_push


async def deliver(desk: Desk, device: Device, push: Push) -> Outcome:
    """Send it; a device that is gone is forgotten."""
    outcome = await send_push(desk, device, push)
    if outcome in {"gone", "taken"}:
        async with desk.database.transaction() as tx:
            await (forget_device if outcome == "gone" else note_heard)(tx, device.id)
    return outcome
