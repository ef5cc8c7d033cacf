"""The public API: HubSpot's shapes and names over the desk's own verbs (P1). `routers` is what wiring serves."""

from fastapi import APIRouter

from deskbell.api.hubspot import (
    actors,
    channel_accounts,
    contacts,
    inboxes,
    messages,
    owners,
    pipelines,
    searching,
    sending,
    threads,
    ticket_batches,
    tickets,
    unknown_paths,
)
from deskbell.api.hubspot.routing import PublicRouter

_TICKETS = (searching.tickets, ticket_batches.router, tickets.router)
_CONTACTS = (searching.contacts, contacts.router)
_CONVERSATIONS = (
    inboxes.router,
    channel_accounts.router,
    threads.router,
    messages.router,
    sending.router,
    actors.router,
)


def _at(prefix: str, *parts: APIRouter, described: bool = True) -> APIRouter:
    router = PublicRouter(include_in_schema=described)
    for part in parts:
        router.include_router(part, prefix=prefix)
    return router


# Types of objects go by their number too; described once.
routers: list[APIRouter] = [
    _at("/crm/v3/objects/tickets", *_TICKETS),
    _at("/crm/v3/objects/0-5", *_TICKETS, described=False),
    _at("/crm/v3/objects/contacts", *_CONTACTS),
    _at("/crm/v3/objects/0-1", *_CONTACTS, described=False),
    pipelines.router,
    owners.router,
    _at("/conversations/v3/conversations", *_CONVERSATIONS),
    unknown_paths.router,
]
