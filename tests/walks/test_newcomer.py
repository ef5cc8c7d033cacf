"""The newcomer's first hour: set up, connect a mailbox, answer a mail - in a real browser, with real mail servers."""

import asyncio
import email
import email.policy
import re
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.browser.choosing import choose
from tests.browser.conftest import chromium, window  # noqa: F401 - fixtures
from tests.servers.dovecot import PASSWORD
from tests.servers.ports import free_port
from tests.walks.mail.world import MailServers, a_raw_mail, until
from tests.wiring.commands import Running, desk_folder, running

SUPPORT = "support@newcomer.example"
CUSTOMER = "ann@newcomer-customer.example"
OWN_PASSWORD = "a bell on every desk"


@contextmanager
def a_served_desk() -> Iterator[tuple[Running, str]]:
    port = free_port()
    with desk_folder() as folder, running(folder / "data", "serve", DESKBELL_PORT=str(port)) as desk:
        desk.wait_until_it_says("Deskbell is at")
        yield desk, f"http://127.0.0.1:{port}"


async def test_from_nothing_to_an_answered_mail(window: BrowserContext, mail_servers: MailServers) -> None:  # noqa: F811 - the fixture
    page = await window.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    with a_served_desk() as (_, url):
        await _set_up(page, url)
        await _connect(page, url, mail_servers)
        await _see_a_mail_arrive(page, url, mail_servers)
        await _answer(page)
        got = await _the_customers_copy(mail_servers)
        await _the_customer_answers(page, mail_servers, got)
    assert faults == []


async def _set_up(page: Page, url: str) -> None:
    await page.goto(url)
    await page.get_by_label("Company").fill("Newcomer Oy")
    await page.get_by_label("Your name").fill("Nora Newcomer")
    await page.get_by_label("Email").fill("nora@newcomer.example")
    await page.get_by_role("textbox", name="Password").fill(OWN_PASSWORD)
    await page.get_by_role("button", name="Set up Deskbell").click()
    await expect(page.get_by_role("navigation", name="Views")).to_be_visible(timeout=30_000)


async def _connect(page: Page, url: str, servers: MailServers) -> None:
    await page.goto(f"{url}/settings/email-accounts/connect")
    await page.get_by_label("Address").fill(SUPPORT)
    await _server(page.get_by_role("group", name="Receiving (IMAP)"), servers.dovecot.imap_port, SUPPORT)
    await _server(page.get_by_role("group", name="Sending (SMTP)"), servers.relay_port, "")
    await page.get_by_role("button", name="Test the connection").click()
    await page.get_by_role("button", name="Connect account").click(
        timeout=40_000
    )  # it stands there once all has passed
    await expect(page.get_by_role("link", name=re.compile(SUPPORT)).first).to_be_visible(timeout=30_000)


async def _server(fields: Locator, port: int, user: str) -> None:
    await fields.get_by_label("Server").fill("127.0.0.1")
    await choose(fields.get_by_label("Security"), re.compile("None"))
    await fields.get_by_label("Port").fill(str(port))
    await fields.get_by_label("User name").fill(user)
    await fields.get_by_label("Password").fill(PASSWORD if user else "")


async def _see_a_mail_arrive(page: Page, url: str, servers: MailServers) -> None:
    await page.goto(f"{url}/views/unassigned")
    await expect(page.get_by_role("heading", name="Unassigned")).to_be_visible(timeout=30_000)
    raw = a_raw_mail("My lamp is dark", "It does not light.", sender=f"Ann <{CUSTOMER}>", to=SUPPORT)
    await asyncio.to_thread(servers.dovecot.deliver, SUPPORT, raw, sender=CUSTOMER)
    row = page.get_by_role("grid", name="Tickets").get_by_role("row", name=re.compile("My lamp is dark"))
    await expect(row).to_be_visible(timeout=30_000)  # without a reload
    await row.get_by_role("link", name=re.compile("My lamp is dark")).click()
    await expect(page.get_by_text("It does not light.").first).to_be_visible(timeout=30_000)


async def _answer(page: Page) -> None:
    await page.get_by_role("tab", name="Reply").click()
    await page.get_by_role("textbox", name=re.compile("Reply|Message")).fill("Please switch it on.")
    await page.get_by_role("button", name=re.compile("^Send")).first.click()
    await expect(page.get_by_role("article").get_by_text("Please switch it on.")).to_be_visible(timeout=30_000)


async def _mails(servers: MailServers) -> list[EmailMessage]:
    found = await asyncio.to_thread(servers.dovecot.mails, CUSTOMER)
    mails: list[Any] = [email.message_from_bytes(raw, policy=email.policy.default) for raw in found]
    return mails


async def _the_customers_copy(servers: MailServers) -> EmailMessage:
    [got] = await until(lambda: _mails(servers), "the answer in the customer's mailbox")
    # What a mail program threads by.
    assert got["In-Reply-To"]
    assert got["In-Reply-To"] in got["References"]
    assert got["Subject"] == "Re: My lamp is dark"
    return got


async def _the_customer_answers(page: Page, servers: MailServers, got: EmailMessage) -> None:
    raw = a_raw_mail(
        "Re: My lamp is dark",
        "Thank you, it shines.",
        sender=f"Ann <{CUSTOMER}>",
        to=SUPPORT,
        In_Reply_To=got["Message-ID"],
        References=f"{got['References']} {got['Message-ID']}",
    )
    await asyncio.to_thread(servers.dovecot.deliver, SUPPORT, raw, sender=CUSTOMER)
    # On the same ticket, which is still open on the screen.
    await expect(page.get_by_text("Thank you, it shines.").first).to_be_visible(timeout=30_000)
