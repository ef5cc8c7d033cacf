"""How a desk begins (P4)."""

import pytest

from deskbell.demo import loading
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Conflict, Invalid
from deskbell.wiring.beginning import begin_desk

FIRST = {"email": "nora@desk.example", "password": "a bell on every desk", "name": "Nora", "company": "Desk Oy"}


async def test_a_desk_begins_once(desk: Desk) -> None:
    await begin_desk(desk, **FIRST, demo=False)
    with pytest.raises(Conflict) as refused:
        await begin_desk(desk, **FIRST, demo=False)
    assert refused.value.code == "setup.done"


@pytest.mark.parametrize("company", ["", "  ", "Desk\nOy", "x" * 201])
async def test_a_company_has_a_name(desk: Desk, company: str) -> None:
    with pytest.raises(Invalid) as refused:
        await begin_desk(desk, **{**FIRST, "company": company}, demo=False)
    assert refused.value.code == "setup.company"
    await begin_desk(desk, **FIRST, demo=False)  # nothing was half done


async def test_a_desk_whose_demo_data_fails_is_set_up_and_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(loading, "load_demo", full)
    with pytest.raises(Conflict) as refused:
        await begin_desk(desk, **FIRST, demo=True)
    assert refused.value.code == "setup.demo_failed"
    async with desk.database.reading() as reader:
        assert await reader.value("SELECT is_super_admin FROM users")
        assert await reader.value("SELECT count(*) FROM tickets") == 0
