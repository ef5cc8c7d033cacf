"""A desk defines properties of its own, and values keep to the definitions (R6)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbell.crm.properties import (
    NewProperty,
    archive,
    change_definition,
    define,
    get_definition,
    list_definitions,
)
from deskbell.crm.property_definition import BUILT_IN, KINDS, Option, PropertyDefinition, checked_value, name_for
from deskbell.crm.property_names import CONTACT_PROPERTIES
from deskbell.crm.putting_values import check_values
from deskbell.kernel.errors import Conflict, Invalid, NotAllowed
from deskbell.kernel.transaction import Tx
from deskbell.tickets.public.property_names import TICKET_PROPERTIES
from tests.given import a_user

OPTIONS = (Option("a", "First"), Option("b", "Second"), Option("c", "Former", hidden=True))


def _definition(kind: Any) -> PropertyDefinition:
    return PropertyDefinition("tickets", "x", "X", "", kind, OPTIONS, 0, is_archived=False)


@pytest.mark.parametrize(
    ("kind", "given_value", "kept"),
    [
        ("text", "  Oslo ", "Oslo"),
        ("multiline", "a\nb", "a\nb"),
        ("number", "3.50", 3.5),
        ("number", 4.0, 4),
        ("date", "2026-11-21", "2026-11-21"),
        ("date", 1795219200000, "2026-11-21"),
        ("datetime", "2026-11-21T10:30:00+02:00", "2026-11-21T08:30:00.000Z"),
        ("select", "a", "a"),
        ("multi_select", ["b", "a", "a"], ["a", "b"]),
        ("multi_select", "b;a", ["a", "b"]),
        ("checkbox", "true", True),
        ("checkbox", False, False),
        ("phone", "+358 (40) 123", "+358 (40) 123"),
        ("url", "https://desk.example/a?b=1", "https://desk.example/a?b=1"),
        ("user", "7", 7),
        ("text", "", None),
        ("multi_select", [], None),
    ],
)
def test_a_value_is_kept_in_the_form_of_its_kind(kind: str, given_value: Any, kept: Any) -> None:
    assert checked_value(_definition(kind), given_value) == kept


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", "two\nlines"),
        ("text", {"a": 1}),
        ("number", "many"),
        ("number", "nan"),
        ("number", True),
        ("date", "2026-13-01"),
        ("datetime", "soon"),
        ("select", "c"),
        ("select", ["a"]),
        ("multi_select", ["a", "z"]),
        ("checkbox", "perhaps"),
        ("phone", "call me"),
        ("url", "javascript:alert(1)"),
        ("url", "https://"),
        ("user", "Anna"),
    ],
)
def test_another_value_is_refused_by_name(kind: str, value: Any) -> None:
    with pytest.raises(Invalid) as refused:
        checked_value(_definition(kind), value)
    assert (refused.value.code, refused.value.facts["field"]) == ("property.bad_value", "x")


@given(st.sampled_from(KINDS), st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.lists(st.text())))
def test_what_is_kept_once_is_kept_as_it_is(kind: Any, value: Any) -> None:
    definition = _definition(kind)
    try:
        kept = checked_value(definition, value)
    except Invalid:
        return
    assert checked_value(definition, kept) == kept


def test_the_names_of_built_in_properties_are_reserved() -> None:
    free = {*TICKET_PROPERTIES, *CONTACT_PROPERTIES} - BUILT_IN
    assert {name for name in free if not name.startswith(("hs_", "hubspot_"))} == set()
    assert (name_for("Order number"), name_for("Priority"), name_for("2nd line")) == (
        "order_number",
        "priority_2",
        "p_2nd_line",
    )


async def test_a_property_is_defined_changed_archived_and_brought_back(tx: Tx) -> None:
    boss = await a_user(tx, is_super_admin=True)
    options = [{"value": "s", "label": "Small"}, {"value": "l", "label": "Large"}]
    name = await define(tx, boss, "tickets", NewProperty("Size", "select", options=options))
    assert name == "size"
    with pytest.raises(Conflict):
        await define(tx, boss, "tickets", NewProperty("size", "text", "other"))
    await define(tx, boss, "companies", NewProperty("Size", "text"))

    await change_definition(tx, boss, "tickets", "size", {"options": [{"value": "s", "label": "Little"}]})
    definition = await get_definition(tx, "tickets", "size")
    assert [(o.value, o.label, o.hidden) for o in definition.options] == [("s", "Little", False), ("l", "Large", True)]
    await archive(tx, boss, "tickets", "size")
    assert await list_definitions(tx, "tickets") == []
    with pytest.raises(Invalid):
        await check_values(tx, "tickets", {"size": "s"})
    with pytest.raises(Conflict) as taken:
        await define(tx, boss, "tickets", NewProperty("Size", "text"))
    assert taken.value.facts["is_archived"]
    await change_definition(tx, boss, "tickets", "size", {"archived": False})
    assert [each.name for each in await list_definitions(tx, "tickets")] == ["size"]


async def test_only_super_admins_define_and_reserved_names_are_refused(tx: Tx) -> None:
    boss, agent = await a_user(tx, is_super_admin=True), await a_user(tx)
    with pytest.raises(NotAllowed):
        await define(tx, agent, "tickets", NewProperty("Size", "text"))
    for name in ("priority", "hs_size", "Size", "1st"):
        with pytest.raises(Invalid):
            await define(tx, boss, "tickets", NewProperty("Size", "text", name))
    with pytest.raises(Invalid):
        await define(tx, boss, "tickets", NewProperty("Size", "select"))


async def test_a_value_of_kind_user_must_be_an_active_user(tx: Tx) -> None:
    boss, agent = await a_user(tx, is_super_admin=True), await a_user(tx)
    await define(tx, boss, "deals", NewProperty("Seller", "user"))
    assert (await check_values(tx, "deals", {"seller": agent.user_id}))[0][1] == agent.user_id
    await tx.run("UPDATE users SET deactivated_at = now() WHERE id = %s", (agent.user_id,))
    with pytest.raises(Invalid):
        await check_values(tx, "deals", {"seller": agent.user_id})
