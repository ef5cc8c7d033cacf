"""What one does with a ticket from its card on the board, and the board by finger (W1)."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from deskbell.kernel.desk import Desk
from tests.browser.axe import faults_in_both_themes, serious_faults
from tests.browser.choosing import choose
from tests.browser.finger import Finger, a_finger
from tests.browser.saving import reload, saved
from tests.browser.ticket_on_screen import BY_MAIL, Room, a_room, another_window, said
from tests.serving import serving

NINE = [
    "Follow",
    "Split ticket",
    "Merge ticket",
    "Mark as unread",
    "Move thread",
    "Mark as spam",
    "Print conversation",
    "Snooze",
    "Delete",
]
MORE_PIPELINES = """
    INSERT INTO pipelines (label, position) VALUES ('Repairs', 1);
    INSERT INTO statuses (pipeline_id, label, position) SELECT id, 'Received', 0 FROM pipelines WHERE label = 'Repairs';
    INSERT INTO statuses (pipeline_id, label, position) SELECT id, 'Mended', 1 FROM pipelines WHERE label = 'Repairs'
"""
A_LONG_WAY = """
    INSERT INTO statuses (pipeline_id, label, position) SELECT id, 'Fetched', 2 FROM pipelines WHERE label = 'Repairs';
    UPDATE pipelines SET no_skipping = true WHERE label = 'Repairs';
    INSERT INTO tickets (name, pipeline_id, status_id) SELECT 'Grinder ' || n, pipeline_id, id
      FROM statuses, generate_series(1, 20) AS n WHERE label = 'Received'
"""
REQUIRES_PRIORITY = """
    UPDATE pipelines SET no_skipping = false WHERE label = 'Repairs';
    UPDATE statuses SET required_properties = '{priority}' WHERE label = 'Fetched'
"""
IS_IN_VIEW = """(element, ratio) => new Promise((tell) => {
    const seen = new IntersectionObserver(([one]) => { seen.disconnect(); tell(one.intersectionRatio >= ratio); });
    seen.observe(element);
})"""
SAYS_WHEN_AT_REST = "list => list.addEventListener('scrollend', () => list.dataset.rests = '', {once: true})"
REQUIRES_BOTH = "UPDATE statuses SET required_properties = '{priority,category}' WHERE id = 3"


@pytest_asyncio.fixture
async def room(desk: Desk) -> AsyncIterator[Room]:
    """A desk of its own: a board shows all that there is."""
    async with serving(desk) as served:
        yield await a_room(served)


def column(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name="Board").get_by_role("region", name=name, exact=True)


def card(page: Page, name: str, within: str = "") -> Locator:
    """Read or unread, in any column or in the one of a status."""
    where = column(page, within) if within else page.get_by_role("group", name="Board")
    return where.get_by_role("button", name=re.compile(f"^(Unread: )?{name}$"))


async def run(room: Room, *statements: str) -> None:
    async with room.served.desk.database.transaction(BY_MAIL) as tx:
        for statement in ";".join(statements).split(";"):
            await tx.run(statement)  # type: ignore[arg-type] # a test's own


async def menu_of(page: Page, name: str) -> None:
    await page.get_by_role("button", name=f"Actions for {name}", exact=True).click()


async def board(room: Room, window: BrowserContext, **fields: object) -> Page:
    await room.sign_in(window, await room.colleague("Maija Meri", **{"is_super_admin": True, **fields}))
    page = await window.new_page()
    await page.goto(f"{room.served.url}/views/all_open")
    await page.get_by_role("radio", name="Board").click()
    await expect(page.get_by_role("group", name="Board")).to_be_visible()
    return page


async def to_repairs(page: Page) -> None:
    """The list of pipelines takes every press until it has closed."""
    await choose(page.get_by_role("combobox", name="Pipeline"), "Repairs")
    await expect(page.get_by_role("listbox")).to_have_count(0)


async def carry_to_the_end(page: Page, finger: Finger) -> None:
    """Held at the edge, the board turns to the next column, and stops at the last."""
    await expect(card(page, "Grinder 20")).to_be_in_viewport()
    await finger.press(card(page, "Grinder 20"))
    await expect(page.locator("[data-carried]")).to_be_visible()
    await finger.move(x=385)
    await expect(column(page, "Fetched")).to_be_in_viewport(ratio=0.95)
    await finger.move(x=200)
    await finger.leave()
    await expect(page.locator("[data-carried]")).to_have_count(0)


async def hold_until(page: Page, x: float, y: float, shown: Locator, ratio: float = 0.1) -> None:
    """A hand is never quite still: the browser tells of a drag in small steps."""
    for step in range(600):
        await page.mouse.move(x + step % 2, y)
        if await shown.count() and await shown.evaluate(IS_IN_VIEW, ratio):
            return
    pytest.fail(f"Never scrolled to {shown}")


async def test_a_cards_menu_has_every_act_and_each_is_done_beside_the_board(room: Room, window: BrowserContext) -> None:
    await room.mail("And my grinder rattles.")
    await room.mail("Where is my parcel?", thread_ids=(), subject="A lost parcel")
    page = await board(room, window)
    preview = page.get_by_role("complementary", name="Ticket preview")

    await menu_of(page, "The invoice is wrong")
    acts = page.get_by_role("menu").get_by_role("menuitem")
    await expect(acts.filter(has_text="Delete")).to_be_visible()
    assert [(await one.inner_text()).split("\n")[0] for one in await acts.all()] == NINE
    assert await serious_faults(page) == []
    await page.get_by_role("menuitem", name="Split ticket").click()
    await preview.get_by_role("checkbox", name="grinder rattles").check()
    await preview.get_by_role("button", name="Confirm").click()
    await page.get_by_label("Name", exact=True).fill("The grinder rattles")
    await page.get_by_role("button", name="Create", exact=True).click()
    await expect(card(page, "The grinder rattles")).to_be_visible()
    await expect(preview.get_by_role("heading", name="The grinder rattles")).to_be_visible()
    await page.keyboard.press("Escape")

    # Read by being open beside the board, it is left unread from its card, and stays so.
    unread = page.get_by_role("button", name="Unread: A lost parcel")
    await expect(unread).to_be_visible()
    await card(page, "A lost parcel").click()
    await expect(said(preview, "Where is my parcel?")).to_be_visible()
    await expect(unread).to_have_count(0)
    await saved(page)
    await menu_of(page, "A lost parcel")
    await page.get_by_role("menuitem", name="Mark as unread").click()
    await expect(page.get_by_text("Marked as unread for you")).to_be_visible()
    await expect(unread).to_be_visible()
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(unread).to_be_visible()

    await menu_of(page, "The grinder rattles")
    await page.get_by_role("menuitem", name="Merge ticket").click()
    asked = page.get_by_role("dialog", name="Merge ticket")
    await asked.get_by_label("Search").fill("lost parcel")
    await asked.get_by_role("button", name="A lost parcel").click()
    await asked.get_by_role("button", name="Merge", exact=True).click()
    await expect(card(page, "The grinder rattles")).to_be_visible()
    await expect(card(page, "A lost parcel")).to_have_count(0)

    await menu_of(page, "The invoice is wrong")
    await page.get_by_role("menuitem", name="Delete").click()
    asked = page.get_by_role("dialog", name="Delete this ticket?")
    await asked.get_by_label("Number of tickets").fill("1")
    await asked.get_by_role("button", name="Delete").click()
    await expect(card(page, "The invoice is wrong")).to_have_count(0)
    told = page.get_by_role("region", name="Notifications").get_by_role("dialog")
    await told.filter(has_text="Moved to the trash").get_by_role("button", name="Undo").click()
    await expect(card(page, "The invoice is wrong")).to_be_visible()


async def test_a_drop_shows_what_the_ticket_has_already_and_pipelines_are_switched(
    room: Room, window: BrowserContext
) -> None:
    await run(room, MORE_PIPELINES, REQUIRES_BOTH, "UPDATE tickets SET priority = 3")
    page = await board(room, window, is_super_admin=False)  # whom the rules of pipelines bind
    await card(page, "The invoice is wrong").focus()
    for key in ("Space", "ArrowRight", "ArrowRight", "Space"):
        await page.keyboard.press(key)
    asked = page.get_by_role("dialog", name="Move to Waiting on us")
    await expect(asked.get_by_role("combobox", name="Priority")).to_have_text("High")
    await asked.get_by_role("combobox", name="Category").click()
    await page.get_by_role("option").nth(1).click()
    assert await faults_in_both_themes(page) == []
    await asked.get_by_role("button", name="Move the ticket").click()
    await expect(card(page, "The invoice is wrong", within="Waiting on us")).to_be_visible()

    await choose(page.get_by_role("combobox", name="Pipeline"), "Repairs")
    await expect(column(page, "Received")).to_be_visible()
    await expect(column(page, "New")).to_have_count(0)
    assert await serious_faults(page) == []
    await reload(page)
    await expect(column(page, "Mended")).to_be_visible()


async def test_a_finger_scrolls_by_swiping_and_carries_a_card_by_staying_on_it(room: Room, chromium: Browser) -> None:
    await run(room, MORE_PIPELINES, A_LONG_WAY)
    async with another_window(chromium, width=390, is_phone=True) as phone:
        page = await board(room, phone, is_super_admin=False)  # whom the rules of pipelines bind
        await to_repairs(page)
        cards, carried = column(page, "Received").locator("[data-cards]"), page.locator("[data-carried]")
        finger = await a_finger(page)

        await cards.evaluate(SAYS_WHEN_AT_REST)
        await finger.swipe(card(page, "Grinder 17"), y=150)
        await expect(cards).to_have_attribute("data-rests", "")
        await expect(card(page, "Grinder 20")).not_to_be_in_viewport()
        await expect(page.get_by_role("group", name="Board")).to_be_visible()  # no ticket was opened by it
        await cards.evaluate("list => list.scrollTo(0, 0)")

        await finger.press(card(page, "Grinder 20"))
        await expect(carried).to_be_visible()
        await finger.move(y=await cards.evaluate("list => list.getBoundingClientRect().bottom") - 5)
        await expect(card(page, "Grinder 1")).to_be_in_viewport()
        # The column has scrolled it away: the finger has it still.
        await expect(card(page, "Grinder 20")).to_have_count(0)
        await finger.leave()
        await expect(carried).to_have_count(0)
        await cards.evaluate("list => list.scrollTo(0, 0)")

        await carry_to_the_end(page, finger)
        await expect(page.get_by_text("The ticket was put back").first).to_be_visible()
        await expect(card(page, "Grinder 20", within="Received")).to_have_count(1)


async def test_a_finger_drops_a_card_where_a_value_is_required(room: Room, chromium: Browser) -> None:
    await run(room, MORE_PIPELINES, A_LONG_WAY, REQUIRES_PRIORITY)
    async with another_window(chromium, width=390, is_phone=True) as phone:
        page = await board(room, phone, is_super_admin=False)
        await to_repairs(page)
        await carry_to_the_end(page, await a_finger(page))
        asked = page.get_by_role("dialog", name="Move to Fetched")
        await asked.get_by_role("button", name="Cancel").tap()
        await expect(asked).to_have_count(0)
        await expect(card(page, "Grinder 20", within="Received")).to_be_focused()  # and the board shows it
        await carry_to_the_end(page, await a_finger(page))
        await asked.get_by_role("combobox", name="Priority").tap()
        await page.get_by_role("option", name="High").tap()
        await expect(page.get_by_role("listbox")).to_have_count(0)  # its closing moves the focus too
        await asked.get_by_role("button", name="Move the ticket").tap()
        await expect(card(page, "Grinder 20", within="Fetched")).to_be_focused()

        await card(page, "Grinder 20").tap()  # who can't drag moves it by its status
        await page.get_by_role("combobox", name="Status", exact=True).tap()
        await page.get_by_role("option", name="Mended", exact=True).tap()
        await expect(page.get_by_role("listbox")).to_have_count(0)
        await saved(page)
        await page.go_back()
        await expect(card(page, "Grinder 20", within="Mended")).to_be_visible()
        assert await serious_faults(page) == []


async def test_what_a_mouse_holds_at_an_edge_scrolls_the_board_and_its_columns(room: Room, chromium: Browser) -> None:
    await run(room, MORE_PIPELINES, A_LONG_WAY, "UPDATE pipelines SET no_skipping = false")
    async with another_window(chromium, width=700) as window:
        page = await board(room, window)
        await to_repairs(page)
        box = await card(page, "Grinder 20").bounding_box()
        cards = await column(page, "Received").locator("[data-cards]").bounding_box()
        assert box
        assert cards
        await page.mouse.move(box["x"] + 60, box["y"] + 10)
        await page.mouse.down()
        await page.mouse.move(box["x"] + 60, box["y"] + 40, steps=3)
        await hold_until(page, 100, cards["y"] + cards["height"] - 20, card(page, "Grinder 1", within="Received"))
        await hold_until(page, 690, 400, column(page, "Fetched"), ratio=0.9)
        await page.mouse.move(500, 400, steps=5)
        await page.mouse.up()
        await expect(card(page, "Grinder 20", within="Fetched")).to_be_visible()
        await expect(card(page, "Grinder 20", within="Received")).to_have_count(0)
