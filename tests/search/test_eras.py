"""Pure. Looking back, stretch by stretch, nothing is left out, and nobody looks further than is worth while."""

import re

from hypothesis import given
from hypothesis import strategies as st

from deskbell.search.eras import EVERYTHING, leaps, next_look, stretch

_BITS = {"a": 11, "b": 14, "c": 17, "d": 20}


def _marks_of(entry_id: int) -> set[str]:
    """As `search_marks` in the migrations gives them to an entry."""
    return {f"~{letter}{entry_id >> bits}" for letter, bits in _BITS.items()}


@given(st.integers(0, 2**33), st.integers(1, 2**33), st.integers(0, 2**33))
def test_every_entry_of_a_stretch_has_one_of_its_marks(begin: int, length: int, place: int) -> None:
    end = begin + length
    looked = stretch(begin, end)
    assert looked.begin <= begin
    entry = looked.begin + place % (end - looked.begin)
    assert looked == EVERYTHING or _marks_of(entry) & set(re.findall(r"~\w+", looked.marks or ""))


def test_a_stretch_begins_where_an_era_does_and_has_few_marks() -> None:
    assert stretch(5000, 8193) == stretch(4096, 8193)
    assert stretch(4096, 8193).marks == "'~a2' | '~a3' | '~a4'"
    assert stretch(1, 1 << 17).marks == "'~b0' | '~b1' | '~b2' | '~b3' | '~b4' | '~b5' | '~b6' | '~b7'"
    assert stretch(1, 1 << 24) == EVERYTHING


def test_a_stretch_from_the_first_entry_on_needs_no_marks() -> None:
    assert stretch(0, 90) == stretch(-4000, 90) == EVERYTHING


@given(st.integers(1, 10**9), st.integers(0, 7999), st.integers(0, 199))
def test_the_next_look_goes_on_and_stays_bearable(covered: int, examined: int, found: int) -> None:
    found = min(found, examined)
    further = next_look(covered, examined=examined, found=found, wanted=200, most=8000)
    assert further >= 1
    assert examined * further <= (8000 - examined) * covered + examined


def test_where_few_may_be_seen_it_looks_as_far_as_it_takes() -> None:
    assert next_look(1000, examined=100, found=100, wanted=200, most=8000) == 1500
    assert next_look(1000, examined=100, found=50, wanted=200, most=8000) == 4500
    assert next_look(1000, examined=0, found=0, wanted=200, most=8000) == 7000


def test_of_what_is_rare_all_is_read_rather_than_a_long_stretch() -> None:
    million = 1 << 20
    assert leaps(100_000, million, examined=30, of=6_000_000)
    assert not leaps(100_000, million, examined=40, of=6_000_000)
    assert not leaps(100_000, 300_000, examined=30, of=6_000_000)


def test_a_few_hits_do_not_say_that_there_are_few() -> None:
    assert not leaps(100_000, 1 << 20, examined=3, of=6_000_000)
