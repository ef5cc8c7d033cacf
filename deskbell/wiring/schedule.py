"""Which work is done later, and which by the clock?"""

from deskbell.channels.email.budgets import sweep_budgets
from deskbell.conversations.attachments import sweep_loose_uploads
from deskbell.kernel.desk import Desk
from deskbell.kernel.jobs import Periodic
from deskbell.tickets.purging import purge_some
from deskbell.tickets.snoozing import wake_due
from deskbell.users.sweeping import sweep_sign_in
from deskbell.wiring.account_mails import register_account_mails
from deskbell.work.going_on import go_on, rescue_works, sweep_works
from deskbell.work.work import GO_ON


def register_jobs(desk: Desk) -> None:
    """Name every job once; a worker that meets an unknown name fails that job for good."""

    async def sweep_uploads() -> None:
        async with desk.database.transaction() as tx:
            await sweep_loose_uploads(tx)

    async def forget_old_budgets() -> None:
        async with desk.database.transaction() as tx:
            await sweep_budgets(tx)

    async def wake_snoozed() -> None:
        woken = 1
        while woken:
            async with desk.database.transaction() as tx:
                woken = await wake_due(tx)

    async def empty_the_trash() -> None:
        purged = [0]
        while purged:
            async with desk.database.transaction() as tx:
                purged = await purge_some(tx)

    async def sweep_users() -> None:
        async with desk.database.transaction() as tx:
            await sweep_sign_in(tx)

    async def work_on(work_id: int) -> None:
        await go_on(desk, work_id)

    async def take_over_works() -> None:
        await rescue_works(desk)

    async def forget_old_works() -> None:
        async with desk.database.transaction() as tx:
            await sweep_works(tx)

    register_account_mails(desk)
    desk.jobs.register(GO_ON, work_on)
    desk.jobs.register_periodic(Periodic("work.rescue", "* * * * *", take_over_works))
    desk.jobs.register_periodic(Periodic("work.sweep", "11 3 * * *", forget_old_works))
    desk.jobs.register_periodic(Periodic("users.sweep", "27 * * * *", sweep_users))
    desk.jobs.register_periodic(Periodic("tickets.wake", "* * * * * */15", wake_snoozed))
    desk.jobs.register_periodic(Periodic("tickets.purge", "31 2 * * *", empty_the_trash))
    desk.jobs.register_periodic(Periodic("mail.budgets.sweep", "47 3 * * *", forget_old_budgets))
    desk.jobs.register_periodic(Periodic("uploads.sweep", "17 3 * * *", sweep_uploads))
