"""What one does with a whole ticket, from its Actions menu, in a real browser (T1-T8, T10)."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO

import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from deskbell.conversations.sender_rules import add_sender_rule, list_sender_rules, remove_sender_rule
from deskbell.crm.pipeline_settings import change_status
from deskbell.crm.properties import NewProperty, define
from deskbell.tickets.changing import change
from deskbell.tickets.opening import NewTicket
from deskbell.tickets.reshaping.merging import merge
from deskbell.tickets.reshaping.splitting import split, undo_split
from tests.browser.axe import faults_in_both_themes
from tests.browser.choosing import choose
from tests.browser.saving import reload, saved
from tests.browser.ticket_on_screen import BY_MAIL, Room, another_window, said
from tests.given import a_user


@pytest_asyncio.fixture
async def page(room: Room, window: BrowserContext) -> Page:
    """The ticket on the screen of Maija, who may do everything."""
    return await room.open(window, await room.colleague("Maija Meri", is_super_admin=True))


@pytest_asyncio.fixture
async def other(room: Room, chromium: Browser) -> AsyncIterator[Page]:
    """The same ticket on Otso's screen."""
    async with another_window(chromium) as window:
        yield await room.open(window, await room.colleague("Otso Oja"))


async def do(page: Page, name: str) -> None:
    await page.get_by_role("button", name="Actions", exact=True).click()
    await page.get_by_role("menuitem", name=name).click()


async def faults(page: Page, within: str = "[role=dialog]") -> list[str]:
    """What axe-core finds serious or worse, in the light and in the dark."""
    await expect(page.locator(within).first).to_be_visible()
    return await faults_in_both_themes(page, f"document.querySelector('{within}')")


def dialog(page: Page, name: str) -> Locator:
    return page.get_by_role("dialog", name=name)


async def one_escape_closes(page: Page, asked: Locator, first: Locator) -> None:
    """What is asked first has the focus, and nothing takes the key for itself."""
    await expect(first).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(asked).to_have_count(0)


ACTS = ["Follow", "Split ticket", "Merge ticket", "Mark as unread", "Move thread", "Mark as spam", "Print conversation"]


async def goes_on(page: Page) -> None:
    """What had the focus went away with the act: the keyboard is on the Actions button, not left nowhere."""
    await expect(page.get_by_role("button", name="Actions", exact=True)).to_be_focused()


async def test_each_act_keeps_its_place_and_what_the_ticket_has_no_use_for_says_why(page: Page, room: Room) -> None:
    await page.get_by_role("button", name="Actions", exact=True).click()
    acts = page.get_by_role("menu").get_by_role("menuitem")
    await expect(acts).to_have_count(9)
    for place, name in enumerate([*ACTS, "Snooze", "Delete"]):
        await expect(acts.nth(place)).to_have_accessible_name(name)
    await expect(page.get_by_role("menuitem", name="Split ticket", disabled=True)).to_have_attribute(
        "title", "It takes two messages to split a ticket."
    )
    await room.mail("And my grinder rattles.")
    await expect(page.get_by_role("menuitem", name="Split ticket", disabled=False)).to_be_visible()


async def test_a_ticket_is_snoozed_wakes_and_is_deleted_and_restored(page: Page, other: Page) -> None:
    await page.locator("body").press("s")
    assert await faults(page) == []
    asked = dialog(page, "Snooze")
    await one_escape_closes(page, asked, asked.get_by_role("listitem").first.get_by_role("button"))
    await do(page, "Snooze")
    await asked.get_by_role("button", name="Tomorrow morning").press("Enter")
    await page.get_by_role("region", name="Notifications").get_by_role("button", name="Undo").press("Enter")
    await expect(page.get_by_role("button", name="Wake now")).to_have_count(0)
    await goes_on(page)
    await do(page, "Snooze")
    await asked.get_by_role("button", name="Tomorrow morning").press("Enter")
    await goes_on(page)
    await expect(other.get_by_text("or until the customer answers")).to_be_visible()
    # Closing wakes it; taking the closing back puts it to sleep again.
    await choose(page.get_by_role("combobox", name="Status"), "Closed")
    await expect(other.get_by_role("button", name="Wake now")).to_have_count(0)
    said_closed = page.get_by_role("dialog", name="Notice").filter(has_text="Status is now Closed")
    await said_closed.get_by_role("button", name="Undo").press("Enter")
    await expect(page.get_by_text("or until the customer answers")).to_be_visible()
    await other.get_by_role("button", name="Wake now").click()
    await expect(page.get_by_role("button", name="Wake now")).to_have_count(0)

    await do(page, "Delete")
    asked = dialog(page, "Delete this ticket?")
    await expect(asked.get_by_role("button", name="Delete")).to_be_disabled()
    assert await faults(page) == []
    await one_escape_closes(page, asked, asked.get_by_label("Number of tickets"))
    await do(page, "Delete")
    await expect(asked.get_by_label("Number of tickets")).to_be_focused()
    await page.keyboard.type("1")
    await page.keyboard.press("Enter")
    await expect(other.get_by_text("This ticket is in the trash")).to_be_visible()
    # Nothing is written or changed there, and who may not restore is not offered it.
    for window in (page, other):
        await expect(window.get_by_role("textbox", name="Reply")).to_have_count(0)
        await expect(window.get_by_role("combobox", name="Status")).to_be_disabled()
        details = window.get_by_role("complementary", name="Details")
        await expect(details.get_by_role("link", name="Ann Kowalska")).to_be_visible()
        for name in ("Add a contact", "Add a company", "More about Ann Kowalska", "Link a ticket", "Add a tag"):
            await expect(details.get_by_role("button", name=name)).to_have_count(0)
    await expect(other.get_by_role("button", name="Restore")).to_have_count(0)
    assert await faults(page, "main") == []
    await page.get_by_role("button", name="Restore").press("Enter")
    await expect(page.get_by_role("combobox", name="Status")).to_be_enabled()
    await expect(page.get_by_role("button", name="More about Ann Kowalska")).to_be_visible()
    # The button is gone, and the keyboard is not left nowhere.
    await expect(page.get_by_role("region", name="Conversation").locator(":focus")).to_have_count(1)
    await expect(other.get_by_text("This ticket is in the trash")).to_have_count(0)
    # Otso may not delete: what he may not do is not offered.
    await other.get_by_role("button", name="Actions", exact=True).click()
    await expect(other.get_by_role("menuitem", name="Follow")).to_be_visible()
    await expect(other.get_by_role("menuitem", name="Delete")).to_have_count(0)


async def test_messages_are_split_off_by_keyboard_and_brought_back(page: Page, other: Page, room: Room) -> None:
    """By Otso: the rules of a pipeline don't bind super admins."""
    page, other = other, page
    await room.mail("And my grinder rattles.")
    await expect(said(page, "grinder rattles")).to_be_visible()
    await do(page, "Split ticket")
    box = page.get_by_role("checkbox", name="grinder rattles")
    await expect(box).to_be_focused()
    await expect(page.get_by_role("button", name="Confirm")).to_be_disabled()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Space")
    await expect(box).to_be_checked()
    assert await faults(page, "main") == []
    await page.keyboard.press("ControlOrMeta+Enter")
    panel = page.get_by_role("region", name="New ticket from the chosen messages")
    await expect(panel.get_by_label("Name")).to_be_focused()
    await page.evaluate("document.activeElement.blur()")
    await page.keyboard.press("Escape")  # leads out of the panel, not away from the ticket
    await expect(panel).to_have_count(0)
    await goes_on(page)
    await do(page, "Split ticket")
    await expect(box).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(box).to_have_count(0)
    await goes_on(page)
    await do(page, "Split ticket")
    await box.check()
    async with first_status_asks_for(room, "Machine", "Serial number"):
        await the_new_ticket_is_filled_in(page)

    await expect(page.get_by_text(f"Split from #{room.ticket_id}")).to_be_visible()
    await goes_on(page)
    async with room.served.desk.database.reading() as reader:
        kept = await reader.value("SELECT properties FROM tickets WHERE name = 'The grinder rattles'")
    assert kept == {"machine": "Grinder 3", "serial_number": "G3-4711"}
    await expect(said(other, "grinder rattles")).to_have_count(0)
    await expect(other.get_by_text("moved messages to ticket").first).to_be_visible()
    await page.get_by_role("region", name="Notifications").get_by_role("button", name="Undo").press("Enter")
    await expect(said(other, "grinder rattles")).to_be_visible()
    await expect(page.get_by_role("heading", name="The invoice is wrong")).to_be_visible()
    await goes_on(page)


async def the_new_ticket_is_filled_in(page: Page) -> None:
    await page.get_by_role("button", name="Confirm").click()
    panel = page.get_by_role("region", name="New ticket from the chosen messages")
    await expect(panel.get_by_label("Name")).to_have_value("The invoice is wrong")
    await panel.get_by_label("Name").fill("The grinder rattles")
    await expect(panel.get_by_label("Machine")).to_have_value("Press 2")
    await page.get_by_role("button", name="Send", exact=True).click(trial=True)  # the panel covers nothing
    await page.set_viewport_size({"width": 1024, "height": 900})
    box = page.get_by_role("checkbox", name="grinder rattles")
    await box.uncheck()  # nor where there is no room beside the conversation
    await expect(panel.get_by_text("Choose at least one message")).to_be_visible()
    await expect(panel.get_by_role("button", name="Create")).to_be_disabled()
    await box.check()
    assert await faults(page, "main") == []
    await page.set_viewport_size({"width": 1440, "height": 900})
    await panel.get_by_label("Machine").fill("Grinder 3")
    assert await faults(page, "main") == []
    await panel.get_by_role("button", name="Create").click()
    await expect(panel.get_by_role("alert").first).to_contain_text("needs a value for: Serial number")
    missing = panel.get_by_label("Serial number")
    await expect(missing).to_be_focused()
    await expect(missing).to_have_accessible_description("The status asks for this.")
    assert await missing.get_attribute("aria-invalid") == "true"
    assert await faults(page, "main") == []
    await page.keyboard.type("G3-4711")
    await expect(missing).not_to_have_attribute("aria-invalid", "true")
    await page.keyboard.press("ControlOrMeta+Enter")
    await expect(page.get_by_role("heading", name="The grinder rattles")).to_be_visible()


@asynccontextmanager
async def first_status_asks_for(room: Room, *labels: str) -> AsyncIterator[None]:
    """For values that the ticket has none of, but of the first."""
    async with room.served.desk.database.transaction(BY_MAIL) as tx:
        boss = await a_user(tx, "Paula", is_super_admin=True)
        names = [await define(tx, boss, "tickets", NewProperty(label, "text")) for label in labels]
        await change_status(tx, boss, 0, 1, {"required_properties": names})
        await change(tx, boss, room.ticket_id, {"properties": {names[0]: "Press 2"}})
    try:
        yield
    finally:
        async with room.served.desk.database.transaction(BY_MAIL) as tx:
            await change_status(tx, boss, 0, 1, {"required_properties": []})


async def test_who_reads_old_messages_sees_them_leave_with_a_split_and_come_back(
    page: Page, other: Page, room: Room
) -> None:
    second = await room.mail("And my grinder rattles.")
    for number in range(22):
        await room.mail(f"Line {number}")
    parcel = await room.mail("Where is my parcel?", thread_ids=(), subject="A lost parcel")
    for number in range(22):
        await room.mail(f"Day {number}", thread_ids=(parcel.thread_id,), subject="Re: A lost parcel")
    await page.goto(f"{room.served.url}/tickets/{parcel.ticket_id}")
    await expect(said(page, "Day 21")).to_be_visible()
    await scroll_up_to(page, "Where is my parcel?")
    await reload(other)
    await expect(said(other, "Line 21")).to_be_visible()
    await scroll_up_to(other, "grinder rattles")
    async with room.served.desk.database.transaction(BY_MAIL) as tx:
        viewer = await a_user(tx, "Paula")
        new = NewTicket("The grinder rattles", pipeline_id=0, status_id=1)
        result_id = await split(tx, viewer, room.ticket_id, [second.message_id], new)
    await expect(said(other, "grinder rattles")).to_have_count(0)
    await scroll_up_to(other, "the sum of invoice 4711")
    await expect(said(other, "grinder rattles")).to_have_count(0)
    async with room.served.desk.database.transaction(BY_MAIL) as tx:
        await undo_split(tx, viewer, result_id)
    await scroll_up_to(other, "grinder rattles")
    await expect(said(other, "grinder rattles")).to_have_count(1)
    # Who read another ticket's old messages goes on reading: that window has heard all of it by the last mail.
    await room.mail("Still nothing", thread_ids=(parcel.thread_id,), subject="Re: A lost parcel")
    await expect(said(page, "Still nothing")).to_have_count(1)
    await expect(said(page, "Where is my parcel?")).to_have_count(1)


async def scroll_up_to(page: Page, words: str) -> None:
    """Older pages come while one scrolls."""
    await page.get_by_role("region", name="Conversation").locator("[tabindex='0']").first.hover()
    for _ in range(60):
        if await said(page, words).count():
            break
        await page.mouse.wheel(0, -400)
        await page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    await expect(said(page, words)).to_have_count(1)


async def test_two_tickets_are_merged_and_parted_later_with_what_was_said_since(
    page: Page, other: Page, room: Room
) -> None:
    second = await room.mail("Where is my parcel?", thread_ids=(), subject="A lost parcel")
    await other.goto(f"{room.served.url}/tickets/{second.ticket_id}")
    await expect(said(other, "Where is my parcel?")).to_be_visible()
    await do(page, "Merge ticket")
    asked = dialog(page, "Merge ticket")
    await asked.get_by_label("Search").fill(f"#{second.ticket_id}")
    found = asked.get_by_role("button", name=f"#{second.ticket_id} A lost parcel")
    await expect(found).to_be_visible()
    await page.keyboard.press("ArrowDown")
    await expect(found).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(asked.get_by_role("radio", name="Primary").first).to_be_focused()
    await page.keyboard.press("ArrowRight")
    await expect(asked.get_by_role("radio", name="Primary").nth(1)).to_be_checked()
    await asked.get_by_role("button", name="What happens when two tickets are merged?").click()
    await expect(asked.get_by_text("Both old numbers and links lead to it.")).to_be_visible()
    await expect(asked.get_by_role("region", name="The merged ticket")).to_contain_text("A lost parcel")
    assert await faults(page) == []
    await asked.get_by_role("button", name="Merge", exact=True).press("Enter")

    # Who looked at one of the two is led to what it became.
    for window in (page, other):
        await expect(window.get_by_role("heading", name="A lost parcel")).to_be_visible()
        await expect(said(window, "Where is my parcel?")).to_be_visible()
        await expect(window.get_by_text(f"Merged from #{second.ticket_id} and #{room.ticket_id}")).to_be_visible()
    await goes_on(page)
    await room.mail("It came!", thread_ids=(second.thread_id,), subject="Re: A lost parcel")
    await expect(said(page, "It came!")).to_be_visible()

    await reload(page)
    await page.get_by_role("button", name="Undo", exact=True).click()
    told = dialog(page, "Undo the merge")
    await expect(told.get_by_role("listitem").filter(has_text="A lost parcel")).to_contain_text(
        "1 of them written since"
    )
    assert await faults(page) == []
    await told.get_by_role("button", name="Undo the merge").press("Enter")
    await expect(page.get_by_text("Maija Meri undid the merge").first).to_be_visible()
    await goes_on(page)
    await expect(said(page, "It came!")).to_be_visible()
    # The other window, led on by the merge, is led back: what it knew of the old number leads nowhere.
    await expect(other).to_have_url(re.compile(f"/tickets/{second.ticket_id}$"))
    await expect(other.get_by_text("undid the merge").first).to_be_visible()
    await page.goto(f"{room.served.url}/tickets/{room.ticket_id}")
    await expect(page.get_by_role("heading", name="The invoice is wrong")).to_be_visible()
    await expect(said(page, "It came!")).to_have_count(0)


async def test_a_conversation_is_marked_as_spam_brought_back_and_printed(page: Page, other: Page, room: Room) -> None:
    await do(page, "Mark as spam")
    asked = dialog(page, "Mark as spam")
    await expect(asked.get_by_role("checkbox", name="The invoice is wrong")).to_be_checked()
    await expect(asked.get_by_text("the ticket itself goes to the Spam view")).to_be_visible()
    assert await faults(page) == []
    await one_escape_closes(page, asked, asked.get_by_role("checkbox", name="The invoice is wrong"))
    await do(page, "Mark as spam")
    await asked.get_by_role("button", name="Confirm").click()
    await expect(other.get_by_text("This ticket is in Spam. It is kept for 90 days.")).to_be_visible()
    await expect(page.get_by_role("tab", name="Reply")).to_have_count(0)
    await page.get_by_role("button", name="Not spam").click()
    await expect(page.get_by_text("The ticket is back from Spam")).to_be_visible()
    await expect(page.get_by_role("button", name="Undo")).to_have_count(0)  # of what is past already
    await expect(other.get_by_text("This ticket is in Spam")).to_have_count(0)

    # What she answers once she is denied stands in Spam, and the ticket says where.
    async with room.served.desk.database.transaction(BY_MAIL) as tx:
        rule_id = await add_sender_rule(tx, "deny", "ann@customer.example", (await a_user(tx)).user_id)
    denied = await room.mail("Buy a lamp at once.")
    conversation = other.get_by_role("region", name="Conversation")
    note = conversation.get_by_role("listitem").filter(has_text="A denied sender answered: their mail is in Spam")
    await expect(note.get_by_role("link", name=f"#{denied.ticket_id}")).to_be_visible()
    await expect(said(other, "Buy a lamp at once.")).to_have_count(0)
    await note.get_by_role("link").click()
    await expect(other.get_by_text("This ticket is in Spam. It is kept for 90 days.")).to_be_visible()
    await expect(said(other, "Buy a lamp at once.")).to_be_visible()
    await other.go_back()
    async with room.served.desk.database.transaction(BY_MAIL) as tx:
        await remove_sender_rule(tx, rule_id)

    await do(other, "Follow")
    await expect(other.get_by_text("You follow this ticket now")).to_be_visible()
    await other.get_by_role("tab", name="Comment").click()
    await other.get_by_role("textbox", name="Comment").fill("Between us: he is right.")
    await other.get_by_role("button", name="Add comment", exact=True).click()
    await expect(said(page, "Between us")).to_be_visible()
    await it_goes_on_paper(page, room)


async def it_goes_on_paper(page: Page, room: Room) -> None:
    rich = '<p>I need:</p><ul><li>a green <b>lamp</b></li></ul><img src="https://track.example/1.gif" alt="">'
    await room.mail("I need: a green lamp", html=rich + "<script>document.body.textContent = ''</script>")
    await do(page, "Print conversation")
    await expect(page.get_by_role("article")).to_have_count(2)
    await expect(page.get_by_role("article").last.get_by_role("listitem")).to_have_text("a green lamp")
    await expect(page.get_by_text("1 picture from elsewhere is held back")).to_be_visible()
    await expect(page.get_by_role("button", name="Show images")).to_be_visible()
    await expect(page.get_by_role("button", name="Print")).to_be_focused()
    await expect(page.get_by_text("Between us")).to_have_count(0)
    assert await faults(page, ".print-page") == []
    [sheet] = PdfReader(BytesIO(await page.pdf(prefer_css_page_size=True))).pages
    printed = " ".join(sheet.extract_text().split())
    assert f"#{room.ticket_id} · 1 / 1The invoice is wrong" in printed
    for on_screen in ("Back to the ticket", "Undo", "Show images"):
        assert on_screen not in printed
    async with page.expect_download() as got:
        await page.get_by_role("button", name="PDF").click()
    assert (await got.value).suggested_filename.endswith("The invoice is wrong.pdf")
    await page.get_by_role("link", name="Back to the ticket").press("Enter")
    await goes_on(page)


async def test_the_sender_is_denied_with_their_spam_and_both_are_taken_back(page: Page, room: Room) -> None:
    async def denied() -> list[str]:
        async with room.served.desk.database.reading() as reader:
            return [rule.sender for rule in await list_sender_rules(reader)]

    await do(page, "Mark as spam")
    asked = dialog(page, "Mark as spam")
    await asked.get_by_role("checkbox", name="Treat all mail of ann@customer.example as spam").check()
    await asked.get_by_role("button", name="Confirm").click()
    aside = page.get_by_text("This ticket is in Spam. It is kept for 90 days.")
    await expect(aside).to_be_visible()
    assert await denied() == ["ann@customer.example"]
    await page.get_by_role("button", name="Undo").click()
    await expect(aside).to_have_count(0)
    await saved(page)
    assert await denied() == []


async def test_a_thread_moves_to_an_inbox_and_the_ticket_stays(page: Page, room: Room) -> None:
    async with room.served.desk.database.transaction(BY_MAIL) as tx:
        await tx.run("INSERT INTO inboxes (name, kind) VALUES ('Accounting', 'inbox')")
    await do(page, "Move thread")
    asked = dialog(page, "Move thread")
    await expect(asked.get_by_label("Move to")).to_have_text("Accounting")
    assert await faults(page) == []
    await one_escape_closes(page, asked, asked.get_by_label("Move to"))
    await do(page, "Move thread")
    await asked.get_by_label("Comment").fill("They pay it.")
    await asked.get_by_role("button", name="Move", exact=True).click()
    await expect(said(page, "They pay it.")).to_be_visible()
    await expect(page.get_by_role("article")).to_have_count(1)
    await expect(page.get_by_role("heading", name="The invoice is wrong")).to_be_visible()


async def test_tickets_are_linked_shown_from_either_side_and_parted_with_undo(
    page: Page, other: Page, room: Room
) -> None:
    second = await room.mail("Where is my parcel?", thread_ids=(), subject="A lost parcel")
    card = page.get_by_role("region", name="Linked tickets")
    await expect(card).to_contain_text("No ticket is linked.")
    await card.get_by_role("button", name="Link a ticket").click()
    asked = dialog(page, "Link a ticket")
    await choose(asked.get_by_label("Kind of link"), "Child")
    await asked.get_by_label("Search").fill(f"#{second.ticket_id}")
    assert await faults(page) == []
    await asked.get_by_role("button", name=f"#{second.ticket_id} A lost parcel").click()
    child = card.get_by_role("list", name="Child").get_by_role("link", name="A lost parcel")
    await expect(child).to_contain_text("New")
    # A colleague's open ticket follows, and the sentence in the history leads on.
    theirs = other.get_by_role("region", name="Linked tickets")
    await expect(theirs.get_by_role("link", name="A lost parcel")).to_be_visible()
    await expect(page.get_by_role("link", name=f"#{second.ticket_id}", exact=True).first).to_be_visible()
    assert await faults(page, "aside") == []

    await card.get_by_role("button", name=f"Remove the link with #{second.ticket_id}").click()
    await expect(theirs).to_contain_text("No ticket is linked.")
    await page.get_by_role("button", name="Undo", exact=True).first.click()
    await expect(theirs.get_by_role("link", name="A lost parcel")).to_be_visible()
    await child.click()
    await expect(page.get_by_role("heading", name="A lost parcel")).to_be_visible()
    parent = page.get_by_role("region", name="Linked tickets").get_by_role("list", name="Parent")
    await expect(parent.get_by_role("link", name="The invoice is wrong")).to_be_visible()

    # What a line says of another ticket follows it: its name, and what it becomes.
    await page.get_by_role("button", name="A lost parcel", exact=True).click()
    await page.get_by_role("textbox", name="Name", exact=True).fill("A found parcel")
    await page.keyboard.press("Enter")
    await expect(theirs.get_by_role("link", name="A found parcel")).to_be_visible()
    third = await room.mail("And my other parcel?", thread_ids=(), subject="Another parcel")
    async with room.served.desk.database.transaction(BY_MAIL) as tx:
        await merge(tx, await a_user(tx), primary_id=third.ticket_id or 0, other_id=second.ticket_id or 0)
    await expect(theirs.get_by_role("link", name="Another parcel")).to_be_visible()
