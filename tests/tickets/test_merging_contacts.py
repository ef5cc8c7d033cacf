"""Two contacts become one, and two again (R6, T3)."""

from typing import Any

import pytest

from deskbell.conversations.message import Person
from deskbell.crm.contacts import create_contact, edit_contact, get_contact
from deskbell.crm.properties import NewProperty, define
from deskbell.crm.public_contacts import find_contact_by_email
from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from deskbell.kernel.event import SYSTEM
from deskbell.kernel.transaction import Tx
from deskbell.tickets.associating import associate
from deskbell.tickets.intake import accept
from deskbell.tickets.merging_contacts import merge_contacts, unmerge_contacts
from deskbell.tickets.reshaping.merging import merge
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_user, an_email_account

ANN = Person("Ann Kowalska", "ann@customer.example")
BOB = Person("Bob Kowalski", "bob@home.example")
OF_CONTACTS = {
    "contacts": "SELECT id, first_name, last_name, email, phone, company_id, owner_id, properties, deleted_at,"
    " merged_into FROM contacts",
    "contact_addresses": "SELECT email, contact_id FROM contact_addresses",
    "ticket_contacts": "SELECT ticket_id, contact_id, added_at FROM ticket_contacts",
    "tickets": "SELECT id, contact_id FROM tickets",
    "threads": "SELECT id, contact_id FROM threads",
    "messages": "SELECT id, contact_id FROM messages",
    "participants": "SELECT thread_id, address, contact_id FROM participants",
}


async def _all_of_contacts(tx: Tx) -> dict[str, set[str]]:
    return {table: {str(row) for row in await tx.rows(query)} for table, query in OF_CONTACTS.items()}


class _World:
    viewer: Viewer
    account: int
    ann: int
    bob: int
    of_ann: Any
    of_bob: Any


async def _world(tx: Tx) -> _World:
    world = _World()
    world.viewer, world.account = await a_user(tx), await an_email_account(tx)
    world.of_ann = await accept(tx, a_mail(world.account, from_=ANN, subject="Of Ann"))
    world.of_bob = await accept(tx, a_mail(world.account, from_=BOB, subject="Of Bob"))
    world.ann = await find_contact_by_email(tx, ANN.address) or 0
    world.bob = await find_contact_by_email(tx, BOB.address) or 0
    await associate(tx, world.viewer, world.of_ann.ticket_id, "contacts", world.bob)
    return world


async def test_a_merge_moves_everything_and_undoing_gives_back_both(desk: Desk) -> None:
    async with desk.database.transaction(SYSTEM) as tx:
        world = await _world(tx)
        await edit_contact(tx, world.bob, {"phone": "+48 123"})
        before = await _all_of_contacts(tx)
    async with desk.database.transaction(SYSTEM) as tx:
        await merge_contacts(tx, world.viewer, primary_id=world.ann, other_id=world.bob)
    async with desk.database.transaction(SYSTEM) as tx:
        assert (await get_contact(tx, world.bob)).id == world.ann
        assert (await get_contact(tx, world.ann)).phone == "+48 123"
        assert await find_contact_by_email(tx, BOB.address) == world.ann
        for table in ("ticket_contacts", "tickets", "threads", "messages", "participants"):
            query = f"SELECT count(*) FROM {table} WHERE contact_id = %s"
            assert await tx.value(query, (world.bob,)) == 0, table
        await unmerge_contacts(tx, world.viewer, world.ann)
    async with desk.database.transaction(SYSTEM) as tx:
        assert await _all_of_contacts(tx) == before
        with pytest.raises(NotFound):
            await unmerge_contacts(tx, world.viewer, world.ann)


async def test_what_came_since_goes_with_the_address_that_it_came_from(desk: Desk) -> None:
    async with desk.database.transaction(SYSTEM) as tx:
        world = await _world(tx)
        await merge_contacts(tx, world.viewer, primary_id=world.ann, other_id=world.bob)
    async with desk.database.transaction(SYSTEM) as tx:
        newer_bob = await accept(tx, a_mail(world.account, from_=BOB, subject="Newer of Bob"))
        newer_ann = await accept(tx, a_mail(world.account, from_=ANN, subject="Newer of Ann"))
        answer = await accept(tx, a_mail(world.account, from_=BOB, thread_ids=(world.of_bob.thread_id,)))
        both = await merge(tx, world.viewer, primary_id=world.of_ann.ticket_id, other_id=newer_bob.ticket_id or 0)
        query = "SELECT contact_id FROM tickets WHERE id = %s"
        assert await tx.value(query, (newer_bob.ticket_id,)) == world.ann
    async with desk.database.transaction(SYSTEM) as tx:
        await unmerge_contacts(tx, world.viewer, world.ann)
    async with desk.database.transaction(SYSTEM) as tx:
        of_message = "SELECT contact_id FROM messages WHERE id = %s"
        assert await tx.value(of_message, (newer_bob.message_id,)) == world.bob
        assert await tx.value(of_message, (answer.message_id,)) == world.bob
        assert await tx.value(of_message, (newer_ann.message_id,)) == world.ann
        assert await tx.value(query, (newer_ann.ticket_id,)) == world.ann
        assert await tx.value(query, (both,)) == world.ann
        of_both = await tx.values("SELECT contact_id FROM ticket_contacts WHERE ticket_id = %s ORDER BY 1", (both,))
        assert of_both == sorted([world.ann, world.bob])


async def test_merges_are_undone_latest_first(tx: Tx) -> None:
    world = await _world(tx)
    third = await create_contact(tx, {"first_name": "Cleo", "email": "cleo@home.example"})
    await merge_contacts(tx, world.viewer, primary_id=world.ann, other_id=world.bob)
    before = await _all_of_contacts(tx)
    await merge_contacts(tx, world.viewer, primary_id=third, other_id=world.ann)
    assert (await get_contact(tx, world.bob)).id == third
    with pytest.raises(Conflict):
        await unmerge_contacts(tx, world.viewer, world.ann)
    with pytest.raises(Conflict):
        await merge_contacts(tx, world.viewer, primary_id=world.bob, other_id=third)
    assert await unmerge_contacts(tx, world.viewer, third) == world.ann
    assert await _all_of_contacts(tx) == before
    assert await unmerge_contacts(tx, world.viewer, world.ann) == world.bob


async def test_the_primarys_values_win_and_changed_ones_stay_after_undoing(tx: Tx) -> None:
    boss = await a_user(tx, is_super_admin=True)
    await define(tx, boss, "contacts", NewProperty("Plan", "text"))
    await define(tx, boss, "contacts", NewProperty("Floor", "number"))
    one = await create_contact(tx, {"first_name": "Ann", "email": "a@home.example", "properties": {"plan": "gold"}})
    values = {"last_name": "Smith", "phone": "1", "properties": {"plan": "tin", "floor": 3}}
    two = await create_contact(tx, values)
    await merge_contacts(tx, boss, primary_id=one, other_id=two)
    merged = await get_contact(tx, one)
    assert (merged.name, merged.phone, merged.properties) == ("Ann", "1", {"plan": "gold", "floor": 3})
    await edit_contact(tx, one, {"properties": {"floor": 4}})
    await unmerge_contacts(tx, boss, one)
    again = await get_contact(tx, one)
    assert (again.phone, again.properties) == (None, {"plan": "gold", "floor": 4})
    assert (await get_contact(tx, two)).properties == {"plan": "tin", "floor": 3}


async def test_who_may_not_and_what_makes_no_sense_is_refused(tx: Tx) -> None:
    world = await _world(tx)
    looking = await a_user(tx, seat="none")
    with pytest.raises(NotAllowed):
        await merge_contacts(tx, looking, primary_id=world.ann, other_id=world.bob)
    with pytest.raises(Invalid):
        await merge_contacts(tx, world.viewer, primary_id=world.ann, other_id=world.ann)
    with pytest.raises(NotFound):
        await merge_contacts(tx, world.viewer, primary_id=world.ann, other_id=987_654_321)


async def test_a_merged_contact_is_found_once(desk: Desk) -> None:
    async with desk.database.transaction(SYSTEM) as tx:
        world = await _world(tx)
        await merge_contacts(tx, world.viewer, primary_id=world.ann, other_id=world.bob)
    async with desk.database.reading() as reader:
        entries = "SELECT subject_id FROM search_entries WHERE kind = 'contact' ORDER BY 1"
        assert await reader.values(entries) == [world.ann]
    async with desk.database.transaction(SYSTEM) as tx:
        await unmerge_contacts(tx, world.viewer, world.ann)
    async with desk.database.reading() as reader:
        assert await reader.values(entries) == [world.ann, world.bob]
