"""A colleague at work in the whole desk, in a real browser (P4, W2, W8, W9, W10, W12, A4, B13)."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, WebSocketRoute, expect

from deskbell.kernel.desk import Desk
from tests.browser.choosing import choose
from tests.browser.saving import reload
from tests.browser.workspace_on_screen import (
    BY_IMPORT,
    EMAIL,
    PASSWORD,
    Workspace,
    a_workspace,
    faults,
    the_list,
    the_row,
    the_view,
)
from tests.given import an_email_account
from tests.serving import serving

# And until the rows there are drawn, or their places while they are asked for.
TO_THE_END = """async grid => {
    grid.scrollTop = grid.scrollHeight;
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
}"""
PAGES = (
    "views/unassigned",
    "views/trash",
    "views/parked",
    "search?query=ticket",
    "settings/profile",
    "settings/email-accounts",
    "settings/users",
    "settings/teams",
)


@pytest_asyncio.fixture
async def new_desk(desk: Desk) -> AsyncIterator[Workspace]:
    """Nobody has been here yet."""
    async with serving(desk) as served:
        yield a_workspace(served)


@pytest_asyncio.fixture
async def workspace(new_desk: Workspace) -> Workspace:
    await new_desk.admin()
    return new_desk


async def test_the_first_visit_sets_the_desk_up_and_teaches_the_next_step(
    new_desk: Workspace, window: BrowserContext
) -> None:
    page = await window.new_page()
    await page.goto(new_desk.served.url)
    await page.get_by_label("Company").fill("Northlight Coffee")
    await page.get_by_label("Your name").fill("Maija Meri")
    await page.get_by_label("Email").fill(EMAIL)
    await page.get_by_label("Password").fill(PASSWORD)
    assert await faults(page) == []
    await page.get_by_role("button", name="Set up Deskbell").click()
    await expect(page.get_by_text("Northlight Coffee")).to_be_visible()
    await page.get_by_role("link", name="Connect an address").click()
    await expect(page.get_by_role("heading", name="Connect an e-mail account")).to_be_visible()


async def test_a_wrong_password_is_told_in_a_sentence_and_the_right_one_leads_on(
    workspace: Workspace, window: BrowserContext
) -> None:
    page = await window.new_page()
    await page.goto(f"{workspace.served.url}/reset/used-before")
    await page.get_by_label("New password").fill(PASSWORD)
    await page.get_by_role("button", name="Save password").click()
    await expect(page.get_by_role("alert")).to_contain_text("Ask for a new one")
    await page.get_by_role("link", name="Ask for a new link").click()
    await expect(page.get_by_role("button", name="Send the link")).to_be_visible()

    await page.goto(f"{workspace.served.url}/settings/users")
    await page.get_by_label("Email").fill(EMAIL)
    await page.get_by_label("Password").fill("something else")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("alert")).not_to_be_empty()
    assert await faults(page) == []
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("heading", name="Users")).to_be_visible()


async def test_signing_in_never_leads_out_of_the_house(workspace: Workspace, window: BrowserContext) -> None:
    page = await window.new_page()
    for outside in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        await window.clear_cookies()
        await page.goto(f"{workspace.served.url}/sign-in?next={outside}")
        await page.get_by_label("Email").fill(EMAIL)
        await page.get_by_label("Password").fill(PASSWORD)
        await page.get_by_role("button", name="Sign in").click()
        await expect(page.get_by_role("navigation", name="Views")).to_be_visible()
        await expect(page).to_have_url(re.compile(f"^{re.escape(workspace.served.url)}/views/"))


async def test_a_long_list_is_scrolled_to_its_end_with_few_rows_in_the_page(
    workspace: Workspace, window: BrowserContext
) -> None:
    await workspace.tickets(1_234)
    page = await workspace.sign_in(window)
    await expect(the_row(page, "Ticket 1")).to_be_visible()
    await expect(the_view(page, "All open")).to_have_accessible_description("999+")
    grid = the_list(page)
    for _ in range(60):
        await grid.evaluate(TO_THE_END)
        if await the_row(page, "Ticket 1234").is_visible():
            break
        await expect(grid.locator("[aria-busy=true]")).to_have_count(0)
    await expect(the_row(page, "Ticket 1234")).to_be_visible()
    await expect(grid).to_have_attribute("aria-rowcount", "1235")
    assert await grid.get_by_role("row").count() < 80
    await grid.evaluate("grid => { grid.scrollTop = 0 }")
    await expect(the_row(page, "Ticket 1")).to_be_visible()


async def test_keys_walk_the_list_and_the_tickets_and_come_back_to_the_same_place(
    workspace: Workspace, window: BrowserContext
) -> None:
    await workspace.tickets(300)
    page = await workspace.sign_in(window)
    await expect(the_row(page, "Ticket 1")).to_be_visible()
    for _ in range(3):
        await page.keyboard.press("j")
    await page.keyboard.press("k")
    await expect(the_row(page, "Ticket 2")).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Enter")
    await expect(page).to_have_title("Ticket 2 · Deskbell")
    await page.keyboard.press("j")
    await expect(page).to_have_title("Ticket 3 · Deskbell")
    await expect(the_view(page, "Unassigned")).to_have_attribute("aria-current", "page")
    await page.keyboard.press("Escape")
    await expect(the_row(page, "Ticket 3")).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("g")
    await page.keyboard.press("a")
    await expect(the_view(page, "All open")).to_have_attribute("aria-current", "page")
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    assert await faults(page) == []


async def test_a_new_ticket_shows_by_itself_and_the_keyboard_stays_on_its_ticket(
    workspace: Workspace, window: BrowserContext
) -> None:
    await workspace.tickets(5)
    page = await workspace.sign_in(window)
    await expect(the_row(page, "Ticket 1")).to_be_visible()
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    await workspace.open_ticket("Just in")
    await expect(the_row(page, "Just in")).to_be_visible()
    await expect(the_view(page, "Unassigned")).to_have_accessible_description("6")
    await expect(the_row(page, "Ticket 2")).to_have_attribute("aria-selected", "true")


async def test_what_happened_while_the_line_was_lost_shows_when_it_is_back(
    workspace: Workspace, window: BrowserContext
) -> None:
    await workspace.tickets(2)
    page = await window.new_page()
    lines: asyncio.Queue[WebSocketRoute] = asyncio.Queue()

    def connect(line: WebSocketRoute) -> None:
        line.connect_to_server()
        lines.put_nowait(line)

    await page.route_web_socket("**/api/live*", connect)
    await page.goto(workspace.served.url)
    await page.get_by_label("Email").fill(EMAIL)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await expect(the_row(page, "Ticket 1")).to_be_visible()
    await page.context.set_offline(offline=True)
    async with asyncio.timeout(15):
        await (await lines.get()).close()
    await expect(page.get_by_text("You are offline")).to_be_visible()
    await workspace.open_ticket("While away")
    await page.context.set_offline(offline=False)
    await expect(the_row(page, "While away")).to_be_visible()
    await expect(page.get_by_text("You are offline")).to_have_count(0)


async def test_columns_are_chosen_sized_and_sorted_and_stay_so(workspace: Workspace, window: BrowserContext) -> None:
    await workspace.tickets(3)
    page = await workspace.sign_in(window)
    heads = the_list(page).get_by_role("columnheader")
    await page.get_by_role("button", name="Columns").click()
    await page.get_by_role("checkbox", name="Category").click()
    await page.get_by_role("button", name="Move Status up").click()
    await page.keyboard.press("Escape")
    await heads.get_by_role("button", name="Ticket").click()
    await reload(page)
    await expect(heads).to_have_text(
        ["Select all", "Contact", "Status", "Ticket", "Owner", "Priority", "Last message", "Category"]
    )
    await expect(heads.filter(has_text="Ticket")).to_have_attribute("aria-sort", "ascending")
    assert await faults(page) == []


async def test_a_ticket_is_created_beside_the_work(workspace: Workspace, window: BrowserContext) -> None:
    await workspace.tickets(3)
    async with workspace.served.desk.database.transaction(BY_IMPORT) as tx:
        await an_email_account(tx)
    page = await workspace.sign_in(window)
    await the_view(page, "Assigned to me").click()
    await page.get_by_role("button", name="Create ticket").click()
    await page.get_by_label("Name").fill("Call back about the grinder")
    await page.get_by_label("Contact").fill("ann@customer.example")
    await page.get_by_role("button", name="Cancel").click()
    await page.get_by_role("button", name="Create ticket").click()
    await expect(page.get_by_label("Name")).to_have_value("Call back about the grinder")
    await page.get_by_label("Contact").fill("ann@customer.example")
    await page.get_by_label("First message").fill("Hello Ann,\n\nwe call you back today.")
    await choose(page.get_by_label("Priority"), "High")
    assert await faults(page) == []
    await page.set_viewport_size({"width": 900, "height": 800})
    await expect(page.get_by_role("navigation", name="Views")).to_have_count(0)
    list_, panel = [
        await place.evaluate("place => place.getBoundingClientRect().toJSON()")
        for place in (page.get_by_role("main"), page.get_by_role("region", name="New ticket"))
    ]
    assert list_["right"] <= panel["left"], "the panel lies over the list"
    await page.set_viewport_size({"width": 1280, "height": 800})
    await expect(page.get_by_role("navigation", name="Views")).to_be_visible()
    await page.get_by_role("button", name="Create ticket").click()
    row = the_row(page, "Call back about the grinder")
    await expect(row).to_contain_text("ann@customer.example")
    await expect(row).to_contain_text("Maija Meri")
    await expect(row).to_contain_text("High")
    await expect(row).to_contain_text("Hello Ann, we call you back today.")


async def test_search_finds_a_ticket_and_opens_it(workspace: Workspace, window: BrowserContext) -> None:
    await workspace.open_ticket("The espresso machine leaks")
    page = await workspace.sign_in(window)
    await page.keyboard.press("/")
    await expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
    await page.keyboard.type("espresso")
    await page.keyboard.press("Enter")
    result = page.get_by_role("list", name="Results").get_by_role("link", name="The espresso machine leaks")
    await expect(result.locator("mark")).to_have_text("espresso")
    await expect(result).to_contain_text(re.compile(r"#\d+"))  # of several with one name it is told which
    assert await faults(page) == []
    await page.get_by_role("searchbox", name="Search").press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page).to_have_title("The espresso machine leaks · Deskbell")


async def test_views_are_hidden_and_ordered_by_their_reader(workspace: Workspace, window: BrowserContext) -> None:
    page = await workspace.sign_in(window)
    await page.get_by_role("button", name="Arrange views").click()
    await page.get_by_role("checkbox", name="Following").click()
    await page.get_by_role("button", name="Move Assigned to me up").click()
    await page.keyboard.press("Escape")
    await reload(page)
    views = page.get_by_role("navigation", name="Views").get_by_role("link")
    await expect(views.first).to_have_accessible_name("Assigned to me")
    await expect(the_view(page, "Following")).to_have_count(0)


async def test_an_invited_colleague_joins_by_the_link_and_sees_what_they_may(
    workspace: Workspace, window: BrowserContext, chromium: Browser
) -> None:
    page = await workspace.sign_in(window)
    await page.goto(f"{workspace.served.url}/settings/users")
    await page.get_by_role("button", name="Invite a user").click()
    await page.get_by_label("Name").fill("Otso Oja")
    await page.get_by_label("Email").fill("otso@desk.example")
    await page.get_by_role("radio", name="Access without a seat").click()
    await page.get_by_role("button", name="Send invite").click()
    link = await page.get_by_label("Link").input_value()
    newcomer = await chromium.new_context()
    other = await newcomer.new_page()
    await other.goto(f"{workspace.served.url}/invite/{link.rsplit('/', 1)[1]}")
    await other.get_by_label("Password").fill("another long word")
    assert await faults(other) == []
    await other.get_by_role("button", name="Join").click()
    views = other.get_by_role("navigation", name="Views").get_by_role("link")
    await expect(views).to_have_count(3)
    await newcomer.close()


async def test_connecting_an_account_shows_what_failed_and_what_was_not_tried(
    workspace: Workspace, window: BrowserContext
) -> None:
    page = await workspace.sign_in(window)
    await page.goto(f"{workspace.served.url}/settings/email-accounts/connect")
    await page.get_by_label("Address").fill("support@desk.example")
    receiving = page.get_by_role("group", name="Receiving (IMAP)")
    await expect(receiving.get_by_label("Server")).to_have_value("imap.desk.example")
    await receiving.get_by_label("Server").fill("127.0.0.1")
    await choose(receiving.get_by_label("Security"), "None (this machine only)")
    await receiving.get_by_label("Port").fill("9")
    await page.get_by_role("button", name="Test the connection").click()
    steps = page.get_by_role("list", name="Test").get_by_role("listitem")
    await expect(steps.first).to_contain_text("failed", timeout=60_000)
    await expect(page.get_by_role("button", name="Test again")).to_be_visible(timeout=60_000)
    assert await faults(page) == []


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1024, "dark"), (390, "light")])
async def test_no_page_has_serious_faults_or_scrolls_sideways(
    workspace: Workspace, chromium: Browser, width: int, theme: Literal["light", "dark"]
) -> None:
    await workspace.tickets(40)
    window = await chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=theme)
    page = await workspace.sign_in(window)
    broken: list[str] = []
    page.on("console", lambda said: broken.append(said.text) if "Error:" in said.text else None)
    for path in PAGES:
        await page.goto(f"{workspace.served.url}/{path}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await page.wait_for_load_state("networkidle")
        assert await faults(page) == [], path
        assert await page.evaluate("document.documentElement.scrollWidth") == width, path
    await page.goto(f"{workspace.served.url}/search?query=ticket&kind=company")
    await expect(page.get_by_role("tab", name="Companies")).to_be_in_viewport(ratio=1)
    await page.goto(f"{workspace.served.url}/settings/teams")
    for name in ("Profile", "Macros", "Users"):
        await page.get_by_role("navigation", name="Settings").get_by_role("link", name=name).click()
        await expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    assert broken == []
    await window.close()


async def test_tickets_kept_open_stand_side_by_side_and_the_palette_leads_to_one_by_its_words(
    workspace: Workspace, window: BrowserContext
) -> None:
    for name in ("Late parcel", "Broken grinder"):
        await workspace.open_ticket(name)
    page = await workspace.sign_in(window)
    kept = page.get_by_role("navigation", name="Open tickets")
    for name in ("Late parcel", "Broken grinder"):
        await the_view(page, "Unassigned").click()
        await the_row(page, name).get_by_role("link", name=name, exact=True).click()
        await page.get_by_role("button", name="Keep open").click()
        await expect(kept.get_by_role("link", name=name)).to_have_attribute("aria-current", "page")
    await page.keyboard.press(",")
    await expect(kept.get_by_role("link", name="Late parcel")).to_have_attribute("aria-current", "page")
    await reload(page)
    await expect(kept.get_by_role("link")).to_have_count(2)
    assert await faults(page) == []
    await page.keyboard.press("Shift+X")
    await expect(kept.get_by_role("link", name="Broken grinder")).to_have_attribute("aria-current", "page")
    await kept.get_by_role("link", name="Broken grinder").hover()
    await kept.get_by_role("button", name="Close Broken grinder").click()
    await expect(kept).to_be_hidden()
    await page.keyboard.press("Control+k")
    await page.get_by_label("Type a command or what to search for").fill("parcel")
    await page.get_by_role("option", name="Late parcel").click()
    await expect(page).to_have_title(re.compile("Late parcel"))

    # What is not there is asked for once, and has nothing to keep.
    await page.goto(f"{workspace.served.url}/tickets/999999")
    await page.wait_for_load_state("networkidle")
    await expect(page.get_by_text("This ticket is not here")).to_be_visible()
    await expect(page.get_by_role("button", name="Keep open")).to_be_disabled()
    await page.goto(f"{workspace.served.url}/views/nonsense")
    await page.get_by_role("link", name="Go to All open").click()
    await expect(page.get_by_role("heading", name="All open")).to_be_visible()


async def test_a_signature_of_ones_own_is_written_and_kept(workspace: Workspace, window: BrowserContext) -> None:
    page = await workspace.sign_in(window)
    await page.goto(f"{workspace.served.url}/settings/profile")
    signature = page.get_by_role("textbox", name="Signature")
    await expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()
    await signature.click(position={"x": 200, "y": 70})  # the whole box is the field, not its first line alone
    await page.keyboard.type("Maija, Northlight Coffee")
    async with page.expect_response(lambda answer: answer.url.endswith("/api/me") and answer.ok):
        await page.get_by_role("button", name="Save signature").click()
    assert await faults(page) == []
    await reload(page)
    await expect(signature).to_contain_text("Maija, Northlight Coffee")
