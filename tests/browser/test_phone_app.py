"""The desk as an installed application, and pushes to it (W11, T1), in a real browser."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.async_api import Browser, Page, expect
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from deskbell.kernel.desk import Desk
from deskbell.notifications.push.sealing import as_point
from tests.browser.chromium import WHOLE, a_chromium
from tests.browser.ticket_on_screen import a_room, another_window
from tests.browser.workspace_on_screen import faults, the_list
from tests.local_servers import answering
from tests.serving import Served, serving

# Chromium's own push service is outside: the subscription that it would bring is put in its place.
SUBSCRIBED = """({ endpoint, key }) => {
  const bytes = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
  const keys = { p256dh: bytes.buffer, auth: new Uint8Array(16).buffer };
  let now = null;
  PushManager.prototype.getSubscription = async () => now;
  PushManager.prototype.subscribe = async (options) => (now = {
    endpoint, options, getKey: (name) => keys[name], unsubscribe: async () => ((now = null), true),
  });
}"""


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    """Without its face it takes no pushes."""
    async with a_chromium(*WHOLE) as browser:
        yield browser


@pytest.fixture
async def served(desk: Desk) -> AsyncIterator[Served]:
    async with serving(desk) as running:
        yield running


async def _push(page: Page, url: str, shown: dict[str, str]) -> None:
    """As the browser's maker would deliver it."""
    session = await page.context.new_cdp_session(page)
    told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    session.on("ServiceWorker.workerRegistrationUpdated", told.put_nowait)
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    await session.send("ServiceWorker.enable")
    async with asyncio.timeout(15):
        while not (registrations := (await told.get())["registrations"]):
            pass
    await session.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": url, "registrationId": registrations[0]["registrationId"], "data": json.dumps(shown)},
    )


async def test_the_desk_installs_keeps_its_shell_alone_and_says_when_it_is_offline(
    served: Served, chromium: Browser
) -> None:
    room = await a_room(served)
    async with another_window(chromium, theme="dark") as window:
        await room.sign_in(window, await room.colleague("Maija"))
        page = await window.new_page()
        await page.goto(f"{served.url}/views/all_open")
        await expect(the_list(page)).to_be_visible()
        await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        manifest = await (await window.request.get(f"{served.url}/manifest.webmanifest")).json()
        for icon in manifest["icons"]:
            answer = await window.request.get(served.url + icon["src"])
            assert answer.headers["content-type"] == "image/png"
        assert await page.locator('meta[name="theme-color"]').get_attribute("content") == "#0e1316"

        await page.reload()
        await expect(the_list(page)).to_be_visible()
        kept = await page.evaluate(
            "async () => (await Promise.all((await caches.keys()).map(async (name) =>"
            " (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname)))).flat()"
        )
        assert "/" in kept
        assert not [path for path in kept if path.startswith("/api")]

        await window.set_offline(True)
        await expect(page.get_by_text("You are offline")).to_be_visible()
        await page.reload()
        await expect(page.get_by_text("The server can't be reached").first).to_be_visible()
        assert await faults(page) == []
        await window.set_offline(False)
        await expect(the_list(page)).to_be_visible()


async def test_push_is_turned_on_tried_and_turned_off_and_a_push_opens_the_ticket(
    served: Served, chromium: Browser
) -> None:
    room = await a_room(served)
    heard: list[bytes] = []

    async def service(scope: Scope, receive: Receive, send: Send) -> None:
        heard.append(await Request(scope, receive).body())
        await Response(status_code=201)(scope, receive, send)

    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    async with answering(service) as endpoint, another_window(chromium) as window:
        await window.grant_permissions(["notifications"], origin=served.url)
        given = json.dumps({"endpoint": endpoint, "key": base64.b64encode(as_point(key)).decode()})
        await window.add_init_script(f"({SUBSCRIBED})({given})")
        await room.sign_in(window, await room.colleague("Maija"))
        page = await window.new_page()
        await page.goto(f"{served.url}/settings/notifications")
        await expect(page.get_by_role("checkbox", name="Mentions: Push")).to_be_checked()
        await page.get_by_role("button", name="Turn on for this device").click()
        devices = page.get_by_role("list", name="Devices")
        await expect(devices.get_by_text("This device")).to_be_visible()
        await page.get_by_role("button", name="Send a test notification").click()
        await expect(page.get_by_text("The test notification is on its way")).to_be_visible()
        assert len(heard) == 1
        assert await faults(page) == []

        await _push(page, served.url, {"title": "Late", "body": "Ann wrote", "tag": "test", "url": "/search"})
        shown = (
            "navigator.serviceWorker.ready.then(async (one) => (await one.getNotifications()).map((it) => it.title))"
        )
        await page.wait_for_function(f"{shown}.then((titles) => titles.includes('Late'))")
        # What the worker says to the page when that is clicked.
        await page.evaluate(
            "navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: { open: '/search' } }))"
        )
        await expect(page).to_have_url(f"{served.url}/search")
        await page.go_back()
        await page.get_by_role("button", name="Turn off for this device").click()
        await expect(page.get_by_text("No device shows your notifications yet.")).to_be_visible()
