"""How the public API says no: always in one shape, never with a trace of what is hidden (P1, P2)."""

import json
import uuid

import httpx2
import pytest
from hubspot.crm.tickets import SimplePublicObjectInput, SimplePublicObjectInputForCreate

from deskbell.api.hubspot import routing
from deskbell.api.hubspot.errors import PublicError
from deskbell.api.hubspot.rate_limits import RateLimits
from deskbell.kernel.event import SYSTEM
from tests.api.hubspot.conftest import Integration, PublicDesk
from tests.given import a_team
from tests.serving import http_client

TICKETS = "/crm/v3/objects/tickets"


async def _made(api: Integration, **properties: object) -> str:
    wanted = {"subject": "Printer on fire", "hs_pipeline_stage": "1", **properties}
    answer = await api.http.post(TICKETS, json={"properties": wanted})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def _is_in_shape(answer: httpx2.Response, status: int, category: str) -> bool:
    body = answer.json()
    assert uuid.UUID(body["correlationId"])
    return (answer.status_code, body["status"], body["category"]) == (status, "error", category)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer pat-wrong", "Basic cGF0Og==", "pat-wrong", "Bearer ä"])
async def test_without_a_valid_token_nothing_is_answered(standing_api: Integration, header: str) -> None:
    async with http_client(str(standing_api.http.base_url)) as http:
        headers = {b"Authorization": header.encode("latin-1")}
        for path in (TICKETS, f"{TICKETS}/1", "/crm/v3/nothing/here", "/conversations/v3/conversations/threads"):
            assert _is_in_shape(await http.get(path, headers=headers), 401, "INVALID_AUTHENTICATION")
        broken = await http.post(f"{TICKETS}/search", content=b"{", headers=headers)
        assert _is_in_shape(broken, 401, "INVALID_AUTHENTICATION")


async def test_a_session_cookie_is_no_token(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user()
    async with desk_api.served.as_user(api.viewer) as browser:
        assert (await browser.get(TICKETS)).status_code == 401


async def test_a_deactivated_users_token_is_void(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user()
    assert (await api.http.get(TICKETS)).status_code == 200
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        await tx.run("UPDATE users SET deactivated_at = now() WHERE id = %s", (api.viewer.user_id,))
    assert (await api.http.get(TICKETS)).status_code == 401


async def test_an_unknown_property_is_refused_in_hubspots_words(standing_api: Integration) -> None:
    api = standing_api
    number = await _made(api)
    status, body = await api.refusal(
        api.hub.crm.tickets.basic_api.update, number, SimplePublicObjectInput(properties={"no_such": "x"})
    )
    prefix, _, listed = body["message"].partition(": ")
    assert (status, body["category"], prefix) == (400, "VALIDATION_ERROR", "Property values were not valid")
    assert json.loads(listed) == [
        {
            "isValid": False,
            "message": 'Property "no_such" does not exist',
            "error": "PROPERTY_DOESNT_EXIST",
            "name": "no_such",
            "localizedErrorMessage": 'Property "no_such" does not exist',
        }
    ]
    assert body["errors"][0]["context"] == {"propertyName": ["no_such"]}


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("hs_lastmodifieddate", "1", "READ_ONLY_VALUE"),
        ("createdate", "1", "READ_ONLY_VALUE"),
        ("hs_object_id", "7", "READ_ONLY_VALUE"),
        ("hs_ticket_priority", "HOT", "INVALID_OPTION"),
        ("hs_ticket_category", "reports", "INVALID_OPTION"),
        ("hs_pipeline", "17", "INVALID_OPTION"),
        ("hs_pipeline", "zero", "INVALID_OPTION"),
        ("hs_pipeline_stage", "77", "INVALID_OPTION"),
        ("hubspot_owner_id", "999999", "INVALID_OPTION"),
        ("hubspot_owner_id", "9" * 40, "INVALID_OPTION"),
        ("hubspot_team_id", "999999", "INVALID_OPTION"),
        ("subject", "", "REQUIRED_FIELD"),
        ("hs_pipeline_stage", None, "REQUIRED_FIELD"),
        ("subject", "x" * 1001, "INVALID_LENGTH"),
        ("content", "x" * 65_537, "INVALID_LENGTH"),
        ("content", {"deep": 1}, "INVALID_VALUE"),
    ],
)
async def test_a_value_that_a_property_cannot_have_changes_nothing(
    standing_api: Integration, name: str, value: object, error: str
) -> None:
    api = standing_api
    number = await _made(api)
    answer = await api.http.patch(f"{TICKETS}/{number}", json={"properties": {"content": "new words", name: value}})
    assert _is_in_shape(answer, 400, "VALIDATION_ERROR")
    assert [(each["code"], each["context"]["propertyName"]) for each in answer.json()["errors"]] == [(error, [name])]
    assert (await api.http.get(f"{TICKETS}/{number}")).json()["properties"]["content"] is None


async def test_a_ticket_needs_a_subject_and_a_stage(standing_api: Integration) -> None:
    api = standing_api
    status, body = await api.refusal(
        api.hub.crm.tickets.basic_api.create,
        SimplePublicObjectInputForCreate(properties={"content": "x"}, associations=[]),
    )
    assert (status, body["message"]) == (400, "Error creating TICKET. Some required properties were not set.")
    assert body["context"] == {"properties": ["subject", "hs_pipeline_stage"]}


@pytest.mark.parametrize(("to", "kind"), [("999999", 16), ("999999", 339), ("ann", 16), ("1", 12345)])
async def test_a_ticket_with_an_impossible_association_is_not_made(desk_api: PublicDesk, to: str, kind: int) -> None:
    api = await desk_api.as_user()
    link = {"to": {"id": to}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": kind}]}
    properties = {"subject": "Printer", "hs_pipeline_stage": "1"}
    answer = await api.http.post(TICKETS, json={"properties": properties, "associations": [link]})
    assert _is_in_shape(answer, 400, "VALIDATION_ERROR")
    assert (await api.http.get(TICKETS)).json() == {"results": []}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", f"{TICKETS}?limit=101", None),
        ("GET", f"{TICKETS}?limit=0", None),
        ("GET", f"{TICKETS}?limit=ten", None),
        ("GET", f"{TICKETS}?after=here", None),
        ("GET", f"{TICKETS}?archived=perhaps", None),
        ("GET", f"{TICKETS}?associations=spaceships", None),
        ("GET", f"{TICKETS}?properties=%00", None),
        ("GET", f"{TICKETS}/1?idProperty=subject", None),
        ("POST", TICKETS, b"{"),
        ("POST", TICKETS, b"[]"),
        ("POST", TICKETS, b""),
        ("POST", TICKETS, b'{"properties": 7}'),
        ("POST", TICKETS, b'{"properties": {"subject": "\\u0000", "hs_pipeline_stage": "1"}}'),
        ("POST", TICKETS, b'{"properties": {"subject": "\\ud800", "hs_pipeline_stage": "1"}}'),
        ("POST", TICKETS, b'{"properties": {"\\ud800": "x"}}'),
        ("POST", TICKETS, b"[" * 100_000),
        ("POST", TICKETS, b"[" * 900 + b"]" * 900),
        ("POST", TICKETS, b'{"properties": {"subject": "\xff"}}'),
        ("POST", TICKETS, b'{"properties": {"subject": ' + b"9" * 5000 + b"}}"),
        ("POST", f"{TICKETS}/batch/read", b'{"inputs": [' + b'{"id": "1"},' * 100 + b'{"id": "1"}]}'),
        ("POST", f"{TICKETS}/batch/update", b'{"inputs": [{"properties": {}}]}'),
    ],
)
async def test_a_request_in_wrong_words_is_told_what_is_wrong(
    standing_api: Integration, method: str, path: str, body: bytes | None
) -> None:
    api = standing_api
    answer = await api.http.request(method, path, content=body, headers={"Content-Type": "application/json"})
    assert _is_in_shape(answer, 400, "VALIDATION_ERROR"), answer.text
    assert answer.json()["message"]


async def test_a_body_that_is_too_large_is_refused_in_shape(standing_api: Integration) -> None:
    answer = await standing_api.http.post(TICKETS, json={"properties": {"subject": "x" * (40 * 1024 * 1024)}})
    assert _is_in_shape(answer, 413, "VALIDATION_ERROR")


async def test_what_is_no_number_in_json_is_no_value(standing_api: Integration) -> None:
    for word in (b"NaN", b"Infinity", b"-Infinity"):
        written = b'{"properties": {"subject": %s, "hs_pipeline_stage": "1"}}' % word
        assert _is_in_shape(await standing_api.http.post(TICKETS, content=written), 400, "VALIDATION_ERROR")


async def test_only_the_head_of_an_answer_may_be_asked_for(standing_api: Integration) -> None:
    number = await _made(standing_api)
    for path, status in ((f"{TICKETS}/{number}", 200), (f"{TICKETS}/999999", 404), ("/healthz", 200)):
        answer = await standing_api.http.head(path)
        assert (answer.status_code, answer.content) == (status, b"")
    assert _is_in_shape(await standing_api.http.options(TICKETS), 404, "OBJECT_NOT_FOUND")


async def test_missing_fields_of_a_body_are_named(standing_api: Integration) -> None:
    api = standing_api
    answer = await api.http.post(f"{TICKETS}/batch/read", json={"properties": []})
    assert answer.json()["message"] == "Invalid input JSON. Some required fields were not set: [inputs]"


@pytest.mark.parametrize(
    "path",
    [
        f"{TICKETS}/999999",
        f"{TICKETS}/abc",
        f"{TICKETS}/-1",
        f"{TICKETS}/{2**63}",
        f"{TICKETS}/{'9' * 300}",
        "/crm/v3/objects/contacts/999999",
        "/crm/v3/pipelines/tickets/999999",
        "/crm/v3/pipelines/tickets/0/stages/999999",
        "/crm/v3/owners/999999",
        "/crm/v3/nothing/here",
        "/crm/v3/",
        "/conversations/v3/conversations/inboxes/999999",
        "/conversations/v3/conversations/channels/999999",
        "/conversations/v3/conversations/channel-accounts/999999",
        "/conversations/v3/conversations/threads/999999",
        "/conversations/v3/conversations/threads/999999/messages",
        "/conversations/v3/conversations/actors/A-999999",
        "/conversations/v3/conversations/actors/nobody",
    ],
)
async def test_what_is_not_there_is_not_found(standing_api: Integration, path: str) -> None:
    api = standing_api
    answer = await api.http.get(path)
    assert _is_in_shape(answer, 404, "OBJECT_NOT_FOUND")
    assert answer.json()["message"] == "resource not found"


async def test_what_may_not_be_seen_answers_like_what_does_not_exist(desk_api: PublicDesk) -> None:
    boss = await desk_api.as_user("Boss", is_super_admin=True)
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        team = await a_team(tx)
    theirs = await _made(boss, hubspot_owner_id=str(boss.viewer.user_id), hubspot_team_id=str(team))
    other = await desk_api.as_user("Other", visibility="owned", sees_unassigned=False, permissions=["delete_tickets"])
    everything = {"filterGroups": [], "limit": 10}
    assert (await other.http.get(TICKETS)).json() == {"results": []}
    assert (await other.http.post(f"{TICKETS}/search", json=everything)).json() == {"total": 0, "results": []}
    change = {"properties": {"subject": "Mine"}}
    for number in (theirs, "999999"):
        for answer in (
            await other.http.get(f"{TICKETS}/{number}"),
            await other.http.get(f"{TICKETS}/{number}?archived=true"),
            await other.http.patch(f"{TICKETS}/{number}", json=change),
            await other.http.patch(f"{TICKETS}/{number}", json={"properties": {"no_such": "x"}}),
            await other.http.delete(f"{TICKETS}/{number}"),
        ):
            body = answer.json()
            body.pop("correlationId")
            assert (answer.status_code, body) == (
                404,
                {"status": "error", "message": "resource not found", "category": "OBJECT_NOT_FOUND"},
            )
        batch = await other.http.post(f"{TICKETS}/batch/read", json={"inputs": [{"id": number}]})
        assert (batch.status_code, batch.json()["results"]) == (207, [])
    assert (await boss.http.get(f"{TICKETS}/{theirs}")).json()["properties"]["subject"] == "Printer on fire"


async def test_whoever_sees_only_their_own_tickets_keeps_those_they_make(desk_api: PublicDesk) -> None:
    api = await desk_api.as_user(visibility="owned", sees_unassigned=False)
    number = await _made(api)
    shown = (await api.http.get(f"{TICKETS}/{number}?properties=hubspot_owner_id")).json()
    assert shown["properties"]["hubspot_owner_id"] == str(api.viewer.user_id)


async def test_answers_tell_how_much_may_still_be_asked(standing_api: Integration) -> None:
    api = standing_api
    first, second = [(await api.http.get(TICKETS)).headers for _ in range(2)]
    assert first["X-HubSpot-RateLimit-Interval-Milliseconds"] == "10000"
    assert int(second["X-HubSpot-RateLimit-Remaining"]) < int(second["X-HubSpot-RateLimit-Max"])
    search = await api.http.post(f"{TICKETS}/search", json={})
    assert "X-HubSpot-RateLimit-Max" not in search.headers


async def test_a_runaway_loop_is_told_to_wait(desk_api: PublicDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routing, "limits", RateLimits(most=2, clock=lambda: 0.0))
    api, other = await desk_api.as_user(), await desk_api.as_user("Other")
    answers = [await api.http.get(TICKETS) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    body = answers[2].json()
    assert (body["status"], body["errorType"], body["policyName"]) == ("error", "RATE_LIMIT", "TEN_SECONDLY_ROLLING")
    assert answers[2].headers["Retry-After"] == "1"
    assert (await other.http.get(TICKETS)).status_code == 200


def test_a_bucket_fills_again_evenly() -> None:
    now = 0.0
    limits = RateLimits(most=10, clock=lambda: now)
    for _ in range(10):
        limits.spend(b"token")
    with pytest.raises(PublicError):
        limits.spend(b"token")
    now = 1.0
    assert limits.spend(b"token")["X-HubSpot-RateLimit-Remaining"] == "0"
    now = 1000.0
    assert limits.spend(b"token")["X-HubSpot-RateLimit-Remaining"] == "9"


async def test_a_fault_of_ours_keeps_its_innards_to_itself(
    desk_api: PublicDesk, caplog: pytest.LogCaptureFixture
) -> None:
    api = await desk_api.as_user()
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        await tx.run("ALTER TABLE ticket_contacts RENAME TO elsewhere")
    answer = await api.http.get(f"{TICKETS}?associations=contacts")
    assert _is_in_shape(answer, 500, "INTERNAL_ERROR")
    assert "elsewhere" not in answer.text
    assert "ticket_contacts" not in answer.text
    assert answer.json()["correlationId"] in caplog.text
