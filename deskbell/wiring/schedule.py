"""Which work is done later, and which by the clock?"""

from collections.abc import Awaitable, Callable
from typing import Any

from deskbell.channels.email.budgets import sweep_budgets
from deskbell.channels.email.consent.consents import sweep_consents
from deskbell.conversations.attachments import sweep_loose_uploads
from deskbell.kernel.asked_once import sweep_asked_once
from deskbell.kernel.catching_up import Piece, catch_up
from deskbell.kernel.desk import Desk
from deskbell.kernel.jobs import Job, Periodic
from deskbell.kernel.transaction import Tx
from deskbell.notifications.reading import sweep_notifications
from deskbell.search.rewriting import rewrite_some
from deskbell.sla.alarms import tell_due
from deskbell.sla.reaching import reach_some
from deskbell.tickets.lists.sort_keys import fill_some
from deskbell.tickets.purging import purge_due
from deskbell.tickets.snoozing import wake_due
from deskbell.users.sweeping import sweep_sign_in
from deskbell.wiring.account_mails import register_account_mails
from deskbell.wiring.pushing import register_pushes
from deskbell.wiring.sending_later import send_due_replies
from deskbell.wiring.sweeping_blobs import sweep_blobs
from deskbell.work.going_on import go_on, rescue_works, sweep_works
from deskbell.work.work import GO_ON

Sweep = Callable[[Tx], Awaitable[Any]]


def register_jobs(desk: Desk) -> None:
    """Name every job once; a worker that meets an unknown name fails that job for good."""

    async def work_on(work_id: int) -> None:
        await go_on(desk, work_id)

    async def take_over_works() -> None:
        await rescue_works(desk)

    async def send_scheduled() -> None:
        await send_due_replies(desk)

    async def sweep_storage() -> None:
        await sweep_blobs(desk)

    register_account_mails(desk)
    register_pushes(desk)
    desk.jobs.register(GO_ON, work_on)
    for name, cron, job in (
        ("work.rescue", "* * * * *", take_over_works),
        ("work.sweep", "11 3 * * *", _once(desk, sweep_works)),
        ("users.sweep", "27 * * * *", _once(desk, sweep_sign_in)),
        # Seconds stand last.
        ("tickets.wake", "* * * * * */15", _until_done(desk, wake_due)),
        ("replies.scheduled", "* * * * * */5", send_scheduled),
        ("search.rewrite", "* * * * * */5", _catching_up(desk, rewrite_some)),
        ("tickets.sort_keys", "* * * * * */5", _catching_up(desk, fill_some)),
        ("sla.reach", "* * * * * */5", _catching_up(desk, reach_some)),
        ("sla.tell", "* * * * *", _until_done(desk, tell_due)),
        ("tickets.purge", "31 2 * * *", _until_done(desk, purge_due)),
        ("notifications.sweep", "7 4 * * *", _until_done(desk, sweep_notifications)),
        ("requests.sweep", "17 * * * *", _once(desk, sweep_asked_once)),
        ("mail.budgets.sweep", "47 3 * * *", _once(desk, sweep_budgets)),
        ("mail.consents.sweep", "37 * * * *", _once(desk, sweep_consents)),
        ("uploads.sweep", "17 3 * * *", _once(desk, sweep_loose_uploads)),
        # After all that takes rows away.
        ("blobs.sweep", "33 4 * * *", sweep_storage),
    ):
        desk.jobs.register_periodic(Periodic(name, cron, job))


def _once(desk: Desk, sweep: Sweep) -> Job:
    """A sweep in one transaction of its own."""

    async def run() -> None:
        async with desk.database.transaction() as tx:
            await sweep(tx)

    return run


def _until_done(desk: Desk, sweep: Sweep) -> Job:
    """A sweep that takes some at a time, each time in a transaction of its own, until nothing is left."""

    async def run() -> None:
        left: Any = True
        while left:
            async with desk.database.transaction() as tx:
                left = await sweep(tx)

    return run


def _catching_up(desk: Desk, piece: Piece) -> Job:
    """Half of the time that it is asked for: a walk over a million tickets leaves the other half to everybody else."""

    async def run() -> None:
        await catch_up(desk.database, piece, 2.5)

    return run
