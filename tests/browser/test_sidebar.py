"""What stands beside a ticket, in a real browser: records, values in place, order, layouts, history (W4, W5)."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from deskbell.kernel.desk import Desk
from deskbell.kernel.event import SYSTEM
from tests.browser.choosing import choose
from tests.browser.saving import reload, saved
from tests.browser.ticket_on_screen import Room, another_window
from tests.browser.workspace_on_screen import faults
from tests.given import a_team
from tests.serving import Served, serving

OPTIONS = [{"value": "s", "label": "Small"}, {"value": "l", "label": "Large"}]
PROPERTIES = {
    "Order number": "text",
    "What was tried": "multiline",
    "Cups a day": "number",
    "Bought on": "date",
    "Visit": "datetime",
    "Size": "select",
    "Roasts": "multi_select",
    "Under warranty": "checkbox",
    "Call back": "phone",
    "Tracking": "url",
    "Technician": "user",
}


@pytest_asyncio.fixture
async def served(desk: Desk) -> AsyncIterator[Served]:
    async with serving(desk) as running:
        yield running


async def _list_all_properties(room: Room) -> None:
    """A card with a property of every type, for everybody."""
    names = []
    async with room.served.as_user(await room.colleague("Root", is_super_admin=True)) as root:
        for label, kind in PROPERTIES.items():
            options = OPTIONS if kind in {"select", "multi_select"} else []
            made = await root.post("/api/properties/tickets", json={"label": label, "kind": kind, "options": options})
            names.append(made.json()["property"]["name"])
        order = {"key": "order", "kind": "properties", "title": "Order", "properties": names}
        beginning = (await root.get("/api/sidebar-layouts")).json()["beginning"]
        assert (await root.put("/api/sidebar-layouts", json={"cards": [order, *beginning]})).status_code == 204


def _card(page: Page, name: str) -> Locator:
    return page.get_by_role("complementary", name="Details").get_by_role("region", name=name, exact=True)


async def _add(page: Page, card: str, button: str, name: str) -> None:
    await _card(page, card).get_by_role("button", name=button).click()
    await page.get_by_role("searchbox", name="Find a").fill(name[:4])
    await page.get_by_role("dialog").get_by_role("button", name=name).click()


async def _send(form: Locator, button: str) -> None:
    """It stays until the server has taken it; until then its own button would only close it."""
    await form.get_by_role("button", name=button).click()
    await expect(form).to_have_count(0)


async def test_contacts_companies_and_deals_are_added_made_put_first_and_taken_away(
    room: Room, chromium: Browser
) -> None:
    agent = await room.colleague("Maija Meri")
    async with room.served.as_user(agent) as client:
        await client.post(
            "/api/contacts", json={"first_name": "Cleo", "last_name": "Kuu", "email": "cleo@shop.example"}
        )
        await client.post("/api/companies", json={"name": "Acme Oy", "domain": "acme.example"})
        await client.post("/api/deals", json={"name": "Renewal 2027", "amount": 12500})
    async with another_window(chromium) as window:
        page = await room.open(window, agent)
        people = _card(page, "Contacts")
        await _add(page, "Contacts", "Add a contact", "Cleo Kuu")
        await expect(people).to_contain_text("Cleo Kuu")
        await people.get_by_role("button", name="More about Cleo Kuu").click()
        await page.get_by_role("menuitem", name="Make primary").click()
        await expect(people.get_by_role("listitem").first).to_contain_text("Cleo Kuu")
        await expect(people.get_by_text("Primary", exact=True)).to_be_visible()
        await saved(page)  # an answer to what was asked before would show it as it was
        await people.get_by_role("button", name="More about Cleo Kuu").click()
        await page.get_by_role("menuitem", name="Remove from the ticket").click()
        await expect(people).not_to_contain_text("Cleo Kuu")
        await page.get_by_role("button", name="Undo").first.click()
        await expect(people.get_by_role("listitem").first).to_contain_text("Cleo Kuu")

        # One whose address is taken is offered instead of made twice.
        await people.get_by_role("button", name="Add a contact").click()
        await page.get_by_role("searchbox", name="Find a").fill("new@shop.example")
        await page.get_by_role("button", name="Create a contact").click()
        form = page.get_by_role("form", name="Create contact")
        await expect(form.get_by_label("E-mail address")).to_have_value("new@shop.example")
        await form.get_by_label("First name").fill("Nelli")
        await _send(form, "Create contact")
        await expect(people).to_contain_text("Nelli")

        await _add(page, "Companies", "Add a company", "Acme Oy")
        await expect(_card(page, "Companies")).to_contain_text("acme.example")
        await _card(page, "Deals").get_by_role("button", name="Add a deal").click()
        await page.get_by_role("button", name="Create a deal").click()
        form = page.get_by_role("form", name="Create deal")
        await form.get_by_label("Name").fill("Grinders for spring")
        await form.get_by_label("Amount").fill("much")
        await expect(form.get_by_role("alert")).to_contain_text("Give a number")
        await form.get_by_label("Amount").fill("990,50")
        await _send(form, "Create deal")
        await _add(page, "Deals", "Add a deal", "Renewal 2027")
        await reload(page)
        await expect(_card(page, "Deals").get_by_role("listitem")).to_have_count(2)
        await expect(_card(page, "Deals")).to_contain_text("990.5")

        # Who did what is told, and can be narrowed down.
        activity = _card(page, "Activity")
        await choose(activity.get_by_label("Filter the activity"), "Records and links")
        await expect(activity).to_contain_text("Maija Meri made Cleo Kuu the primary contact")
        await expect(activity).not_to_contain_text("opened the ticket")
        await choose(activity.get_by_label("Filter the activity"), "Assignment")
        await expect(activity).to_contain_text("Nothing of this kind happened.")


async def _search_for_it(room: Room, page: Page) -> None:
    """What was written in properties is found, and the hit tells in which."""
    await page.goto(f"{room.served.url}/search?query=twice+descaled")
    hit = page.get_by_role("list", name="Results").get_by_role("link", name="The invoice is wrong")
    await expect(hit).to_contain_text("What was tried: Descaled. Twice.")
    await expect(hit.locator("mark")).to_have_text(["Descaled", "Twice"])
    await page.get_by_role("searchbox", name="Search").fill("large")
    await expect(hit).to_contain_text("Size: Large · Roasts: Small, Large")
    assert await faults(page) == []


async def test_every_type_of_property_is_changed_where_it_stands(room: Room, chromium: Browser) -> None:
    await _list_all_properties(room)
    agent = await room.colleague("Maija Meri")
    async with another_window(chromium) as window:
        page = await room.open(window, agent)
        card = _card(page, "Order")
        typed = {
            "Order number": "NL-4711",
            "Cups a day": "42",
            "Bought on": "2026-11-21",
            "Visit": "2026-12-01T09:30",
            "Call back": "+358 40 123",
            "Tracking": "https://post.example/4711",
        }
        for label, value in typed.items():
            await card.get_by_role("button", name=label).click()
            await card.get_by_label(label, exact=True).fill(value)
            await page.keyboard.press("Enter")
        await card.get_by_role("button", name="What was tried").click()
        await card.get_by_label("What was tried").fill("Descaled.\nTwice.")
        await page.keyboard.press("Control+Enter")
        for label, option in (("Size", "Large"), ("Technician", "Maija Meri")):
            await choose(card.get_by_label(label, exact=True), option)
        await card.get_by_role("button", name="Roasts").click()
        await page.get_by_role("checkbox", name="Small").click()
        await page.get_by_role("checkbox", name="Large").click()
        await page.keyboard.press("Escape")
        await card.get_by_role("checkbox", name="Under warranty").click()
        await expect(card.get_by_role("checkbox", name="Under warranty")).to_be_checked()
        await reload(page)
        shown = ("NL-4711", "42", "Nov 21, 2026", "Dec 1, 2026", "Descaled.", "Large", "Small, Large", "Maija Meri")
        for words in shown:
            await expect(card).to_contain_text(words)
        await expect(card.get_by_role("link", name="+358 40 123")).to_have_attribute("href", "tel:+358 40 123")
        await expect(card.get_by_role("link", name="post.example")).to_have_attribute("rel", "noreferrer noopener")
        await expect(card.get_by_role("checkbox", name="Under warranty")).to_be_checked()

        # What can't be a value is told in place and stays as it was typed.
        await card.get_by_role("button", name="Cups a day").click()
        await card.get_by_label("Cups a day", exact=True).fill("many")
        await page.keyboard.press("Enter")
        await expect(card.get_by_role("alert")).to_contain_text("Give a number")
        await page.keyboard.press("Escape")
        await expect(card.get_by_role("button", name="Cups a day")).to_be_focused()

        # A colleague was faster: theirs is shown, and what was typed is not lost.
        await card.get_by_role("button", name="Cups a day").click()
        async with room.served.as_user(await room.colleague("Quick")) as quick:
            await page.route(
                "**/api/tickets/*", lambda route: route.abort() if route.request.method == "GET" else route.continue_()
            )
            await quick.patch(f"/api/tickets/{room.ticket_id}", json={"properties": {"cups_a_day": 7}})
        await card.get_by_label("Cups a day", exact=True).fill("50")
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("Cups a day: theirs is 7, yours was 50.").first).to_be_visible()
        await expect(card.get_by_role("button", name="Cups a day")).to_contain_text("7")
        await page.unroute("**/api/tickets/*")
        await page.get_by_text("Change it anyway").first.click()
        await expect(card.get_by_role("button", name="Cups a day")).to_contain_text("50")
        await page.get_by_role("button", name="Undo").first.click()
        await expect(card.get_by_role("button", name="Cups a day")).to_contain_text("7")
        await expect(_card(page, "Activity")).to_contain_text("changed Cups a day from 50 to 7")

        await _search_for_it(room, page)


async def test_the_page_stands_still_whatever_the_browser_scrolls_into_sight(room: Room, chromium: Browser) -> None:
    agent = await room.colleague("Maija Meri")
    async with another_window(chromium) as window:
        page = await room.open(window, agent)
        assert await page.evaluate(
            """() => {
                const far = document.createElement("button");
                far.style = "position: absolute; top: 3000px";
                document.getElementById("root").append(far);
                far.focus();
                far.scrollIntoView();
                scrollTo(0, 10_000);
                return [document.documentElement, document.body].map((box) => box.scrollTop);
            }"""
        ) == [0, 0]


async def test_cards_are_folded_and_put_in_order_by_key_and_by_mouse_and_stay_so(room: Room, chromium: Browser) -> None:
    agent = await room.colleague("Maija Meri")
    async with another_window(chromium) as window:
        page = await room.open(window, agent)
        await page.set_viewport_size({"width": 1440, "height": 1600})
        cards = page.get_by_role("list", name="Cards", exact=True).locator("> li")
        await expect(cards.first).to_contain_text("About this ticket")
        await page.get_by_role("button", name="Move About this ticket", exact=True).focus()
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("ArrowDown")
        await expect(cards.nth(2)).to_contain_text("About this ticket")
        await page.get_by_role("button", name="Move Attachments", exact=True).drag_to(
            cards.first, target_position={"x": 60, "y": 4}
        )
        await expect(cards.first).to_contain_text("Attachments")
        await page.get_by_role("button", name="Attachments", exact=True).click()
        await reload(page)
        await expect(cards.first).to_contain_text("Attachments")
        await expect(page.get_by_role("button", name="Attachments", exact=True)).to_have_attribute(
            "aria-expanded", "false"
        )
        await expect(cards.nth(3)).to_contain_text("About this ticket")
        await page.get_by_role("button", name="Use the usual order").click()
        await expect(cards.first).to_contain_text("About this ticket")


async def test_a_team_has_a_layout_of_its_own_with_a_card_that_shows_on_a_condition(
    room: Room, chromium: Browser
) -> None:
    await _list_all_properties(room)
    async with room.served.desk.database.transaction(SYSTEM) as tx:
        team = await a_team(tx, "Repairs")
    boss = await room.colleague("Maija Meri", is_super_admin=True)
    member = await room.colleague("Otso Oja", team_ids=[team])
    async with another_window(chromium) as settings, another_window(chromium) as desk:
        ticket = await room.open(desk, member)
        await expect(_card(ticket, "Deals")).to_be_visible()

        await room.sign_in(settings, boss)
        page = await settings.new_page()
        await page.goto(f"{room.served.url}/settings/sidebar")
        await choose(page.get_by_label("Layout for"), "Repairs")
        await page.get_by_role("button", name="Remove Deals", exact=True).click()
        await page.get_by_role("button", name="Add a card").click()
        await page.get_by_role("menuitem", name="List of properties").click()
        card = page.get_by_role("region", name="Properties", exact=True)
        await card.get_by_label("Title").fill("Repair")
        card = page.get_by_role("region", name="Repair", exact=True)
        await expect(page.get_by_role("button", name="Save layout")).to_be_disabled()
        for name in ("Size", "Order number"):
            await choose(card.get_by_label("Add a property"), name, exact=True)
        await card.get_by_role("button", name="Move Order number", exact=True).focus()
        await page.keyboard.press("ArrowUp")
        await card.get_by_role("switch", name="Shown only for some tickets").click()
        await choose(card.get_by_label("Comparison"), "is", exact=True)
        await choose(card.get_by_label("Value", exact=True), "Product issue")
        preview = page.get_by_role("region", name="Preview")
        await expect(preview).to_contain_text("Cards that don't show for this ticket: 1")
        assert await faults(page) == []
        await page.get_by_role("button", name="Move Repair", exact=True).focus()
        for _ in range(12):
            await page.keyboard.press("ArrowUp")
        await page.get_by_role("button", name="Save layout").click()
        await expect(page.get_by_text("The layout of Repairs is saved")).to_be_visible()

        # The colleague's open ticket follows, without being asked anew.
        await expect(_card(ticket, "Deals")).to_have_count(0)
        await expect(_card(ticket, "Repair")).to_have_count(0)
        await choose(ticket.get_by_label("Category", exact=True), "Product issue")
        await expect(_card(ticket, "Repair").get_by_role("term")).to_have_text(["Order number", "Size"])
        await expect(ticket.get_by_role("list", name="Cards", exact=True).locator("> li").first).to_contain_text(
            "Repair"
        )

        await page.get_by_role("button", name="Reset to default").click()
        await expect(_card(ticket, "Deals")).to_be_visible()


async def test_the_conversation_that_came_last_to_the_ticket_is_offered_first(room: Room, chromium: Browser) -> None:
    elsewhere = await room.mail("About the grinder.", thread_ids=(), subject="The grinder is loud")
    async with room.served.desk.database.transaction(SYSTEM) as tx:
        where = {"ticket": room.ticket_id, "thread": elsewhere.thread_id}
        await tx.run("UPDATE threads SET ticket_id = %(ticket)s, associated_at = now() WHERE id = %(thread)s", where)
        await tx.run("UPDATE messages SET ticket_id = %(ticket)s WHERE thread_id = %(thread)s", where)
    async with another_window(chromium) as window:
        page = await room.open(window, await room.colleague("Maija Meri"))
        await expect(page.get_by_role("article")).to_have_count(2)
        await page.get_by_label("Conversation shown").click()
        names = ["All conversations", "The grinder is loud", "The invoice is wrong"]
        await expect(page.get_by_role("option")).to_have_text(names)
        await page.get_by_role("option", name="The grinder is loud").click()
        await expect(page.get_by_role("article")).to_have_count(1)
        await expect(page.get_by_role("article")).to_contain_text("About the grinder.")


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (390, "light")])
async def test_axe_finds_nothing_serious_beside_a_ticket(room: Room, chromium: Browser, width: int, theme: str) -> None:
    await _list_all_properties(room)
    agent = await room.colleague("Maija Meri")
    async with another_window(chromium, width=width, theme=theme) as window:
        await room.sign_in(window, agent)
        page = await window.new_page()
        await page.goto(f"{room.served.url}/tickets/{room.ticket_id}")
        if width < 1024:
            await page.get_by_role("button", name="Show the details").click()
        await expect(page.get_by_role("region", name="Contacts")).to_be_visible()
        assert await faults(page) == []
        await page.get_by_role("button", name="Add a contact").click()
        await page.get_by_role("button", name="Create a contact").click()
        await expect(page.get_by_role("form", name="Create contact")).to_be_visible()
        assert await faults(page) == []
