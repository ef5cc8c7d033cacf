"""A ticket is opened with the page of messages that is asked for alone, whatever stands in it."""

from typing import Any

import orjson
import pytest

from deskbell.conversations.message import Recipient
from deskbell.kernel.transaction import Tx
from deskbell.tickets.answering.forwarding import Forward, forward
from deskbell.tickets.answering.replying import Reply, reply
from deskbell.tickets.intake import accept
from deskbell.tickets.showing.message_pages import PAGE, show_messages
from deskbell.tickets.showing.showing import show_ticket
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_user, an_email_account

Json = dict[str, Any]
TO_ANN = (Recipient("to", "Ann", "ann@customer.example"),)
TO_IT = (Recipient("to", "IT", "it@partner.example"),)


@pytest.mark.parametrize("text", ["It broke.", "It broke again and again.\n" * 2_000])
async def test_messages_of_an_opened_ticket_are_those_of_its_newest_page(tx: Tx, text: str) -> None:
    agent = await a_user(tx)
    first = await accept(tx, a_mail(await an_email_account(tx), text=text))
    assert first.ticket_id is not None
    for answer in ("<p>We look.</p>", "<p>Mended.</p>"):
        await reply(tx, agent, first.ticket_id, Reply(answer, TO_ANN, thread_id=first.thread_id))
        opened, newest = await _opened(tx, agent, first.ticket_id), await _newest(tx, agent, first.ticket_id)
        assert _timeless(opened) == _timeless(newest)

    await forward(tx, agent, first.ticket_id, Forward(first.message_id, TO_IT, html="<p>Look</p>"))
    opened, newest = await _opened(tx, agent, first.ticket_id), await _newest(tx, agent, first.ticket_id)
    assert _timeless(opened) == _timeless(newest)
    assert [one["id"] for one in opened["messages"][-1]["forwarded"]] == [first.message_id]

    await tx.run(
        "UPDATE messages SET delivery = 'failed', failure = 'No.' WHERE id = %s", (opened["messages"][1]["id"],)
    )
    assert (await _opened(tx, agent, first.ticket_id))["messages"][1]["failure"]["sentence"] == "No."


async def _opened(tx: Tx, viewer: Viewer, ticket_id: int) -> Json:
    for _ in range(2):
        opened: Json = orjson.loads(await show_ticket(tx, viewer, ticket_id))["messages"]
    return opened


async def _newest(tx: Tx, viewer: Viewer, ticket_id: int) -> Json:
    page: Json = orjson.loads(
        orjson.dumps(await show_messages(tx, viewer, ticket_id, before=None, thread_id=None, limit=PAGE))
    )
    return page


def _timeless(page: Json) -> Json:
    """PostgreSQL writes 12:00:00.5 where Python writes 12:00:00.500000."""
    times = {"sent_at", "created_at", "send_at"}
    messages = [{name: value for name, value in one.items() if name not in times} for one in page["messages"]]
    return page | {"messages": messages}
