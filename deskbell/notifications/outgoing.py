"""Which notifications are due to leave the desk, and what may they say by now?

What was read meanwhile, or may no longer be seen, goes nowhere.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.notifications.choices import Choices, choices_of
from deskbell.notifications.kinds import Kind
from deskbell.notifications.visiting import is_here
from deskbell.tickets.access import visible_among
from deskbell.tickets.inbox_access import inbox_threads_among
from deskbell.users.viewer import Viewer
from deskbell.users.viewers import find_viewer_by_id

AT_ONCE: Final = 100
BUSY_MINUTES: Final = 10
BUSY_MAILS: Final = 3
STALE_HOURS: Final = 12

_COLUMNS: LiteralString = (
    "notifications.id, notifications.user_id, notifications.ticket_id, notifications.thread_id, threads.inbox_id,"
    " notifications.kind, coalesce(tickets.name, threads.subject) AS name,"
    " coalesce(nullif(messages.from_name, ''), users.name) AS who, coalesce(left(messages.text, 300), '') AS preview"
)
_JOINS: LiteralString = (
    " FROM notifications LEFT JOIN tickets ON tickets.id = notifications.ticket_id AND tickets.is_shown"
    " LEFT JOIN threads ON threads.id = notifications.thread_id AND NOT threads.is_spam"
    " JOIN events ON events.id = event_id LEFT JOIN messages ON messages.id = notifications.message_id"
    " LEFT JOIN users ON users.id = CASE WHEN actor LIKE 'user:%%' THEN split_part(actor, ':', 2)::bigint END"
)


@dataclass(frozen=True, slots=True)
class News:
    """One notification, as its reader may see it: of a ticket, or of a conversation in an inbox."""

    id: int
    user_id: int
    ticket_id: int | None
    thread_id: int | None
    inbox_id: int | None
    kind: Kind
    name: str
    who: str | None
    preview: str

    @property
    def path(self) -> str:
        """Where it leads to, within the desk."""
        if self.ticket_id is not None:
            return f"/tickets/{self.ticket_id}"
        return f"/inboxes/{self.inbox_id}?thread={self.thread_id}"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What goes to one user at once; of more than one place it is a digest."""

    viewer: Viewer
    locale: str
    news: tuple[News, ...]


async def users_with_mail(reader: Reader) -> list[int]:
    return await reader.values(
        "SELECT DISTINCT user_id FROM notifications WHERE mail_at <= now() AND read_at IS NULL LIMIT %s", (AT_ONCE,)
    )


async def take_mails(tx: Tx, user_id: int) -> list[Bundle]:
    """The mails that go to this user now, at most one per ticket, or one digest; none while they can wait.

    Quiet: at once. Busy, that is after three mails within ten minutes, or with more than three waiting: one digest.
    """
    if not await tx.value("SELECT pg_try_advisory_xact_lock(hashtextextended('notifications:' || %s, 0))", (user_id,)):
        return []
    await tx.run(
        "UPDATE notifications SET mail_at = NULL WHERE user_id = %s AND mail_at IS NOT NULL"
        " AND (read_at IS NOT NULL OR at < now() - %s * interval '1 hour')",
        (user_id, STALE_HOURS),
    )
    choices = (await choices_of(tx, [user_id]))[user_id]
    if (choices.mail_when == "away" and await is_here(tx, user_id)) or await _must_wait(tx, user_id, choices):
        return []
    ids = await tx.values(
        "UPDATE notifications SET mail_at = NULL, mailed_at = now() WHERE user_id = %s AND mail_at <= now()"
        " RETURNING id",
        (user_id,),
    )
    bundles = await _bundles(tx, ids)
    if choices.digest == "hourly" or len(ids) > BUSY_MAILS:
        return bundles
    return [
        Bundle(bundle.viewer, bundle.locale, tuple(news for news in bundle.news if news.path == path))
        for bundle in bundles
        for path in dict.fromkeys(news.path for news in bundle.news)
    ]


async def put_back(tx: Tx, bundle: Bundle, minutes: int) -> None:
    """The mail did not leave: it is tried again."""
    await tx.run(
        "UPDATE notifications SET mailed_at = NULL, mail_at = now() + %s * interval '1 minute' WHERE id = ANY(%s)",
        (minutes, [news.id for news in bundle.news]),
    )


async def _must_wait(tx: Tx, user_id: int, choices: Choices) -> bool:
    minutes, most = (60, 1) if choices.digest == "hourly" else (BUSY_MINUTES, BUSY_MAILS)
    return bool(
        await tx.value(
            "SELECT count(DISTINCT (mailed_at, ticket_id, thread_id)) >= %s FROM notifications"
            " WHERE user_id = %s AND mailed_at > now() - %s * interval '1 minute'",
            (most, user_id, minutes),
        )
    )


async def bundle_of(reader: Reader, user_id: int, ids: Sequence[int]) -> Bundle | None:
    """What these notifications of this user may say by now; None when nothing is left to tell."""
    return next((bundle for bundle in await _bundles(reader, ids) if bundle.viewer.user_id == user_id), None)


async def _bundles(reader: Reader, ids: Sequence[int]) -> list[Bundle]:
    rows = await reader.many(
        News,
        "SELECT "
        + _COLUMNS
        + _JOINS
        + " WHERE notifications.id = ANY(%s) AND read_at IS NULL AND (tickets.id IS NOT NULL OR threads.id IS NOT NULL)"
        " ORDER BY notifications.id",
        (list(ids),),
    )
    by_user: defaultdict[int, list[News]] = defaultdict(list)
    for row in rows:
        by_user[row.user_id].append(row)
    found = []
    for user_id, news in by_user.items():
        viewer = await find_viewer_by_id(reader, user_id)
        if viewer is None:
            continue
        seen = await visible_among(reader, viewer, {one.ticket_id for one in news if one.ticket_id is not None})
        seen_threads = await inbox_threads_among(
            reader, viewer, {one.thread_id for one in news if one.thread_id is not None}
        )
        kept = tuple(one for one in news if one.ticket_id in seen or one.thread_id in seen_threads)
        if kept:
            locale = await reader.value("SELECT locale FROM users WHERE id = %s", (user_id,))
            found.append(Bundle(viewer, locale, kept))
    return found
