"""A real Chromium: Debian's, without a face where that is enough, since the face costs as much as the pages."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, async_playwright

WITHOUT_FACE = "chromium-headless-shell"
WHOLE = ("chromium", "google-chrome")
# What the whole one does not need here; the driver's own list no longer counts once there is one.
_WITHOUT = (
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


@asynccontextmanager
async def a_chromium(*names: str) -> AsyncIterator[Browser]:
    """The first of these programs that is there, unless CHROMIUM names another."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.fail("No Chromium found: install it, or name it in the variable CHROMIUM.")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                f"--disable-features={','.join(_WITHOUT)}",
            ],
        )
        yield browser
        await browser.close()
