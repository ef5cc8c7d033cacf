"""The bell in a real browser (T1, W11)."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from deskbell.kernel.desk import Desk
from deskbell.kernel.event import Actor
from deskbell.tickets.answering.commenting import comment
from deskbell.users.viewer import Viewer
from tests.browser.saving import saved
from tests.browser.ticket_on_screen import Room, a_room, another_window
from tests.browser.workspace_on_screen import faults, the_list, the_view
from tests.serving import Served, serving


@pytest.fixture
async def served(desk: Desk) -> AsyncIterator[Served]:
    async with serving(desk) as running:
        yield running


async def _mention(room: Room, writer: Viewer, reader: Viewer, words: str) -> None:
    async with room.served.desk.database.transaction(Actor(f"user:{writer.user_id}", "screen")) as tx:
        await comment(
            tx, writer, room.ticket_id, html=f"<p>{words}</p>", text=words, mentioned_user_ids=[reader.user_id]
        )


async def test_a_mention_rings_the_other_ones_bell_alone(served: Served, chromium: Browser) -> None:
    room = await a_room(served)
    maija, piotr = await room.colleague("Maija"), await room.colleague("Piotr")
    async with another_window(chromium) as hers, another_window(chromium, theme="dark") as his:
        for window, viewer in ((hers, maija), (his, piotr)):
            await room.sign_in(window, viewer)
            page = await window.new_page()
            await page.goto(f"{served.url}/views/all_open")
            await expect(the_list(page)).to_be_visible()
        her_page, his_page = hers.pages[0], his.pages[0]
        his_bell = his_page.get_by_role("button", name="Notifications")
        await expect(his_bell).to_have_accessible_description("Nothing unread")
        await _mention(room, maija, piotr, "What do you think?")
        await expect(his_bell).to_have_accessible_description("Unread: 1")
        await expect(his_page).to_have_title(re.compile(r"^\(1\) "))
        await his_bell.click()
        panel = his_page.get_by_role("dialog", name="Notifications")
        line = panel.get_by_role("link", name="Maija mentioned you")
        await expect(line).to_contain_text("What do you think?")
        assert await faults(his_page) == []
        await panel.get_by_role("button", name="Mark all as read").click()
        await expect(his_bell).to_have_accessible_description("Nothing unread")
        await expect(his_page).to_have_title(re.compile(r"^[^(]"))
        await his_page.get_by_role("button", name="Undo").click()
        await expect(his_bell).to_have_accessible_description("Unread: 1")
        await his_bell.click()
        await line.click()
        await expect(his_page.get_by_role("article").filter(has_text="What do you think?")).to_be_visible()
        await expect(his_bell).to_have_accessible_description("Nothing unread")

        her_bell = her_page.get_by_role("button", name="Notifications")
        await expect(her_bell).to_have_accessible_description("Nothing unread")
        await her_bell.click()
        await expect(her_page.get_by_text("Nothing to tell you yet")).to_be_visible()
        await her_page.get_by_role("link", name="Notification settings").click()
        await her_page.get_by_role("checkbox", name="Mentions: Bell").click()
        await expect(her_page.get_by_role("checkbox", name="Mentions: Bell")).not_to_be_checked()
        await saved(her_page)
        assert await faults(her_page) == []
        await _mention(room, piotr, maija, "You first")
        await _mention(room, maija, piotr, "No, you")
        # By then what came before would have been heard of too.
        await expect(his_page.get_by_role("article").filter(has_text="No, you")).to_be_visible()
        await expect(his_bell).to_have_accessible_description("Nothing unread")  # he looks at the ticket
        await expect(her_bell).to_have_accessible_description("Nothing unread")


async def test_a_follower_hears_of_answers_until_they_unfollow_and_unread_is_ones_own(
    served: Served, chromium: Browser
) -> None:
    room = await a_room(served)
    maija, piotr = await room.colleague("Maija"), await room.colleague("Piotr")
    async with another_window(chromium) as hers, another_window(chromium) as his:
        page, his_page = await room.open(hers, maija), await room.open(his, piotr)
        bell = page.get_by_role("button", name="Notifications")
        await _do(page, "Follow")
        await expect(page.get_by_text("You follow this ticket now")).to_be_visible()
        await the_view(page, "Following").click()
        await room.mail("Any news?")
        await expect(bell).to_have_accessible_description("Unread: 1")
        row = page.get_by_role("row").filter(has_text="The invoice is wrong")
        unread = re.compile("^Unread:")
        await expect(row.get_by_role("link", name=unread)).to_be_visible()
        await row.get_by_role("link").click()
        await expect(bell).to_have_accessible_description("Nothing unread")

        await expect(his_page.get_by_role("article").filter(has_text="Any news?")).to_be_visible()
        await _do(page, "Mark as unread")
        await saved(page)
        await the_view(page, "Following").click()
        await expect(row.get_by_role("link", name=unread)).to_be_visible()
        await the_view(his_page, "All open").click()
        his_row = his_page.get_by_role("row").filter(has_text="The invoice is wrong")
        await expect(his_row).to_be_visible()
        await expect(his_row.get_by_role("link", name=unread)).to_have_count(0)

        await row.get_by_role("link").click()
        await _do(page, "Unfollow")
        await expect(page.get_by_text("You no longer follow this ticket")).to_be_visible()
        await the_view(page, "Following").click()
        await expect(page.get_by_text("You follow no tickets")).to_be_visible()
        await room.mail("Once more: any news?")
        await _mention(room, piotr, maija, "Look")  # by then the mail would have been heard of too
        await expect(bell).to_have_accessible_description("Unread: 1")


async def _do(page: Page, name: str) -> None:
    await page.get_by_role("button", name="Actions", exact=True).click()
    await page.get_by_role("menuitem", name=name, exact=True).click()
