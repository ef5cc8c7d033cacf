"""A list that is walked in the order of a desk's own property is the list that is sorted by it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from deskbell.kernel import catching_up
from deskbell.kernel.catching_up import catch_up
from deskbell.kernel.database import Database
from deskbell.kernel.event import SYSTEM
from deskbell.kernel.transaction import Tx
from deskbell.tickets.lists import own_order, sort_keys, walking
from deskbell.tickets.lists.sort_keys import fill_some
from deskbell.tickets.lists.sorting import Sort
from deskbell.views.default_views import DEFAULT_VIEWS
from deskbell.views.property_sorting import sort_asked
from tests.tickets.listed import Made, World, all_pages, either_way, tickets_made, viewer_kinds

KINDS: dict[str, Any] = {
    "size": ("number", [3, -3, 3.5, -3.5, -3.25, 0, 40, 4, 0.5, 999_999_999_999_999, -999_999_999_999_999]),
    "code": ("text", ["b 50%", "B 50%", "a", "Ć", "x" * 300, "x" * 80, "0", "1", "שלום"]),
    "due": ("date", ["2026-03-01", "2026-01-09", "0987-12-24"]),
    "seen": ("datetime", ["2026-03-01T10:00:00.000Z", "2026-03-01T09:59:59.999Z"]),
    "shade": ("select", ["light", "100%", "Light", "gone"]),
    "paid": ("checkbox", [True, False]),
}
CHOICES = ["light", "100%", "burnt", "Light"]
LONG = 600.0
owned_values = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, (_, values) in KINDS.items()}
)


async def _define(tx: Tx) -> None:
    options = [{"value": value, "label": value, "hidden": False} for value in CHOICES]
    for name, (kind, _) in KINDS.items():
        await tx.run(
            "INSERT INTO property_definitions (object_type, name, label, kind, options)"
            " VALUES ('tickets', %s, %s, %s, %s)",
            (name, name, kind, Jsonb(options if kind == "select" else [])),
        )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    made=tickets_made,
    values=st.lists(owned_values, min_size=14, max_size=14),
    kind=viewer_kinds,
    direction=either_way,
    limit=st.integers(1, 6),
    patience=st.sampled_from([5, 20, 20_000]),
)
async def test_what_is_walked_to_is_what_would_be_sorted(  # noqa: PLR0917 - what hypothesis makes up
    tx: Tx, made: list[Made], values: list[Made], kind: Made, direction: Any, limit: int, patience: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walking, "FEW", 0)
        patch.setattr(own_order, "MOST_WALKED", patience)
        patch.setattr(walking, "MOST_WALKED", patience)
        own_order.walk_statement.cache_clear()
        async with tx.connection.transaction(force_rollback=True):
            await _define(tx)
            world = World(tx)
            await world.begin(kind)
            for one, own in zip(made, values, strict=False):
                await world.add(one)
                await tx.run("UPDATE tickets SET properties = %s WHERE id = %s", (Jsonb(own), max(world.made)))
            for view, name in zip(DEFAULT_VIEWS, [*KINDS, *KINDS], strict=False):
                sort = await sort_asked(tx, f"properties.{name}", direction, Sort())
                assert sort.order is not None
                walked = await all_pages(tx, world.viewer, view, sort, limit)
                sorted_ = await all_pages(tx, world.viewer, view, replace(sort, order=None), limit)
                assert walked == sorted_, (view.key, name)
    own_order.walk_statement.cache_clear()


async def _kept(tx: Tx) -> list[tuple[int, str, str]]:
    return await tx.rows(
        "SELECT kept.ticket_id, name, key FROM ticket_sort_keys AS kept"
        " JOIN property_definitions AS defined ON defined.number = kept.property ORDER BY ticket_id, name"
    )


async def test_values_are_kept_whoever_writes_and_go_with_their_ticket(tx: Tx) -> None:
    await _define(tx)
    own = {"size": 7, "paid": False, "code": "ABC", "unknown": "x"}
    one, two = await tx.values(
        "INSERT INTO tickets (name, pipeline_id, status_id, properties) VALUES ('A', 0, 1, %s), ('B', 0, 1, '{}')"
        " RETURNING id",
        (Jsonb(own),),
    )
    assert await _kept(tx) == [(one, "code", "abc"), (one, "size", "20000000000000007")]
    await tx.run("UPDATE tickets SET properties = %s", (Jsonb({"size": -7, "paid": True}),))
    assert await _kept(tx) == [
        (ticket_id, name, key)
        for ticket_id in (one, two)
        for name, key in (("paid", "true"), ("size", "19999999999999992z"))
    ]
    await tx.run("DELETE FROM tickets WHERE id = %s", (one,))
    await tx.run("UPDATE tickets SET properties = '{}'")
    assert await _kept(tx) == []


async def test_what_a_desk_had_before_is_filled_in_and_sorted_until_then(
    dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sort_keys, "AT_ONCE", 2)
    monkeypatch.setattr(catching_up, "PATIENCE", "20ms")
    database = Database(dsn)
    await database.open()
    async with database.transaction(SYSTEM) as tx:
        await _define(tx)
        ids = await tx.values(
            "INSERT INTO tickets (name, pipeline_id, status_id, properties)"
            " SELECT 'Old', 0, 1, jsonb_build_object('size', n) FROM generate_series(1, 5) AS n RETURNING id"
        )
        before = await _kept(tx)
        assert len(before) == len(ids)
        await tx.run("DELETE FROM ticket_sort_keys")
        await tx.run("INSERT INTO ticket_sort_fill VALUES (%s)", (max(ids) + 1,))
    async with database.transaction(SYSTEM) as theirs:
        await theirs.run("UPDATE tickets SET properties = '{}' WHERE id = %s", (max(ids),))
        await catch_up(database, fill_some, LONG)  # what is being changed just now comes later
    async with database.transaction(SYSTEM) as tx:
        assert (await sort_asked(tx, "properties.size", "asc", Sort())).order is None
    await catch_up(database, fill_some, LONG)
    async with database.transaction(SYSTEM) as tx:
        assert await _kept(tx) == before[:-1]
        assert (await sort_asked(tx, "properties.size", "asc", Sort())).order is not None
    await database.close()
