"""The workspace in a real browser: a served desk with many tickets, and a colleague who looks at their list."""

from dataclasses import dataclass

import pytest
from playwright.async_api import BrowserContext, Locator, Page, expect

from deskbell.kernel.event import Actor
from deskbell.tickets.opening import NewTicket, open_ticket
from deskbell.users.adding import add_user
from deskbell.wiring.app import WEB
from tests.browser.axe import serious_faults
from tests.serving import Served

BY_IMPORT = Actor("system", "import")
EMAIL, PASSWORD = "maija@desk.example", "a long enough word"


@dataclass(slots=True)
class Workspace:
    served: Served

    async def admin(self) -> None:
        async with self.served.desk.database.transaction(BY_IMPORT) as tx:
            await add_user(tx, email=EMAIL, name="Maija Meri", password=PASSWORD, is_super_admin=True)

    async def tickets(self, number: int) -> None:
        """Ticket 1 is the newest; each next one is a minute older."""
        async with self.served.desk.database.transaction(BY_IMPORT) as tx:
            await tx.run(
                "INSERT INTO tickets (name, pipeline_id, status_id, created_at, updated_at, active_at)"
                " SELECT 'Ticket ' || n, 0, 1, at, at, at FROM (SELECT n, now() - n * interval '1 minute' AS at"
                " FROM generate_series(1, %s) AS n) AS tickets",
                (number,),
            )

    async def open_ticket(self, name: str) -> int:
        async with self.served.desk.database.transaction(BY_IMPORT) as tx:
            return await open_ticket(tx, NewTicket(name, 0, 1))

    async def sign_in(self, window: BrowserContext) -> Page:
        """By the door that everybody uses."""
        page = await window.new_page()
        await page.goto(self.served.url)
        await page.get_by_label("Email").fill(EMAIL)
        await page.get_by_label("Password").fill(PASSWORD)
        await page.get_by_role("button", name="Sign in").click()
        await expect(the_list(page)).to_be_visible()
        return page


def a_workspace(served: Served) -> Workspace:
    if not (WEB / "index.html").is_file():
        pytest.fail("The web application is not built: `./run setup` builds it.")
    return Workspace(served)


def the_list(page: Page) -> Locator:
    return page.get_by_role("grid", name="Tickets")


def the_row(page: Page, name: str) -> Locator:
    return the_list(page).get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))


def the_view(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Views").get_by_role("link", name=name, exact=True)


async def faults(page: Page) -> list[str]:
    """What axe-core finds serious or worse on the whole page."""
    return await serious_faults(page)
