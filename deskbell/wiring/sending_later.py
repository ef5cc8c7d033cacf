"""Who writes the replies whose time has come (W6)?"""

from deskbell.conversations.scheduled import claim_due_scheduled, due_scheduled
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import NotFound, Refusal
from deskbell.kernel.event import Actor
from deskbell.tickets.answering.scheduling import give_back, send_scheduled
from deskbell.users.viewers import find_viewer_by_id


async def send_due_replies(desk: Desk) -> None:
    """Each in a transaction of its own, in its writer's name. Any number of processes may call it at once."""
    async with desk.database.reading() as reader:
        due = await due_scheduled(reader)
    for scheduled_id, user_id in due:
        await _send(desk, scheduled_id, user_id)


async def _send(desk: Desk, scheduled_id: int, user_id: int) -> None:
    async with desk.database.transaction(Actor(f"user:{user_id}", "system")) as tx:
        taken = await claim_due_scheduled(tx, scheduled_id)
        if taken is None:
            return
        try:
            async with tx.attempt():
                viewer = await find_viewer_by_id(tx, user_id)
                if viewer is None:
                    raise NotFound("Its writer has left.", code="user.not_found")
                await send_scheduled(tx, viewer, taken)
        except Refusal:
            # The ticket is in the trash, out of the writer's sight, or a file is gone: a person decides.
            await give_back(tx, taken, "refused")
