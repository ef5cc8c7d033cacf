"""The inboxes beside the help desk, and Move thread both ways, in a real browser (B14, T5)."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Locator, Page, expect

from deskbell.conversations.message import Person
from deskbell.kernel.desk import Desk
from tests.browser.axe import faults_in_both_themes
from tests.browser.choosing import choose
from tests.browser.ticket_on_screen import BY_MAIL, Room, a_room, said, write
from tests.given import a_team
from tests.serving import Served, serving


@dataclass(slots=True)
class PressRoom:
    """An inbox with the mails of Rita and of Leyla, beside a room with a ticket."""

    room: Room
    inbox_id: int
    thread_id: int

    @property
    def served(self) -> Served:
        return self.room.served

    async def mail(self, text: str, **fields: object) -> int:
        wanted = {"inbox_id": self.inbox_id, "from_": Person("Rita Report", "rita@paper.example"), **fields}
        return (await self.room.mail(text, **wanted)).thread_id

    async def open(self, window: BrowserContext, name: str, **fields: object) -> Page:
        """The inboxes on the screen of a colleague."""
        await self.room.sign_in(window, await self.room.colleague(name, **fields))
        page = await window.new_page()
        await page.goto(f"{self.served.url}/inboxes")
        await expect(the_row(page, "Rita Report")).to_be_visible()
        return page


@pytest_asyncio.fixture
async def press(desk: Desk) -> AsyncIterator[PressRoom]:
    async with serving(desk) as served:
        room = await a_room(served)
        async with served.desk.database.transaction(BY_MAIL) as tx:
            inbox_id = await tx.value("INSERT INTO inboxes (name, kind) VALUES ('Press', 'inbox') RETURNING id")
        press = PressRoom(room, inbox_id, 0)
        await press.mail(
            "مرحبا، هل يمكننا زيارتكم؟",
            thread_ids=(),
            subject="زيارة",
            from_=Person("ليلى حداد", "leyla@radio.example"),
        )
        press.thread_id = await press.mail("May we ask you something?", thread_ids=(), subject="An interview")
        yield press


@pytest.fixture
async def page(press: PressRoom, window: BrowserContext) -> Page:
    return await press.open(window, "Maija Meri", is_super_admin=True)


def the_row(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name="Conversations").get_by_role("button").filter(has_text=name)


async def do(page: Page, name: str) -> None:
    await page.get_by_role("button", name="More about this conversation").click()
    await page.get_by_role("menuitem", name=name).click()


async def turn_to(page: Page, name: str) -> None:
    """Until then the list is the one before."""
    tab = page.get_by_role("tab", name=name, exact=True)
    await tab.click()
    await expect(tab).to_have_attribute("aria-selected", "true")


async def pass_on_and_take_back(page: Page) -> None:
    message = said(page, "May we ask you something?")
    await message.hover()
    await message.get_by_role("button", name="More about this message").click()
    await page.get_by_role("menuitem", name="Forward", exact=True).click()
    await expect(page.get_by_role("combobox", name="To", exact=True)).to_be_focused()
    await page.keyboard.type("boss@desk.example,")
    await expect(page.get_by_role("region", name="What is forwarded")).to_contain_text("May we ask you")
    await page.get_by_role("button", name="Forward", exact=True).click()
    await page.get_by_role("button", name="Undo", exact=True).first.click()
    await page.get_by_role("button", name="Discard the forward").click()
    await expect(page.get_by_role("tab", name="Forward")).to_have_count(0)


async def test_a_conversation_of_an_inbox_is_read_answered_and_closed(page: Page, press: PressRoom) -> None:
    row = the_row(page, "Rita Report")
    await expect(row).to_contain_text("Unread:")
    await expect(page.get_by_role("link", name="Press")).to_contain_text("2")
    await row.click()
    await expect(said(page, "May we ask you something?")).to_be_visible()
    await expect(row).not_to_contain_text("Unread:")
    assert await faults_in_both_themes(page) == []

    await pass_on_and_take_back(page)

    # What the customer adds meanwhile comes by itself, and is read before an answer crosses it.
    await write(page, "Comment", "Ask Otso first.")
    await page.get_by_role("button", name="Add comment", exact=True).click()
    await expect(said(page, "Ask Otso first.")).to_be_visible()
    await write(page, "Reply", "Gladly, on Monday.")
    await expect(row).to_contain_text("Draft")
    await press.mail("At nine?", thread_ids=(press.thread_id,), subject="Re: An interview")
    await expect(said(page, "At nine?")).to_be_visible()
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_text("Not sent: something new was written")).to_be_visible()
    await page.get_by_role("button", name="Send anyway").click()
    await expect(said(page, "Gladly, on Monday.")).to_be_visible()
    await expect(page.get_by_label("Owner", exact=True)).to_contain_text("Maija Meri")
    await expect(page.get_by_text("Maija Meri took the conversation")).to_be_visible()

    await page.locator("body").press("e")
    await expect(page.get_by_text("The conversation is closed")).to_be_visible()
    await expect(row).to_have_count(0)
    await turn_to(page, "Closed")
    await row.click()
    await do(page, "Mark as spam")
    await turn_to(page, "Spam")
    await row.click()
    await expect(page.get_by_text("This conversation is in Spam. It is kept for 90 days.")).to_be_visible()
    await expect(page.get_by_role("tab", name="Reply")).to_have_count(0)
    assert await faults_in_both_themes(page) == []
    await page.get_by_role("button", name="Not spam").click()
    await turn_to(page, "Closed")
    await row.click()
    await do(page, "Reopen the conversation")
    await turn_to(page, "Open")
    await expect(row).to_be_visible()
    await row.click()
    await page.get_by_role("button", name="4 earlier changes").click()
    for note in ("closed the", "marked the conversation as spam", "said that this is no spam", "reopened the"):
        await expect(page.get_by_role("list", name="Changes")).to_contain_text(f"Maija Meri {note}")

    # Who is denied by now does not get in, and the conversation says where the answer lies.
    await page.context.request.post(
        f"{press.served.url}/api/sender-rules",
        data={"verdict": "deny", "sender": "paper.example"},
        headers={"X-Deskbell": "1"},
    )
    await press.mail("Why no answer?", thread_ids=(press.thread_id,), subject="Re: An interview")
    await page.get_by_role("link", name="a conversation of its own").click()
    await expect(said(page, "Why no answer?")).to_be_visible()
    await expect(page.get_by_text("This conversation is in Spam. It is kept for 90 days.")).to_be_visible()


async def test_a_conversation_is_given_to_a_team_and_a_search_hit_opens_it_at_its_message(
    page: Page, press: PressRoom
) -> None:
    async with press.served.desk.database.transaction(BY_MAIL) as tx:
        await a_team(tx, "Spokespeople")
    for number in range(45):
        await press.mail(f"Question {number}", thread_ids=(press.thread_id,), subject="Re: An interview")
    await page.goto(f"{press.served.url}/inboxes")
    await the_row(page, "Rita Report").click()
    await page.get_by_label("Owner", exact=True).click()
    await page.get_by_role("combobox", name="Find a colleague or a team").fill("spokes")
    await page.get_by_role("option", name="Spokespeople").click()
    await expect(page.get_by_label("Owner", exact=True)).to_contain_text("Spokespeople")
    await expect(page.get_by_text("Maija Meri assigned the conversation to Spokespeople")).to_be_visible()
    await page.get_by_role("button", name="Undo", exact=True).first.click()
    await expect(page.get_by_label("Owner", exact=True)).to_contain_text("No owner")
    assert await faults_in_both_themes(page) == []

    await page.goto(f"{press.served.url}/search?query=something")
    hit = page.get_by_role("list", name="Results").get_by_role("link", name="An interview")
    await expect(hit).to_contain_text("Inbox")
    await hit.click()
    sought = said(page, "May we ask you something?")
    await expect(sought).to_be_in_viewport()
    await expect(sought).to_have_attribute("aria-current", "true")
    await expect(said(page, "Question 44")).not_to_be_in_viewport()
    assert await faults_in_both_themes(page) == []


async def test_a_thread_moves_from_an_inbox_to_a_new_ticket_to_an_old_one_and_back(page: Page) -> None:
    await the_row(page, "Rita Report").click()
    await do(page, "Move thread")
    asked = page.get_by_role("dialog", name="Move thread")
    await expect(asked.get_by_label("Move to")).to_have_text("Help desk")
    await choose(asked.get_by_label("Status of the ticket"), "Waiting on us")
    await choose(asked.get_by_label("Owner"), "Maija Meri")
    await asked.get_by_label("Comment").fill("A real matter.")
    assert await faults_in_both_themes(page) == []
    await asked.get_by_role("button", name="Move", exact=True).click()

    await expect(page.get_by_role("heading", name="An interview")).to_be_visible()
    await expect(said(page, "May we ask you something?")).to_be_visible()
    await expect(said(page, "A real matter.")).to_be_visible()
    await expect(page.get_by_role("combobox", name="Status", exact=True)).to_contain_text("Waiting on us")
    ticket = page.url

    await page.get_by_role("button", name="Actions", exact=True).click()
    await page.get_by_role("menuitem", name="Move thread").click()
    await expect(asked.get_by_label("Move to")).to_have_text("Press")
    await choose(asked.get_by_label("Status of the ticket"), "Closed")
    await asked.get_by_role("button", name="Move", exact=True).click()
    await expect(page.get_by_role("combobox", name="Status", exact=True)).to_contain_text("Closed")
    await expect(said(page, "May we ask you something?")).to_have_count(0)
    conversation = page.get_by_role("region", name="Conversation", exact=True)
    await expect(conversation).to_contain_text("The conversation was moved to Press")
    await expect(conversation).not_to_contain_text("Nothing was said yet")
    await expect(conversation.get_by_role("list", name="Changes").get_by_role("link", name="Press")).to_be_visible()
    assert await faults_in_both_themes(page) == []

    await conversation.get_by_role("link", name="Open the conversation").click()
    await expect(page).to_have_url(re.compile("/inboxes/"))
    await expect(said(page, "A real matter.")).to_be_visible()
    await do(page, "Move thread")
    await asked.get_by_role("radio", name="An existing ticket").click()
    await expect(asked.get_by_role("button", name="Move", exact=True)).to_be_disabled()
    await asked.get_by_label("Search").fill("invoice")
    await asked.get_by_role("button", name="The invoice is wrong").click()
    assert await faults_in_both_themes(page) == []
    await asked.get_by_role("button", name="Move", exact=True).click()
    await expect(page.get_by_role("heading", name="The invoice is wrong")).to_be_visible()
    await expect(said(page, "May we ask you something?")).to_be_visible()
    assert page.url != ticket
