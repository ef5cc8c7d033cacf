"""An inbox beside the help desk, mail that comes into it, and who may do what there."""

from deskbell.kernel.event import SYSTEM
from deskbell.tickets.intake import Accepted, accept
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_user, an_email_account
from tests.serving import Served


class Press:
    """An inbox whose account brings mail into it, and somebody who may do everything."""

    boss: Viewer
    inbox_id: int
    account_id: int

    def __init__(self, served: Served) -> None:
        self.served = served

    async def build(self) -> "Press":
        async with self.served.desk.database.transaction(SYSTEM) as tx:
            self.boss = await a_user(tx, "Boss", is_super_admin=True)
            self.account_id = await an_email_account(tx)
        async with self.served.as_user(self.boss) as client:
            self.inbox_id = (await client.post("/api/inboxes", json={"name": " Press  room "})).json()["id"]
        return self

    async def mail(self, **fields: object) -> Accepted:
        async with self.served.desk.database.transaction(SYSTEM) as tx:
            return await accept(tx, a_mail(self.account_id, **{"inbox_id": self.inbox_id, **fields}))

    async def user(self, name: str, **fields: object) -> Viewer:
        async with self.served.desk.database.transaction(SYSTEM) as tx:
            return await a_user(tx, name, **fields)
