"""A list of options that opens beside its field."""

import re

from playwright.async_api import Locator, expect


async def choose(field: Locator, option: str | re.Pattern[str], *, exact: bool = False) -> None:
    """The first option of that name. Waits until the list is gone: it takes every press, and the next may be alike."""
    await field.click()
    await field.page.get_by_role("option", name=option, exact=exact).first.click()
    await expect(field.page.get_by_role("listbox")).to_have_count(0)
