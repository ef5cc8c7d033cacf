"""The three layouts of a view in a real browser: Table, Split and Board (W1)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Error, Locator, Page, Route, expect

from deskbell.events.views import ViewChanged
from deskbell.kernel.desk import Desk
from tests.browser.choosing import choose
from tests.browser.saving import reload, saved
from tests.browser.workspace_on_screen import BY_IMPORT, Workspace, a_workspace, faults, the_list, the_row, the_view
from tests.serving import serving

REQUIRES_PRIORITY = "UPDATE statuses SET required_properties = '{priority}' WHERE id = 3"
AS_AN_AGENT = "UPDATE users SET is_super_admin = false"  # whom the rules of pipelines bind
NO_SKIPPING = "UPDATE pipelines SET no_skipping = true WHERE id = 0"


@pytest_asyncio.fixture
async def workspace(desk: Desk) -> AsyncIterator[Workspace]:
    """Five new tickets of nobody."""
    async with serving(desk) as served:
        made = a_workspace(served)
        await made.admin()
        await made.tickets(5)
        yield made


async def test_split_is_remembered_walked_by_arrows_and_returned_to(
    workspace: Workspace, window: BrowserContext
) -> None:
    page = await workspace.sign_in(window)
    layout = page.get_by_role("radiogroup", name="Layout")
    await expect(layout.get_by_role("radio", name="Table")).to_be_checked()
    await layout.get_by_role("radio", name="Split").click()
    await expect(page.get_by_text("No ticket chosen")).to_be_visible()
    await expect(the_row(page, "Ticket 3")).to_be_visible()
    ticket = page.get_by_role("region", name="Ticket", exact=True)
    await the_list(page).focus()
    await page.keyboard.press("ArrowDown")
    await expect(ticket.get_by_text("#1", exact=True)).to_be_visible()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("j")
    await expect(ticket.get_by_text("#3", exact=True)).to_be_visible()
    await expect(the_list(page)).to_be_focused()
    assert await faults(page) == []
    await page.emulate_media(color_scheme="dark")
    assert await faults(page) == []
    await reload(page)
    await expect(page.get_by_role("radio", name="Split")).to_be_checked()
    await expect(ticket.get_by_text("#3", exact=True)).to_be_visible()
    await expect(the_row(page, "Ticket 3")).to_have_attribute("aria-selected", "true")

    await ticket.get_by_role("button", name="Actions").focus()
    await page.keyboard.press("e")
    await expect(the_row(page, "Ticket 3")).to_have_count(0)
    await expect(ticket.get_by_text("#4", exact=True)).to_be_visible()
    await expect(ticket.get_by_role("button", name="Actions")).to_be_focused()
    await the_view(page, "All open").click()
    await expect(page.get_by_role("radio", name="Table")).to_be_checked()


async def test_a_card_is_dragged_by_mouse_and_keyboard_and_opens_beside_the_board(
    workspace: Workspace, chromium: Browser, window: BrowserContext
) -> None:
    other = await workspace.sign_in(await chromium.new_context())
    page = await workspace.sign_in(window)
    await page.get_by_role("radio", name="Board").click()
    new, waiting = _column(page, "New"), _column(page, "Waiting on contact")
    await expect(_card(new, "Ticket 1")).to_be_visible()

    await _card(new, "Ticket 1").drag_to(waiting)
    await expect(_card(waiting, "Ticket 1")).to_be_visible()
    await expect(_card(new, "Ticket 1")).to_have_count(0)
    await expect(page.get_by_text("Status is now Waiting on contact")).to_be_visible()
    await expect(the_row(other, "Ticket 1")).to_contain_text("Waiting on contact")

    await _card(new, "Ticket 2").focus()
    told = page.get_by_role("status")
    await page.keyboard.press("Space")
    await expect(told.filter(has_text="Picked up Ticket 2 from New.")).to_have_count(1)
    await page.keyboard.press("ArrowRight")
    await expect(told.filter(has_text="Over Waiting on contact, 2 of 4.")).to_have_count(1)
    await page.keyboard.press("Escape")
    await expect(told.filter(has_text="Put back in New.")).to_have_count(1)
    await expect(_card(new, "Ticket 2")).to_be_focused()
    await page.keyboard.press("Space")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Space")
    await expect(told.filter(has_text="Dropped in Waiting on contact.")).to_have_count(1)
    await expect(_card(waiting, "Ticket 2")).to_be_focused()
    assert await faults(page) == []

    await _card(new, "Ticket 3").click()
    preview = page.get_by_role("complementary", name="Ticket preview")
    await expect(preview.get_by_text("#3", exact=True)).to_be_visible()
    await page.emulate_media(color_scheme="dark")
    assert await faults(page) == []
    await page.keyboard.press("Escape")
    await expect(preview).to_have_count(0)
    await expect(_card(new, "Ticket 3")).to_be_focused()
    await other.context.close()


async def test_a_drop_asks_for_what_the_status_requires_and_a_refusal_puts_the_card_back(
    workspace: Workspace, window: BrowserContext
) -> None:
    async with workspace.served.desk.database.transaction(BY_IMPORT) as tx:
        await tx.run(REQUIRES_PRIORITY, ())
        await tx.run(AS_AN_AGENT, ())
    page = await workspace.sign_in(window)
    await page.get_by_role("radio", name="Board").click()
    new, us = _column(page, "New"), _column(page, "Waiting on us")
    await _card(new, "Ticket 1").focus()
    for key in ("Space", "ArrowRight", "ArrowRight", "Space"):
        await page.keyboard.press(key)
    dialog = page.get_by_role("dialog", name="Move to Waiting on us")
    await expect(dialog).to_be_visible()
    await choose(dialog.get_by_role("combobox", name="Priority"), "High")
    await dialog.get_by_role("button", name="Move the ticket").click()
    await expect(_card(us, "Ticket 1")).to_be_focused()  # the dialog is gone, and takes the focus no more
    await saved(page)

    async with workspace.served.desk.database.transaction(BY_IMPORT) as tx:
        await tx.run(NO_SKIPPING, ())
    await _card(new, "Ticket 2").focus()
    for key in ("Space", "ArrowRight", "ArrowRight", "Space"):
        await page.keyboard.press(key)
    told = page.get_by_role("region", name="Notifications")
    await expect(told.get_by_text("The ticket was put back")).to_be_visible()
    await expect(told.get_by_text("no status is skipped").first).to_be_visible()
    await expect(_card(new, "Ticket 2")).to_be_focused()


def _column(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name="Board").get_by_role("region", name=name, exact=True)


def _card(within: Locator, name: str) -> Locator:
    return within.get_by_role("listitem").get_by_role("button", name=name, exact=True)


async def test_an_answer_from_before_a_layout_was_chosen_does_not_bring_the_old_one_back(
    workspace: Workspace, window: BrowserContext
) -> None:
    """It was asked for because of something else, and came when the choice was kept."""
    page = await workspace.sign_in(window)
    is_read, is_kept = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        answer = await route.fetch()
        is_read.set()
        await is_kept.wait()
        with suppress(Error):  # nobody waits for it any more
            await route.fulfill(response=answer)

    await page.route("**/api/views", late, times=1)
    async with workspace.served.desk.database.transaction(BY_IMPORT) as tx:
        await tx.record(ViewChanged(1))
    await is_read.wait()
    async with page.expect_response(lambda answer: answer.url.endswith("/settings") and answer.request.method == "PUT"):
        await page.get_by_role("radio", name="Board").click()
    is_kept.set()
    await saved(page)
    await expect(_card(_column(page, "New"), "Ticket 1")).to_be_visible()
    await expect(page.get_by_role("radio", name="Board")).to_be_checked()
