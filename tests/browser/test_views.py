"""Views that colleagues build, share and arrange, in a real browser (W2, W3)."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from deskbell.kernel.desk import Desk
from deskbell.users.adding import add_user
from deskbell.work.going_on import go_on
from tests.browser.axe import faults_in_both_themes
from tests.browser.choosing import choose
from tests.browser.saving import reload
from tests.browser.workspace_on_screen import (
    BY_IMPORT,
    PASSWORD,
    Workspace,
    a_workspace,
    faults,
    the_list,
    the_row,
    the_view,
)
from tests.given import a_team
from tests.serving import serving

COLLEAGUE, ONLOOKER = "kalle@desk.example", "outi@desk.example"
THREE_YEARS_OLD = "UPDATE tickets SET created_at = now() - interval '3 years', priority = %s WHERE id = %s"


@pytest_asyncio.fixture
async def workspace(desk: Desk) -> AsyncIterator[Workspace]:
    """A lead, a colleague in team Tuuli, one without a seat; an old urgent ticket, an old one, a new one."""
    async with serving(desk) as served:
        made = a_workspace(served)
        await made.admin()
        urgent, old = await made.open_ticket("The kettle burns"), await made.open_ticket("An old story")
        await made.open_ticket("An invoice")
        async with desk.database.transaction(BY_IMPORT) as tx:
            team = await a_team(tx, "Tuuli")
            colleague = await add_user(tx, email=COLLEAGUE, name="Kalle Koski", password=PASSWORD)
            await tx.run(
                "INSERT INTO team_members (team_id, user_id, is_main) VALUES (%s, %s, true)", (team, colleague)
            )
            onlooker = await add_user(tx, email=ONLOOKER, name="Outi Ola", password=PASSWORD)
            await tx.run("UPDATE users SET seat = 'none' WHERE id = %s", (onlooker,))
            await tx.run(THREE_YEARS_OLD, (4, urgent))
            await tx.run(THREE_YEARS_OLD, (None, old))
        yield made


async def test_a_view_is_built_seen_counted_saved_and_shared(
    workspace: Workspace, chromium: Browser, window: BrowserContext
) -> None:
    page = await workspace.sign_in(window)
    await page.get_by_role("button", name="New view").click()
    panel = page.get_by_role("region", name="New view")
    await panel.get_by_label("Name", exact=True).fill("Burning or new")
    await panel.get_by_role("button", name="Add a group", exact=True).click()
    group = panel.get_by_role("group", name="Any of these conditions")
    await _choose(page, group.get_by_role("listitem", name="New condition"), "Priority")
    await panel.get_by_role("button", name="Save", exact=True).click()
    await expect(group.get_by_role("alert")).to_have_text("Give a value, or remove the condition.")
    await group.get_by_role("button", name="Priority: Choose").click()
    await page.get_by_role("checkbox", name="Urgent").click()
    await page.keyboard.press("Escape")
    await expect(panel.get_by_role("status")).to_have_text("1 ticket")
    await expect(group.get_by_role("alert")).to_have_count(0)
    await group.get_by_role("button", name="Add a condition to the group").click()
    await _choose(page, group.get_by_role("listitem", name="New condition"), "Created")
    await expect(group.get_by_role("combobox", name="Created: comparison")).to_have_text("in the last")
    await group.get_by_role("spinbutton", name="Created: how many").fill("30")
    await expect(panel.get_by_role("status")).to_have_text("2 tickets")
    await expect(the_row(page, "The kettle burns")).to_be_visible()
    await expect(the_row(page, "An invoice")).to_be_visible()
    await expect(the_row(page, "An old story")).to_have_count(0)
    assert await faults_in_both_themes(page) == []

    await panel.get_by_role("radio", name="Teams").click()
    await panel.get_by_role("button", name="Save", exact=True).click()
    await expect(panel.get_by_role("alert")).to_have_text("Choose the teams that the view is shared with.")
    await panel.get_by_role("button", name="Teams: Choose teams").click()
    await page.get_by_role("checkbox", name="Tuuli").click()
    assert await faults_in_both_themes(page) == []
    await page.keyboard.press("Escape")
    await panel.get_by_role("button", name="Save", exact=True).click()
    await expect(page.get_by_role("heading", name="Burning or new")).to_be_visible()
    await expect(the_view(page, "Burning or new")).to_have_accessible_description("Shared 2")

    others = await chromium.new_context(viewport={"width": 1440, "height": 900})
    await _used_changed_and_deleted(page, await _sign_in(workspace, others, COLLEAGUE))
    await others.close()


async def _used_changed_and_deleted(page: Page, theirs: Page) -> None:
    await the_view(theirs, "Burning or new").click()
    await expect(the_row(theirs, "The kettle burns")).to_be_visible()
    await expect(the_row(theirs, "An old story")).to_have_count(0)
    await _option(theirs, "Hide")  # may not edit, but may hide
    await expect(the_view(theirs, "Burning or new")).to_have_count(0)
    await theirs.get_by_role("button", name="Undo").click()
    await expect(the_view(theirs, "Burning or new")).to_be_visible()

    await _option(page, "Rename")
    edited = page.get_by_role("region", name="Edit view")
    await expect(edited.get_by_label("Name", exact=True)).to_be_focused()
    await page.keyboard.type("Burning")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Burning", exact=True)).to_be_visible()
    await expect(the_view(theirs, "Burning")).to_be_visible()
    await _option(page, "Delete")
    await expect(the_view(page, "Burning")).to_have_count(0)
    await expect(theirs.get_by_text("This view is not here")).to_be_visible()
    await page.get_by_role("button", name="Undo").click()
    await expect(page.get_by_role("heading", name="Burning", exact=True)).to_be_visible()
    await expect(the_row(page, "The kettle burns")).to_be_visible()


async def test_a_list_is_filtered_for_now_walked_exported_and_kept_as_a_view(
    workspace: Workspace, window: BrowserContext, tmp_path: Path
) -> None:
    page = await workspace.sign_in(window)
    await page.get_by_role("button", name="Filter", exact=True).click()
    panel = page.get_by_role("region", name="Filter")
    await _choose(page, panel.get_by_role("listitem", name="New condition"), "Created")
    await choose(panel.get_by_role("combobox", name="Created: comparison"), "more than … ago")
    await choose(panel.get_by_role("combobox", name="Created: unit"), "years")
    await panel.get_by_role("spinbutton", name="Created: how many").fill("2")
    await expect(panel.get_by_role("status")).to_have_text("2 tickets")
    await expect(the_row(page, "An invoice")).to_have_count(0)
    await expect(page).to_have_url(re.compile("years"))
    await expect(panel.get_by_role("spinbutton", name="Created: how many")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(panel).to_have_count(0)
    await reload(page)
    await expect(the_row(page, "An old story")).to_be_visible()
    await expect(the_row(page, "An invoice")).to_have_count(0)

    await the_row(page, "An old story").get_by_role("link").click()
    await expect(page.get_by_role("heading", name="An old story")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(the_row(page, "The kettle burns")).to_be_visible()
    await expect(the_row(page, "An invoice")).to_have_count(0)

    async with page.expect_response("**/export") as begun:
        await _option(page, "Export CSV")
    await go_on(workspace.served.desk, (await (await begun.value).json())["work_id"])
    async with page.expect_download() as started:
        await page.get_by_role("region", name="Work").get_by_role("link", name="Download").click()
    await (await started.value).save_as(tmp_path / "export.csv")
    lines = (tmp_path / "export.csv").read_text(encoding="utf-8-sig").splitlines()
    assert (lines[0][:21], len(lines)) == ("Number,Contact,Ticket", 3)
    assert [line for line in lines[1:] if "An old story" in line or "The kettle burns" in line] == lines[1:]
    await page.get_by_role("button", name="Put away what is done").click()

    await page.get_by_role("button", name="Filter", exact=True).click()
    await panel.get_by_role("button", name="Save as view").click()
    made = page.get_by_role("region", name="New view")
    await made.get_by_role("button", name="Save", exact=True).click()
    await expect(made.get_by_role("alert")).to_be_visible()
    await made.get_by_label("Name", exact=True).fill("Long ago")
    await made.get_by_role("button", name="Save", exact=True).click()
    await expect(page.get_by_role("heading", name="Long ago")).to_be_visible()
    await _option(page, "Clone")
    await expect(page.get_by_role("heading", name="Long ago (copy)")).to_be_visible()

    await page.get_by_role("button", name="Arrange views").click()
    await page.get_by_role("button", name="Move Long ago (copy)", exact=True).press("ArrowUp")
    await page.keyboard.press("Escape")
    custom = page.get_by_role("region", name="Custom views").get_by_role("link")
    await expect(custom).to_have_text(["Long ago (copy)", "Long ago"])
    await reload(page)
    await expect(custom).to_have_text(["Long ago (copy)", "Long ago"])


async def test_a_view_of_the_desk_is_cloned_narrowed_by_tags_and_moved_by_mouse(
    workspace: Workspace, window: BrowserContext
) -> None:
    async with workspace.served.desk.database.transaction(BY_IMPORT) as tx:
        await tx.run("UPDATE tickets SET tags = ARRAY['grinder, red'] WHERE name = 'An invoice'")
        await tx.run("UPDATE tickets SET tags = ARRAY['seal'] WHERE name = 'An old story'")
    page = await workspace.sign_in(window)
    await the_view(page, "All open").click()
    await expect(page.get_by_role("heading", name="All open")).to_be_visible()
    await _option(page, "Clone")
    await expect(page.get_by_role("heading", name="All open (copy)")).to_be_visible()
    await _option(page, "Edit")
    panel = page.get_by_role("region", name="Edit view")
    await panel.get_by_role("button", name="Add a condition", exact=True).click()
    await _choose(page, panel.get_by_role("listitem", name="New condition"), "Tags")
    await choose(panel.get_by_role("combobox", name="Tags: comparison"), "is any of")
    tags = panel.get_by_role("textbox", name="Tags")
    await tags.fill("grinder, red")
    await tags.press("Enter")
    await expect(panel.get_by_role("status")).to_have_text("1 ticket")
    await tags.fill("sael")
    await tags.press("Enter")
    await panel.get_by_role("button", name="Remove sael").click()
    await tags.fill("seal")
    assert await faults(page) == []
    await panel.get_by_role("button", name="Save", exact=True).click()  # what is typed last counts too
    await expect(panel).to_have_count(0)
    await expect(the_row(page, "An old story")).to_be_visible()
    await expect(the_row(page, "The kettle burns")).to_have_count(0)

    await page.get_by_role("button", name="Arrange views").click()
    arranged = page.get_by_role("dialog", name="Arrange views")
    await expect(arranged).to_be_visible()
    assert await faults_in_both_themes(page) == []
    await arranged.get_by_role("button", name="Move All open", exact=True).drag_to(
        arranged.get_by_role("button", name="Move Unassigned", exact=True), target_position={"x": 12, "y": 2}
    )
    await page.keyboard.press("Escape")
    links = page.get_by_role("navigation", name="Views").get_by_role("link")
    await expect(links.first).to_have_text("All open")
    await reload(page)
    await expect(links.first).to_have_text("All open")


async def test_without_a_seat_nothing_of_it_is_offered(workspace: Workspace, window: BrowserContext) -> None:
    page = await _sign_in(workspace, window, ONLOOKER)
    links = page.get_by_role("navigation", name="Views").get_by_role("link")
    await expect(links).to_have_text(["All open", "My mentions", "Following"])
    for name in ("New view", "Filter", "View options"):
        await expect(page.get_by_role("button", name=name)).to_have_count(0)


async def _choose(page: Page, condition: Locator, name: str) -> None:
    await condition.get_by_role("combobox", name="Property").click()
    await page.get_by_role("combobox", name="Find a property").fill(name)
    await page.get_by_role("option", name=f"{name} Ticket", exact=True).click()


async def _option(page: Page, name: str) -> None:
    await page.get_by_role("button", name="View options").click()
    await page.get_by_role("menuitem", name=name).click()


async def _sign_in(workspace: Workspace, window: BrowserContext, email: str) -> Page:
    page = await window.new_page()
    await page.goto(workspace.served.url)
    await page.get_by_label("Email").fill(email)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await expect(the_list(page)).to_be_visible()
    return page
