"""Pure. What did somebody type into the search box: words, phrases in quotes, a beginning, a number, an address?"""

import re
from dataclasses import dataclass

LONGEST_QUERY = 300
MOST_TERMS = 12
SHORTEST_BEGINNING = 3  # shorter ones begin half of all words

_TERM = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]|([^\s"“”„«»]+)')
_NUMBER = re.compile(r"#?([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Asked:
    """All of it must be found. `beginning` is the last word while it is still being typed."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    beginning: str | None = None
    number: int | None = None
    address: str | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.phrases or self.beginning)


def read_query(text: str) -> Asked:
    """A word in quotes must stand as written, in order; a single number is also a ticket's."""
    text = _without_controls(text)[:LONGEST_QUERY]
    terms = list(_TERM.finditer(text))[:MOST_TERMS]
    phrases = tuple(term[1].strip() for term in terms if term[1] and term[1].strip())
    words = [term[2] for term in terms if term[2]]
    number = _NUMBER.fullmatch(text.strip())
    beginning = None
    if words and text.endswith(words[-1]) and len(words[-1]) >= SHORTEST_BEGINNING:
        beginning = words.pop()
    address = text.strip().lower() if "@" in text and " " not in text.strip() else None
    return Asked(
        words=tuple(words),
        phrases=phrases,
        beginning=beginning,
        number=int(number[1]) if number else None,
        address=address,
    )


def _without_controls(text: str) -> str:
    return "".join(letter if letter >= " " and not "\ud800" <= letter <= "\udfff" else " " for letter in text)
