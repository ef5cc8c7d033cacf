"""Pure. Whom may a viewer look after, and what may they give away? Nobody gives more than they have (A1)."""

from collections.abc import Mapping
from typing import Any

from deskbell.kernel.errors import NotAllowed
from deskbell.users.viewer import Viewer

WIDTH = {"owned": 0, "team": 1, "everything": 2}
PERMISSIONS = frozenset({"delete_tickets", "account_access", "manage_availability", "manage_users"})


class NotYours(NotAllowed):
    """This needs more rights than the asker has."""

    code = "user.not_allowed"


def refuse_strangers(viewer: Viewer) -> None:
    """Raises NotYours for who may not look after users and teams, before anything is looked up."""
    if not viewer.may("manage_users"):
        raise NotYours("Only those who manage users and teams can do this.")


def refuse_above(viewer: Viewer, target: Viewer) -> None:
    """Raises NotYours for a user who may do or see what the viewer may not: changing them could take that over."""
    refuse_strangers(viewer)
    if not viewer.is_super_admin and _exceeds(viewer, _rights(target)):
        raise NotYours("Only somebody with at least this user's rights can change them.")


def refuse_giving(viewer: Viewer, wish: Mapping[str, Any], *, target: Viewer | None = None) -> None:
    """Raises NotYours when the wish gives more than the viewer has, or changes the viewer's own rights."""
    if viewer.is_super_admin:
        return
    if target is not None and target.user_id == viewer.user_id and wish.keys() & _rights(viewer).keys():
        raise NotYours("Your own rights are changed by somebody else.")
    if _exceeds(viewer, wish):
        raise NotYours("You can't give rights that you don't have.")


def _rights(target: Viewer) -> dict[str, Any]:
    return {
        "is_super_admin": target.is_super_admin,
        "seat": target.seat,
        "permissions": target.permissions,
        "visibility": target.visibility,
        "sees_unassigned": target.sees_unassigned,
    }


def _exceeds(viewer: Viewer, rights: Mapping[str, Any]) -> bool:
    return bool(
        rights.get("is_super_admin")
        or not set(rights.get("permissions") or ()) <= viewer.permissions
        or WIDTH[rights.get("visibility") or "owned"] > WIDTH[viewer.visibility]
        or (rights.get("sees_unassigned") and not viewer.sees_unassigned)
        or (rights.get("seat") == "service" and viewer.seat != "service")
    )
