"""What you may not see answers exactly as what does not exist (A2): every route, every role, foreign tickets."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx2
import pytest

from deskbell.users.viewer import Viewer
from tests.security.conftest import INBOXES, NOTHING, ROLES, World, foreign_in_inboxes_to, foreign_to
from tests.security.routes import IN_NO_STATE_FOR_IT, KNOWN, OF_TICKETS, WITHOUT_SESSION, Route, filled, routes_of
from tests.serving import http_client

every_role = pytest.mark.parametrize("role", ROLES, indirect=True)
LISTS = {
    "/api/tickets": [f"?view={view}" for view in ("unassigned", "all_open", "all_closed", "trash", "spam", "mine")],
    "/api/search": ["?query=subject", "?query=ann&kinds=ticket,message,contact"],
    "/crm/v3/objects/tickets": ["", "?limit=100&properties=subject,content&associations=contacts"],
    "/crm/v3/objects/contacts": ["", "?associations=tickets"],
    "/conversations/v3/conversations/threads": ["", "?association=TICKET&limit=100"],
    "/api/contacts": ["", "?query=ann"],
}


def of_tickets(world: World) -> list[Route]:
    return [route for route in routes_of(world.served.app) if route.parameters & OF_TICKETS]


async def ask(client: httpx2.AsyncClient, route: Route, ids: dict[str, int]) -> httpx2.Response:
    return await client.request(route.method, route.address(ids), json=route.body(ids))


def told(answer: httpx2.Response, ids: dict[str, int]) -> tuple[int, str, list[str]]:
    """All that an answer lets one tell, with what differs anyway made alike."""
    text = re.sub(r'"correlationId":"[^"]*"', "", answer.text)
    for number in sorted(set(ids.values()), reverse=True):
        text = re.sub(rf"\b{number}\b", "N", text)
    return answer.status_code, text, sorted(set(answer.headers) - {"date", "content-length"})


def test_each_kind_of_object_in_an_address_is_known_here(world: World) -> None:
    """A new kind must be sorted in tests/security/routes.py, so that nobody forgets to think of it."""
    unknown = {route.name for route in routes_of(world.served.app) if route.parameters - KNOWN}
    assert unknown == set()
    assert len(of_tickets(world)) > 20


@every_role
async def test_a_foreign_ticket_answers_as_one_that_does_not_exist(world: World, role: tuple[str, Viewer]) -> None:
    name, viewer = role
    missing = dict.fromkeys(world.owned, NOTHING)
    different, wrong = {}, {}
    async with await world.client(viewer) as client:
        for route in of_tickets(world):
            nowhere = told(await ask(client, route, missing), missing)
            for foreign in [*foreign_to(name, world).values(), *foreign_in_inboxes_to(name, world).values()]:
                there = told(await ask(client, route, foreign), foreign)
                if there != nowhere:
                    different[route.name] = (there, nowhere)
                if there[0] not in {404, 403}:
                    wrong[route.name] = there
    assert different == {}
    assert wrong == {}
    async with world.served.desk.database.reading() as reader:
        done = await reader.values("SELECT name FROM events WHERE actor = %s", (f"user:{viewer.user_id}",))
    assert done == []


async def test_these_requests_are_answered_for_who_may(world: World) -> None:
    """Without this, the test above would be as content with requests that nobody's rights could make work."""
    refused = {}
    async with await world.client(world.boss) as client:
        for route in of_tickets(world):
            in_inbox = "/inbox-threads/" in route.path
            ids = await (world.a_thread() if in_inbox else world.a_ticket(is_assigned=True))
            answer = await ask(client, route, ids)
            if answer.status_code >= 400 and route.name not in IN_NO_STATE_FOR_IT:
                refused[route.name] = (answer.status_code, answer.text[:300])
    assert refused == {}


@every_role
async def test_no_list_search_or_count_tells_of_a_foreign_ticket(world: World, role: tuple[str, Viewer]) -> None:
    name, viewer = role
    hidden = foreign_to(name, world)
    secrets = [str(secret) for mark, ids in hidden.items() for secret in (mark, ids["ticket_id"], ids["message_id"])]
    secrets += [
        secret for mark, ids in foreign_in_inboxes_to(name, world).items() for secret in (mark, str(ids["message_id"]))
    ]
    if not viewer.has_full_desk:
        secrets.append(INBOXES)
    telling = []
    async with await world.client(viewer) as client:
        for method, path, body in _questions(world, hidden):
            answer = await client.request(method, path, json=body)
            asked = str(body)  # an answer may name what was asked for, and say that it is not there
            telling += [(path, secret) for secret in secrets if secret in answer.text and secret not in asked]
        counts = (await client.get("/api/views/counts?keys=all_open")).json()["counts"]
    assert telling == []
    assert counts == {"all_open": 2 - len(hidden)}


def _questions(world: World, hidden: dict[str, dict[str, int]]) -> Iterator[tuple[str, str, Any]]:
    for route in routes_of(world.served.app):
        if route.method == "GET" and not route.parameters:
            yield from (("GET", route.path + query, None) for query in LISTS.get(route.path, [""]))
    for inbox_id in range(1, 4):
        yield "GET", f"/conversations/v3/conversations/inboxes/{inbox_id}", None
        for state in ("open", "closed", "spam"):
            yield "GET", f"/api/inboxes/{inbox_id}/threads?state={state}", None
    for mark in hidden:
        for query in (mark, mark[:5], f'"{mark} text"', f"{mark}.txt"):
            yield "GET", f"/api/search?query={quote(query)}", None
    has_subject = {"filters": [{"propertyName": "subject", "operator": "HAS_PROPERTY"}]}
    for path in ("/crm/v3/objects/tickets/search", "/crm/v3/objects/0-5/search"):
        yield "POST", path, {}
        yield "POST", path, {"filterGroups": [has_subject]}
    for ids in hidden.values():
        inputs = {"inputs": [{"id": str(ids["ticket_id"])}], "properties": ["subject", "content"]}
        yield "POST", "/crm/v3/objects/tickets/batch/read", inputs


@every_role
async def test_a_foreign_object_does_not_come_along_with_ones_own(world: World, role: tuple[str, Viewer]) -> None:
    name, viewer = role
    mark, foreign = next(iter(foreign_to(name, world).items()))
    missing = dict.fromkeys(foreign, NOTHING)
    mine = {"name": "Mine", "owner_id": viewer.user_id, "contact_email": "ann@customer.example"}
    async with await world.client(viewer) as client, await world.client(world.boss) as boss:
        ticket_id = (await client.post("/api/tickets", json=mine)).json()["id"]
        for method, path, body in _drawing_in(ticket_id):
            there, nowhere = [
                told(await client.request(method, path.format(**ids), json=filled(body, ids)), ids)
                for ids in (foreign, missing)
            ]
            assert there == nowhere, path
            assert 400 <= there[0] < 500 or (method == "GET" and mark not in there[1]), (path, there)
        linked = await boss.post(f"/api/tickets/{ticket_id}/links", json={"other_id": foreign["ticket_id"]})
        assert linked.status_code < 300
        contact_id = (await client.get(f"/api/tickets/{ticket_id}")).json()["contacts"][0]["id"]
        for path in ("", "/timeline", "/messages", f"/messages?before={2**62}", "/links"):
            assert mark not in (await client.get(f"/api/tickets/{ticket_id}{path}")).text, path
        assert mark not in (await client.get(f"/api/contacts/{contact_id}")).text


def _drawing_in(ticket_id: int) -> Iterator[tuple[str, str, Any]]:
    """Acts on a ticket of one's own that name an object of another ticket."""
    mine, to_ann = f"/api/tickets/{ticket_id}", {"to": [{"address": "ann@customer.example"}], "html": "x"}
    yield "POST", f"{mine}/replies", {**to_ann, "attachment_ids": ["{attachment_id}"]}
    yield "POST", f"{mine}/replies", {**to_ann, "thread_id": "{thread_id}"}
    yield "POST", f"{mine}/comments", {"html": "x", "attachment_ids": ["{attachment_id}"]}
    yield "GET", f"{mine}/messages?thread={{thread_id}}", None
    yield "POST", f"{mine}/links", {"other_id": "{ticket_id}"}
    yield "POST", f"{mine}/merge", {"other_id": "{ticket_id}", "primary_id": ticket_id}
    yield "POST", f"{mine}/merge", {"other_id": "{ticket_id}", "primary_id": "{ticket_id}"}
    yield "GET", f"{mine}/merge-preview?with={{ticket_id}}&primary={ticket_id}", None
    yield "POST", f"{mine}/split", {"message_ids": ["{message_id}"], "ticket": {"name": "New"}}
    yield "POST", f"{mine}/spam", {"thread_ids": ["{thread_id}"]}


async def test_nobody_without_a_session_or_token_is_answered(world: World) -> None:
    answered = {}
    async with await world.client(None) as client:
        for route in routes_of(world.served.app):
            if not route.path.startswith(("/api/", "/crm/", "/conversations/")) or route.name in WITHOUT_SESSION:
                continue
            answer = await ask(client, route, world.owned)
            if answer.status_code != 401:
                answered[route.name] = (answer.status_code, answer.text[:200])
    assert answered == {}


async def test_a_session_is_no_token_and_a_token_no_session(world: World) -> None:
    token, cookie = await world.token_of(world.boss), await world.served.cookie_of(world.boss)
    for path, headers in [
        ("/api/session", {"Cookie": f"deskbell_session={token}"}),
        ("/api/session", {"Authorization": f"Bearer {token}"}),
        ("/crm/v3/objects/tickets", {"Cookie": cookie}),
        ("/crm/v3/objects/tickets", {"Authorization": f"Bearer {cookie.partition('=')[2]}"}),
    ]:
        async with http_client(world.served.url, headers) as client:
            assert (await client.get(path)).status_code == 401


async def test_looking_changes_nothing(world: World) -> None:
    """A GET can be made by any page in the world, so none may do anything."""
    async with await world.client(world.boss) as client:
        for route in routes_of(world.served.app):
            if route.method == "GET":
                await ask(client, route, world.owned)
    async with world.served.desk.database.reading() as reader:
        done = await reader.values("SELECT name FROM events WHERE actor = %s", (f"user:{world.boss.user_id}",))
    assert set(done) <= {"TicketAssigned", "ApiTokenCreated"}
