"""What can happen to users, teams and their ways in? These are the audit of administrative acts (A5)."""

from dataclasses import dataclass

from deskbell.kernel.event import Event


@dataclass(frozen=True, slots=True)
class UserInvited(Event):
    user_id: int


@dataclass(frozen=True, slots=True)
class UserJoined(Event):
    """The invite was taken, or the user was made with a password."""

    user_id: int


@dataclass(frozen=True, slots=True)
class UserChanged(Event):
    """Seat, permissions, visibility, name or the like; field names only."""

    user_id: int
    fields: list[str]


@dataclass(frozen=True, slots=True)
class UserDeactivated(Event):
    user_id: int


@dataclass(frozen=True, slots=True)
class UserReactivated(Event):
    user_id: int


@dataclass(frozen=True, slots=True)
class PasswordChanged(Event):
    user_id: int


@dataclass(frozen=True, slots=True)
class PasswordResetAsked(Event):
    user_id: int


@dataclass(frozen=True, slots=True)
class SignedIn(Event):
    user_id: int


@dataclass(frozen=True, slots=True)
class SessionRevoked(Event):
    user_id: int
    session_id: int


@dataclass(frozen=True, slots=True)
class TeamChanged(Event):
    """Made, renamed, archived, or its members changed."""

    team_id: int


@dataclass(frozen=True, slots=True)
class ApiTokenCreated(Event):
    user_id: int
    token_id: int


@dataclass(frozen=True, slots=True)
class ApiTokenRevoked(Event):
    user_id: int
    token_id: int
