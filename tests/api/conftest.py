"""The desk over HTTP."""

from collections.abc import AsyncIterator

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
