"""Pure. Which tickets hold a view's condition, and what is left of that when some tickets have changed?"""

from dataclasses import dataclass

from deskbell.kernel.event_log import Cursor, Logged
from deskbell.tickets.lists.counting import CAP

# A set that is larger than any number shown: it can lose some before the rest have to be looked for.
MOST_KEPT = CAP + 200

# Without a ticket's name in them, these leave all rows of tickets as they are. What is not known here is thought to
# change any of them: merged contacts, teams, users, definitions, and whatever will be new.
_QUIET = frozenset(
    """
    ChannelAccountChanged ChannelAccountConnected ChannelAccountDisconnected ChannelAccountHealthChanged MailParked
    ThreadStarted MessageReceived ReplyWritten ReplyUndone MessageForwarded ForwardUndone ReplyScheduled
    ScheduledReplyReturned ReplySent ReplyFailed ReplyBounced InboxChanged ThreadAssigned ThreadClosed ThreadReopened
    ThreadMarkedSpam ThreadNotSpam ThreadPurged ThreadCommented ThreadRead NotificationsChanged WorkChanged ViewChanged
    ContactCreated ContactChanged ContactTrashed ContactRestored CompanyCreated CompanyChanged CompanyTrashed
    CompanyRestored DealCreated DealChanged DealTrashed DealRestored SnippetChanged MacroChanged SidebarLayoutChanged
    SenderRuleChanged UserInvited PasswordChanged PasswordResetAsked SignedIn SessionRevoked ApiTokenCreated
    ApiTokenRevoked
    """.split()
)
_OF_CONTACTS = frozenset({"ContactsMerged", "ContactsUnmerged"})
_OF_REACH = frozenset({"TeamChanged", "UserChanged", "UserJoined", "UserDeactivated", "UserReactivated"})
_OTHER_TICKETS = ("primary_id", "other_id", "new_ticket_id", "source_id", "merged_ids")


@dataclass(frozen=True, slots=True)
class StandingSet:
    """`ids` hold the condition; when it `is_whole`, no others do. True of all that the log tells up to `known_at`."""

    ids: frozenset[int]
    is_whole: bool
    known_at: Cursor

    @property
    def count(self) -> int | None:
        """None when too few are left of a set that was larger."""
        return min(len(self.ids), CAP) if self.is_whole or len(self.ids) >= CAP else None

    def after(self, changed: set[int], holding: set[int], known_at: Cursor) -> "StandingSet":
        """Of the tickets that changed, these hold it now."""
        known_at = max(known_at, self.known_at)
        if holding <= self.ids and self.ids.isdisjoint(changed - holding):
            return StandingSet(self.ids, self.is_whole, known_at)
        return counted((self.ids - changed) | holding, known_at, is_whole=self.is_whole)


def counted(ids: frozenset[int], known_at: Cursor, *, is_whole: bool = True) -> StandingSet:
    """A set from the ids that were found, no more than MOST_KEPT of them."""
    if len(ids) < MOST_KEPT:
        return StandingSet(ids, is_whole, known_at)
    return StandingSet(frozenset(sorted(ids)[-MOST_KEPT:]), is_whole=False, known_at=known_at)


def changes_views(event: Logged) -> bool:
    """Whether the event may have changed which views somebody has, or what they ask for."""
    return event.name == "ViewChanged" or upsets(event)


def upsets(event: Logged) -> bool:
    """Whether the event may have changed tickets that it doesn't name."""
    return event.ticket_id is None and event.name not in _QUIET


def upsets_set(event: Logged, condition: str, *, of_all: bool) -> bool:
    """Whether it may have changed what holds this condition: among all tickets, or among those that somebody sees."""
    if event.name in _OF_CONTACTS:
        return "contact_id" in condition
    return upsets(event) and not (of_all and event.name in _OF_REACH)


def tickets_named(event: Logged) -> set[int]:
    """Rather too many than too few."""
    if event.ticket_id is None:
        return set()
    others = [event.body.get(name) for name in _OTHER_TICKETS]
    each = [event.ticket_id, *(one for other in others for one in (other if isinstance(other, list) else [other]))]
    return {one for one in each if isinstance(one, int)}
