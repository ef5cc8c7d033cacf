"""Which acts can be done to many tickets at once (T9)? The whole list."""

from deskbell.work.act import Act
from deskbell.work.changes import CHANGES
from deskbell.work.leaving import LEAVING
from deskbell.work.marks import MARKS

ACTS: dict[str, Act] = {**CHANGES, **MARKS, **LEAVING}
