"""The desk over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from deskbell.kernel.desk import Desk
from tests.press import Press
from tests.serving import Served, serving


@pytest.fixture
async def served(desk: Desk) -> AsyncIterator[Served]:
    async with serving(desk) as running:
        yield running


@pytest.fixture
async def press(served: Served) -> Press:
    return await Press(served).build()


@pytest.fixture
async def working(served: Served) -> AsyncIterator[Served]:
    """With a worker beside the desk."""
    worker = asyncio.create_task(served.desk.jobs.work())
    yield served
    worker.cancel()
    with suppress(asyncio.CancelledError):
        await worker
