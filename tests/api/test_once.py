"""A request whose answer was lost is sent again under its name, and nothing is done twice."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from deskbell.kernel.asked_once import sweep_asked_once
from deskbell.kernel.event import SYSTEM
from deskbell.tickets.intake import accept
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_user, an_email_account
from tests.serving import Served

Json = dict[str, Any]
TOMORROW = (datetime.now(UTC) + timedelta(days=1)).isoformat()
ANN = [{"name": "Ann", "address": "ann@customer.example"}]


async def _world(served: Served) -> tuple[Viewer, Viewer, str, int]:
    async with served.desk.database.transaction(SYSTEM) as tx:
        accepted = await accept(tx, a_mail(await an_email_account(tx)))
        both = [await a_user(tx, name, is_super_admin=True) for name in ("Maija", "Teppo")]
    return *both, f"/api/tickets/{accepted.ticket_id}", accepted.message_id  # type: ignore[return-value] # of two


async def _counted(served: Served) -> tuple[int, int, int]:
    async with served.desk.database.reading() as reader:
        [counts] = await reader.rows(
            "SELECT (SELECT count(*) FROM tickets), (SELECT count(*) FROM messages),"
            " (SELECT count(*) FROM scheduled_replies)"
        )
    return counts  # type: ignore[return-value] # of three


@pytest.mark.parametrize(("path", "body"), [
    ("/api/tickets", {"name": "The kettle leaks"}),
    ("/comments", {"html": "<p>Look</p>"}),
    ("/replies", {"html": "<p>We look.</p>", "to": ANN}),
    ("/forwards", {"html": "<p>Look</p>", "to": [{"name": "IT", "address": "it@partner.example"}]}),
    ("/scheduled", {"html": "<p>We look.</p>", "to": ANN, "send_at": TOMORROW}),
])  # fmt: skip
async def test_a_request_that_is_sent_again_is_answered_as_the_first_was(served: Served, path: str, body: Json) -> None:
    maija, teppo, ticket, message_id = await _world(served)
    path = path if path == "/api/tickets" else ticket + path
    body = body | ({"message_id": message_id} if path.endswith("/forwards") else {})
    named = {"Idempotency-Key": "first"}
    before = await _counted(served)
    async with served.as_user(maija) as client:
        first = await client.post(path, json=body, headers=named)
        assert first.status_code == 201
        once = await _counted(served)
        assert sum(once) == sum(before) + 1
        again = await client.post(path, json=body, headers=named)
        assert (again.status_code, again.json()) == (201, first.json())
        assert await _counted(served) == once
        other = await client.post(path, json=body, headers={"Idempotency-Key": "second"})
        unnamed = await client.post(path, json=body)
    async with served.as_user(teppo) as client:  # whose names are his own
        theirs = await client.post(path, json=body, headers=named)
    assert [answer.status_code for answer in (other, unnamed, theirs)] == [201] * 3
    assert sum(await _counted(served)) == sum(once) + 3


async def test_of_many_at_once_one_is_done(served: Served) -> None:
    maija, _, ticket, _ = await _world(served)
    before = await _counted(served)
    async with served.as_user(maija) as client:
        answers = await asyncio.gather(
            *(
                client.post(f"{ticket}/comments", json={"text": "Look"}, headers={"Idempotency-Key": "one"})
                for _ in range(6)
            )
        )
    assert {(answer.status_code, answer.json()["id"]) for answer in answers} == {(201, answers[0].json()["id"])}
    assert sum(await _counted(served)) == sum(before) + 1


async def test_what_was_refused_is_done_when_it_is_asked_rightly(served: Served) -> None:
    maija, _, ticket, message_id = await _world(served)
    named = {"Idempotency-Key": "one"}
    async with served.as_user(maija) as client:
        stale = {"html": "<p>We look.</p>", "to": ANN, "seen_message_id": message_id - 1}
        assert (await client.post(f"{ticket}/replies", json=stale, headers=named)).status_code == 409
        fresh = stale | {"seen_message_id": message_id}
        assert (await client.post(f"{ticket}/replies", json=fresh, headers=named)).status_code == 201
        assert (await client.post(f"{ticket}/replies", json=fresh, headers=named)).status_code == 201
        too_long = await client.post(f"{ticket}/replies", json=fresh, headers={"Idempotency-Key": "x" * 300})
        assert too_long.status_code == 422
    assert await _counted(served) == (1, 2, 0)


async def test_names_are_forgotten_after_a_day(served: Served) -> None:
    maija, *_ = await _world(served)
    named = {"Idempotency-Key": "one"}
    async with served.as_user(maija) as client:
        first = await client.post("/api/tickets", json={"name": "The kettle leaks"}, headers=named)
        async with served.desk.database.transaction(SYSTEM) as tx:
            assert await sweep_asked_once(tx) == 0
            await tx.run("UPDATE asked_once SET at = at - interval '25 hours'")
            assert await sweep_asked_once(tx) == 1
        again = await client.post("/api/tickets", json={"name": "The kettle leaks"}, headers=named)
    assert again.json()["id"] != first.json()["id"]
