"""What is a view: which tickets, sorted how, shown in which columns?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from deskbell.tickets.lists.sorting import Sort
from deskbell.tickets.lists.ticket_sets import Branch, State, TicketSet
from deskbell.users.viewer import Viewer

Group = Literal["open", "personal", "archive"]
USUAL_COLUMNS = ("contact", "name", "preview", "status", "priority", "owner", "active_at")


@dataclass(frozen=True, slots=True)
class View:
    """A default view (W2). `branches` says for a viewer which tickets of the state belong to it."""

    key: str
    name: str
    group: Group
    state: State
    branches: Callable[[Viewer], tuple[Branch, ...]]
    sort: Sort = field(default_factory=Sort)
    columns: tuple[str, ...] = USUAL_COLUMNS

    def tickets(self, viewer: Viewer) -> TicketSet:
        return TicketSet(self.state, self.branches(viewer))
