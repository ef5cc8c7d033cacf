"""The two places where one answers, as paths: a ticket, and a conversation that stands in an inbox.

What is written in both has its routes made once for each: `def routes(place: PlacePath) -> APIRouter`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import APIRouter

from deskbell.api.shapes import Id
from deskbell.tickets.answering.places import OfInbox, Where


@dataclass(frozen=True, slots=True)
class PlacePath:
    """`where` is a dependency that reads the path's number; `suffix` tells the operations of the two apart."""

    prefix: str
    tag: str
    suffix: str
    where: Callable[..., Awaitable[Where]]

    def router(self) -> APIRouter:
        return APIRouter(
            prefix=self.prefix,
            tags=[self.tag],
            generate_unique_id_function=lambda route: f"{route.name}{self.suffix}",
        )


async def _ticket(ticket_id: Id) -> Where:
    return ticket_id


async def _conversation(thread_id: Id) -> Where:
    return OfInbox(thread_id)


PLACES = (
    PlacePath("/api/tickets/{ticket_id}", "messages", "", _ticket),
    PlacePath("/api/inbox-threads/{thread_id}", "inboxes", "_in_inbox", _conversation),
)


def in_both(routes: Callable[[PlacePath], APIRouter]) -> APIRouter:
    router = APIRouter()
    for place in PLACES:
        router.include_router(routes(place))
    return router
