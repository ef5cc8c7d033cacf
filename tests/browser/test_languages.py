"""Finnish and Polish in a real browser, in the words of the help desk, by the clock of the profile (W12)."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from deskbell.channels.account_health import tell_health
from deskbell.conversations.message import Recipient
from deskbell.conversations.outbox import mark_failed
from deskbell.kernel.desk import Desk
from deskbell.kernel.told import Told
from deskbell.tickets.answering.replying import Reply, reply
from tests.browser.choosing import choose
from tests.browser.saving import saved
from tests.browser.ticket_on_screen import BY_MAIL, Room, a_room
from tests.browser.workspace_on_screen import a_workspace, faults
from tests.given import a_user
from tests.serving import Served, serving

FINNISH = (
    "Seuraa",
    "Jaa tiketti",
    "Yhdistä tiketti",
    "Merkitse lukemattomaksi",
    "Siirrä ketju",
    "Merkitse roskapostiksi",
    "Tulosta keskustelu",
    "Torkuta",
    "Poista",
)
POLISH = (
    "Obserwuj",
    "Podziel zgłoszenie",
    "Scal zgłoszenie",
    "Oznacz jako nieprzeczytane",
    "Przenieś wątek",
    "Oznacz jako spam",
    "Drukuj konwersację",
    "Odłóż",
    "Usuń",
)


@pytest.fixture
async def served(desk: Desk) -> AsyncIterator[Served]:
    async with serving(desk) as running:
        yield running


@pytest.fixture
async def room(served: Served) -> Room:
    room = await a_room(served)
    await room.mail("And one thing more.")  # a ticket of one message can't be split
    return room


async def speak(page: Page, url: str, language: str) -> None:
    """Chosen where one chooses it; every word on the screen follows."""
    await page.goto(f"{url}/settings/profile")
    await choose(page.get_by_role("combobox", name="Language"), language)
    await saved(page)


async def live_in(room: Room, page: Page, zone: str) -> None:
    answer = await page.request.patch(
        f"{room.served.url}/api/me", data={"time_zone": zone}, headers={"X-Deskbell": "1"}
    )
    assert answer.ok


async def expect_actions(page: Page, button: str, names: tuple[str, ...]) -> None:
    await page.get_by_role("button", name=button, exact=True).click()
    for name in names:
        await expect(page.get_by_role("menuitem", name=name)).to_be_visible()


async def expect_fields(page: Page, fields: dict[str, str]) -> None:
    for name, value in fields.items():
        await expect(page.get_by_role("combobox", name=name, exact=True)).to_contain_text(value)


async def test_a_finn_finds_the_words_of_a_help_desk(room: Room, window: BrowserContext) -> None:
    page = await room.open(window, await room.colleague("Aino", is_super_admin=True))
    await live_in(room, page, "Asia/Tokyo")
    await speak(page, room.served.url, "Suomi")
    await expect(page.get_by_role("heading", name="Profiili")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "fi")
    assert await faults(page) == []

    await page.goto(f"{room.served.url}/tickets/{room.ticket_id}")
    views = page.get_by_role("navigation", name="Näkymät")
    for name in ("Ei omistajaa", "Kaikki avoimet", "Minut mainittu", "Torkutetut", "Roskakori"):
        await expect(views.get_by_role("link", name=name, exact=True)).to_be_visible()
    await expect_fields(page, {"Tila": "Uusi", "Prioriteetti": "Ei prioriteettia", "Kategoria": "Ei kategoriaa"})
    await expect_actions(page, "Toiminnot", FINNISH)
    assert await faults(page) == []

    # Nine o'clock of the profile, wherever the browser is.
    await page.get_by_role("menuitem", name="Torkuta").click()
    await page.get_by_role("dialog", name="Torkuta").get_by_role("button", name="Huomisaamuna").click()
    await expect(page.get_by_text("tai kunnes asiakas vastaa.")).to_contain_text("9.00")
    await saved(page)
    async with room.served.desk.database.transaction(BY_MAIL) as tx:
        until = await tx.value(
            "SELECT to_char(snoozed_until AT TIME ZONE 'Asia/Tokyo', 'HH24:MI') FROM tickets WHERE id = %s",
            (room.ticket_id,),
        )
    assert until == "09:00"


async def test_a_pole_finds_them_too_with_plurals_and_refusals(room: Room, window: BrowserContext) -> None:
    page = await room.open(window, await room.colleague("Ola", is_super_admin=True))
    await speak(page, room.served.url, "Polski")
    await expect(page.locator("html")).to_have_attribute("lang", "pl")
    await page.get_by_label("Obecne hasło").fill("not the right one")
    await page.get_by_label("Nowe hasło").fill("a longer one than before")
    await page.get_by_role("button", name="Zmień hasło").click()
    await expect(page.get_by_role("alert")).to_have_text("Obecne hasło jest nieprawidłowe.")

    told = Told("Nothing answers.", code="mail_server.silent", host="mail.example", port=993)
    async with room.served.desk.database.transaction(BY_MAIL) as tx:
        await tell_health(tx, room.account_id, "imap", "failing", told)
    await page.goto(f"{room.served.url}/settings/email-accounts")
    await expect(page.get_by_text("Nic nie odpowiada pod adresem mail.example, port 993.")).to_be_visible()
    await page.goto(f"{room.served.url}/settings/pipelines")
    await expect(page.get_by_text("4 statusy", exact=True)).to_be_visible()
    await expect(page.get_by_text("Nowe · Czeka na klienta · Czeka na nas · Zamknięte")).to_be_visible()
    await page.get_by_role("link", name="Potok wsparcia").click()
    await expect(page.get_by_role("textbox", name="Nazwa: Czeka na nas")).to_have_value("Czeka na nas")
    assert await faults(page) == []

    await page.goto(f"{room.served.url}/tickets/{room.ticket_id}")
    await expect_fields(page, {"Status": "Nowe", "Priorytet": "Bez priorytetu", "Kategoria": "Bez kategorii"})
    await expect(page.get_by_role("combobox", name="Właściciel")).to_be_visible()
    too_large = Told("Too large.", code="not_sent.too_large", host="mail.example", size=31.5, limit=25.0)
    async with room.served.desk.database.transaction(BY_MAIL) as tx:
        to = (Recipient("to", "Ann", "ann@customer.example"),)
        written = await reply(tx, await a_user(tx), room.ticket_id, Reply(html="<p>See here.</p>", recipients=to))
        await mark_failed(tx, written.message_id, too_large, is_final=True)
    await expect(page.get_by_text("Wiadomość ma 31,5 MB, a mail.example przyjmuje najwyżej 25 MB.")).to_be_visible()
    await expect_actions(page, "Akcje", POLISH)
    await page.get_by_role("menuitem", name="Scal zgłoszenie").click()
    dialog = page.get_by_role("dialog", name="Scal zgłoszenie")
    await expect(dialog).to_be_visible()
    assert await faults(page) == []


async def test_the_door_speaks_the_browsers_language(served: Served, chromium: Browser) -> None:
    await a_workspace(served).admin()
    window = await chromium.new_context(locale="pl-PL", viewport={"width": 390, "height": 844})
    page = await window.new_page()
    await page.goto(served.url)
    await page.get_by_label("E-mail").fill("nobody@desk.example")
    await page.get_by_label("Hasło", exact=True).fill("not the right one")
    await page.get_by_role("button", name="Zaloguj się").click()
    await expect(page.get_by_role("alert")).to_have_text("E-mail lub hasło jest nieprawidłowe.")
    assert await faults(page) == []
    await window.close()
