"""A real Chromium for every test in this folder, and a desk for every file."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from deskbell.kernel.desk import Desk
from tests.browser.chromium import WHOLE, WITHOUT_FACE, a_chromium
from tests.browser.ticket_on_screen import Room, a_room
from tests.serving import Served, serving

# What is waited for comes as soon as the machine gets to it, and there are other tests on it.
expect.set_options(timeout=15_000)


@pytest_asyncio.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with a_chromium(WITHOUT_FACE, *WHOLE) as browser:
        yield browser


@pytest_asyncio.fixture
async def window(chromium: Browser) -> AsyncIterator[BrowserContext]:
    """A browser that has never been anywhere."""
    context = await chromium.new_context(viewport={"width": 1440, "height": 900})
    yield context
    await context.close()


@pytest_asyncio.fixture(scope="module")
async def served(standing_desk: Desk) -> AsyncIterator[Served]:
    """One desk for the whole file: each test has a ticket and colleagues of its own."""
    async with serving(standing_desk) as running:
        yield running


@pytest_asyncio.fixture
async def room(served: Served) -> Room:
    """A ticket of this test's own, and whoever looks at it."""
    return await a_room(served)


@pytest_asyncio.fixture
async def page(room: Room, window: BrowserContext) -> Page:
    """The ticket on Maija's screen."""
    return await room.open(window, await room.colleague("Maija Meri"))
