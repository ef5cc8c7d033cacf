"""All that one can write and send from a ticket, in a real browser (W6, B1)."""

from collections.abc import AsyncIterator

import psycopg
import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, expect
from psycopg import sql

from deskbell.conversations.message import StoredFile
from deskbell.kernel.config import Config
from deskbell.wiring.desk import open_desk
from tests.browser.ticket_on_screen import Room, a_room, said, serious_faults, write
from tests.serving import Served, serving


@pytest_asyncio.fixture(scope="module")
async def served(server: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    """One desk for the whole file: each test has a ticket and colleagues of its own."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE composer_on_screen TEMPLATE {}").format(sql.Identifier(template)))
    config = Config(data=tmp_path_factory.mktemp("desk") / "data")
    config.create_folders()
    address = psycopg.conninfo.make_conninfo(server, dbname="composer_on_screen")
    async with open_desk(config, address) as desk, serving(desk) as running:
        yield running


@pytest_asyncio.fixture
async def room(served: Served) -> Room:
    return await a_room(served)


@pytest_asyncio.fixture
async def page(room: Room, window: BrowserContext) -> Page:
    return await room.open(window, await room.colleague("Maija Meri"))


async def test_a_message_is_forwarded_with_its_files_taken_back_and_shown_as_a_forward(
    room: Room, window: BrowserContext
) -> None:
    bill = StoredFile("bill.pdf", "application/pdf", 900, "a" * 64)
    await room.mail("Here is the bill.", files=(bill,))
    page = await room.open(window, await room.colleague("Maija Meri"))
    message = said(page, "Here is the bill.")
    await message.hover()
    await message.get_by_role("button", name="More about this message").click()
    await page.get_by_role("menuitem", name="Forward", exact=True).click()

    to = page.get_by_role("combobox", name="To", exact=True)
    await expect(to).to_be_focused()
    await page.keyboard.type("it@partner.example,")
    what = page.get_by_role("region", name="What is forwarded")
    await expect(what).to_contain_text("Here is the bill.")
    await expect(what.get_by_role("link", name="bill.pdf")).to_be_visible()
    await expect(what.get_by_role("textbox", name="Subject")).to_have_value("Fwd: The invoice is wrong")
    await page.get_by_role("textbox", name="Forward").click()
    await page.keyboard.type("Can you look at this?")
    await expect(page.get_by_text("Draft saved")).to_be_visible()
    assert await serious_faults(page) == []

    await page.reload()
    await page.get_by_role("tab", name="Forward").click()
    await expect(page.get_by_role("textbox", name="Forward")).to_contain_text("Can you look at this?")
    await page.get_by_role("button", name="Forward", exact=True).click()
    forward = said(page, "Can you look at this?").filter(has_text="forwarded to it@partner.example")
    await expect(forward).to_contain_text("1 message forwarded")
    await expect(forward.get_by_role("link", name="bill.pdf")).to_be_visible()
    await expect(page.get_by_role("tab", name="Forward")).to_have_count(0)
    assert await serious_faults(page) == []

    await page.get_by_role("button", name="Undo").click()
    await expect(page.get_by_role("textbox", name="Forward")).to_contain_text("Can you look at this?")
    await expect(forward).to_have_count(0)
    await page.get_by_role("button", name="Discard the forward").click()
    await expect(page.get_by_role("tab", name="Forward")).to_have_count(0)


async def test_a_reply_is_scheduled_edited_and_comes_back_when_the_customer_writes_first(
    room: Room, page: Page
) -> None:
    await write(page, "Reply", "We call you on Monday.")
    await page.get_by_role("button", name="More ways to answer").click()
    await page.get_by_role("menuitemcheckbox", name="Only if the customer has not answered").click()
    await page.get_by_role("menuitem", name="Tomorrow morning").click()
    waiting = page.get_by_role("article", name="Maija Meri, scheduled")
    await expect(waiting).to_contain_text("We call you on Monday.")
    await expect(waiting).to_contain_text("Only if the customer has not answered")
    text = page.get_by_role("textbox", name="Reply")
    await expect(text).to_have_text("")
    assert await serious_faults(page) == []

    await waiting.get_by_role("button", name="Edit").click()
    await expect(text).to_have_text("We call you on Monday.")
    await expect(waiting).to_have_count(0)
    await text.click()
    await page.keyboard.press("Control+End")
    await page.keyboard.type(" Or on Tuesday.")
    await page.get_by_role("button", name="More ways to answer").click()
    await page.get_by_role("menuitem", name="Choose a time").click()
    dialog = page.get_by_role("dialog", name="Send later")
    await dialog.get_by_label("When").fill("2020-01-01T09:00")
    await expect(dialog.get_by_text("Choose a time ahead.")).to_be_visible()
    in_days = await page.evaluate("new Date(Date.now() + 3 * 864e5).toISOString().slice(0, 16)")
    await dialog.get_by_label("When").fill(in_days)
    await dialog.get_by_role("checkbox").check()
    await dialog.get_by_role("button", name="Schedule").click()
    await expect(waiting).to_contain_text("Or on Tuesday.")

    await room.mail("It works again, thank you.")
    await expect(page.get_by_text("The customer wrote before this was sent")).to_be_visible()
    await expect(text).to_have_text("We call you on Monday. Or on Tuesday.")
    await expect(waiting).to_have_count(0)
    thread = page.get_by_role("region", name="Conversation")
    await expect(thread.get_by_text("The customer wrote first")).to_be_visible()
