"""All that one can write and send from a ticket, in a real browser (W6, B1)."""

import asyncio
import re

from playwright.async_api import BrowserContext, Locator, Page, Route, expect

from deskbell.conversations.message import StoredFile
from tests.browser.axe import faults_in_both_themes
from tests.browser.choosing import choose
from tests.browser.saving import saved
from tests.browser.ticket_on_screen import BY_MAIL, Room, said, serious_faults, write

ONE_PIXEL = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


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
    only = page.get_by_role("menuitemcheckbox", name="Only if the customer has not answered")
    await only.click()
    await expect(only).to_be_checked()
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
    # The field is written in the browser's language; what it means is said in the reader's.
    await expect(dialog.get_by_label("When")).to_have_accessible_description(re.compile(r"day, \w+ \d+, 20\d\d at "))
    await dialog.get_by_role("checkbox").check()
    await dialog.get_by_role("button", name="Schedule").click()
    await expect(waiting).to_contain_text("Or on Tuesday.")

    async with room.served.as_user(await room.colleague("Aino Aho", is_super_admin=True)) as client:
        await client.delete(f"/api/tickets/{room.ticket_id}")
        await expect(waiting.get_by_text("Nothing is sent from the trash")).to_be_visible()
        await expect(waiting.get_by_role("button")).to_have_text(["Cancel"])
        await client.post(f"/api/tickets/{room.ticket_id}/restore")
        await expect(waiting.get_by_role("button", name="Send now")).to_be_visible()

    await _closing_tells_of_it(room, page)
    await room.mail("It works again, thank you.")
    await expect(page.get_by_text("The customer wrote before this was sent")).to_be_visible()
    await expect(text).to_have_text("We call you on Monday. Or on Tuesday.")
    await expect(waiting).to_have_count(0)
    thread = page.get_by_role("region", name="Conversation")
    await expect(thread.get_by_text("The customer wrote first")).to_be_visible()


async def _closing_tells_of_it(room: Room, page: Page) -> None:
    """Closing cancels no reply: it says that one leaves all the same, with a way to hold it back."""
    await choose(page.get_by_role("combobox", name="Status"), "Closed")
    told = page.get_by_role("dialog", name="Notice").filter(has_text="Your scheduled reply still leaves on")
    await expect(told.get_by_role("button", name="Don’t send it")).to_be_visible()
    waiting = page.get_by_role("article", name="Maija Meri, scheduled")
    await expect(waiting).to_contain_text("The ticket is closed. This reply still leaves at its time.")
    assert await faults_in_both_themes(page) == []
    async with room.served.as_user(await room.colleague("Aino Aho", is_super_admin=True)) as client:
        await client.patch(f"/api/tickets/{room.ticket_id}", json={"status_id": 1})
    await expect(waiting.get_by_text("The ticket is closed")).to_have_count(0)


async def test_a_snippet_is_made_typed_with_its_variables_and_held_back_while_one_is_open(page: Page) -> None:
    ticket = page.url
    await page.goto(f"{ticket.partition('/tickets')[0]}/settings/snippets")
    await page.get_by_role("button", name="Add a snippet").click()
    await page.get_by_label("Shortcut").fill("hi")
    await page.get_by_label("Name").fill("Greeting")
    text = page.get_by_role("textbox", name="Text")
    await text.click()
    await page.keyboard.type("Hello ")
    await page.get_by_role("button", name="Variable").click()
    await page.get_by_role("menuitem", name="First name of the contact").click()
    await expect(text).to_be_focused()
    await page.keyboard.type(", from {{compnay.name}}")
    await expect(page.get_by_text("{{compnay.name}} is no variable.")).to_be_visible()
    assert await faults_in_both_themes(page) == []
    await page.get_by_role("button", name="Use {{company.name}}").click()
    await expect(text).to_have_text("Hello {{contact.first_name}}, from {{company.name}}")
    await expect(page.get_by_text("is no variable.")).to_have_count(0)
    await _what_is_typed_is_not_lost_by_mistake(page, text)

    await page.goto(ticket)
    text = page.get_by_role("textbox", name="Reply")
    await expect(text).to_have_attribute("contenteditable", "true")
    await page.get_by_role("tab", name="Reply").click()
    await text.click()
    await page.keyboard.type("#gre")
    await expect(page.get_by_role("listbox", name="Snippets").get_by_role("option")).to_contain_text("Greeting")
    await page.keyboard.press("Enter")
    await expect(text).to_have_text("Hello Ann, from {{company.name}}")
    await expect(text.locator(".open-variable")).to_have_text("{{company.name}}")
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_role("alert")).to_contain_text("Fill in company.name first")
    assert await serious_faults(page) == []
    await text.click()
    await page.keyboard.press("Control+End")
    for _ in range(len(", from {{company.name}}")):
        await page.keyboard.press("Backspace")
    # What only looks like a variable is asked about: it is mended or meant, and none leaves unseen.
    await page.keyboard.type(", {{user.name}} says {{item.price}}")
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_role("alert")).to_contain_text("{{user.name}} is no variable.")
    assert await faults_in_both_themes(page) == []
    await page.get_by_role("button", name="Use {{agent.name}}").press("Enter")
    await expect(text).to_have_text("Hello Ann, Maija Meri says {{item.price}}")
    await expect(text).to_be_focused()
    await page.keyboard.press("ControlOrMeta+Enter")
    await expect(page.get_by_role("alert")).to_contain_text("{{item.price}} is no variable.")
    await page.get_by_role("button", name="Send as it is").click()
    await expect(said(page, "Maija Meri says {{item.price}}")).to_contain_text("Leaves in")


async def _what_is_typed_is_not_lost_by_mistake(page: Page, text: Locator) -> None:
    question = page.get_by_role("dialog", name="Leave without saving?")
    for way in ("Escape", "button"):
        if way == "Escape":
            await page.get_by_label("Name").press("Escape")
        else:
            await page.get_by_role("button", name="Close").click()
        assert await faults_in_both_themes(page) == []
        await question.get_by_role("button", name="Stay here").click()
        await expect(question).to_have_count(0)
        await expect(text).to_contain_text("from {{company.name}}")
    await page.get_by_role("button", name="Save snippet").click()
    await expect(page.get_by_role("list", name="Snippets")).to_contain_text("#hi")

    kept = page.get_by_role("button", name="Greeting")
    await kept.click()
    panel = page.get_by_role("region", name="Greeting")
    await expect(panel.get_by_label("Shortcut")).to_be_focused()
    await page.keyboard.press("Escape")  # nothing is changed, and nothing asked
    await expect(panel).to_have_count(0)
    await kept.click()
    await panel.get_by_label("Name").fill("Another greeting")
    await page.keyboard.press("Escape")
    await question.get_by_role("button", name="Leave without saving").click()
    await expect(panel).to_have_count(0)
    await page.get_by_role("button", name="Add a snippet").click()
    fresh = page.get_by_role("region", name="New snippet")
    await fresh.get_by_label("Name").fill("Farewell")
    await page.get_by_role("link", name="Macros").click()
    await question.get_by_role("button", name="Stay here").click()
    await expect(fresh.get_by_label("Name")).to_have_value("Farewell")
    await page.get_by_role("link", name="Macros").click()
    await question.get_by_role("button", name="Leave without saving").click()
    await expect(page.get_by_role("heading", name="Macros", exact=True)).to_be_visible()


async def test_a_space_typed_before_the_rich_field_has_come_is_kept(room: Room, window: BrowserContext) -> None:
    come = asyncio.Event()

    async def late(route: Route) -> None:
        await come.wait()
        await route.continue_()

    await window.route("**/rich-text-*.js", late)
    await room.sign_in(window, await room.colleague("Maija Meri"))
    page = await window.new_page()
    await page.goto(f"{room.served.url}/tickets/{room.ticket_id}")
    text = page.get_by_role("textbox", name="Reply")
    await text.click()
    await page.keyboard.type("Hello ")
    await expect(text).to_have_value("Hello ")  # into the plain field
    come.set()
    await expect(text).to_have_attribute("contenteditable", "true")
    await page.keyboard.type("Ann")
    await expect(text).to_have_text("Hello Ann")


async def test_a_macro_writes_and_changes_at_once_and_both_are_taken_back(page: Page, room: Room) -> None:
    async with room.served.as_user(await room.colleague("Aino Aho", is_super_admin=True)) as client:
        for name, label, kind in (("machine", "Machine", "text"), ("warranty", "Under warranty", "checkbox")):
            await client.post("/api/properties/tickets", json={"name": name, "label": label, "kind": kind})
    ticket = page.url
    await page.goto(f"{ticket.partition('/tickets')[0]}/settings/macros")
    await page.get_by_role("button", name="Add a macro").click()
    await page.get_by_label("Name").fill("Parcel is late")
    await page.get_by_role("textbox", name="Text for the reply").click()
    await page.keyboard.type("We look for it, {{contact.first_name}}.")
    await choose(page.get_by_label("Priority"), "High")
    await choose(page.get_by_label("Owner"), "Who runs it")
    # The desk's own properties are added by name, given a value, and left as they are again.
    own = page.get_by_role("group", name="Properties to set")
    await choose(own.get_by_role("combobox", name="Add a property"), "Under warranty")
    await choose(own.get_by_role("combobox", name="Add a property"), "Machine")
    await own.get_by_label("Machine", exact=True).fill("Kuura 2")
    await own.get_by_role("button", name="Leave Under warranty as it is").click()
    await expect(own.get_by_label("Under warranty")).to_have_count(0)
    assert await faults_in_both_themes(page) == []
    await page.get_by_role("button", name="Save macro").click()
    await page.get_by_role("list", name="Macros").get_by_role("button", name="Parcel is late").click()
    await expect(own.get_by_label("Machine", exact=True)).to_have_value("Kuura 2")

    await page.goto(ticket)
    text = page.get_by_role("textbox", name="Reply")
    await expect(page.locator("[contenteditable=true]")).to_be_visible()
    await page.get_by_role("button", name="Macros").click()
    await page.get_by_role("menuitem", name="Parcel is late").click()
    await expect(text).to_have_text("We look for it, Ann.")
    await expect(page.get_by_label("Priority", exact=True)).to_contain_text("High")
    await expect(page.get_by_label("Owner", exact=True)).to_contain_text("Maija Meri")
    assert await _machine(page, room) == "Kuura 2"
    await page.get_by_role("button", name="Undo").click()
    await expect(page.get_by_label("Owner", exact=True)).to_contain_text("No owner")
    await expect(text).to_have_text("")
    assert await _machine(page, room) is None


async def _machine(page: Page, room: Room) -> object:
    await saved(page)
    async with room.served.desk.database.transaction(BY_MAIL) as tx:
        return await tx.value("SELECT properties->>'machine' FROM tickets WHERE id = %s", (room.ticket_id,))


async def test_the_writers_signature_and_the_addresss_are_seen_below_the_words(
    room: Room, window: BrowserContext
) -> None:
    page = await room.open(window, await room.colleague("Otso Oja", is_super_admin=True))
    ticket, signature = page.url, page.get_by_role("textbox", name="Signature")
    for place, words in (
        ("profile", "Otso from the bean side"),
        (f"email-accounts/{room.account_id}", "Northlight Ltd"),
    ):
        await page.goto(f"{room.served.url}/settings/{place}")
        await signature.fill(words)
        await page.get_by_role("button", name="Save signature").click()
        await expect(page.get_by_role("button", name="Save signature")).to_be_disabled()
        await saved(page)
        assert await faults_in_both_themes(page) == []
    await page.goto(ticket)
    below = page.get_by_role("note", name="Your signature")
    await write(page, "Reply", "It is on its way.")
    await expect(below).to_have_text(re.compile("^Otso from the bean side\\s+--\\s+Northlight Ltd$"))
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(said(page, "It is on its way.")).to_contain_text("Otso from the bean side")


async def test_dragged_files_go_along_and_pictures_in_pasted_words_are_kept(page: Page) -> None:
    text = page.get_by_role("textbox", name="Reply")
    await text.click()
    await page.keyboard.type("See:")
    await text.evaluate(
        """text => {
            const dragged = new DataTransfer();
            dragged.items.add(new File(["%PDF-1.4"], "bill.pdf", {type: "application/pdf"}));
            for (const kind of ["dragover", "drop"])
                text.dispatchEvent(new DragEvent(kind, {dataTransfer: dragged, bubbles: true, cancelable: true}));
        }"""
    )
    files = page.get_by_role("list", name="Files to go with it")
    await expect(files.get_by_role("link", name="bill.pdf")).to_be_visible()
    await text.evaluate(
        """(text, picture) => {
            const copied = new DataTransfer();
            copied.setData("text/html", `<p>Like <img src="${picture}"></p>`);
            text.dispatchEvent(new ClipboardEvent("paste", {clipboardData: copied, bubbles: true, cancelable: true}));
        }""",
        ONE_PIXEL,
    )
    picture = text.locator("img:not(.ProseMirror-separator)")
    await expect(picture).to_have_attribute("src", re.compile(r"^/api/attachments/\d+$"))
    await page.get_by_role("button", name="Send", exact=True).click()
    sent = said(page, "Like")
    await expect(sent.get_by_role("link", name="bill.pdf")).to_be_visible()
    await expect(sent.locator(".prose img")).to_have_js_property("naturalWidth", 1)


async def test_emoji_are_typed_or_found_and_what_comes_from_word_is_cleaned(page: Page) -> None:
    text = page.get_by_role("textbox", name="Reply")
    await text.click()
    await page.keyboard.type("Thanks :rocke")
    await expect(page.get_by_role("listbox", name="Emoji").get_by_role("option").first).to_contain_text("rocket")
    await page.keyboard.press("Enter")
    await expect(text).to_have_text("Thanks 🚀 ")
    await page.get_by_role("button", name="Emoji").click()
    await page.get_by_role("combobox", name="Find an emoji").fill("hot beverage")
    await expect(page.get_by_role("option", name="hot beverage")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(text).to_contain_text("☕")
    await text.evaluate(
        """text => {
            const copied = new DataTransfer();
            copied.setData("text/html", `<style>p{color:red}</style>
                <p class=MsoNormal style='color:red'><b>Do</b>:</p>
                <p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>Wait</p>
                <img src="https://tracker.example/x.png">`);
            copied.items.add(new File(["x"], "picture-of-the-words.png", {type: "image/png"}));
            text.dispatchEvent(new ClipboardEvent("paste", {clipboardData: copied, bubbles: true, cancelable: true}));
        }"""
    )
    await expect(text.locator("ol li")).to_have_text("Wait")
    await expect(text.locator("strong")).to_have_text("Do")
    assert "style" not in await text.inner_html()
    await expect(text.locator("img:not(.ProseMirror-separator)")).to_have_count(0)
    await expect(page.get_by_role("list", name="Files to go with it")).to_have_count(0)


async def test_a_comment_whose_answer_is_lost_is_not_called_lost(page: Page) -> None:
    """It arrived, only nobody heard: who is told that nothing was added would add it twice."""

    async def unheard(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await page.route("**/comments", unheard, times=1)
    await write(page, "Comment", "Ask the roastery")
    await page.get_by_role("button", name="Add comment").click()
    told = page.get_by_role("region", name="Notifications")
    await expect(told.get_by_text("the comment may have arrived").first).to_be_visible()
    await expect(told.get_by_text("Nothing was added")).to_have_count(0)
    await expect(said(page, "Ask the roastery")).to_have_count(1)
