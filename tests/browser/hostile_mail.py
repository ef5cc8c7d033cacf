"""The attack strings, and the places where a browser meets them: a real desk, and pages with less protection."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from deskbell.conversations.mail_html.message_frame import FRAME_HEADERS, frame_document
from deskbell.conversations.mail_html.sanitising import sanitise
from deskbell.kernel.desk import Desk
from deskbell.kernel.event import SYSTEM
from deskbell.tickets.intake import accept
from tests.given import a_mail, a_user, an_email_account
from tests.serving import Served, serving

INDEX = Path(__file__).parents[3] / "shared" / "xss" / "index.json"
MAILS_PER_TICKET = 20


@dataclass(frozen=True)
class Attack:
    id: str
    payload: str


@dataclass(frozen=True)
class AttackedDesk:
    """A desk that got every attack by mail, twenty to a ticket; `message_ids` are in the order of the attacks."""

    served: Served
    cookie: str
    message_ids: list[int]
    ticket_ids: list[int]


def attacks() -> list[Attack]:
    if not INDEX.exists():
        pytest.skip("the attack strings are not beside this checkout")
    entries = json.loads(INDEX.read_text(encoding="utf-8"))["entries"]
    return [Attack(entry["id"], entry["payload"]) for entry in entries]


@asynccontextmanager
async def attacked_desk(desk: Desk, corpus: list[Attack]) -> AsyncIterator[AttackedDesk]:
    message_ids, ticket_ids, thread_ids = [], [], ()
    async with desk.database.transaction(SYSTEM) as tx:
        account_id, viewer = await an_email_account(tx), await a_user(tx, is_super_admin=True)
        for number, attack in enumerate(corpus):
            # PostgreSQL keeps no NUL; intake takes them out of what is shown, and keeps the raw mail whole.
            mail = a_mail(account_id, html=attack.payload.replace("\0", "\ufffd"), text=attack.id)
            if number % MAILS_PER_TICKET:
                mail = replace(mail, thread_ids=thread_ids)
            accepted = await accept(tx, mail)
            thread_ids = (accepted.thread_id,)
            message_ids.append(accepted.message_id)
            ticket_ids += [] if accepted.ticket_id in ticket_ids else [accepted.ticket_id]
    async with serving(desk) as served:
        yield AttackedDesk(served, await served.cookie_of(viewer), message_ids, ticket_ids)


class Unprotected:
    """Pages of mails with less between mail and reader, as the `kind` in their addresses says.

    bare: only the sanitiser; raw: only the frame; naked: nothing.
    """

    def __init__(self, shown: list[Attack]) -> None:
        self.attacks = shown
        self.app = Starlette(routes=[Route("/mail/{kind}/{number:int}", self._mail)])

    def _mail(self, request: Request) -> Response:
        kind, payload = request.path_params["kind"], self.attacks[request.path_params["number"]].payload
        if kind == "bare":
            return HTMLResponse(frame_document(sanitise(payload), theme="light"))
        return HTMLResponse(payload, headers=FRAME_HEADERS if kind == "raw" else {})


def batches(size: int, of: int) -> Iterator[range]:
    return (range(first, min(first + size, of)) for first in range(0, of, size))
