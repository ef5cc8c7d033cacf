"""Pure. What do the customers of a coffee company write about, and what do they hear?"""

from dataclasses import dataclass, field
from typing import Literal

Language = Literal["en", "fi", "pl"]


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of matter in one language. `{product}`, `{order}`, `{amount}`, `{city}` and `{days}` are filled in."""

    category: str
    subjects: tuple[str, ...]
    openings: tuple[str, ...]
    answers: tuple[str, ...]
    follow_ups: tuple[str, ...]
    solutions: tuple[str, ...]
    tags: tuple[str, ...] = ()
    about: Literal["machine", "coffee"] = "machine"
    file: str | None = None  # which file the customer sends along, now and then


@dataclass(frozen=True, slots=True)
class Manners:
    """How a language greets, says a little more than it needs to, thanks, and signs."""

    greetings: tuple[str, ...]
    extras: tuple[str, ...]
    closings: tuple[str, ...]
    thanks: tuple[str, ...]
    reply_greetings: tuple[str, ...]
    reply_closings: tuple[str, ...]
    nudges: tuple[str, ...] = field(default=())
    wrote: str = "{name} wrote:"
