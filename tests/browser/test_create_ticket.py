"""A ticket made by hand, in a real browser: for whom, of which company, with what its status asks for (W8)."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import BrowserContext, Page, expect

from deskbell.crm.contacts import create_contact, find_or_create_by_address
from deskbell.kernel.desk import Desk
from tests.browser.choosing import choose
from tests.browser.saving import saved
from tests.browser.workspace_on_screen import BY_IMPORT, Workspace, a_workspace, faults, the_row, the_view
from tests.given import an_email_account
from tests.serving import serving

ASKS_FOR_TAGS = "UPDATE statuses SET required_properties = '{tags}' WHERE id = 1"
LATEST = """SELECT contacts.name || ' ' || coalesce(contacts.email, '-') || ' ' || coalesce(companies.name, '-')
    FROM tickets JOIN contacts ON contacts.id = contact_id LEFT JOIN companies ON companies.id = tickets.company_id
    ORDER BY tickets.id DESC LIMIT 1"""


@pytest_asyncio.fixture
async def workspace(desk: Desk) -> AsyncIterator[Workspace]:
    async with serving(desk) as served:
        made = a_workspace(served)
        await made.admin()
        async with desk.database.transaction(BY_IMPORT) as tx:
            await an_email_account(tx)
            await tx.run("INSERT INTO companies (name) VALUES ('Walker Architects')")
            await find_or_create_by_address(tx, "ann@customer.example", "Ann Kowalska")
            await create_contact(tx, {"first_name": "Anna", "last_name": "Nowak"})
            await tx.run(ASKS_FOR_TAGS)
        yield made


async def latest(workspace: Workspace, page: Page) -> str:
    """For whom, and of which company, the newest ticket is."""
    await expect(page.get_by_role("region", name="New ticket")).to_have_count(0)
    await saved(page)
    async with workspace.served.desk.database.transaction(BY_IMPORT) as tx:
        return str(await tx.value(LATEST))


async def test_a_contact_is_suggested_while_one_types_or_made_from_an_address(
    workspace: Workspace, window: BrowserContext
) -> None:
    page = await workspace.sign_in(window)
    await the_view(page, "All open").click()
    panel = page.get_by_role("region", name="New ticket")
    contact, create = panel.get_by_role("combobox", name="Contact"), panel.get_by_role("button", name="Create ticket")

    async def begin(name: str, typed: str) -> None:
        await page.get_by_role("button", name="Create ticket").click()
        await expect(panel.get_by_label("Name", exact=True)).to_be_focused()
        await page.keyboard.type(name)
        await panel.get_by_role("button", name="Add a tag").click()
        await panel.get_by_label("New tag").fill("grinder")
        await page.keyboard.press("Enter")
        await expect(panel.get_by_label("New tag")).to_be_focused()  # for one more
        await contact.focus()
        await page.keyboard.type(typed)

    await begin("The grinder rattles", "ann")
    found = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    await expect(found).to_contain_text(["Ann Kowalska", "Anna Nowak"])
    assert await faults(page) == []
    await page.emulate_media(color_scheme="dark")
    assert await faults(page) == []
    await page.keyboard.press("Escape")
    await expect(found).to_have_count(0)
    await expect(create).to_be_disabled()  # a name alone is nobody
    await page.keyboard.press("Tab")
    await expect(panel.get_by_text("Choose a contact, or write a whole e-mail address.")).to_be_visible()
    await contact.fill("ann k")
    await expect(found).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(contact).to_have_value("Ann Kowalska <ann@customer.example>")
    await choose(panel.get_by_role("combobox", name="Company"), "Walker Architects")
    await panel.get_by_label("First message").fill("We call you back.")
    await expect(panel.get_by_text("Goes to ann@customer.example")).to_be_visible()
    await create.click()
    await expect(the_row(page, "The grinder rattles")).to_contain_text("We call you back.")
    assert await latest(workspace, page) == "Ann Kowalska ann@customer.example Walker Architects"

    await begin("A new machine", "Bo Berg <bo@new.example>")
    await page.get_by_role("option", name="Create contact Bo Berg").click()
    await expect(panel.get_by_text("Not known yet: a new contact is made.")).to_be_visible()
    await create.click()
    await expect(the_row(page, "A new machine")).to_contain_text("Bo Berg")
    assert await latest(workspace, page) == "Bo Berg bo@new.example -"

    # Whoever has no address is chosen too, and can't be written to.
    await begin("Called by phone", "anna")
    await expect(found).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(panel.get_by_text("Has no e-mail address: no message can go along.")).to_be_visible()
    await expect(panel.get_by_label("First message")).to_have_count(0)
    await create.click()
    await expect(the_row(page, "Called by phone")).to_contain_text("Anna Nowak")
    assert await latest(workspace, page) == "Anna Nowak - -"
