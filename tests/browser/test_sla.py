"""SLA goals in a real browser: set in the settings, then a clock wherever the ticket shows (R3)."""

import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from deskbell.kernel.desk import Desk
from deskbell.kernel.event import SYSTEM
from deskbell.sla.reaching import reach_some
from tests.browser.axe import faults_in_both_themes
from tests.browser.choosing import choose
from tests.browser.saving import saved
from tests.browser.ticket_on_screen import Room, a_room, another_window
from tests.browser.workspace_on_screen import faults, the_row
from tests.serving import Served, serving

NAME = "The invoice is wrong"


@pytest_asyncio.fixture
async def served(desk: Desk) -> AsyncIterator[Served]:
    async with serving(desk) as running:
        yield running


async def _tick(page: Page, field: Locator, *values: str) -> None:
    await field.click()
    for value in values:
        await page.get_by_role("checkbox", name=value, exact=True).click()
    await page.keyboard.press("Escape")


async def _set_goals(page: Page) -> None:
    """Half an hour to answer what is urgent, all else four hours; in no time that is spent waiting for the customer."""
    await page.get_by_role("button", name="Set up SLA goals").click()
    rule = page.get_by_role("region", name="Every ticket")
    await rule.get_by_role("checkbox", name="Close").click()
    close = rule.get_by_role("group", name="Close", exact=True)
    await close.get_by_label("Close, due soon: how many").fill("90")
    await expect(page.get_by_text("“Due soon” has to come before the time is over.")).to_be_visible()
    await expect(page.get_by_role("button", name="Save SLA goals")).to_be_disabled()
    await close.get_by_label("Close, due soon: how many").fill("8")

    await page.get_by_role("button", name="Add a rule").click()
    await expect(page.get_by_text("Choose values for each condition.")).to_be_visible()
    rule = page.get_by_role("region", name="New rule")
    await _tick(page, rule.get_by_role("button", name="Priority is any of"), "High", "Urgent")
    await rule.get_by_label("First reply, due soon: how many").fill("5")
    await choose(rule.get_by_label("First reply, due soon: unit"), "minutes")
    await rule.get_by_label("First reply, time: how many").fill("30")
    await choose(rule.get_by_label("First reply, time: unit"), "minutes")
    await rule.get_by_label("Name", exact=True).fill("Urgent")
    await expect(page.get_by_role("button", name="Move Urgent", exact=True)).to_be_visible()
    await _tick(page, page.get_by_role("button", name="Paused in: No status"), "Waiting on contact")


async def _choose_hours(page: Page) -> None:
    await page.get_by_role("radio", name="Working hours").click()
    week = page.get_by_role("list", name="Working hours of the week")
    monday = week.get_by_role("listitem", name="Monday")
    await monday.get_by_label("Monday: until").fill("08:00")
    await expect(monday.get_by_role("alert")).to_be_visible()
    await expect(page.get_by_role("button", name="Save SLA goals")).to_be_disabled()
    await monday.get_by_label("Monday: until").fill("00:00")
    await week.get_by_role("button", name="Tuesday: same hours as Monday").click()
    await week.get_by_role("button", name="Add hours to Saturday").click()
    await page.get_by_label("Days off").first.fill("2026-12-24")
    await page.get_by_role("button", name="Add day off").click()
    await expect(page.get_by_role("button", name="Remove Dec 24, 2026")).to_be_visible()
    assert await faults_in_both_themes(page) == []
    await page.get_by_role("radio", name="24/7").click()
    await expect(week).to_have_count(0)


async def _unsaved_goals_are_not_left_by_mistake(page: Page) -> None:
    await page.get_by_role("radio", name="Working hours").click()
    settings = page.get_by_role("navigation", name="Settings").get_by_role("link", name="Sidebar", exact=True)
    question = page.get_by_role("dialog", name="Leave without saving?")
    await settings.click()
    assert await faults(page) == []
    await question.get_by_role("button", name="Stay here").click()
    await expect(question).to_have_count(0)
    await expect(page.get_by_role("button", name="Save SLA goals")).to_be_visible()
    await settings.click()
    await question.get_by_role("button", name="Leave without saving").click()
    await expect(page.get_by_role("heading", name="Sidebar", exact=True)).to_be_visible()


async def _reach_open_tickets(room: Room) -> None:
    """What happens behind the screens a few seconds later."""
    for _ in range(20):
        async with room.served.desk.database.transaction(SYSTEM) as tx:
            if not await reach_some(tx):
                return


async def _the_card_follows_the_ticket(page: Page, goals: Locator) -> None:
    first, close = goals.get_by_role("listitem").filter(has_text="First reply"), goals.get_by_text("Close")
    await expect(first).to_contain_text(re.compile(r"(4 hr|3 hr 5\d min) left"))
    await expect(close).to_be_visible()
    await choose(page.get_by_label("Priority", exact=True), "Urgent")
    await expect(first).to_contain_text(re.compile(r"(30|29) min left"))
    await expect(close).to_have_count(0)
    await choose(page.get_by_label("Status", exact=True), "Waiting on contact")
    await expect(first).to_contain_text("Paused")
    await expect(first).to_contain_text("left when it goes on")
    assert await faults_in_both_themes(page) == []
    await choose(page.get_by_label("Status", exact=True), "Waiting on us")
    await expect(first).to_contain_text(re.compile(r"(30|29) min left"))


async def _on_a_phone_the_clock_leaves_the_name_its_room(page: Page) -> None:
    before = page.viewport_size
    await page.set_viewport_size({"width": 390, "height": 844})
    clock = page.get_by_text(re.compile(r"^(30|29|28)m left$"))
    await expect(clock).to_have_count(1)
    await expect(clock).to_be_in_viewport()
    assert await clock.evaluate("one => one.closest('header')") is None
    assert before
    await page.set_viewport_size(before)


async def _lists_and_boards_show_it(page: Page) -> None:
    row = the_row(page, NAME)
    await page.get_by_role("button", name="Columns").click()
    await page.get_by_role("dialog", name="Columns").get_by_role("checkbox", name="SLA", exact=True).click()
    await page.keyboard.press("Escape")
    await expect(row.get_by_text(re.compile(r"^(30|29)m left$"))).to_be_visible()
    await page.get_by_role("columnheader", name="SLA").get_by_role("button").first.click()
    await expect(page.get_by_role("columnheader", name="SLA")).to_have_attribute("aria-sort", "ascending")

    await page.get_by_role("button", name="Filter", exact=True).click()
    panel = page.get_by_role("region", name="Filter")
    condition = panel.get_by_role("listitem", name="New condition")
    await condition.get_by_role("combobox", name="Property").click()
    await page.get_by_role("option", name="SLA state").click()
    await panel.get_by_role("button", name="SLA state: Choose").click()
    await page.get_by_role("checkbox", name="Overdue").click()
    await expect(panel.get_by_role("status")).to_have_text("0 tickets")
    await page.get_by_role("checkbox", name="Active").click()
    await expect(panel.get_by_role("status")).to_have_text("1 ticket")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    assert await faults(page) == []
    for layout in ("Split", "Board", "Table"):
        await page.get_by_role("radiogroup", name="Layout").get_by_role("radio", name=layout).click()
        await expect(page.get_by_text(re.compile(r"^(30|29|28)m left$"))).to_be_visible()


async def _a_clock_goes_by_itself(page: Page) -> None:
    """Hours later nobody has asked the desk, and it is late."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.clock.fast_forward("01:00:00")
    await expect(the_row(page, NAME)).to_contain_text("overdue")
    assert not [url for url in asked if "/api/tickets" in url]


async def test_goals_are_set_and_every_place_of_the_ticket_shows_its_clock(served: Served, chromium: Browser) -> None:
    room = await a_room(served)
    boss = await room.colleague("Maija Meri", is_super_admin=True)
    async with another_window(chromium) as window:
        page = await room.open(window, boss)
        card = page.get_by_role("complementary", name="Details").get_by_role("region", name="SLA", exact=True)
        await expect(card).to_contain_text("No SLA is set up.")
        await card.get_by_role("link", name="Set up SLA goals").click()
        await _set_goals(page)
        await _choose_hours(page)
        await page.get_by_role("button", name="Save SLA goals").click()
        await expect(page.get_by_text("The SLA goals are saved")).to_be_visible()
        await page.reload()
        await expect(page.get_by_role("list", name="Rules in order")).to_contain_text("Priority: High or Urgent")
        await expect(page.get_by_role("button", name="Paused in: Waiting on contact")).to_be_visible()
        await _unsaved_goals_are_not_left_by_mistake(page)

        await page.goto(f"{served.url}/tickets/{room.ticket_id}")
        await expect(card).to_contain_text("No SLA goal is for this ticket.")
        await _reach_open_tickets(room)
        await _the_card_follows_the_ticket(page, card.get_by_role("list", name="SLA goals"))
        await saved(page)
        await _on_a_phone_the_clock_leaves_the_name_its_room(page)
        await page.clock.install()
        await page.goto(f"{served.url}/views/all_open")
        await _lists_and_boards_show_it(page)
        await _a_clock_goes_by_itself(page)
    async with another_window(chromium) as window:
        await _who_has_no_seat_is_not_offered_it(room, window)


async def _who_has_no_seat_is_not_offered_it(room: Room, window: BrowserContext) -> None:
    await room.sign_in(window, await room.colleague("Vieno", seat="none"))
    page = await window.new_page()
    # A link of a colleague's, sorted by what is not shown here.
    await page.goto(f"{room.served.url}/views/all_open?sort=sla_due_at&direction=asc")
    await expect(page.get_by_role("gridcell", name=f"Unread: {NAME}")).to_be_visible()
    await page.get_by_role("button", name="Columns").click()
    columns = page.get_by_role("dialog", name="Columns")
    await expect(columns.get_by_role("checkbox", name="Priority")).to_be_visible()
    await expect(columns.get_by_role("checkbox", name="SLA")).to_have_count(0)
