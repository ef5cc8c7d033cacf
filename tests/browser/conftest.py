"""A real Chromium for every test in this folder, and a desk for every file."""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from deskbell.kernel.desk import Desk
from tests.browser.ticket_on_screen import Room, a_room
from tests.serving import Served, serving

# What is waited for comes as soon as the machine gets to it, and there are other tests on it.
expect.set_options(timeout=15_000)
# What Chromium does not need here; the driver's own list no longer counts once there is one.
WITHOUT = (
    "AutofillServerCommunication",  # asks a server of its maker about any form
    "WebUIOmniboxPopup",  # pages of its own beside each page, which nobody sees
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "HttpsUpgrades",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "MediaRouter",
    "PreconnectToSearch",
)


@pytest_asyncio.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("No Chromium found: install it, or name it in the variable CHROMIUM.")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                f"--disable-features={','.join(WITHOUT)}",
            ],
        )
        yield browser
        await browser.close()


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
