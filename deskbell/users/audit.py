"""Which administrative acts were there: who, when, what, from where (A5)?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from deskbell.events import channels, inboxes, settings, users
from deskbell.kernel.event import Event
from deskbell.kernel.reader import Reader

PAGE = 100

Kind = Literal["access", "people", "accounts", "settings"]
KINDS: dict[Kind, tuple[type[Event], ...]] = {
    "access": (
        users.SignedIn,
        users.SessionRevoked,
        users.PasswordChanged,
        users.PasswordResetAsked,
        users.ApiTokenCreated,
        users.ApiTokenRevoked,
    ),
    "people": (
        users.UserInvited,
        users.UserJoined,
        users.UserChanged,
        users.UserDeactivated,
        users.UserReactivated,
        users.TeamChanged,
    ),
    "accounts": (
        channels.ChannelAccountConnected,
        channels.ChannelAccountChanged,
        channels.ChannelAccountDisconnected,
        channels.MailProviderRegistered,
        inboxes.InboxChanged,
        settings.SenderRuleChanged,
    ),
    "settings": (
        settings.PropertyDefinitionChanged,
        settings.PipelineChanged,
        settings.SidebarLayoutChanged,
        settings.SnippetChanged,
        settings.MacroChanged,
        settings.SlaGoalsChanged,
    ),
}


@dataclass(frozen=True, slots=True)
class Act:
    """`actor` is user:7, system ...; `origin` the address it came from; `body` holds ids and field names only."""

    id: int
    at: datetime
    name: str
    actor: str
    via: str
    origin: str | None
    body: dict[str, Any]


async def list_acts(
    reader: Reader,
    *,
    before: int | None = None,
    kind: Kind | None = None,
    user_id: int | None = None,
    limit: int = PAGE,
) -> list[Act]:
    """The newest first, older than the event `before`: all, those of a kind, those of a user."""
    asked = [event.named() for one, events in KINDS.items() if kind in (None, one) for event in events]
    return await reader.many(
        Act,
        "SELECT id, at, name, actor, via, host(origin) AS origin, body FROM events"
        " WHERE name = ANY(%(names)s) AND id < coalesce(%(before)s::bigint, 9223372036854775807)"
        " AND (%(user_id)s::bigint IS NULL OR actor = 'user:' || %(user_id)s::bigint)"
        " ORDER BY id DESC LIMIT %(limit)s",
        {"names": asked, "before": before, "user_id": user_id, "limit": limit},
    )
