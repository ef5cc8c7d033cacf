"""How does a desk begin: its company, its first super admin, and perhaps demo data (P4)?"""

from collections.abc import Callable

import psycopg

from deskbell.kernel.desk import Desk
from deskbell.kernel.desk_settings import put_setting
from deskbell.kernel.errors import Conflict, Invalid
from deskbell.kernel.event import Actor
from deskbell.users.adding import LONGEST_NAME, add_user, has_users

_ALONE = 7_236_402


async def begin_desk(
    desk: Desk,
    *,
    email: str,
    password: str,
    name: str,
    company: str,
    demo: bool,
    told: Callable[[str, float], None] | None = None,
) -> int:
    """The first super admin's id; `told` hears how far the demo data is (0 to 1).

    Raises Invalid, and Conflict: `setup.done` when the desk has users already, `setup.demo_failed` when it is set up
    and only the demo data is missing.
    """
    if not company.strip() or len(company) > LONGEST_NAME or not company.isprintable():
        raise Invalid(
            "Give the company's name: one line of at most 200 characters.", code="setup.company", field="company"
        )
    async with desk.database.transaction(Actor("system", "system")) as tx:
        await tx.run("SELECT pg_advisory_xact_lock(%s)", (_ALONE,))
        if await has_users(tx):
            raise Conflict("This desk is set up already. Sign in.", code="setup.done")
        user_id = await add_user(tx, email=email, name=name, password=password, is_super_admin=True)
        await put_setting(tx, "company", company.strip())
    if demo:
        from deskbell.demo.loading import load_demo  # noqa: PLC0415 - thousands of sentences, once in a desk's life

        try:
            await load_demo(desk, user_id, told)
        except (psycopg.Error, OSError) as error:
            raise Conflict(
                "The desk is set up, but the demo data could not be made. Sign in; it begins empty.",
                code="setup.demo_failed",
            ) from error
    return user_id
