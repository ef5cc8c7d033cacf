"""Everything written is found by whoever may see it, and by nobody else."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskbell.kernel.errors import Invalid
from deskbell.kernel.transaction import Tx
from deskbell.search.candidates import KINDS, Kind, _candidates_statement
from deskbell.search.finding import find
from deskbell.search.indexing import INDEX_CONTACTS, INDEX_MESSAGES, INDEX_TICKETS
from deskbell.users.viewer import Viewer
from tests.given import a_team, a_user, an_email_account


async def a_written_ticket(tx: Tx, name: str, text: str = "", **fields: Any) -> int:
    """A ticket, with one message when there is a text; indexed."""
    ticket_id: int = await tx.value(
        "INSERT INTO tickets (name, pipeline_id, status_id, owner_id, team_id) VALUES (%s, 0, 1, %s, %s) RETURNING id",
        (name, fields.get("owner_id"), fields.get("team_id")),
    )
    await tx.run(INDEX_TICKETS, {"ids": [ticket_id]})
    if text:
        account = await an_email_account(tx)
        thread = await tx.value(
            "INSERT INTO threads (ticket_id, inbox_id, channel, channel_account_id) VALUES (%s, 1, 'email', %s)"
            " RETURNING id",
            (ticket_id, account),
        )
        message = await tx.value(
            "INSERT INTO messages (ticket_id, thread_id, kind, direction, text, from_name, from_address)"
            " VALUES (%s, %s, 'message', 'incoming', %s, 'Ann Kowalska', 'ann@customer.example') RETURNING id",
            (ticket_id, thread, text),
        )
        if "file" in fields:
            await tx.run(
                "INSERT INTO attachments (message_id, name, content_type, size, sha256) VALUES (%s, %s, 'a/b', 1, '')",
                (message, fields["file"]),
            )
            await tx.run("UPDATE messages SET attachment_count = 1 WHERE id = %s", (message,))
        await tx.run(INDEX_MESSAGES, {"ids": [message]})
    return ticket_id


async def tickets_found(tx: Tx, viewer: Viewer, typed: str, kinds: tuple[Kind, ...] = KINDS) -> list[int]:
    found = await find(tx, viewer, typed, kinds=kinds)
    return [result["ticket_id"] for result in json.loads(found.results)]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Please send the invoices again", "invoices "),
        ("Please send the invoices again", "invoice "),
        ("Please send the invoices again", "INVO"),
        ("Please send the invoices again", '"the invoices"'),
        ("Hei, laskuissa on virhe ja se on iso", "lasku "),
        ("Hei, laskuissa on virhe ja se on iso", "laskuissa "),
        ("Dzień dobry, faktura za październik", "październ"),
        ("Order INV-2024-001 is late", "INV-2024-001 "),
        ("Order INV-2024-001 is late", "INV-2024"),
        ("Please write to maija.virtanen@shop.example", "maija.virtanen@shop.example"),
        ("שלום, החשבונית שגויה", "החשבונית "),
        ("It's O'Brien's \\ backslash", "O'Brien"),
    ],
)
async def test_a_word_of_a_message_is_found(tx: Tx, text: str, typed: str) -> None:
    viewer = await a_user(tx)
    ticket_id = await a_written_ticket(tx, "A matter", text)
    assert await tickets_found(tx, viewer, typed) == [ticket_id]


@pytest.mark.parametrize(
    "typed", ["envelope ", '"invoices the"', "invoices missingword ", "& | ! <-> ( :*", "''", "\\"]
)
async def test_what_is_not_written_is_not_found(tx: Tx, typed: str) -> None:
    viewer = await a_user(tx)
    await a_written_ticket(tx, "A matter", "Please send the invoices again")
    assert await tickets_found(tx, viewer, typed) == []


async def test_the_hit_is_marked_and_the_ticket_comes_once(tx: Tx) -> None:
    viewer = await a_user(tx)
    ticket_id = await a_written_ticket(tx, "Broken kettle", "The kettle leaks. \x01 \x02 Another kettle, please.")
    [result] = json.loads((await find(tx, viewer, "kettle ")).results)
    assert result["ticket_id"] == ticket_id
    assert result["title"] == "Broken kettle"
    assert "\x01kettle\x02" in result["snippet"]
    assert result["snippet"].count("\x01") == result["snippet"].count("\x02")


async def test_a_name_ranks_above_a_text(tx: Tx) -> None:
    viewer = await a_user(tx)
    named = await a_written_ticket(tx, "Kettle")
    written = await a_written_ticket(tx, "A matter", "This is about many things, and about a kettle too.")
    assert await tickets_found(tx, viewer, "kettle ") == [named, written]


async def test_a_ticket_is_found_by_its_number(tx: Tx) -> None:
    viewer = await a_user(tx)
    ticket_id = await a_written_ticket(tx, "A matter")
    await a_written_ticket(tx, "Another", f"As in ticket {ticket_id}")
    assert (await tickets_found(tx, viewer, f"{ticket_id}"))[0] == ticket_id
    assert (await tickets_found(tx, viewer, f"#{ticket_id}")).count(ticket_id) == 1
    stranger = await a_user(tx, visibility="owned", sees_unassigned=False)
    assert await tickets_found(tx, stranger, f"#{ticket_id}") == []


async def test_a_file_is_found_by_a_part_of_its_name(tx: Tx) -> None:
    viewer = await a_user(tx)
    ticket_id = await a_written_ticket(tx, "A matter", "See the file", file="delivery_note-2024.pdf")
    assert await tickets_found(tx, viewer, "delivery ") == [ticket_id]
    assert await tickets_found(tx, viewer, "delivery_note-2024.pdf ") == [ticket_id]


async def test_a_contact_is_found_by_name_and_by_the_beginning_of_the_address(tx: Tx) -> None:
    viewer = await a_user(tx)
    contact = await tx.value("INSERT INTO contacts (first_name, last_name) VALUES ('Ann', 'Kowalska') RETURNING id")
    await tx.run("INSERT INTO contact_addresses VALUES ('ann.k@customer.example', %s)", (contact,))
    await tx.run(INDEX_CONTACTS, {"ids": [contact]})
    for typed in ("kowal", "Ann Kowalska", "ann.k@cus", "customer.example "):
        results = json.loads((await find(tx, viewer, typed, kinds=("contact",))).results)
        assert {result["contact_id"] for result in results} == {contact}


async def test_only_the_asked_kinds_are_found(tx: Tx) -> None:
    viewer = await a_user(tx)
    await a_written_ticket(tx, "Kettle", "A kettle")
    for kind in ("ticket", "message"):
        results = json.loads((await find(tx, viewer, "kettle ", kinds=(kind,))).results)
        assert [result["kind"] for result in results] == [kind]


async def test_a_limit_out_of_range_is_refused(tx: Tx) -> None:
    with pytest.raises(Invalid):
        await find(tx, await a_user(tx), "kettle", limit=0)


async def test_a_huge_text_is_indexed(tx: Tx) -> None:
    viewer = await a_user(tx)
    text = "needle " + " ".join(f"слово{number}" for number in range(200_000))
    ticket_id = await a_written_ticket(tx, "n" * 5000, text)
    assert await tickets_found(tx, viewer, "needle ") == [ticket_id]


spots = st.lists(
    st.tuples(
        st.sampled_from([None, 0, 1]), st.sampled_from([None, 0, 1]), st.sampled_from([None, None, "deleted_at"])
    ),
    max_size=8,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    made=spots,
    visibility=st.sampled_from(["everything", "team", "owned"]),
    sees_unassigned=st.booleans(),
    is_in_team=st.booleans(),
)
async def test_a_search_shows_what_the_policy_shows(
    tx: Tx, made: list[Any], visibility: str, sees_unassigned: bool, is_in_team: bool
) -> None:
    async with tx.connection.transaction(force_rollback=True):
        teams = [await a_team(tx), await a_team(tx)]
        mine = (teams[0],) if is_in_team else ()
        viewer = await a_user(tx, visibility=visibility, sees_unassigned=sees_unassigned, team_ids=mine)
        users = [viewer.user_id, (await a_user(tx, team_ids=(teams[0],))).user_id]
        expected = set()
        for owner, team, gone in made:
            owner_id = None if owner is None else users[owner]
            team_id = None if team is None else teams[team]
            ticket_id = await a_written_ticket(tx, "Zebra", "A zebra", owner_id=owner_id, team_id=team_id)
            if gone:
                await tx.run("UPDATE tickets SET deleted_at = now() WHERE id = %s", (ticket_id,))
            is_unassigned = owner is None and (team is None or team_id in mine)
            is_visible = (is_unassigned and sees_unassigned) or {
                "everything": not (owner is None and team is None),
                "team": owner == 0 or team_id in mine or (owner == 1 and is_in_team),
                "owned": owner == 0,
            }[visibility]
            if is_visible and not gone:
                expected.add(ticket_id)
        assert set(await tickets_found(tx, viewer, "zebra ")) == expected


async def test_on_a_large_desk_a_short_beginning_is_found_in_names_and_in_what_was_written_last(
    tx: Tx, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskbell.search.candidates.MUCH", 0)
    viewer = await a_user(tx)
    named = await a_written_ticket(tx, "Kettles")
    written = await a_written_ticket(tx, "A matter", "The kettles drip")
    exact = await a_written_ticket(tx, "A matter", "The ket leaks")
    assert set(await tickets_found(tx, viewer, "ket")) == {named, written, exact}
    assert set(await tickets_found(tx, viewer, "leaks ket")) == {exact}


async def _as_if_others_wrote(tx: Tx, entries: int) -> None:
    await tx.run(
        "SELECT setval(pg_get_serial_sequence('search_entries', 'id'), %s + (SELECT max(id) FROM search_entries))",
        (entries,),
    )


@pytest.mark.parametrize("typed", ["kettles ", "kett"])
async def test_however_long_ago_it_was_written_it_is_found(tx: Tx, typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Millions of entries may lie between; the permission to see some of them is another's."""
    monkeypatch.setattr("deskbell.search.candidates.MUCH", 10**9)
    viewer = await a_user(tx, visibility="owned", sees_unassigned=False)
    other = await a_user(tx)
    mine = []
    for entries_between in (9_000_000, 300_000, 20_000, 3_000, 1):
        mine.append(await a_written_ticket(tx, "Kettles", owner_id=viewer.user_id))
        await a_written_ticket(tx, "Kettles", owner_id=other.user_id)
        await _as_if_others_wrote(tx, entries_between)
    mine.append(await a_written_ticket(tx, "Kettles", owner_id=viewer.user_id))
    assert set(await tickets_found(tx, viewer, typed)) == set(mine)


@pytest.fixture
def few_are_examined(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if a single hit told how many there are, no stretch were short, and three hits the most that is looked at."""
    monkeypatch.setattr("deskbell.search.eras._TELLING", 1)
    monkeypatch.setattr("deskbell.search.eras._LONG", 1)
    monkeypatch.setattr("deskbell.search.candidates.MOST_EXAMINED", 3)
    _candidates_statement.cache_clear()
    yield
    _candidates_statement.cache_clear()


@pytest.mark.usefixtures("few_are_examined")
async def test_of_a_word_that_was_more_frequent_once_the_newest_are_found(tx: Tx) -> None:
    viewer = await a_user(tx)
    for _ in range(5):
        await a_written_ticket(tx, "Kettles")
    await _as_if_others_wrote(tx, 1_000_000)
    later = [await a_written_ticket(tx, "Kettles") for _ in range(2)]
    await _as_if_others_wrote(tx, 20_000)
    newest = await a_written_ticket(tx, "Kettles")
    assert set(await tickets_found(tx, viewer, "kettles ")) == {*later, newest}
