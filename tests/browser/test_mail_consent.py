"""An e-mail account connected by signing in at its provider, and connected again, in a real browser (B1, B13)."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from deskbell.kernel.config import Config
from deskbell.wiring.desk import open_desk
from tests.browser.choosing import choose
from tests.browser.workspace_on_screen import Workspace, a_workspace, faults
from tests.servers.authorization_server import CLIENT_ID, CLIENT_SECRET, AuthorizationServer
from tests.servers.dovecot import Dovecot
from tests.servers.mailbox_by_token import a_mailbox_by_token
from tests.servers.ports import free_port
from tests.serving import serving

ADDRESS = "support@desk.example"


@pytest_asyncio.fixture
async def workspace(dsn: str, tmp_path: Path) -> AsyncIterator[Workspace]:
    """A desk that is reached at its own address, to which a provider sends people back."""
    config = Config(data=tmp_path / "data", port=free_port())
    config.create_folders()
    async with open_desk(config, dsn) as desk, serving(desk, config.port) as served:
        opened = a_workspace(served)
        await opened.admin()
        yield opened


@pytest.fixture
def provider(workspace: Workspace) -> Iterator[tuple[AuthorizationServer, Dovecot]]:
    back = f"{workspace.served.url}/settings/email-accounts/consent"
    with AuthorizationServer(ADDRESS, back) as server, a_mailbox_by_token(server.introspection_url) as dovecot:
        yield server, dovecot


async def test_an_account_is_connected_by_a_consent_and_connected_again_when_it_ended(
    workspace: Workspace, window: BrowserContext, provider: tuple[AuthorizationServer, Dovecot]
) -> None:
    server, dovecot = provider
    page = await workspace.sign_in(window)
    await page.goto(f"{workspace.served.url}/settings/email-accounts/connect")
    await page.get_by_role("button", name="Sign in there instead").click()
    await _register(page, server)

    await page.get_by_role("button", name="Sign in at the provider").click()
    await page.get_by_role("link", name="Deny").click()
    await expect(page.get_by_role("alert")).to_contain_text("Consent was not given")
    assert await faults(page) == []
    assert "?" not in page.url  # neither state nor code stays in the address
    await page.get_by_role("link", name="Begin again").click()

    await page.get_by_role("button", name="Sign in at the provider").click()
    await page.get_by_role("link", name="Allow").click()
    await expect(page.get_by_text(f"Signed in as {ADDRESS}.")).to_be_visible()
    await expect(page.get_by_label("Address")).to_have_value(ADDRESS)
    await _server(page.get_by_role("group", name="Receiving (IMAP)"), dovecot.imap_port)
    await _server(page.get_by_role("group", name="Sending (SMTP)"), dovecot.submission_port)
    assert await faults(page) == []
    await page.get_by_role("button", name="Test the connection").click()
    await page.get_by_role("button", name="Connect account").click(timeout=60_000)
    await page.get_by_role("link", name=re.compile(ADDRESS)).click()
    await expect(page.get_by_text(f"Signed in at the provider as {ADDRESS}.")).to_be_visible()
    await expect(page.get_by_label("Password")).to_have_count(0)
    assert await faults(page) == []

    server.mailbox = "owner@desk.example"
    await page.get_by_role("link", name="Connect again").click()
    await page.get_by_role("button", name="Sign in at the provider").click()
    await page.get_by_role("link", name="Allow").click()
    await expect(page.get_by_role("heading", name=f"Connect {ADDRESS} again")).to_be_visible()
    await expect(page.get_by_text("You signed in as owner@desk.example, and this account is")).to_be_visible()
    steps = page.get_by_role("list", name="Test").get_by_role("listitem")
    await expect(steps.nth(1)).to_contain_text("does not open this mailbox", timeout=60_000)
    async with workspace.served.desk.database.transaction() as tx:
        await tx.run("UPDATE mail_consents SET expires_at = now() - interval '1 second'")
    await page.get_by_role("button", name="Connect all the same").click()
    await page.get_by_role("link", name="Begin again").click()
    await page.get_by_role("button", name="Sign in at the provider").click()
    await page.get_by_role("link", name="Allow").click()
    await page.get_by_role("button", name="Connect all the same").click(timeout=60_000)
    await expect(page.get_by_text("Signed in at the provider as owner@desk.example.")).to_be_visible()


@pytest.mark.parametrize(("width", "theme"), [(1440, "dark"), (390, "light")])
async def test_what_is_to_be_registered_is_told_for_each_provider(
    workspace: Workspace, chromium: Browser, width: int, theme: str
) -> None:
    window = await chromium.new_context(
        viewport={"width": width, "height": 844}, color_scheme="dark" if theme == "dark" else "light"
    )
    page = await workspace.sign_in(window)
    await page.goto(f"{workspace.served.url}/settings/email-accounts/connect")
    for name, act in (("Google", "Sign in with Google"), ("Microsoft 365", "Sign in with Microsoft")):
        await page.get_by_role("radio", name=name).click()
        await expect(page.get_by_label("Redirect address")).to_have_value(
            f"{workspace.served.url}/settings/email-accounts/consent"
        )
        await expect(page.get_by_role("button", name="Copy")).to_be_visible()
        await page.get_by_label("Client ID").fill("the-id")
        await page.get_by_role("button", name="Save registration").click()
        await expect(page.get_by_text("Enter the client secret.")).to_be_visible()
        assert await faults(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth") == width
        await page.get_by_label("Client secret").fill("the-secret")
        await page.get_by_role("button", name="Save registration").click()
        await expect(page.get_by_role("button", name=act)).to_be_visible()
        await page.get_by_role("button", name="Change registration").click()
        await expect(page.get_by_label("Client secret")).to_have_value("")
        await page.get_by_role("button", name="Cancel").click()
        assert await faults(page) == []
    await page.get_by_role("button", name="Use a password instead").click()
    await page.get_by_label("Address").fill("team@gmail.com")
    await page.get_by_role("button", name="Sign in with Google").click()
    await expect(page.get_by_role("radio", name="Google")).to_be_checked()
    await expect(page.get_by_role("button", name="Sign in with Google")).to_be_enabled()
    await window.close()


async def _register(page: Page, server: AuthorizationServer) -> None:
    await expect(page.get_by_label("Redirect address")).to_have_value(server.redirects[0])
    await page.get_by_label("Client ID").fill(CLIENT_ID)
    await page.get_by_label("Client secret").fill(CLIENT_SECRET)
    await page.get_by_label("Authorization URL").fill(server.authorization_url)
    await page.get_by_label("Token URL").fill(server.token_url)
    await page.get_by_label("Scope").fill("mail openid email")
    assert await faults(page) == []
    await page.get_by_role("button", name="Save registration").click()


async def _server(fields: Locator, port: int) -> None:
    await fields.get_by_label("Server").fill("127.0.0.1")
    await choose(fields.get_by_label("Security"), "STARTTLS")
    await fields.get_by_label("Port").fill(str(port))
