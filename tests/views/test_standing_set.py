"""A set that is followed says how many there are, or that it has to be counted; never anything else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from deskbell.kernel.event_log import Cursor, Logged
from deskbell.tickets.lists.counting import CAP
from deskbell.views.standing_set import MOST_KEPT, counted, tickets_named, upsets, upsets_set

# Around the cap it is decided whether a number, "999+" or nothing is known.
sizes = st.sampled_from([0, 1, CAP - 1, CAP, MOST_KEPT - 1, MOST_KEPT, MOST_KEPT + 300])
# So many tickets leave, and so many come, one time after another.
waves = st.lists(st.tuples(st.integers(0, 250), st.integers(0, 250)), max_size=8)


@settings(max_examples=40, deadline=None)
@given(sizes, waves, st.randoms(use_true_random=False))
def test_a_followed_set_is_never_wrong(size: int, changes: list[tuple[int, int]], chance: object) -> None:
    holding, fresh = set(range(size)), size
    known = counted(frozenset(sorted(holding)[:MOST_KEPT]), Cursor(1, 0))
    assert known.count == min(size, CAP)
    for at, (leaving, coming) in enumerate(changes, start=2):
        gone = set(chance.sample(sorted(holding), min(leaving, len(holding))))  # type: ignore[attr-defined] # a Random
        come = set(range(fresh, fresh + coming))
        fresh += coming
        holding = (holding - gone) | come
        untouched = set(sorted(holding)[:3])  # what is asked again and holds it still
        known = known.after(gone | come | untouched, come | untouched, Cursor(at, 0))
        assert known.count in {None, min(len(holding), CAP)}
        assert known.ids <= holding
        assert len(known.ids) <= MOST_KEPT
        if known.is_whole:
            assert known.ids == holding
            assert known.count is not None


def _event(name: str, ticket_id: int | None, **body: object) -> Logged:
    return Logged(1, 1, name, ticket_id, "system", body)


def test_an_event_names_all_tickets_that_took_part() -> None:
    assert tickets_named(_event("TicketsMerged", 3, merge_id=9, primary_id=1, other_id=2)) == {1, 2, 3}
    assert tickets_named(_event("TicketPurged", 3, message_ids=[7], merged_ids=[1, 2])) == {1, 2, 3}
    assert tickets_named(_event("TicketMarkedSpam", 3, source_id=None, thread_ids=[8])) == {3}
    assert tickets_named(_event("ContactsMerged", None, primary_id=1, other_id=2)) == set()


def test_what_names_no_ticket_upsets_all_unless_it_is_known_not_to() -> None:
    assert upsets(_event("ContactsMerged", None))
    assert upsets(_event("WhateverWillBe", None))
    assert not upsets(_event("SignedIn", None))
    assert not upsets(_event("TicketChanged", 3))


def test_what_is_certain_not_to_touch_a_condition_does_not_upset_it() -> None:
    by_contact, by_priority = "tickets.contact_id = 3", "tickets.priority = 3"
    for name, condition, of_all, expected in [
        ("ContactsMerged", by_contact, True, True),
        ("ContactsMerged", by_priority, False, False),
        ("TeamChanged", by_priority, True, False),
        ("TeamChanged", by_priority, False, True),
        ("PropertyDefinitionChanged", by_priority, True, True),
        ("WhateverWillBe", by_priority, True, True),
        ("SignedIn", by_contact, False, False),
    ]:
        assert upsets_set(_event(name, None), condition, of_all=of_all) is expected, (name, condition, of_all)
