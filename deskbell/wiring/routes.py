"""Which routes does the desk answer? A list, not a scan."""

from fastapi import APIRouter
from starlette.routing import BaseRoute

from deskbell.api import attachments, contacts, frames, messages, pictures, ticket, tickets
from deskbell.api.live import routes as live

# The few hottest reads hand bytes on, without the framework's machinery around them.
HOT_ROUTES: list[BaseRoute] = []

ROUTERS: list[APIRouter] = [
    tickets.router,
    ticket.router,
    messages.router,
    frames.router,
    pictures.router,
    attachments.router,
    contacts.router,
    live.router,
]

PUBLIC_APPS: list[APIRouter] = []
