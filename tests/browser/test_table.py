"""Tickets are selected in the table, changed together and changed back, and deleted by their number."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest_asyncio
from playwright.async_api import BrowserContext, expect

from deskbell.kernel.desk import Desk
from tests.browser.workspace_on_screen import Workspace, a_workspace, faults, the_list, the_row
from tests.serving import serving


@pytest_asyncio.fixture
async def workspace(desk: Desk) -> AsyncIterator[Workspace]:
    """With a worker beside the desk."""
    async with serving(desk) as served:
        worker = asyncio.create_task(desk.jobs.work())
        workspace = a_workspace(served)
        await workspace.admin()
        yield workspace
        worker.cancel()
        with suppress(asyncio.CancelledError):
            await worker


async def test_a_range_is_changed_together_and_changed_back(workspace: Workspace, window: BrowserContext) -> None:
    await workspace.tickets(4)
    page = await workspace.sign_in(window)
    await page.get_by_role("checkbox", name="Select Ticket 1").click()
    await page.get_by_role("checkbox", name="Select Ticket 3").click(modifiers=["Shift"])
    bar = page.get_by_role("toolbar", name="Selected tickets")
    await expect(bar.get_by_role("status")).to_have_text("3 selected")
    assert await faults(page) == []
    await bar.get_by_role("button", name="Priority").click()
    await page.get_by_role("menuitem", name="Urgent").click()
    await expect(bar).to_have_count(0)
    await expect(the_row(page, "Ticket 2")).to_contain_text("Urgent")
    work = page.get_by_role("region", name="Work")
    await expect(work).to_contain_text("Done: 3 of 3")
    assert await faults(page) == []
    await work.get_by_role("button", name="Undo").click()
    await expect(work).to_contain_text("Taken back: 3 of 3")
    await expect(the_list(page)).not_to_contain_text("Urgent")
    await page.reload()
    await expect(work).to_contain_text("Taken back: 3 of 3")


async def test_all_in_a_view_are_deleted_by_keyboard_once_their_number_is_typed(
    workspace: Workspace, window: BrowserContext
) -> None:
    await workspace.tickets(3)
    page = await workspace.sign_in(window)
    await expect(the_row(page, "Ticket 1")).to_be_visible()
    await the_list(page).focus()
    await page.keyboard.press("Control+a")
    bar = page.get_by_role("toolbar", name="Selected tickets")
    await expect(bar.get_by_role("status")).to_have_text("3 selected")
    await bar.get_by_role("button", name="Delete").press("Enter")
    dialog = page.get_by_role("dialog")
    delete = dialog.get_by_role("button", name="Delete")
    await dialog.get_by_label("Number of tickets").fill("2")
    await expect(delete).to_be_disabled()
    assert await faults(page) == []
    await dialog.get_by_label("Number of tickets").fill("3")
    await delete.press("Enter")
    await expect(the_list(page).get_by_role("row").filter(has_text=re.compile("Ticket \\d"))).to_have_count(0)
    await expect(page.get_by_role("region", name="Work")).to_contain_text("Done: 3 of 3")


async def test_rows_are_chosen_by_keyboard_and_tagged_from_a_dialog(
    workspace: Workspace, window: BrowserContext
) -> None:
    await workspace.tickets(3)
    page = await workspace.sign_in(window)
    await expect(the_row(page, "Ticket 1")).to_be_visible()
    await the_list(page).focus()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("x")
    await page.keyboard.press("Shift+ArrowDown")
    bar = page.get_by_role("toolbar", name="Selected tickets")
    await expect(bar.get_by_role("status")).to_have_text("2 selected")
    await expect(the_list(page).get_by_role("row", selected=True)).to_have_count(2)
    await bar.get_by_role("button", name="More").press("Enter")
    await page.get_by_role("menuitem", name="Change tags").press("Enter")
    added = page.get_by_role("dialog").get_by_role("group", name="Add tags")
    await added.get_by_role("button", name="Add a tag").press("Enter")
    await added.get_by_role("textbox", name="New tag").fill("grinder")
    await page.keyboard.press("Enter")
    assert await faults(page) == []
    await page.get_by_role("dialog").get_by_role("button", name="Save").press("Enter")
    await expect(page.get_by_role("region", name="Work")).to_contain_text("Done: 2 of 2")


async def test_a_column_is_sized_by_keyboard_and_stays_so(workspace: Workspace, window: BrowserContext) -> None:
    await workspace.tickets(1)
    page = await workspace.sign_in(window)
    edge = the_list(page).get_by_role("columnheader", name="Status").get_by_role("separator")
    before = int(await edge.get_attribute("aria-valuenow") or 0)
    async with page.expect_response("**/api/views/unassigned/settings"):
        await edge.press("ArrowRight")
    await page.reload()
    await expect(edge).to_have_attribute("aria-valuenow", str(before + 16))
    await edge.press("Enter")
    await expect(edge).not_to_have_attribute("aria-valuenow", str(before + 16))
