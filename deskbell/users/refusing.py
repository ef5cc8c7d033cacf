"""What is refused to whom, whatever it is about?"""

from deskbell.kernel.errors import NotAllowed
from deskbell.users.viewer import Viewer


def refuse_without_seat(viewer: Viewer) -> None:
    if not viewer.has_full_desk:
        raise NotAllowed("This needs a service seat.", code="seat.needed")


def refuse_all_but_super_admins(viewer: Viewer) -> None:
    """Settings of the whole desk are theirs."""
    if not viewer.is_super_admin:
        raise NotAllowed("Only super admins change these settings.", code="settings.not_allowed")
