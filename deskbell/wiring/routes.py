"""Which routes does the desk answer? A list, not a scan."""

from fastapi import APIRouter

from deskbell.api import (
    answers,
    associations,
    attachments,
    board,
    bulk,
    channel_accounts,
    contacts,
    custom_views,
    drafts,
    exports,
    forwards,
    frames,
    inbox_threads,
    inboxes,
    kept_records,
    mail_consents,
    mail_ledger,
    me,
    messages,
    notifications,
    one_time_links,
    pictures,
    pipelines,
    printing,
    properties,
    push,
    scheduled,
    sender_rules,
    session,
    set_up,
    sidebar_layouts,
    sla_goals,
    snippets,
    teams,
    ticket,
    ticket_acts,
    tickets,
    users,
    views,
    work,
)
from deskbell.api.board import BOARD_COLUMNS
from deskbell.api.hubspot import routers as public_routers
from deskbell.api.live import routes as live
from deskbell.api.plain_routes import PlainRead
from deskbell.api.search import SEARCH
from deskbell.api.ticket_list import TICKET_LIST
from deskbell.api.ticket_screen import TICKET_SCREEN
from deskbell.api.views import VIEW_COUNTS

# The few hottest reads hand bytes on, without the framework's machinery around them.
HOT_READS: list[PlainRead] = [TICKET_LIST, BOARD_COLUMNS, TICKET_SCREEN, VIEW_COUNTS, SEARCH]

ROUTERS: list[APIRouter] = [
    set_up.router,
    session.router,
    me.router,
    notifications.router,
    push.router,
    one_time_links.router,
    users.router,
    teams.router,
    tickets.router,
    ticket.router,
    ticket_acts.router,
    printing.router,
    associations.router,
    inboxes.router,
    inbox_threads.router,
    sender_rules.router,
    answers.router,
    drafts.router,
    messages.router,
    forwards.router,
    scheduled.router,
    snippets.router,
    frames.router,
    pictures.router,
    attachments.router,
    contacts.router,
    kept_records.companies_router,
    kept_records.deals_router,
    properties.router,
    pipelines.router,
    sidebar_layouts.router,
    sla_goals.router,
    views.router,
    custom_views.router,
    board.router,
    bulk.router,
    exports.router,
    work.router,
    channel_accounts.router,
    mail_consents.router,
    mail_ledger.router,
    live.router,
]

PUBLIC_APPS: list[APIRouter] = public_routers
