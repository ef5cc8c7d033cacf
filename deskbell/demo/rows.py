"""Pure. Which rows does the demo's story leave in the tables?"""

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from deskbell.demo.cast import ADDRESS, Cast
from deskbell.demo.history import events_of
from deskbell.demo.markup import as_html
from deskbell.demo.people import COLLEAGUES
from deskbell.demo.story import ADMIN, Spoken, Story
from deskbell.tickets.noting import preview_of

COLUMNS: dict[str, tuple[str, ...]] = {
    "tickets": tuple(
        """id name pipeline_id status_id is_closed owner_id team_id priority category channel contact_id company_id
        tags created_at updated_at active_at last_incoming_at last_outgoing_at last_incoming_message_id last_message_id
        preview preview_direction message_count first_reply_at closed_at deleted_at spam_at""".split()
    ),
    "ticket_contacts": ("ticket_id", "contact_id", "added_at"),
    "ticket_companies": ("ticket_id", "company_id", "added_at"),
    "threads": tuple(
        """id ticket_id inbox_id channel channel_account_id contact_id subject created_at associated_at last_message_at
        last_incoming_at last_outgoing_at is_spam spam_at""".split()
    ),
    "participants": ("thread_id", "address", "name", "contact_id", "role", "added_at"),
    "messages": tuple(
        """id ticket_id thread_id kind direction user_id contact_id from_name from_address recipients subject text html
        mail_id sent_at created_at attachment_count delivery delivered_at""".split()
    ),
    "attachments": ("message_id", "name", "content_type", "size", "sha256", "created_at"),
    "ticket_reads": ("user_id", "ticket_id", "read_message_id"),
    "ticket_mentions": ("user_id", "ticket_id", "message_id"),
    "ticket_followers": ("ticket_id", "user_id"),
    "drafts": ("user_id", "ticket_id", "kind", "body"),
    "events": ("at", "name", "ticket_id", "actor", "via", "body"),
}


@dataclass(frozen=True, slots=True)
class SentFile:
    content_type: str
    size: int
    sha256: str


@dataclass(slots=True)
class Ids:
    """Each message gets the next id in the order of time, so `messages` counts all that was said."""

    tickets: list[int]
    threads: list[int]
    messages: list[int]


@dataclass(slots=True)
class Tables:
    """Rows by table, in the order of COLUMNS."""

    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: str, *values: Any) -> None:
        self.rows[table].append(values)


@dataclass(frozen=True, slots=True)
class _Matter:
    """One story with the ids of its rows."""

    story: Story
    ticket_id: int
    thread_id: int
    message_ids: tuple[int, ...]

    @property
    def said(self) -> Iterator[tuple[int, Spoken]]:
        return zip(self.message_ids, self.story.said, strict=True)


def rows_of(
    chance: random.Random, cast: Cast, stories: list[Story], ids: Ids, *, files: dict[str, SentFile], inbox_id: int
) -> Tables:
    """`stories` with the oldest first; `files` by the ending of their names."""
    tables = Tables()
    places = [
        (spoken.at, number, part) for number, story in enumerate(stories) for part, spoken in enumerate(story.said)
    ]
    given: dict[tuple[int, int], int] = {
        (number, part): key for key, (_, number, part) in zip(ids.messages, sorted(places), strict=True)
    }
    newest = max(at for at, _, _ in places)
    for number, story in enumerate(stories):
        message_ids = tuple(given[number, part] for part in range(len(story.said)))
        matter = _Matter(story, ids.tickets[number], ids.threads[number], message_ids)
        _add_ticket(tables, cast, matter)
        _add_thread(tables, cast, matter, inbox_id)
        for message_id, spoken in matter.said:
            _add_message(tables, cast, matter, message_id, spoken, files=files)
        _add_reading(chance, tables, cast, matter, newest)
        for event in events_of(cast, story, matter.ticket_id, matter.thread_id, message_ids):
            tables.add("events", *event)
    tables.rows["events"].sort(key=lambda event: event[0])
    _add_personal(tables, cast, stories, ids)
    return tables


def owner_id(cast: Cast, place: int | None) -> int | None:
    if place is None:
        return None
    return cast.admin if place == ADMIN else cast.users[place]


def _add_ticket(tables: Tables, cast: Cast, matter: _Matter) -> None:
    story = matter.story
    messages = [(key, spoken) for key, spoken in matter.said if spoken.kind == "message"]
    incoming = [(key, spoken) for key, spoken in messages if spoken.colleague is None]
    outgoing = [spoken for _, spoken in messages if spoken.colleague is not None]
    last = messages[-1][1]
    touched = max(moment for moment in (story.closed_at, story.trashed_at, story.said[-1].at) if moment)
    tables.add(
        "tickets",
        matter.ticket_id,
        story.name,
        0,
        story.status_id,
        story.closed_at is not None,
        owner_id(cast, story.owner),
        None if story.team is None else cast.teams[story.team],
        story.priority,
        story.category,
        "email",
        cast.contact_ids[story.contact],
        cast.company_of(story.contact),
        list(story.tags),
        story.opened_at,
        touched,
        story.said[-1].at,
        incoming[-1][1].at,
        outgoing[-1].at if outgoing else None,
        incoming[-1][0],
        matter.message_ids[-1],
        preview_of(last.text),
        "incoming" if last.colleague is None else "outgoing",
        len(messages),
        outgoing[0].at if outgoing else None,
        story.closed_at,
        story.trashed_at,
        story.spam_at,
    )
    tables.add("ticket_contacts", matter.ticket_id, cast.contact_ids[story.contact], story.opened_at)
    if company := cast.company_of(story.contact):
        tables.add("ticket_companies", matter.ticket_id, company, story.opened_at)


def _add_thread(tables: Tables, cast: Cast, matter: _Matter, inbox_id: int) -> None:
    story, contact = matter.story, cast.contacts[matter.story.contact]
    messages = [spoken for spoken in story.said if spoken.kind == "message"]
    outgoing = [spoken.at for spoken in messages if spoken.colleague is not None]
    contact_id = cast.contact_ids[story.contact]
    tables.add(
        "threads",
        matter.thread_id,
        matter.ticket_id,
        inbox_id,
        "email",
        cast.account,
        contact_id,
        story.name,
        story.opened_at,
        story.opened_at,
        messages[-1].at,
        max(spoken.at for spoken in messages if spoken.colleague is None),
        max(outgoing, default=None),
        story.spam_at is not None,
        story.spam_at,
    )
    tables.add("participants", matter.thread_id, contact.email, contact.name, contact_id, "requester", story.opened_at)


def _add_message(
    tables: Tables, cast: Cast, matter: _Matter, message_id: int, spoken: Spoken, *, files: dict[str, SentFile]
) -> None:
    contact = cast.contacts[matter.story.contact]
    is_comment, is_ours = spoken.kind == "comment", spoken.colleague is not None
    ours, theirs = ("Northlight Coffee", ADDRESS), (contact.name, contact.email)
    writer = (COLLEAGUES[spoken.colleague][0], ADDRESS) if spoken.colleague is not None else theirs
    receiver = theirs if is_ours else ours
    is_first = message_id == matter.message_ids[0]
    # Every other mail program writes HTML too.
    html = as_html(spoken.text) if is_ours or message_id % 2 else None
    tables.add(
        "messages",
        message_id,
        matter.ticket_id,
        matter.thread_id,
        spoken.kind,
        None if is_comment else "outgoing" if is_ours else "incoming",
        None if spoken.colleague is None else cast.users[spoken.colleague],
        None if is_ours else cast.contact_ids[matter.story.contact],
        "" if is_comment else writer[0],
        "" if is_comment else writer[1],
        "[]" if is_comment else json.dumps([{"field": "to", "name": receiver[0], "address": receiver[1]}]),
        "" if is_comment else matter.story.name if is_first else f"Re: {matter.story.name}",
        spoken.text,
        html,
        None if is_comment else f"demo.{message_id}@northlight.example",
        spoken.at,
        spoken.at,
        int(spoken.file is not None),
        "sent" if is_ours and not is_comment else None,
        spoken.at + timedelta(seconds=12) if is_ours and not is_comment else None,
    )
    if spoken.file is not None:
        file = files[spoken.file.rpartition(".")[2]]
        tables.add("attachments", message_id, spoken.file, file.content_type, file.size, file.sha256, spoken.at)
    if spoken.mentions_admin:
        tables.add("ticket_mentions", cast.admin, matter.ticket_id, message_id)


def _add_reading(chance: random.Random, tables: Tables, cast: Cast, matter: _Matter, newest: datetime) -> None:
    """Everybody has read all but some of what came lately."""
    story = matter.story
    is_fresh = newest - story.said[-1].at < timedelta(days=3)
    for user_id in (cast.admin, *cast.users):
        is_unread = chance.random() < 0.5 if is_fresh else story.closed_at is None and chance.random() < 0.2  # noqa: PLR2004
        if not is_unread:
            tables.add("ticket_reads", user_id, matter.ticket_id, matter.message_ids[-1])


def _add_personal(tables: Tables, cast: Cast, stories: list[Story], ids: Ids) -> None:
    """What the super admin follows, and has begun to write."""
    still_open = [
        (ids.tickets[place], ids.threads[place], cast.contacts[story.contact])
        for place, story in enumerate(stories)
        if story.status_id != 4 and story.spam_at is None and story.trashed_at is None  # noqa: PLR2004 - closed
    ]
    for ticket_id, _, _ in still_open[::9]:
        tables.add("ticket_followers", ticket_id, cast.admin)
    for ticket_id, thread_id, contact in still_open[4::40]:
        body = {
            "html": "<p>Hello, I have just asked the workshop, and</p>",
            "thread_id": thread_id,
            "to": [{"name": contact.name, "address": contact.email}],
        }
        tables.add("drafts", cast.admin, ticket_id, "reply", json.dumps(body))
