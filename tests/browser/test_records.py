"""Contacts, companies and senders on their own screens, in a real browser (R6, T6)."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from deskbell.kernel.desk import Desk
from tests.browser.axe import faults_in_both_themes
from tests.browser.choosing import choose
from tests.browser.ticket_on_screen import Room, another_window
from tests.serving import Served, serving


@pytest_asyncio.fixture
async def served(desk: Desk) -> AsyncIterator[Served]:
    async with serving(desk) as running:
        yield running


async def test_a_contact_is_found_changed_merged_and_parted_again(room: Room, chromium: Browser) -> None:
    agent = await room.colleague("Maija Meri")
    async with room.served.as_user(agent) as client:
        cleo = {"first_name": "Cleo", "last_name": "Kuu", "email": "cleo@shop.example"}
        ada = {"first_name": "Ada", "last_name": "Suo", "email": "ada@shop.example"}
        cleo_id = (await client.post("/api/contacts", json=cleo)).json()["id"]
        ada_id = (await client.post("/api/contacts", json=ada)).json()["id"]
    async with another_window(chromium) as window:
        await room.sign_in(window, agent)
        page = await window.new_page()
        await page.goto(f"{room.served.url}/contacts")
        grid = page.get_by_role("grid", name="Contacts")
        await expect(grid.get_by_role("link", name="Ada Suo")).to_be_visible()
        await page.get_by_role("searchbox", name="Search").fill("cleo")
        await expect(grid.get_by_role("link", name="Ada Suo")).to_have_count(0)
        assert await faults_in_both_themes(page) == []
        await grid.get_by_role("link", name="Cleo Kuu").click()

        await _choose_language(page, "Finnish")
        await expect(page.get_by_text("Language is now Finnish")).to_be_visible()

        await page.get_by_role("button", name="Actions").click()
        await page.get_by_role("menuitem", name="Merge contacts").click()
        dialog = page.get_by_role("dialog", name="Merge contacts")
        await dialog.get_by_role("searchbox", name="Find a contact").fill("ada")
        await dialog.get_by_role("button", name="Ada Suo").click()
        await expect(dialog.get_by_role("radio", name="Cleo Kuu")).to_be_checked()
        assert await faults_in_both_themes(page) == []
        await dialog.get_by_role("button", name="Merge", exact=True).click()
        addresses = page.get_by_role("list", name="Addresses")
        await expect(addresses).to_contain_text("ada@shop.example")
        assert await faults_in_both_themes(page) == []

        # The old link leads to what it became; from there it is undone, also without the toast.
        await page.goto(f"{room.served.url}/contacts/{ada_id}")
        await expect(page).to_have_url(f"{room.served.url}/contacts/{cleo_id}")
        await expect(page.get_by_role("region", name="Merged contacts")).to_contain_text("Ada Suo")
        await page.get_by_role("button", name="Undo merge").click()
        await expect(addresses).to_have_count(0)
        await page.goto(f"{room.served.url}/contacts/{ada_id}")
        await expect(page.get_by_role("heading", name="Ada Suo")).to_be_visible()


async def test_a_company_shows_its_people_and_tickets(room: Room, chromium: Browser) -> None:
    agent = await room.colleague("Maija Meri")
    async with room.served.as_user(agent) as client:
        company_id = (await client.post("/api/companies", json={"name": "Acme Oy"})).json()["id"]
        cleo = {"first_name": "Cleo", "last_name": "Kuu", "email": "cleo@acme.example", "company_id": company_id}
        await client.post("/api/contacts", json=cleo)
        added = await client.post(
            f"/api/tickets/{room.ticket_id}/associations", json={"type": "companies", "id": company_id}
        )
        assert added.is_success, added.text
    async with another_window(chromium) as window:
        await room.sign_in(window, agent)
        page = await window.new_page()
        await page.goto(f"{room.served.url}/search?query=acme")
        await page.get_by_role("tab", name="Companies").click()
        await page.get_by_role("list", name="Results").get_by_role("link", name="Acme Oy").click()
        await expect(page).to_have_url(f"{room.served.url}/companies/{company_id}")
        await expect(page.get_by_role("region", name="Contacts").get_by_role("link", name="Cleo Kuu")).to_be_visible()
        await expect(page.get_by_role("region", name="Open tickets").get_by_role("link")).to_have_count(1)
        assert await faults_in_both_themes(page) == []


async def test_a_contact_is_reached_from_its_ticket_changed_back_and_never_overwritten(
    room: Room, chromium: Browser
) -> None:
    agent = await room.colleague("Maija Meri")
    async with room.served.as_user(agent) as client, another_window(chromium) as window:
        contact = (await client.get(f"/api/tickets/{room.ticket_id}")).json()["ticket"]["contact"]
        deal = (await client.post("/api/deals", json={"name": "Renewal 2027", "amount": 12500})).json()["id"]
        body = {"type": "deals", "id": deal}
        assert (await client.post(f"/api/tickets/{room.ticket_id}/associations", json=body)).is_success
        await room.sign_in(window, agent)
        page = await window.new_page()
        await page.goto(f"{room.served.url}/tickets/{room.ticket_id}")
        await page.get_by_role("region", name="Contacts").get_by_role("link", name=contact["name"]).first.click()
        await expect(page).to_have_url(f"{room.served.url}/contacts/{contact['id']}")
        deals = page.get_by_role("region", name="Deals")
        await expect(deals.get_by_role("link", name="Renewal 2027")).to_contain_text("12,500")
        assert await faults_in_both_themes(page) == []

        async with page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.ok):
            await _choose_language(page, "Finnish")
        await expect(page.get_by_text("Language is now Finnish")).to_be_visible()
        async with page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.ok):
            await page.get_by_role("button", name="Undo").click()
        await expect(page.get_by_role("combobox", name="Language")).not_to_contain_text("Finnish")
        assert (await client.get(f"/api/contacts/{contact['id']}")).json()["contact"]["language"] is None

        # Somebody else is quicker, and this window has not heard of it yet: what they wrote stays.
        await page.route(
            "**/api/contacts/*", lambda route: route.abort() if route.request.method == "GET" else route.continue_()
        )
        assert (await client.patch(f"/api/contacts/{contact['id']}", json={"language": "pl"})).is_success
        await _choose_language(page, "Swedish")
        await expect(page.get_by_text("Language: theirs is Polish, yours was Swedish.").first).to_be_visible()
        assert (await client.get(f"/api/contacts/{contact['id']}")).json()["contact"]["language"] == "pl"
        async with page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.ok):
            await page.get_by_role("button", name="Change it anyway", include_hidden=True).click()
        await page.unroute("**/api/contacts/*")
        assert (await client.get(f"/api/contacts/{contact['id']}")).json()["contact"]["language"] == "sv"


async def _choose_language(page: Page, language: str) -> None:
    await choose(page.get_by_role("combobox", name="Language"), language)


async def test_a_sender_is_denied_and_taken_off_the_list_with_a_way_back(room: Room, chromium: Browser) -> None:
    sender = "spam.example"
    admin = await room.colleague("Root", is_super_admin=True)
    async with another_window(chromium) as window:
        await room.sign_in(window, admin)
        page = await window.new_page()
        await page.goto(f"{room.served.url}/settings/senders")
        box = page.get_by_role("textbox", name="Address or domain")
        await box.fill("nobody at all")
        await page.get_by_role("button", name="Add", exact=True).click()
        await expect(page.get_by_text("This is neither an address nor a domain")).to_be_visible()
        await box.fill(sender)
        await page.get_by_role("button", name="Add", exact=True).click()
        listed = page.get_by_role("list", name="Senders")
        await expect(listed).to_contain_text("Denied")
        assert await faults_in_both_themes(page) == []
        await page.get_by_role("button", name=f"Remove {sender}").click()
        await expect(listed).to_have_count(0)
        await page.get_by_role("button", name="Undo").click()
        await expect(listed).to_contain_text(sender)
        await page.goto(f"{room.served.url}/settings/audit")
        acts = page.get_by_role("list", name="Audit log")
        for what in (f"Sender denied: {sender}", f"Sender taken off the list: {sender}"):
            await expect(acts.get_by_text(what).first).to_be_visible()
