"""What is an act that can be done to many tickets, and taken back?"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deskbell.kernel.errors import Conflict, Refusal
from deskbell.kernel.transaction import Tx
from deskbell.users.viewer import Viewer

Values = Mapping[str, Any]
Before = dict[str, Any]
# Of each ticket that was looked at: what `undo` needs to know, None for nothing to do, or why not.
Done = dict[int, Before | Refusal | None]
Undone = dict[int, Refusal | None]


class Kept(Conflict):
    """A ticket that is not as the act left it: it stays as it is now."""

    code = "work.changed_since"


def changed_since() -> Kept:
    return Kept("This ticket was changed since, and stays as it is.")


async def nothing_to_check(_tx: Tx, _viewer: Viewer, _values: Values, _count: int) -> None:
    """Most acts are refused ticket by ticket or not at all."""


@dataclass(frozen=True, slots=True)
class Act:
    """`do` answers with what `undo` needs to know, as plain values; None when there was nothing to do.

    Both go through the verbs that a single ticket's screen uses, and raise what those raise. `check` refuses the whole
    before it begins. Without `undo`, `lasting` says why.

    `do_many` and `undo_many` do the same to hundreds at once. They wait for nobody and may leave tickets out of their
    answer, for whatever reason: `do` and `undo` then see to each of these.
    """

    do: Callable[[Tx, Viewer, int, Values], Awaitable[Before | None]]
    undo: Callable[[Tx, Viewer, int, Before], Awaitable[None]] | None
    check: Callable[[Tx, Viewer, Values, int], Awaitable[None]] = nothing_to_check
    lasting: str = ""
    do_many: Callable[[Tx, Viewer, Sequence[int], Values], Awaitable[Done]] | None = None
    undo_many: Callable[[Tx, Viewer, Mapping[int, Before]], Awaitable[Undone]] | None = None
