"""Tickets are selected in the table, changed together and changed back, and deleted by their number."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from deskbell.kernel.desk import Desk
from deskbell.work import going_on
from deskbell.work.going_on import go_on
from tests.browser.axe import faults_in_both_themes
from tests.browser.saving import reload
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
    dialog = page.get_by_role("dialog")
    for act in ("Edit a property", "Merge"):
        await bar.get_by_role("button", name="More").click()
        await page.get_by_role("menuitem", name=act, exact=True).click()
        await expect(dialog).to_be_visible()
        assert await faults_in_both_themes(page) == []
        await dialog.get_by_role("button", name="Cancel").click()
        await expect(dialog).to_have_count(0)
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
    await reload(page)
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
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("menu")).to_have_count(0)
    await page.keyboard.press("Escape")  # the menu had the focus of the list
    await expect(bar).to_have_count(0)
    await the_list(page).focus()
    await page.keyboard.press("x")
    await page.keyboard.press("Shift+ArrowUp")
    await expect(bar.get_by_role("status")).to_have_text("2 selected")
    await bar.get_by_role("button", name="More").press("Enter")
    await page.get_by_role("menuitem", name="Change tags").press("Enter")
    added = page.get_by_role("dialog").get_by_role("group", name="Add tags")
    await added.get_by_role("button", name="Add a tag").press("Enter")
    await added.get_by_role("textbox", name="New tag").fill("grinder")
    await page.keyboard.press("Enter")
    assert await faults_in_both_themes(page) == []
    await page.get_by_role("dialog").get_by_role("button", name="Save").press("Enter")
    await expect(page.get_by_role("region", name="Work")).to_contain_text("Done: 2 of 2")


async def test_a_column_is_sized_by_keyboard_and_stays_so(workspace: Workspace, window: BrowserContext) -> None:
    await workspace.tickets(1)
    page = await workspace.sign_in(window)
    edge = the_list(page).get_by_role("columnheader", name="Status").get_by_role("separator")
    before = int(await edge.get_attribute("aria-valuenow") or 0)
    await edge.press("ArrowRight")
    await reload(page)
    await expect(edge).to_have_attribute("aria-valuenow", str(before + 16))
    await edge.press("Enter")
    await expect(edge).not_to_have_attribute("aria-valuenow", str(before + 16))


async def test_properties_of_the_desk_are_columns_that_are_sorted_and_moved_by_key_and_by_mouse(
    workspace: Workspace, window: BrowserContext
) -> None:
    await workspace.tickets(3)
    page = await workspace.sign_in(window)
    await _give(
        page, {"name": "order_value", "label": "Order value", "kind": "number"}, {"Ticket 1": 20, "Ticket 3": 1000.5}
    )
    await _give(page, {"name": "warranty", "label": "Under warranty", "kind": "checkbox"}, {"Ticket 2": True})
    await reload(page)
    await page.get_by_role("button", name="Columns").click()
    columns = page.get_by_role("dialog", name="Columns")
    await columns.get_by_role("checkbox", name="Order value").click()
    await columns.get_by_role("checkbox", name="Under warranty").click()
    assert await faults_in_both_themes(page) == []
    handle = columns.get_by_role("button", name="Move Under warranty", exact=True)
    await handle.press("ArrowUp")
    await expect(columns.get_by_role("status")).to_contain_text("Under warranty is now number")
    await handle.press("ArrowUp")
    await page.keyboard.press("Escape")
    heads = the_list(page).get_by_role("columnheader")
    await expect(heads).to_have_text(
        [
            "Select all",
            "Contact",
            "Ticket",
            "Status",
            "Owner",
            "Priority",
            "Under warranty",
            "Last message",
            "Order value",
        ]
    )
    await expect(the_row(page, "Ticket 3")).to_contain_text("1,000.5")
    await expect(the_row(page, "Ticket 2")).to_contain_text("Yes")
    rows = the_list(page).get_by_role("row").filter(has=page.get_by_role("link", name=re.compile("^Ticket")))
    value = the_list(page).get_by_role("columnheader", name="Order value")
    await value.get_by_role("button", name="Order value").click()
    await expect(value).to_have_attribute("aria-sort", "descending")
    await expect(rows).to_contain_text(["Ticket 3", "Ticket 1", "Ticket 2"])
    await value.get_by_role("button", name="Order value").click()
    await expect(rows).to_contain_text(["Ticket 1", "Ticket 3", "Ticket 2"])
    await value.drag_to(the_list(page).get_by_role("columnheader", name="Status"))
    await reload(page)
    await expect(heads.nth(3)).to_have_text("Order value")
    await expect(rows).to_contain_text(["Ticket 1", "Ticket 3", "Ticket 2"])
    assert await faults(page) == []


async def _give(page: Page, wanted: dict[str, str], values: dict[str, object]) -> None:
    """A property of the desk, and its value of these tickets."""
    api, ours = page.context.request, {"X-Deskbell": "1"}
    base = page.url.split("/views")[0] + "/api"
    assert (await api.post(f"{base}/properties/tickets", data=wanted, headers=ours)).ok
    listed = (await (await api.get(f"{base}/tickets?view=unassigned")).json())["tickets"]
    for ticket in listed:
        if ticket["name"] in values:
            change = {"properties": {wanted["name"]: values[ticket["name"]]}}
            assert (await api.patch(f"{base}/tickets/{ticket['id']}", data=change, headers=ours)).ok


async def test_long_work_tells_how_far_it_is_and_is_stopped_and_taken_back(
    desk: Desk, window: BrowserContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No worker runs: each slice of the work is done when the test says so, two tickets at a time."""
    monkeypatch.setattr(going_on, "FEWEST_AT_ONCE", 2)
    monkeypatch.setattr(going_on, "SLICE_SECONDS", 0.001)
    async with serving(desk) as served:
        workspace = a_workspace(served)
        await workspace.admin()
        await workspace.tickets(5)
        page = await workspace.sign_in(window)
        await the_list(page).focus()
        await expect(the_row(page, "Ticket 5")).to_be_visible()
        await page.keyboard.press("Control+a")
        bar = page.get_by_role("toolbar", name="Selected tickets")
        await bar.get_by_role("button", name="Category").click()
        await page.get_by_role("menuitem").nth(1).click()
        work = page.get_by_role("region", name="Work")
        await expect(work).to_contain_text("0 of 5")
        async with served.desk.database.reading() as reader:
            work_id = int(await reader.value("SELECT max(id) FROM works"))
        await go_on(served.desk, work_id)
        await expect(work).to_contain_text("2 of 5")
        await expect(work.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "2")
        # It stands below the work and covers nothing of it.
        under, over = await work.bounding_box(), await the_list(page).bounding_box()
        assert under is not None
        assert over is not None
        assert under["y"] >= over["y"] + over["height"] - 1
        assert await faults(page) == []
        await work.get_by_role("button", name="Cancel").click()
        await expect(work.get_by_role("button", name="Cancel")).to_have_count(0)
        await go_on(served.desk, work_id)
        await expect(work).to_contain_text("Stopped after 2 of 5")
        await work.get_by_role("button", name="Undo").click()
        await expect(work).to_contain_text("Taking back: 0 of 2")
        await go_on(served.desk, work_id)
        await go_on(served.desk, work_id)
        await expect(work).to_contain_text("Taken back: 2 of 2")
        await work.get_by_role("button", name="Put away what is done").click()
        await expect(work).to_have_count(0)


async def test_where_a_window_has_no_room_for_all_acts_the_others_are_behind_more_and_delete_stays(
    workspace: Workspace, window: BrowserContext
) -> None:
    await workspace.tickets(2)
    page = await workspace.sign_in(window)
    await page.get_by_role("checkbox", name="Select Ticket 1").click()
    bar = page.get_by_role("toolbar", name="Selected tickets")
    await expect(bar.get_by_role("button", name="Assign")).to_be_visible()
    await page.set_viewport_size({"width": 880, "height": 800})
    await expect(bar.get_by_role("button", name="Assign")).to_have_count(0)
    assert await bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth")
    await bar.get_by_role("button", name="More").click()
    await expect(page.get_by_role("menuitem", name="Assign")).to_be_visible()
    await page.keyboard.press("Escape")
    await bar.get_by_role("button", name="Delete").click()
    await expect(page.get_by_role("dialog", name="Delete this ticket?")).to_be_visible()


async def test_on_a_phone_all_acts_on_many_are_at_hand_in_the_dark_too(workspace: Workspace, chromium: Browser) -> None:
    await workspace.tickets(3)
    window = await chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, color_scheme="dark"
    )
    page = await workspace.sign_in(window)
    for number in (1, 2):
        await page.get_by_role("checkbox", name=f"Select Ticket {number}").tap()
    bar = page.get_by_role("toolbar", name="Selected tickets")
    await expect(bar.get_by_role("status")).to_have_text("2 selected")
    assert await bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth")
    assert await faults(page) == []
    more = bar.get_by_role("button", name="More")
    await more.tap()
    await page.get_by_role("menuitem", name="Priority").tap()
    await page.get_by_role("menuitem", name="No priority").tap()
    await expect(page.get_by_role("region", name="Work")).to_contain_text("Done: 2 of 2")
    for number in (1, 2, 3):
        await page.get_by_role("checkbox", name=f"Select Ticket {number}").tap()
    await more.tap()
    async with page.expect_response("**/api/views/unassigned/export"):
        await page.get_by_role("menuitem", name="Export CSV").tap()
    await expect(page.get_by_role("link", name="Download")).to_be_visible()
    await more.tap()
    await page.get_by_role("menuitem", name="Delete").tap()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Number of tickets").fill("3")
    assert await faults(page) == []
    await dialog.get_by_role("button", name="Delete").tap()
    await expect(the_list(page).get_by_role("link", name=re.compile("^Ticket"))).to_have_count(0)
    await window.close()


async def test_tickets_are_rehearsed_beside_the_list_and_nobody_has_looked_at_them(
    workspace: Workspace, window: BrowserContext
) -> None:
    first, *others = [await workspace.open_ticket(name) for name in ("First", "Second", "Third")]
    asked: list[str] = []
    window.on("request", lambda request: asked.append(urlsplit(request.url).path))
    rehearsed = {f"/api/tickets/{number}" for number in (first, *others)}
    async with window.expect_event("requestfinished", lambda _: rehearsed <= set(asked)):
        page = await workspace.sign_in(window)
    await the_row(page, "First").get_by_role("link").click()
    await expect(page.get_by_role("region", name="Conversation")).to_be_visible()
    await expect(page.get_by_role("textbox", name="Reply")).to_be_visible()
    assert [path for path in asked if path.endswith("/timeline")] == [f"/api/tickets/{first}/timeline"]
    await expect(page.get_by_role("article")).to_have_count(0)
