"""A ticket in a real browser: a served desk, a mail that came, colleagues who look at it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from deskbell.kernel.event import Actor
from deskbell.tickets.intake import Accepted, accept
from deskbell.users.viewer import Viewer
from deskbell.wiring.app import WEB
from tests.browser import axe
from tests.given import a_mail, a_user, an_email_account
from tests.serving import Served

BY_MAIL = Actor("system", "mail")


@dataclass(slots=True)
class Room:
    """A served desk with one connected address, and the ticket that a first mail made."""

    served: Served
    account_id: int
    first: Accepted
    _mails: int = 1

    @property
    def ticket_id(self) -> int:
        assert self.first.ticket_id is not None
        return self.first.ticket_id

    async def colleague(self, name: str, **fields: object) -> Viewer:
        async with self.served.desk.database.transaction(BY_MAIL) as tx:
            return await a_user(tx, name, **fields)

    async def mail(self, text: str, **fields: object) -> Accepted:
        """The customer writes again, on the same thread unless told otherwise."""
        self._mails += 1
        wanted = {"text": text, "thread_ids": (self.first.thread_id,), "subject": "Re: The invoice is wrong", **fields}
        async with self.served.desk.database.transaction(BY_MAIL) as tx:
            return await accept(tx, a_mail(self.account_id, **wanted))

    async def sign_in(self, window: BrowserContext, viewer: Viewer) -> None:
        name, _, value = (await self.served.cookie_of(viewer)).partition("=")
        await window.add_cookies([{"name": name, "value": value, "url": self.served.url}])

    async def open(self, window: BrowserContext, viewer: Viewer) -> Page:
        """The ticket on the screen of a colleague, painted."""
        await self.sign_in(window, viewer)
        page = await window.new_page()
        await page.goto(f"{self.served.url}/tickets/{self.ticket_id}")
        await expect(page.get_by_role("article").first).to_be_visible()
        await expect(page.locator("[contenteditable=true]")).to_be_visible()
        return page


async def a_room(served: Served) -> Room:
    if not (WEB / "index.html").is_file():
        pytest.fail("The web application is not built: `./run setup` builds it.")
    async with served.desk.database.transaction(BY_MAIL) as tx:
        account_id = await an_email_account(tx)
        first = await accept(tx, a_mail(account_id, sent_at=datetime.now(UTC) - timedelta(hours=3)))
    return Room(served, account_id, first)


@asynccontextmanager
async def another_window(
    browser: Browser, *, width: int = 1440, theme: str = "light", is_phone: bool = False
) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if theme == "dark" else "light",
        has_touch=is_phone,
        is_mobile=is_phone,
    )
    yield context
    await context.close()


def said(page: Page | Locator, words: str) -> Locator:
    """The message or comment of the thread that says so."""
    return page.get_by_role("article").filter(has_text=words)


async def write(page: Page, tab: str, words: str) -> Locator:
    """Write into the reply's or the comment's text, and wait until the server has the draft."""
    await page.get_by_role("tab", name=tab).click()
    text = page.get_by_role("textbox", name=tab)
    await text.click()
    await page.keyboard.type(words)
    await expect(page.get_by_text("Draft saved")).to_be_visible()
    return text


async def serious_faults(page: Page) -> list[str]:
    """What axe-core finds serious or worse on the page itself; its frame has a test of its own."""
    return await axe.serious_faults(page, "document.querySelector('main')")
