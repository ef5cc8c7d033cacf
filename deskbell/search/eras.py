"""Pure. How far back is the next look, and by which marks are the entries of that stretch found?

An entry is marked with the eras that it was written in (`search_marks` in the migrations): a short one, and three each
eight times as long as the one before. Marks spare PostgreSQL the hits of other eras; where there are few hits in all,
it reads these sooner than the long list of the entries of an era.
"""

from dataclasses import dataclass
from math import ceil

# The letter of the mark, and how many bits of an entry's id lie within one era of it.
_ERAS: tuple[tuple[str, int], ...] = (("a", 11), ("b", 14), ("c", 17), ("d", 20))
_MOST_MARKS = 8
_FURTHER_AT_MOST = 7  # times what was covered: few hits tell little of how many there are
_TO_BE_SURE = 1.5
_TELLING = 16  # so many hits say how many there are
_LITTLE = 2_000  # hits
_LONG = 1 << 20  # entries


@dataclass(frozen=True, slots=True)
class Stretch:
    """The entries from `begin` on that match `marks`, a tsquery; without any, all there are."""

    begin: int
    marks: str | None


EVERYTHING = Stretch(0, None)


def stretch(begin: int, end: int) -> Stretch:
    """At least from `begin` to before `end`, rounded to where eras begin and end; everything when that is too far."""
    for letter, bits in _ERAS if begin > 0 else ():
        first, last = begin >> bits, (end - 1) >> bits
        if last - first < _MOST_MARKS:
            return Stretch(first << bits, " | ".join(f"'~{letter}{number}'" for number in range(first, last + 1)))
    return EVERYTHING


def next_look(covered: int, *, examined: int, found: int, wanted: int, most: int) -> int:
    """How many entries further, after `covered` ones held `examined` hits and `found` of these were good.

    So far that `wanted` good ones are likely and not more than `most` hits are examined in all.
    """
    likely = _TO_BE_SURE * (wanted - found) / found if found else _FURTHER_AT_MOST
    further = covered * min(likely, _FURTHER_AT_MOST)
    bearable = covered * (most - examined) / examined if examined else further
    return max(ceil(min(further, bearable)), 1)


def leaps(covered: int, further: int, *, examined: int, of: int) -> bool:
    """Whether all `of` entries are read rather than a long stretch of them: they are likely to hold few hits."""
    return further >= _LONG and examined >= _TELLING and examined * of <= _LITTLE * covered
