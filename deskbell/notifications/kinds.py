"""Pure. Of what is one told, and on which paths, when nothing else was chosen?"""

from collections.abc import Mapping
from typing import Final, Literal

Kind = Literal[
    "assigned", "answered", "mentioned", "commented", "changed", "failed", "unassigned", "returned", "due_soon",
    "overdue",
]  # fmt: skip
Path = Literal["bell", "push", "mail"]

KINDS: Final[tuple[Kind, ...]] = (
    "assigned",
    "answered",
    "mentioned",
    "commented",
    "changed",
    "failed",
    "unassigned",
    "returned",
    "due_soon",
    "overdue",
)
PATHS: Final[tuple[Path, ...]] = ("bell", "push", "mail")

_EVERYWHERE: Final[frozenset[Path]] = frozenset(PATHS)
_NOT_BY_MAIL: Final[frozenset[Path]] = frozenset({"bell", "push"})

# Only who has a seat is told of these (A1).
WITH_A_SEAT: Final[frozenset[Kind]] = frozenset({"due_soon", "overdue"})

DEFAULTS: Final[Mapping[Kind, frozenset[Path]]] = {
    "assigned": _EVERYWHERE,
    "answered": _NOT_BY_MAIL,
    "mentioned": _EVERYWHERE,
    "commented": _NOT_BY_MAIL,
    "changed": frozenset({"bell"}),
    "failed": _EVERYWHERE,
    "unassigned": frozenset(),  # a busy desk would drown everybody: only who asks for it
    "returned": _NOT_BY_MAIL,
    "due_soon": _NOT_BY_MAIL,
    "overdue": _EVERYWHERE,
}
