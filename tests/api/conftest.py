"""The desk over HTTP."""

from collections.abc import AsyncIterator

import pytest

from deskbell.kernel.desk import Desk
from tests.serving import Served, serving


@pytest.fixture
async def served(desk: Desk) -> AsyncIterator[Served]:
    async with serving(desk) as running:
        yield running
