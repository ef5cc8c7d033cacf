"""People who look after people."""

from datetime import timedelta

import pytest

from deskbell.kernel.transaction import Tx
from deskbell.users.viewer import Viewer
from tests.given import a_user


@pytest.fixture
async def boss(tx: Tx) -> Viewer:
    """A super admin who can sign in."""
    viewer = await a_user(tx, "Boss", is_super_admin=True)
    await tx.run("UPDATE users SET password_hash = 'kept' WHERE id = %s", (viewer.user_id,))
    return viewer


@pytest.fixture
async def manager(tx: Tx) -> Viewer:
    return await a_user(tx, "Manager", permissions=["manage_users"], visibility="team", sees_unassigned=True)


async def let_time_pass(tx: Tx, table: str, column: str, passed: timedelta) -> None:
    """As if all rows had been written earlier."""
    assert (table, column) in {("one_time_links", "expires_at"), ("sessions", "expires_at"), ("sign_in_failures", "at")}
    await tx.run(f"UPDATE {table} SET {column} = {column} - %s", (passed,))  # type: ignore[arg-type] # listed above
