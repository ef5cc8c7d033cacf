"""An administrator who signs in at a provider of mail, step by step, over HTTP."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2

from tests.given import a_user
from tests.servers.authorization_server import AuthorizationServer
from tests.serving import Served, http_client

BEGIN = "/api/channel-accounts/email/consents"
END = "/api/channel-accounts/email/consents/ended"


async def a_client(served: Served, **kind: Any) -> httpx2.AsyncClient:
    async with served.desk.database.transaction() as tx:
        viewer = await a_user(tx, "Boss", **(kind or {"is_super_admin": True}))
    headers = {"Cookie": await served.cookie_of(viewer), "X-Deskbell": "1"}
    return http_client(served.url, headers)


async def register(client: httpx2.AsyncClient, provider: AuthorizationServer, **changes: str) -> None:
    registered = await client.put("/api/mail-providers/other", json=provider.registration(**changes))
    assert registered.status_code == 204, registered.text


async def begin(client: httpx2.AsyncClient, **asked: Any) -> str:
    begun = await client.post(BEGIN, json={"provider": "other", **asked})
    assert begun.status_code == 200, begun.text
    return str(begun.json()["url"])


async def come_back(url: str, act: str = "allow") -> dict[str, str]:
    """What a person's browser brings back from the provider."""
    async with httpx2.AsyncClient() as browser:
        assert (await browser.get(url)).status_code == 200
        sent_on = await browser.get(url.replace("/authorize?", f"/{act}?"))
    return {name: values[0] for name, values in parse_qs(urlsplit(sent_on.headers["location"]).query).items()}


async def consent(client: httpx2.AsyncClient, provider: AuthorizationServer, **asked: Any) -> str:
    await register(client, provider)
    ended = await client.post(END, json=await come_back(await begin(client, **asked)))
    assert ended.status_code == 201, ended.text
    return str(ended.json()["consent"])
