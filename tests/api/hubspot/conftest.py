"""HubSpot's official client for Python, pointed at a desk that really serves."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
from hubspot import HubSpot

from deskbell.kernel.desk import Desk
from deskbell.kernel.event import SYSTEM
from deskbell.users.tokens import create_token
from deskbell.users.viewer import Viewer
from tests.given import a_user
from tests.serving import Served, http_client, serving


@dataclass(frozen=True)
class Integration:
    """A user's token, the official client that uses it, and a plain one for what the official one has no words for."""

    viewer: Viewer
    token: str
    hub: Any
    http: httpx2.AsyncClient

    async def ask(self, call: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """The official client blocks, and the desk answers in this very loop."""
        return await asyncio.to_thread(call, *args, **named)

    async def refusal(self, call: Callable[..., Any], *args: Any, **named: Any) -> tuple[int, dict[str, Any]]:
        """The status and body of what the official client raises."""
        try:
            await self.ask(call, *args, **named)
        except Exception as error:
            if not hasattr(error, "body"):
                raise
            return error.status, json.loads(error.body)  # type: ignore[attr-defined] # each module has its own class
        raise AssertionError("this was answered")


@dataclass(frozen=True)
class PublicDesk:
    served: Served
    clients: list[httpx2.AsyncClient] = field(default_factory=list)

    async def as_user(self, name: str = "Maija", **fields: object) -> Integration:
        async with self.served.desk.database.transaction(SYSTEM) as tx:
            viewer = await a_user(tx, name, **fields)
            token = await create_token(tx, viewer.user_id, "Integration")
        http = http_client(self.served.url, {"Authorization": f"Bearer {token}"})
        self.clients.append(http)
        hub = HubSpot(access_token=token, host=self.served.url, base_url=self.served.url)
        return Integration(viewer, token, hub, http)

    async def close(self) -> None:
        for client in self.clients:
            await client.aclose()


@pytest.fixture(scope="module")
async def standing_public(standing_desk: Desk) -> AsyncIterator[PublicDesk]:
    """One desk for all the tests of a file that change nothing, or nothing that another of them looks at."""
    async with serving(standing_desk) as served:
        opened = PublicDesk(served)
        yield opened
        await opened.close()


@pytest.fixture(scope="module")
async def standing_api(standing_public: PublicDesk) -> Integration:
    return await standing_public.as_user(is_super_admin=True)


@pytest.fixture
async def desk_api(served: Served) -> AsyncIterator[PublicDesk]:
    opened = PublicDesk(served)
    yield opened
    await opened.close()
