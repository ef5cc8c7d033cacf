"""Properties and pipelines in a real browser: defined by a super admin, felt on a colleague's ticket (R4, R6)."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from deskbell.kernel.desk import Desk
from tests.browser.choosing import choose
from tests.browser.saving import reload, saved
from tests.browser.ticket_on_screen import a_room, another_window
from tests.browser.workspace_on_screen import faults
from tests.serving import Served, serving

KINDS = {
    "Order number": "One line of text",
    "What was tried": "Several lines of text",
    "Cups a day": "Number",
    "Bought on": "Date",
    "Visit": "Date and time",
    "Under warranty": "Yes or no",
    "Call back": "Phone number",
    "Tracking": "Web address",
    "Technician": "User",
}


@pytest_asyncio.fixture
async def served(desk: Desk) -> AsyncIterator[Served]:
    async with serving(desk) as running:
        yield running


async def _create(page: Page, label: str, kind: str, options: tuple[str, ...] = ()) -> None:
    panel = page.get_by_role("region", name="New property")
    await expect(panel).to_have_count(0)  # its own button is called the same
    await page.get_by_role("button", name="Create property").first.click()
    await panel.get_by_label("Label").fill(label)
    await choose(panel.get_by_label("Type"), kind, exact=True)
    for number, option in enumerate(options, 1):
        if number > 2:  # two stand there from the beginning
            await panel.get_by_role("button", name="Add an option").click()
        await panel.get_by_label(f"Option {number}", exact=True).fill(option)
    await panel.get_by_role("button", name="Create property").click()


async def _the_log_tells_who_did_it(page: Page, served: Served) -> None:
    await page.get_by_role("navigation", name="Settings").get_by_role("link", name="Audit log").click()
    acts = page.get_by_role("list", name="Audit log").get_by_role("listitem")
    newest = acts.filter(has_text="Property made or changed: Size (Tickets)").first
    await expect(newest).to_contain_text("Maija Meri")
    assert await faults(page) == []
    await choose(page.get_by_label("What"), "Sign-in and passwords")
    await expect(page.get_by_text("Nothing of this kind happened.")).to_be_visible()
    await page.goto(f"{served.url}/settings/properties")


async def test_properties_of_every_type_are_made_ordered_archived_and_come_back(
    served: Served, chromium: Browser
) -> None:
    room = await a_room(served)
    boss = await room.colleague("Maija Meri", is_super_admin=True)
    async with another_window(chromium) as window:
        await room.sign_in(window, boss)
        page = await window.new_page()
        await page.goto(f"{served.url}/settings/properties")
        for label, kind in KINDS.items():
            await _create(page, label, kind)
            await expect(page.get_by_role("button", name=f"Move {label}")).to_be_visible()
        await _create(page, "Size", "One of a list", ("Small", "Medium", "Large"))
        await _create(page, "Roasts", "Several of a list", ("Light", "Dark"))
        await expect(page.get_by_text("3 options")).to_be_visible()

        # A label that is taken is told where it was typed.
        await _create(page, "size", "Number")
        panel = page.get_by_role("region", name="New property")
        await expect(panel.get_by_role("alert")).to_contain_text("There is a property of this name already.")
        await panel.get_by_role("button", name="Cancel").click()

        listed = page.get_by_role("list", name="Properties in order").get_by_role("listitem")
        await page.get_by_role("button", name="Move Order number").focus()
        await page.keyboard.press("ArrowDown")
        await expect(listed.first).to_contain_text("What was tried")
        await expect(page.get_by_role("button", name="Move Order number")).to_be_focused()

        await listed.filter(has_text="Size").get_by_role("button").last.click()
        panel = page.get_by_role("region", name="Size")
        await panel.get_by_role("button", name="Hide Large").click()
        await panel.get_by_role("button", name="Save property").click()
        await expect(listed.filter(has_text="Size")).to_contain_text("2 options")
        await expect(panel).to_have_count(0)
        await _the_log_tells_who_did_it(page, served)
        assert await faults(page) == []

        await listed.filter(has_text="Tracking").get_by_role("button").last.click()
        await page.get_by_role("region", name="Tracking").get_by_role("button", name="Archive").click()
        archived = page.get_by_role("region", name="Archived properties")
        await archived.get_by_role("button", name="Restore Tracking").click()
        await expect(archived).to_have_count(0)
        await reload(page)
        await expect(listed.first).to_contain_text("What was tried")
        await expect(listed).to_have_count(len(KINDS) + 2)


async def test_a_rule_made_in_settings_is_felt_on_the_ticket(served: Served, chromium: Browser) -> None:
    room = await a_room(served)
    boss = await room.colleague("Maija Meri", is_super_admin=True)
    agent = await room.colleague("Otso Oja")
    async with another_window(chromium, theme="dark") as settings, another_window(chromium) as desk:
        await room.sign_in(settings, boss)
        page = await settings.new_page()
        await page.goto(f"{served.url}/settings/pipelines")
        await page.get_by_role("link", name="Support").first.click()
        await page.get_by_role("button", name="New asks for: Add").wait_for()

        # A status that a ticket is in can't go, and says what to do.
        await page.get_by_role("button", name="Remove New").click()
        await expect(page.get_by_role("group", name="New").get_by_role("alert")).to_contain_text(
            "Move them to another first."
        )
        await page.get_by_label("New status").fill("In repair")
        await page.get_by_role("button", name="Add status").click()
        await page.get_by_role("button", name="In repair asks for: Add").click()
        await page.get_by_role("checkbox", name="Category").click()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("button", name="In repair asks for: Category")).to_be_visible()
        await page.get_by_role("switch", name="No going back").click()
        await expect(page.get_by_text("The rule holds from now on")).to_be_visible()
        assert await faults(page) == []

        ticket = await room.open(desk, agent)
        await choose(ticket.get_by_label("Status", exact=True), "In repair")
        await expect(ticket.get_by_text("“In repair” needs a value for: Category.").first).to_be_visible()
        await expect(ticket.get_by_label("Status", exact=True)).to_have_text("New")
        await choose(ticket.get_by_label("Category", exact=True), "Billing issue")
        await saved(ticket)
        await choose(ticket.get_by_label("Status", exact=True), "In repair")
        await expect(ticket.get_by_label("Status", exact=True)).to_have_text("In repair")
        await choose(ticket.get_by_label("Status", exact=True), "New", exact=True)
        await expect(ticket.get_by_text("In this pipeline tickets don't go back.").first).to_be_visible()

        # What a status asks for is filled in on creating too.
        await page.get_by_role("button", name="New asks for: Add").click()
        await page.get_by_role("checkbox", name="Tags").click()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("button", name="New asks for: Tags")).to_be_visible()
        await ticket.goto(f"{served.url}/views/all_open?create=true")
        panel = ticket.get_by_role("region", name="New ticket")
        await panel.get_by_label("Name").fill("A broken grinder")
        await panel.get_by_role("button", name="Add a tag").click()
        await panel.get_by_label("New tag").fill("grinder")
        await ticket.keyboard.press("Enter")
        await panel.get_by_role("button", name="Create ticket").click()
        await expect(ticket.get_by_role("link", name="A broken grinder")).to_be_visible()


async def test_settings_of_the_whole_desk_are_closed_to_others(served: Served, chromium: Browser) -> None:
    room = await a_room(served)
    async with another_window(chromium) as window:
        await room.sign_in(window, await room.colleague("Otso Oja"))
        page = await window.new_page()
        for place in ("properties", "pipelines", "pipelines/0", "sla", "sidebar"):
            await page.goto(f"{served.url}/settings/{place}")
            await expect(page.get_by_text("Only super admins change these settings")).to_be_visible()
        await expect(page.get_by_role("navigation", name="Settings").get_by_role("link", name="Sidebar")).to_have_count(
            0
        )
