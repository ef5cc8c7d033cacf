"""Which pushes are due, and to which devices do they go? A user's many at once are one push."""

from dataclasses import dataclass
from typing import Final

from deskbell.kernel.transaction import Tx
from deskbell.notifications.outgoing import AT_ONCE, STALE_HOURS, Bundle
from deskbell.notifications.push.sending import Push
from deskbell.notifications.sentences import say, say_event

MOST_SINGLE: Final = 3
MOST_COUNTED: Final = 99


@dataclass(frozen=True, slots=True)
class DuePush:
    """Of one or of many notifications, to one device."""

    user_id: int
    device_id: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Due:
    user_id: int
    ids: list[int]
    devices: list[int]


async def take_due(tx: Tx) -> list[DuePush]:
    """Each is taken once: a push that is lost is still in the bell. What is old or read by now goes nowhere."""
    users = await tx.values("SELECT DISTINCT user_id FROM notifications WHERE push_at <= now() LIMIT %s", (AT_ONCE,))
    due = await tx.many(
        _Due,
        "WITH due AS (SELECT id FROM notifications WHERE user_id = ANY(%s) AND push_at <= now()"
        " FOR UPDATE SKIP LOCKED), taken AS (UPDATE notifications SET push_at = NULL FROM due"
        " WHERE notifications.id = due.id"
        " RETURNING notifications.user_id, notifications.ticket_id, thread_id, notifications.id, at, read_at)"
        # Of one ticket or conversation the newest speaks for all.
        ", newest AS (SELECT user_id, max(id) AS id FROM taken"
        " WHERE read_at IS NULL AND at > now() - %s * interval '1 hour' GROUP BY user_id, ticket_id, thread_id)"
        " SELECT user_id, (array_agg(id ORDER BY id DESC))[:%s] AS ids,"
        " (SELECT coalesce(array_agg(push_devices.id), '{}') FROM push_devices"
        " WHERE push_devices.user_id = newest.user_id) AS devices FROM newest GROUP BY user_id",
        (users, STALE_HOURS, MOST_COUNTED + 1),
    )
    return [
        DuePush(one.user_id, device_id, ids)
        for one in due
        for device_id in one.devices
        for ids in ([(single,) for single in reversed(one.ids)] if len(one.ids) <= MOST_SINGLE else [tuple(one.ids)])
    ]


def push_of(bundle: Bundle) -> Push:
    """What the device shows: the ticket or conversation and what happened there, or how many have news."""
    if len(bundle.news) > 1:
        count = str(len(bundle.news)) if len(bundle.news) <= MOST_COUNTED else f"{MOST_COUNTED}+"
        many = "push.many" if all(news.ticket_id is not None for news in bundle.news) else "push.many_places"
        return Push(say(bundle.locale, many, count=count), "", "many", "/notifications")
    (news,) = bundle.news
    sentence = say_event(bundle.locale, news.kind, news.who, in_inbox=news.ticket_id is None)
    preview = " ".join(news.preview.split())
    return Push(
        title=news.name,
        body=f"{sentence}\n{preview}" if preview else sentence,
        tag=f"ticket-{news.ticket_id}" if news.ticket_id is not None else f"conversation-{news.thread_id}",
        url=news.path,
    )


def trial_push(locale: str) -> Push:
    return Push(say(locale, "push.test"), say(locale, "push.test_body"), "test", "/settings/notifications")
