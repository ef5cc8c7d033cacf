"""Which threads does the public API show to whom? A thread is seen by whoever sees its ticket, or its inbox."""

from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from psycopg import sql

from deskbell.kernel.reader import Reader
from deskbell.tickets.access import visible
from deskbell.tickets.inbox_access import visible_in_inboxes
from deskbell.users.viewer import Viewer

# A thread is open as long as its ticket is; one of an inbox, without a ticket, for itself.
_CLOSED: LiteralString = "coalesce(tickets.is_closed, threads.closed_at IS NOT NULL)"
_GONE: LiteralString = "(threads.archived_at IS NOT NULL OR tickets.deleted_at IS NOT NULL)"
_THREAD: LiteralString = f"""
    SELECT threads.id, threads.ticket_id, threads.inbox_id, threads.channel, threads.channel_account_id,
        threads.contact_id, threads.created_at, {_CLOSED} AS is_closed,
        CASE WHEN tickets.id IS NULL THEN threads.closed_at ELSE tickets.closed_at END AS closed_at,
        coalesce(tickets.owner_id, threads.owner_id) AS owner_id, threads.is_spam, {_GONE} AS is_archived,
        threads.last_message_at, threads.last_incoming_at, threads.last_outgoing_at
    FROM threads LEFT JOIN tickets ON tickets.id = threads.ticket_id
"""


@dataclass(frozen=True, slots=True)
class PublicThread:
    id: int
    ticket_id: int | None
    inbox_id: int
    channel: str
    channel_account_id: int
    contact_id: int | None
    created_at: datetime
    is_closed: bool
    closed_at: datetime | None
    owner_id: int | None
    is_spam: bool
    is_archived: bool
    last_message_at: datetime | None
    last_incoming_at: datetime | None
    last_outgoing_at: datetime | None


@dataclass(frozen=True, slots=True)
class ThreadQuestion:
    """What is left at None narrows nothing. `after` is the last thread of the page before."""

    inbox_id: int | None = None
    is_closed: bool | None = None
    contact_id: int | None = None
    ticket_id: int | None = None
    last_message_after: datetime | None = None
    archived: bool = False
    by_last_message: bool = False
    after_id: int = 0
    after_time: datetime | None = None
    limit: int = 100


async def find_threads(reader: Reader, viewer: Viewer, asked: ThreadQuestion) -> list[PublicThread]:
    """In order of their ids, or of their latest message's time."""
    conditions = [_allowed(viewer), *_conditions(asked)]
    order = "threads.last_message_at, threads.id" if asked.by_last_message else "threads.id"
    query = sql.SQL("{} WHERE {} ORDER BY {} LIMIT {}").format(
        sql.SQL(_THREAD), sql.SQL(" AND ").join(conditions), sql.SQL(order), sql.Literal(asked.limit)
    )
    return await reader.many(PublicThread, query)


async def find_thread(reader: Reader, viewer: Viewer, thread_id: int, *, archived: bool) -> PublicThread | None:
    query = sql.SQL("{} WHERE {} AND {} AND threads.id = {}").format(
        sql.SQL(_THREAD), _allowed(viewer), _archived(archived=archived), sql.Literal(thread_id)
    )
    return await reader.maybe(PublicThread, query)


def _conditions(asked: ThreadQuestion) -> list[sql.Composable]:
    wanted: list[tuple[LiteralString, object]] = [
        ("threads.inbox_id = {}", asked.inbox_id),
        (_CLOSED + " = {}", asked.is_closed),
        ("threads.contact_id = {}", asked.contact_id),
        ("threads.ticket_id = {}", asked.ticket_id),
        ("threads.last_message_at > {}", asked.last_message_after),
    ]
    narrowed: list[sql.Composable] = [
        sql.SQL(form).format(sql.Literal(value)) for form, value in wanted if value is not None
    ]
    return [_archived(archived=asked.archived), _beyond(asked), *narrowed]


def _beyond(asked: ThreadQuestion) -> sql.Composable:
    if asked.by_last_message and asked.after_time is not None:
        return sql.SQL("(threads.last_message_at, threads.id) > ({}, {})").format(
            sql.Literal(asked.after_time), sql.Literal(asked.after_id)
        )
    return sql.SQL("threads.id > {}").format(sql.Literal(asked.after_id))


def _archived(*, archived: bool) -> sql.Composable:
    return sql.SQL(_GONE) if archived else sql.SQL("NOT coalesce({}, false)").format(sql.SQL(_GONE))


def _allowed(viewer: Viewer) -> sql.Composable:
    of_a_ticket = sql.SQL("(tickets.id IS NOT NULL AND {})").format(visible(viewer))
    return sql.SQL("({} OR {})").format(visible_in_inboxes(viewer), of_a_ticket)
