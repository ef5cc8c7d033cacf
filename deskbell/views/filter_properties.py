"""What can be asked for in a view's filter, and what stands behind each name?"""

from collections.abc import Iterable, Mapping
from typing import LiteralString

from psycopg import sql

from deskbell.crm.property import Kind as SourceKind
from deskbell.crm.property import Property
from deskbell.tickets.editing import CATEGORIES
from deskbell.tickets.ticket import CHANNELS, PRIORITIES, PRIORITY_OF_TICKET
from deskbell.views.filter_property import About, FilterProperty, Kind, Option

_SOURCE_KINDS: dict[Kind, SourceKind] = {
    "text": "string", "words": "string", "number": "number", "choice": "enumeration", "choices": "enumeration",
    "truth": "bool", "time": "datetime", "day": "datetime",
    "user": "id", "team": "id", "status": "id", "pipeline": "id", "record": "id", "account": "id",
}  # fmt: skip


def a_property(
    name: str,
    label: str,
    kind: Kind,
    expression: LiteralString | sql.Composed,
    *,
    about: About = "ticket",
    options: Iterable[Option] = (),
    key: str | None = None,
    forms: Mapping[str, LiteralString] | None = None,
) -> FilterProperty:
    source = Property(name, _SOURCE_KINDS[kind], expression)
    return FilterProperty(source, label, kind, about, tuple(options), key, forms)


def _options(values: Iterable[str]) -> tuple[Option, ...]:
    return tuple(Option(value, value.replace("_", " ").capitalize()) for value in values)


def _of_contact(name: str, label: str, kind: Kind, expression: LiteralString) -> FilterProperty:
    found: LiteralString = f"(SELECT {expression} FROM contacts WHERE contacts.id = tickets.contact_id)"
    return a_property(f"contact.{name}", label, kind, found, about="contact")


def _of_company(name: str, label: str, kind: Kind, expression: LiteralString) -> FilterProperty:
    found: LiteralString = f"(SELECT {expression} FROM companies WHERE companies.id = tickets.company_id)"
    return a_property(f"company.{name}", label, kind, found, about="company")


_ACCOUNTS: LiteralString = (
    "ARRAY(SELECT threads.channel_account_id FROM threads"
    " WHERE threads.ticket_id = tickets.id AND threads.archived_at IS NULL)"
)
_SAID: About = "conversation"
_DUE: LiteralString = "coalesce(tickets.sla_due_at, 'infinity'::timestamptz)"
# Of the most pressing clock (sla/); word for word as the index on what is due has it. One that is paused is active.
_SLA_STATES: Mapping[str, LiteralString] = {
    "active": (
        f"(tickets.sla_due_soon_at > {{now}} AND {_DUE} > {{now}})"
        " OR (tickets.sla_goal IS NOT NULL AND tickets.sla_due_at IS NULL AND tickets.sla_done IS NULL)"
    ),
    "due_soon": f"tickets.sla_due_soon_at <= {{now}} AND tickets.sla_due_at IS NOT NULL AND {_DUE} > {{now}}",
    "overdue": f"tickets.sla_due_at IS NOT NULL AND {_DUE} <= {{now}}",
    "on_time": "tickets.sla_done = 'on_time'",
    "late": "tickets.sla_done = 'late'",
}

# SLA is for who has a seat (A1).
WITH_A_SEAT = frozenset({"sla_state", "sla_due_at"})
FIXED: tuple[FilterProperty, ...] = (
    a_property("ticket.id", "Ticket number", "number", "tickets.id"),
    a_property("ticket.name", "Ticket name", "text", "nullif(tickets.name, '')"),
    a_property("ticket.description", "Description", "text", "nullif(tickets.description, '')"),
    a_property("ticket.priority", "Priority", "choice", PRIORITY_OF_TICKET, options=_options(PRIORITIES)),
    a_property("ticket.category", "Category", "choice", "tickets.category", options=_options(CATEGORIES)),
    a_property("ticket.pipeline_id", "Pipeline", "pipeline", "tickets.pipeline_id"),
    a_property("ticket.status_id", "Status", "status", "tickets.status_id"),
    a_property("ticket.is_closed", "Closed", "truth", "tickets.is_closed"),
    a_property("ticket.is_snoozed", "Snoozed", "truth", "tickets.is_snoozed"),
    a_property("ticket.snoozed_until", "Snoozed until", "time", "tickets.snoozed_until"),
    a_property("ticket.owner_id", "Owner", "user", "tickets.owner_id"),
    a_property("ticket.team_id", "Team", "team", "tickets.team_id"),
    a_property("ticket.contact_id", "Contact record", "record", "tickets.contact_id"),
    a_property("ticket.company_id", "Company record", "record", "tickets.company_id"),
    a_property("ticket.tags", "Tags", "choices", "tickets.tags"),
    a_property("ticket.created_at", "Created", "time", "tickets.created_at"),
    a_property("ticket.updated_at", "Last changed", "time", "tickets.updated_at"),
    a_property("ticket.active_at", "Last activity", "time", "tickets.active_at"),
    a_property("ticket.closed_at", "Closed at", "time", "tickets.closed_at"),
    a_property("ticket.reopened_at", "Reopened at", "time", "tickets.reopened_at"),
    a_property("ticket.first_reply_at", "First reply", "time", "tickets.first_reply_at"),
    a_property("sla_state", "SLA state", "choice", "tickets.sla_goal",
               options=_options(_SLA_STATES), forms=_SLA_STATES),
    a_property("sla_due_at", "SLA due", "time", "tickets.sla_due_at"),
    a_property("channel", "Channel", "choice", "tickets.channel", about=_SAID, options=_options(CHANNELS)),
    a_property("channel_account", "Connected address", "account", _ACCOUNTS, about=_SAID),
    a_property("text", "Any text", "words", "NULL", about=_SAID),
    a_property("last_message", "Last message", "choice", "tickets.preview_direction", about=_SAID,
               options=_options(("incoming", "outgoing"))),
    a_property("last_incoming_at", "Last message received", "time", "tickets.last_incoming_at", about=_SAID),
    a_property("last_outgoing_at", "Last message sent", "time", "tickets.last_outgoing_at", about=_SAID),
    a_property("message_count", "Number of messages", "number", "tickets.message_count", about=_SAID),
    a_property("delivery_failed", "Delivery failed", "truth", "tickets.delivery_failed", about=_SAID),
    _of_contact("name", "Contact's name", "text", "nullif(contacts.name, '')"),
    _of_contact("email", "Contact's e-mail", "text", "nullif(contacts.email, '')"),
    _of_contact("phone", "Contact's phone", "text", "nullif(contacts.phone, '')"),
    _of_contact("language", "Contact's language", "text", "nullif(contacts.language, '')"),
    _of_contact("owner_id", "Contact's owner", "user", "contacts.owner_id"),
    _of_contact("created_at", "Contact created", "time", "contacts.created_at"),
    _of_company("name", "Company's name", "text", "nullif(companies.name, '')"),
    _of_company("domain", "Company's domain", "text", "nullif(companies.domain, '')"),
    _of_company("phone", "Company's phone", "text", "nullif(companies.phone, '')"),
    _of_company("owner_id", "Company's owner", "user", "companies.owner_id"),
    _of_company("created_at", "Company created", "time", "companies.created_at"),
)  # fmt: skip


def personal_properties(user_id: int) -> tuple[FilterProperty, ...]:
    """What is so for one user and not for another."""
    me = sql.Literal(user_id)
    unread = sql.SQL(
        "(tickets.last_incoming_message_id > coalesce((SELECT read_message_id FROM ticket_reads"
        " WHERE ticket_reads.ticket_id = tickets.id AND ticket_reads.user_id = {}), 0))"
    ).format(me)
    followed = sql.SQL(
        "EXISTS (SELECT FROM ticket_followers WHERE ticket_followers.ticket_id = tickets.id"
        " AND ticket_followers.user_id = {})"
    ).format(me)
    mentioned = sql.SQL(
        "EXISTS (SELECT FROM ticket_mentions WHERE ticket_mentions.ticket_id = tickets.id"
        " AND ticket_mentions.user_id = {})"
    ).format(me)
    drafted = sql.SQL("EXISTS (SELECT FROM drafts WHERE drafts.ticket_id = tickets.id AND drafts.user_id = {})").format(
        me
    )
    of_my_teams = sql.SQL(
        "EXISTS (SELECT FROM team_members AS mine JOIN teams ON teams.id = mine.team_id AND teams.archived_at IS NULL"
        " WHERE mine.user_id = {} AND (mine.team_id = tickets.team_id OR EXISTS (SELECT FROM team_members AS theirs"
        " WHERE theirs.team_id = mine.team_id AND theirs.user_id = tickets.owner_id)))"
    ).format(me)
    return (
        a_property("unread", "Unread", "truth", unread, about=_SAID),
        a_property("followed", "Followed by me", "truth", followed),
        a_property("of_my_teams", "Of my teams or their members", "truth", of_my_teams),
        a_property("drafted", "I have a draft", "truth", drafted, about=_SAID),
        a_property("mentioned", "I am mentioned", "truth", mentioned, about=_SAID),
    )


def all_properties(user_id: int, custom: Iterable[FilterProperty] = ()) -> Mapping[str, FilterProperty]:
    return {prop.name: prop for prop in (*FIXED, *personal_properties(user_id), *custom)}
