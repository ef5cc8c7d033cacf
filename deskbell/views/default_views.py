"""Which views does every desk have (W2)?"""

from deskbell.kernel.errors import NotFound
from deskbell.tickets.lists.sorting import Sort
from deskbell.tickets.lists.ticket_sets import TEAMS, Branch, of_my_teams, policed, within_reach
from deskbell.users.viewer import Viewer
from deskbell.views.view import View


def _allowed(viewer: Viewer) -> tuple[Branch, ...]:
    """Of states with few tickets: one walk over them all is shorter than one for each colleague."""
    return (policed(viewer),)


def _unassigned(viewer: Viewer) -> tuple[Branch, ...]:
    return (policed(viewer, "tickets.owner_id IS NULL"),)


def _mine(_viewer: Viewer) -> tuple[Branch, ...]:
    return (Branch("tickets.owner_id = %(viewer_id)s"),)  # every visibility has these within its reach


def _waiting_in_my_teams(viewer: Viewer) -> tuple[Branch, ...]:
    return (policed(viewer, "tickets.owner_id IS NULL AND tickets.team_id = every.team_id", TEAMS),)


def _mentioning_me(viewer: Viewer) -> tuple[Branch, ...]:
    mentions = "SELECT ticket_id FROM ticket_mentions WHERE ticket_mentions.user_id = %(viewer_id)s"
    return (policed(viewer, "tickets.id = every.ticket_id", mentions),)


def _followed(viewer: Viewer) -> tuple[Branch, ...]:
    follows = "SELECT ticket_id FROM ticket_followers WHERE ticket_followers.user_id = %(viewer_id)s"
    return (policed(viewer, "tickets.id = every.ticket_id", follows),)


def _with_my_drafts(viewer: Viewer) -> tuple[Branch, ...]:
    drafts = "SELECT DISTINCT ticket_id FROM drafts WHERE drafts.user_id = %(viewer_id)s"
    return (policed(viewer, "tickets.id = every.ticket_id", drafts),)


DEFAULT_VIEWS: tuple[View, ...] = (
    View("unassigned", "Unassigned", "open", "open", _unassigned),
    View("mine", "Assigned to me", "open", "open", _mine),
    View("all_open", "All open", "open", "open", within_reach),
    View("team_open", "My team's open", "open", "open", of_my_teams),
    View("team_unassigned", "My team unassigned", "open", "open", _waiting_in_my_teams),
    View("mentions", "My mentions", "personal", "shown", _mentioning_me),
    View("following", "Following", "personal", "shown", _followed),
    View("drafts", "Drafts", "personal", "shown", _with_my_drafts),
    View("snoozed", "Snoozed", "open", "snoozed", _allowed, Sort("snoozed_until", "asc")),
    View("all_closed", "All closed", "archive", "closed", within_reach),
    View("spam", "Spam", "archive", "spam", _allowed, Sort("spam_at")),
    View("trash", "Trash", "archive", "trash", _allowed, Sort("deleted_at")),
)
# Parked mail is a view of the mail ledger, not of tickets; it stands beside the others and has a count.
PARKED = "parked"
WITHOUT_A_SEAT = ("mentions", "following", "all_open")

_BY_KEY = {view.key: view for view in DEFAULT_VIEWS}


class ViewNotFound(NotFound):
    """There is none of that key, or the viewer has no seat for it."""

    code = "view.not_found"


def views_of(viewer: Viewer) -> tuple[View, ...]:
    """Those that the viewer may use: without a seat, three (A1)."""
    return tuple(view for view in DEFAULT_VIEWS if _may_use(viewer, view))


def _may_use(viewer: Viewer, view: View) -> bool:
    return viewer.has_full_desk or view.key in WITHOUT_A_SEAT


def get_view(viewer: Viewer, key: str) -> View:
    """Raises ViewNotFound."""
    view = _BY_KEY.get(key)
    if view is None or not _may_use(viewer, view):
        raise ViewNotFound("This view does not exist.")
    return view


def sees_parked_mail(viewer: Viewer) -> bool:
    return viewer.may("account_access")
