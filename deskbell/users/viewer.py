"""Who is asking, and what may they do (A1, A2)?"""

from dataclasses import dataclass, field
from typing import Literal

Seat = Literal["service", "none"]
Visibility = Literal["everything", "team", "owned"]
Permission = Literal["delete_tickets", "account_access", "manage_availability", "manage_users"]


@dataclass(frozen=True, slots=True)
class Viewer:
    """The signed-in user of one request, as the access policy sees them."""

    user_id: int
    name: str
    email: str
    is_super_admin: bool = False
    seat: Seat = "service"
    visibility: Visibility = "everything"
    sees_unassigned: bool = True
    permissions: frozenset[str] = field(default_factory=frozenset)
    team_ids: tuple[int, ...] = ()

    @property
    def sees_everything(self) -> bool:
        return self.is_super_admin or (self.visibility == "everything" and self.sees_unassigned)

    @property
    def has_full_desk(self) -> bool:
        """Custom views, split, SLA and settings need a service seat; super admins have it all (A1)."""
        return self.is_super_admin or self.seat == "service"

    def may(self, permission: Permission) -> bool:
        return self.is_super_admin or permission in self.permissions
