"""A colleague at work on one ticket, in a real browser (W4, W6, W7, W10, T11)."""

import asyncio
import base64
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, FilePayload, Page, Route, expect

from tests.browser.choosing import choose
from tests.browser.saving import reload, saved
from tests.browser.ticket_on_screen import Room, another_window, said, serious_faults, write

ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
# Which message stands at the upper edge, and how far from it, once nothing has moved for a while of frames.
AT_REST = """async edge => {
    const look = () => {
        const top = edge.getBoundingClientRect().top;
        for (const one of edge.querySelectorAll('[data-message]')) {
            const box = one.getBoundingClientRect();
            if (box.bottom > top) return [one.dataset.message, Math.round(box.top - top)];
        }
    };
    let seen = look();
    for (let still = 0; still < 10; still += 1) {
        await new Promise(requestAnimationFrame);
        const now = look();
        if (JSON.stringify(now) !== JSON.stringify(seen)) still = 0;
        seen = now;
    }
    return seen;
}"""


@pytest_asyncio.fixture
async def other(room: Room, chromium: Browser) -> AsyncIterator[Page]:
    """The same ticket on Otso's screen."""
    async with another_window(chromium) as window:
        yield await room.open(window, await room.colleague("Otso Oja"))


async def test_a_field_changes_in_place_shows_to_a_colleague_and_can_be_undone(page: Page, other: Page) -> None:
    await choose(page.get_by_label("Priority"), "High")
    await expect(page.get_by_label("Priority")).to_have_text("High")
    await expect(other.get_by_label("Priority")).to_have_text("High")
    await page.get_by_role("button", name="Undo").click()
    await expect(other.get_by_label("Priority")).to_have_text("No priority")


async def test_a_change_is_undone_before_the_server_has_answered(page: Page) -> None:
    """Even where the undo could overtake."""
    is_undone = asyncio.Event()
    changes: list[str] = []

    async def late(route: Route) -> None:
        if route.request.method == "PATCH":
            changes.append(route.request.url)
            if len(changes) == 1:
                await is_undone.wait()
        await route.continue_()

    await page.route("**/api/tickets/*", late)
    await choose(page.get_by_label("Priority"), "High")
    await page.get_by_role("button", name="Undo").click()
    await expect(page.get_by_label("Priority")).to_have_text("No priority")
    is_undone.set()
    await saved(page)
    assert len(changes) == 2
    await expect(page.get_by_text("Somebody else changed this first")).to_have_count(0)
    await expect(page.get_by_label("Priority")).to_have_text("No priority")
    await page.unroute("**/api/tickets/*")


async def test_status_owner_and_category_change_in_place(page: Page) -> None:
    for label, option in (("Status", "Closed"), ("Category", "Billing issue"), ("Owner", "Maija Meri")):
        await choose(page.get_by_label(label, exact=True), option)  # oneself stands first
        await expect(page.get_by_label(label, exact=True)).to_contain_text(option)
    # Of two changes of one value only the later one is offered to be undone.
    await choose(page.get_by_label("Status", exact=True), "New")
    await expect(page.get_by_label("Notice").filter(has_text="Status is now")).to_have_text([re.compile("now New")])
    await choose(page.get_by_label("Status", exact=True), "Closed")
    await reload(page)
    await expect(page.get_by_label("Status", exact=True)).to_have_text("Closed")
    await expect(page.get_by_label("Owner", exact=True)).to_contain_text("Maija Meri")


async def test_a_change_that_a_colleague_made_first_is_not_overwritten(page: Page, room: Room) -> None:
    await page.route("**/api/tickets/*", lambda route: _late(route, room))
    await choose(page.get_by_label("Priority"), "High")
    await expect(page.get_by_text("Somebody else changed this first").first).to_be_visible()
    await expect(page.get_by_label("Priority")).to_have_text("Low")


async def _late(route: Route, room: Room) -> None:
    """A colleague's change reaches the server just before this one."""
    if route.request.method == "PATCH":
        async with room.served.as_user(await room.colleague("Quick")) as client:
            await client.patch(f"/api/tickets/{room.ticket_id}", json={"priority": "LOW"})
    await route.continue_()


async def test_the_name_changes_where_it_stands(page: Page) -> None:
    await page.get_by_role("heading", level=1).get_by_role("button").click()
    await page.get_by_role("textbox", name="Name").fill("Invoice 4711 has a wrong sum")
    await page.keyboard.press("Enter")
    await reload(page)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Invoice 4711 has a wrong sum")


async def test_a_mail_shows_up_in_an_open_thread_without_reload(page: Page, room: Room) -> None:
    await room.mail("And the date is wrong too.")
    await expect(said(page, "And the date is wrong too.")).to_be_visible()


async def test_a_draft_survives_a_reload(page: Page) -> None:
    await write(page, "Reply", "Half a thought")
    await page.reload()
    await expect(page.get_by_role("textbox", name="Reply")).to_contain_text("Half a thought")


async def test_an_answer_from_before_it_was_saved_takes_no_draft_off_the_screen(page: Page, room: Room) -> None:
    asked, saved_meanwhile = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        answer = await route.fetch()
        asked.set()
        await saved_meanwhile.wait()
        await route.fulfill(response=answer)

    await page.route(f"**/api/tickets/{room.ticket_id}", late)
    await room.mail("And the date is wrong too.")
    async with asyncio.timeout(15):
        await asked.wait()
    text = await write(page, "Reply", "Half a thought")
    saved_meanwhile.set()
    await expect(said(page, "And the date is wrong too.")).to_be_visible()
    await expect(text).to_have_text("Half a thought")
    await page.unroute_all(behavior="wait")


async def test_two_windows_of_one_person_never_overwrite_each_other(page: Page, room: Room) -> None:
    second = await page.context.new_page()
    await second.goto(page.url)
    await expect(second.locator("[contenteditable=true]")).to_be_visible()
    await second.route("**/drafts/reply", lambda route: route.abort())  # it hears of nothing, and tells nothing
    await second.get_by_role("textbox", name="Reply").click()
    await second.keyboard.type("Mine")
    await expect(second.get_by_text("not saved yet")).to_be_visible()
    await write(page, "Reply", "Theirs")
    await second.unroute("**/drafts/reply")
    await expect(second.get_by_text("Both are kept until you choose")).to_be_visible(timeout=15_000)
    await second.get_by_role("button", name="Keep this one").click()
    await expect(page.get_by_role("textbox", name="Reply")).to_have_text("Theirs")
    async with room.served.desk.database.reading() as reader:
        kept = "SELECT body ->> 'html' FROM drafts WHERE ticket_id = %s"
        await expect(second.get_by_text("Draft saved")).to_be_visible()
        assert await reader.value(kept, (room.ticket_id,)) == "<p>Mine</p>"


async def test_a_reply_says_to_whom_it_goes_and_can_be_taken_back(page: Page) -> None:
    await write(page, "Reply", "We will look into it.")
    send = page.get_by_role("button", name="Send")
    await expect(send).to_contain_text("to ann@customer.example")
    await send.click()
    await expect(said(page, "We will look into it.")).to_contain_text("Leaves in")
    await page.get_by_role("button", name="Undo").click()
    await expect(page.get_by_role("textbox", name="Reply")).to_contain_text("We will look into it.")
    await expect(said(page, "We will look into it.")).to_have_count(0)


async def test_a_reply_crossing_a_colleagues_is_refused_shown_and_kept(page: Page, other: Page) -> None:
    await write(page, "Reply", "It is our fault.")
    await write(other, "Reply", "It is not our fault.")
    await other.get_by_role("button", name="Send").click()
    await expect(said(page, "It is not our fault.")).to_be_visible()
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_role("alert")).to_contain_text("It is not our fault.")
    await expect(page.get_by_role("textbox", name="Reply")).to_contain_text("It is our fault.")
    await page.get_by_role("button", name="Send anyway").click()
    await expect(said(page, "It is our fault.")).to_be_visible()


async def test_send_and_set_the_status_in_one_act(page: Page) -> None:
    await write(page, "Reply", "Please tell us the number.")
    await page.get_by_role("button", name="More ways to answer").click()
    await page.get_by_role("menuitem", name="Waiting on contact").click()
    await expect(said(page, "Please tell us the number.")).to_be_visible()
    await expect(page.get_by_label("Status", exact=True)).to_have_text("Waiting on contact")


async def test_a_comment_stands_apart_and_goes_to_nobody_outside(page: Page, room: Room) -> None:
    await write(page, "Comment", "She is right, by the way.")
    await page.get_by_role("button", name="Add comment").click()
    comment = said(page, "She is right, by the way.")
    await expect(comment).to_contain_text("only colleagues see it")
    await expect(comment).to_have_attribute("data-voice", "comment")
    async with room.served.desk.database.reading() as reader:
        outgoing = "SELECT count(*) FROM messages WHERE ticket_id = %s AND delivery IS NOT NULL"
        assert await reader.value(outgoing, (room.ticket_id,)) == 0


async def test_what_was_said_does_not_come_back_as_a_draft(page: Page, room: Room) -> None:
    async def slowly(route: Route) -> None:
        """The answer comes when the next save would be due."""
        answer = await route.fetch()
        await page.wait_for_timeout(700)
        await route.fulfill(response=answer)

    await page.route("**/comments", slowly)
    await page.get_by_role("tab", name="Comment").click()
    await page.get_by_role("textbox", name="Comment").click()
    await page.keyboard.type("Said once.")
    await page.get_by_role("button", name="Add comment").click()
    await page.keyboard.type(" And more.")  # while it is on its way
    await expect(said(page, "Said once.")).to_be_visible()
    await expect(page.get_by_role("button", name="Add comment")).to_be_enabled()
    await reload(page)
    await expect(page.get_by_role("article")).to_have_count(2)
    async with room.served.desk.database.reading() as reader:
        kept = await reader.values("SELECT body ->> 'html' FROM drafts WHERE ticket_id = %s", (room.ticket_id,))
    assert "<p>Said once.</p>" not in kept


async def test_a_colleague_is_named_by_typing_their_name(page: Page, room: Room) -> None:
    otso = await room.colleague("Otso Unique")
    await reload(page)
    await page.get_by_role("tab", name="Comment").click()
    text = page.get_by_role("textbox", name="Comment")
    await expect(text).to_have_attribute("contenteditable", "true")
    await text.click()
    await page.keyboard.type("Please look, @otso u")
    await page.get_by_role("listbox", name="Colleagues").get_by_role("option", name="Otso Unique").wait_for()
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Add comment").click()
    await expect(said(page, "Please look, @Otso Unique")).to_be_visible()
    await saved(page)
    async with room.served.as_user(otso) as client:
        found = (await client.get("/api/tickets", params={"view": "mentions"})).json()
    assert [row["id"] for row in found["tickets"]] == [room.ticket_id]


async def test_files_and_a_pasted_picture_go_with_the_reply(page: Page) -> None:
    await write(page, "Reply", "See this: ")
    await page.set_input_files(
        "input[type=file]",
        [
            FilePayload(name="price list.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7"),
            FilePayload(name="sum.txt", mimeType="text/plain", buffer=b"4711"),
        ],
    )
    await expect(page.get_by_role("list", name="Files to go with it").get_by_role("listitem")).to_have_count(2)
    await page.get_by_role("textbox", name="Reply").click()
    await page.evaluate(
        """picture => {
            const files = new DataTransfer();
            const bytes = Uint8Array.from(atob(picture), sign => sign.charCodeAt(0));
            files.items.add(new File([bytes], 'dot.png', {type: 'image/png'}));
            document.activeElement.dispatchEvent(
                new ClipboardEvent('paste', {clipboardData: files, bubbles: true, cancelable: true}));
        }""",
        base64.b64encode(ONE_PIXEL).decode(),
    )
    await expect(page.locator("[contenteditable=true] img[src^='/api/attachments/']")).to_have_count(1)
    await page.get_by_role("button", name="Send").click()
    sent = said(page, "See this:")
    await expect(sent.get_by_role("link", name="price list.pdf")).to_be_visible()
    await expect(sent.get_by_role("link", name="sum.txt")).to_be_visible()
    await expect(sent.locator("img[src^='/api/attachments/']")).to_have_count(1)


async def test_who_looks_and_who_types_is_shown(page: Page, other: Page) -> None:
    await expect(other.get_by_text("Maija Meri: looking at this")).to_be_visible()
    await page.get_by_role("textbox", name="Reply").click()
    await page.keyboard.type("Hm")
    await expect(other.get_by_text("Maija Meri: typing")).to_be_visible()


async def test_keys_act_on_the_ticket_and_never_while_typing(page: Page) -> None:
    await page.keyboard.press("r")
    text = page.get_by_role("textbox", name="Reply")
    await expect(text).to_be_focused()
    await page.keyboard.type("rceapu")
    await expect(text).to_have_text("rceapu")
    await expect(page.get_by_label("Status", exact=True)).to_have_text("New")
    await page.keyboard.press("Escape")
    await page.keyboard.press("e")
    await expect(page.get_by_label("Status", exact=True)).to_have_text("Closed")
    await page.keyboard.press("c")
    await expect(page.get_by_role("textbox", name="Comment")).to_be_focused()


async def test_an_html_mail_is_framed_as_high_as_it_is_and_holds_strangers_pictures_back(
    page: Page, room: Room
) -> None:
    html = "<p>Look:</p><img src='https://pictures.example/a.png'><p style='height:700px'>far</p><p>down</p>"
    got = await room.mail("Look: far down", html=html)
    message = page.locator(f"[data-message='{got.message_id}']")
    frame = message.locator("iframe")
    await expect(frame).to_have_attribute("sandbox", "allow-same-origin allow-popups allow-popups-to-escape-sandbox")
    await expect(message.frame_locator("iframe").get_by_text("down", exact=True)).to_be_visible()
    await expect(message.get_by_text("1 picture from elsewhere is held back")).to_be_visible()
    await page.wait_for_function("frame => frame.offsetHeight > 700", arg=await frame.element_handle())


async def test_a_quote_is_folded_until_asked_for(page: Page, room: Room) -> None:
    text = "Yes, please.\n\nOn Mon, 2 Nov 2026 at 10:00, Support <support@desk.example> wrote:\n> Shall we?\n"
    got = await room.mail(text)
    message = page.locator(f"[data-message='{got.message_id}']")
    await expect(message).to_contain_text("Yes, please.")
    await expect(message).not_to_contain_text("Shall we?")
    await message.get_by_role("button", name="Show the quoted text").click()
    await expect(message).to_contain_text("Shall we?")


async def test_older_messages_load_upward_without_a_jump_and_the_place_is_kept(
    room: Room, window: BrowserContext
) -> None:
    for number in range(30):
        await room.mail(f"Message {number}. " + "Some words to fill a line. " * 12)
    page = await room.open(window, await room.colleague("Maija Meri"))
    thread = page.get_by_role("region", name="Conversation").locator("[tabindex='0']").first
    await expect(said(page, "Message 29.")).to_be_in_viewport()
    await expect(page.get_by_role("article")).to_have_count(20)
    await thread.hover()
    for _ in range(30):
        if await page.get_by_role("article").count() > 20:
            break
        await page.mouse.wheel(0, -400)
        await page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    await expect(page.get_by_role("article")).to_have_count(31)
    place = await thread.evaluate(AT_REST)
    await page.get_by_role("link", name="All open").click()
    await page.get_by_role("grid", name="Tickets").get_by_role("link").first.click()
    await expect(page.get_by_role("article").first).to_be_attached()
    await expect(page.locator(f"[data-message='{place[0]}']")).to_be_in_viewport()
    assert await thread.evaluate(AT_REST) == place


async def test_the_history_says_who_changed_what_from_what_to_what(page: Page) -> None:
    await choose(page.get_by_label("Priority"), "Urgent")
    activity = page.get_by_role("region", name="Activity")
    await expect(activity).to_contain_text("Maija Meri changed the priority from none to Urgent")


async def test_on_a_phone_the_answer_is_a_sheet(room: Room, chromium: Browser) -> None:
    async with another_window(chromium, width=390) as window:
        await room.sign_in(window, await room.colleague("Maija Meri"))
        page = await window.new_page()
        await page.goto(f"{room.served.url}/tickets/{room.ticket_id}")
        await expect(page.get_by_role("button", name="Send")).to_have_count(0)
        await page.get_by_role("tab", name="Reply").click()
        await expect(page.get_by_role("textbox", name="Reply")).to_be_focused()
        await page.keyboard.type("On my way.")
        await page.get_by_role("button", name="Send").click()
        await expect(said(page, "On my way.")).to_be_visible()
        await expect(page.get_by_role("button", name="Send")).to_have_count(0)
        # One writes at the top of the sheet: whom one may mention stands below the line, in whole.
        await room.colleague("Zofia Zaremba")
        await page.reload()
        await page.get_by_role("tab", name="Comment").click()
        await page.get_by_role("textbox", name="Comment").click()
        await page.keyboard.type("@")
        await expect(page.get_by_role("listbox", name="Colleagues")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (390, "light")])
async def test_axe_finds_nothing_serious(room: Room, chromium: Browser, width: int, theme: str) -> None:
    await room.mail("More.", html="<p>More <b>words</b>.</p>")
    async with another_window(chromium, width=width, theme=theme) as window:
        await room.sign_in(window, await room.colleague("Maija Meri"))
        page = await window.new_page()
        await page.goto(f"{room.served.url}/tickets/{room.ticket_id}")
        await expect(page.get_by_role("article")).to_have_count(2)
        await page.get_by_role("tab", name="Comment").click()
        await expect(page.get_by_role("textbox", name="Comment")).to_be_visible()
        assert await serious_faults(page) == []
