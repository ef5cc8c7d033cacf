"""What can happen to views and to work that takes long?"""

from dataclasses import dataclass

from deskbell.kernel.event import Event


@dataclass(frozen=True, slots=True)
class ViewChanged(Event):
    """A custom view was made, changed, shared or deleted."""

    view_id: int


@dataclass(frozen=True, slots=True)
class WorkChanged(Event):
    """A user's bulk act or export began, came to its end, or is being undone. Tells that user's windows."""

    work_id: int
    user_id: int
    state: str
