"""Searching tickets and contacts through the public API (wire facts 9.4)."""

from dataclasses import replace

from fastapi import Request

from deskbell.api.asking import AskedDesk
from deskbell.api.hubspot.authentication import Asker
from deskbell.api.hubspot.routing import PublicRouter
from deskbell.api.hubspot.search import SearchRequest, answer
from deskbell.api.hubspot.shapes import ObjectsFound
from deskbell.crm.public_contacts import EVERYONE, contacts_table
from deskbell.tickets.access import visible
from deskbell.tickets.public.records import tickets_of_a_contact, tickets_table

tickets = PublicRouter(tags=["CRM: tickets"])
contacts = PublicRouter(tags=["CRM: contacts"])


@tickets.post("/search")
async def search_tickets(request: Request, desk: AskedDesk, viewer: Asker, body: SearchRequest) -> ObjectsFound:
    """Live tickets that match any group of filters, oldest first unless sorted; 10,000 can be paged through."""
    async with desk.database.reading() as reader:
        return await answer(request, reader, await tickets_table(reader), "ticket", visible(viewer), body)


@contacts.post("/search")
async def search_contacts(request: Request, desk: AskedDesk, viewer: Asker, body: SearchRequest) -> ObjectsFound:
    """Contacts that match any group of filters, oldest first unless sorted; 10,000 can be paged through."""
    of_ticket = tickets_of_a_contact(viewer)
    async with desk.database.reading() as reader:
        known = await contacts_table(reader)
        table = replace(known, associations={**known.associations, of_ticket.name: of_ticket})
        return await answer(request, reader, table, "contact", EVERYONE, body)
