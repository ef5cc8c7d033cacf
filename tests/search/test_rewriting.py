"""Entries follow what records say now, a few at a time, in everybody's way as little as may be."""

import pytest

from deskbell.crm.contacts import create_contact
from deskbell.crm.keeping import change, create, restore_kept, trash_kept
from deskbell.kernel import catching_up
from deskbell.kernel.catching_up import catch_up
from deskbell.kernel.database import Database
from deskbell.kernel.event import SYSTEM
from deskbell.kernel.transaction import Tx
from deskbell.search import rewriting
from deskbell.search.indexing import INDEX_CONTACTS, INDEX_TICKETS
from deskbell.search.rewriting import rewrite_some
from deskbell.wiring.reactions import NOW
from tests.given import a_user

LONG = 600.0
_OF_ALL = "INSERT INTO search_rewrites (kind) VALUES ('contact'), ('ticket')"


async def _world(tx: Tx, tickets: int) -> list[int]:
    """Tickets whose entries are from before their values were searched, and two such contacts, one in the trash."""
    await tx.run(
        "INSERT INTO property_definitions (object_type, name, label, kind)"
        " SELECT object_type, 'order', 'Order', 'text' FROM unnest('{tickets,contacts}'::text[]) AS object_type"
    )
    ids = await tx.values(
        "INSERT INTO tickets (name, pipeline_id, status_id) SELECT 'Matter ' || n, 0, 1"
        " FROM generate_series(1, %s) AS n RETURNING id",
        (tickets,),
    )
    contacts = await tx.values("INSERT INTO contacts (first_name) VALUES ('Ann'), ('Bea') RETURNING id")
    await tx.run(INDEX_TICKETS, {"ids": ids})
    await tx.run(INDEX_CONTACTS, {"ids": contacts[:1]})
    for table in ("tickets", "contacts"):
        await tx.run(f"UPDATE {table} SET properties = jsonb_build_object('order', 'zebra' || id)")
    await tx.run("UPDATE contacts SET deleted_at = now() WHERE id = %s", (contacts[1],))
    return ids


async def _said(tx: Tx) -> list[tuple[str, int, bool]]:
    return await tx.rows(
        "SELECT kind, id, words @@ to_tsquery('simple', 'zebra:*') FROM search_entries ORDER BY kind DESC, subject_id"
    )


async def test_what_a_desk_has_already_is_brought_up_to_date_in_small_parts(
    tx: Tx, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewriting, "AT_ONCE", 2)
    await _world(tx, 5)
    before = await _said(tx)
    await tx.run(_OF_ALL)
    parts = 0
    while await rewrite_some(tx):
        parts += 1
    assert parts == 2 + 4  # an empty one each at the end; two contacts in one, five tickets in three
    assert await _said(tx) == [(kind, id_, True) for kind, id_, _ in before]
    assert await tx.value("SELECT count(*) FROM search_rewrites") == 0


async def test_who_changes_a_ticket_meanwhile_waits_for_nobody_and_wins(
    dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "PATIENCE", "20ms")
    database = Database(dsn, NOW)
    await database.open()
    async with database.transaction(SYSTEM) as tx:
        [ticket_id] = await _world(tx, 1)
        await tx.run("INSERT INTO search_rewrites (kind, property) VALUES ('ticket', 'order')")
    async with database.transaction(SYSTEM) as theirs:
        await theirs.run("""UPDATE tickets SET properties = '{"order": "giraffe"}'""")
        await theirs.run(INDEX_TICKETS, {"ids": [ticket_id]})
        await catch_up(database, rewrite_some, LONG)
    async with database.reading() as reader:
        assert await reader.value("SELECT count(*) FROM search_rewrites") == 1, "it is not forgotten"
    await catch_up(database, rewrite_some, LONG)
    async with database.reading() as reader:
        found = "SELECT words @@ to_tsquery('simple', 'giraffe') FROM search_entries WHERE kind = 'ticket'"
        assert await reader.values(found) == [True]
    await database.close()


async def test_contacts_are_found_by_what_their_company_is_called_now(
    dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewriting, "AT_ONCE", 2)
    database = Database(dsn, NOW)
    await database.open()
    async with database.transaction(SYSTEM) as tx:
        company, other = [await create(tx, "companies", {"name": name}) for name in ("Kettle", "Barrel")]
        at = [company, company, company, other]
        *theirs, dia = [await create_contact(tx, {"first_name": "Ann", "company_id": one}) for one in at]
        # A walk over everything began before.
        await tx.run("INSERT INTO search_rewrites (kind) VALUES ('ticket')")
    for values in ({"phone": "+358 40 555 4711"}, {"name": "Zebra"}, {"name": "Giraffe"}):
        async with database.transaction(SYSTEM) as tx:
            await change(tx, "companies", company, values)
    async with database.transaction(SYSTEM) as tx:
        assert await tx.values("SELECT company_id FROM search_rewrites ORDER BY 1") == [company, None]
        parts = 0
        while await tx.value("SELECT count(*) FROM search_rewrites WHERE company_id = %s", (company,)):
            await rewrite_some(tx)
            parts += 1
        assert parts == 3  # three contacts in two, and an empty one at the end
        by = "SELECT subject_id FROM search_entries WHERE kind = 'contact' AND words @@ to_tsquery('simple', %s)"
        found = {name: sorted(await tx.values(by, (name,))) for name in ("giraffe", "zebra", "kettle", "barrel")}
        assert found == {"giraffe": theirs, "zebra": [], "kettle": [], "barrel": [dia]}
    await database.close()


async def test_contacts_are_not_found_by_a_company_in_the_trash(tx: Tx) -> None:
    company = await create(tx, "companies", {"name": "Kettle"})
    ann = await create_contact(tx, {"first_name": "Ann", "company_id": company})
    await tx.react(NOW)
    viewer = await a_user(tx, permissions=["delete_tickets"])
    by = "SELECT subject_id FROM search_entries WHERE kind = 'contact' AND words @@ to_tsquery('simple', 'kettle')"
    assert await tx.values(by) == [ann]
    for act, found in ((trash_kept, []), (restore_kept, [ann])):
        await act(tx, viewer, "companies", company)
        await tx.react(NOW)
        while await rewrite_some(tx):
            pass
        assert await tx.values(by) == found
