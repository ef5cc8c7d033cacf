"""Whatever is sent to any route that the desk describes, it never answers with a fault of its own.

The routes and their words come from the desk's own OpenAPI description, so that a new route is tried from its first
day. Most of what is sent fits the description; some of it is wild on purpose.
"""

import asyncio
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskbell.kernel.event import SYSTEM
from deskbell.tickets.answering.commenting import comment
from deskbell.tickets.intake import accept
from deskbell.users.sessions import start_session
from deskbell.users.tokens import create_token
from tests.clones import a_clone, an_open_desk
from tests.given import a_mail, a_user, an_email_account
from tests.serving import Served, serving

Strategy = st.SearchStrategy[Any]
Json = dict[str, Any]

# These reach for other machines by the names that they are given; they have tests of their own.
ELSEWHERE = ("/api/channel-accounts/email", "/api/pictures")
TRIES = int(os.environ.get("DESKBELL_TRIES", "12"))  # of each operation; always the same unless more are asked for
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Standing:
    """A desk with a mail and a comment in it, served by a thread of its own since hypothesis is no coroutine."""

    url: str
    spec: Json
    loop: asyncio.AbstractEventLoop
    served: Served

    def credentials(self) -> dict[str, str]:
        """Of a new super admin, since what is sent may sign out or switch off whoever sends it."""
        return asyncio.run_coroutine_threadsafe(self._credentials(), self.loop).result(30)

    async def _credentials(self) -> dict[str, str]:
        async with self.served.desk.database.transaction(SYSTEM) as tx:
            viewer = await a_user(tx, "Admin", is_super_admin=True)
            session = await start_session(tx, viewer.user_id, None, "test")
            token = await create_token(tx, viewer.user_id, "test")
        return {"Cookie": f"deskbell_session={session}", "X-Deskbell": "1", "Authorization": f"Bearer {token}"}


@pytest.fixture(scope="module")
def standing(server: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    ready, done, holder = threading.Event(), asyncio.Event(), {}

    async def run(dsn: str, folder: Path) -> None:
        async with an_open_desk(dsn, folder) as desk, serving(desk) as served:
            await _fill(served)
            holder["standing"] = Standing(served.url, served.app.openapi(), asyncio.get_running_loop(), served)
            ready.set()
            await done.wait()

    with a_clone(server, template) as dsn:
        thread = threading.Thread(target=asyncio.run, args=(run(dsn, tmp_path_factory.mktemp("standing")),))
        thread.start()
        assert ready.wait(60)
        yield holder["standing"]
        holder["standing"].loop.call_soon_threadsafe(done.set)
        thread.join(60)


async def _fill(served: Served) -> None:
    async with served.desk.database.transaction(SYSTEM) as tx:
        mail = await accept(tx, a_mail(await an_email_account(tx), html="<p>Hello</p>"))
        viewer = await a_user(tx)
        assert mail.ticket_id is not None
        await comment(tx, viewer, mail.ticket_id, html="<p>Look</p>")


# What is sent -------------------------------------------------------------------------------------------

TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["", " ", "\0", "\ud800", "\r\nX: y", "1", "-1", "true", "null", "ann@customer.example", "%", "x" * 5000]
    ),
    st.sampled_from(["2026-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "event-1", "A-1", "V-1", "subject", "createdate"]),
)
NUMBERS = st.one_of(st.integers(0, 5), st.sampled_from([-1, 2**31, 2**63 - 1, 2**63, 10**30]))
WILD = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, st.floats(allow_nan=False), TEXTS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)
PLAIN = {"integer": NUMBERS, "number": NUMBERS, "boolean": st.booleans(), "string": TEXTS, "null": st.none()}
DEEPEST = 6


def _like(schema: Json, spec: Json, depth: int = 0) -> Strategy:
    """Mostly what the schema says, sometimes anything at all."""
    fitting = _fitting(schema, spec, depth)
    return st.integers(0, 11).flatmap(lambda chance: fitting if chance else WILD)


def _fitting(schema: Json, spec: Json, depth: int) -> Strategy:
    if "$ref" in schema:
        schema = spec["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "enum" in schema or "const" in schema:
        return st.sampled_from(schema.get("enum") or [schema["const"]])
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices and depth < DEEPEST:
        return st.one_of([_fitting(choice, spec, depth + 1) for choice in choices])
    kind = schema.get("type")
    if kind == "array" and depth < DEEPEST:
        return st.lists(_like(schema.get("items", {}), spec, depth + 1), max_size=3)
    if kind == "object" and depth < DEEPEST:
        return _objects(schema, spec, depth)
    return PLAIN.get(str(kind), WILD)


def _objects(schema: Json, spec: Json, depth: int) -> Strategy:
    properties = {name: _like(each, spec, depth + 1) for name, each in schema.get("properties", {}).items()}
    required = {name: properties.pop(name) for name in schema.get("required", []) if name in properties}
    known = st.fixed_dictionaries(required, optional=properties)
    extra = schema.get("additionalProperties")
    if not isinstance(extra, dict) and extra is not True:
        return known
    names = TEXTS | st.sampled_from(
        ["subject", "content", "hs_pipeline_stage", "hubspot_owner_id", "hs_ticket_priority"]
    )
    more = st.dictionaries(names, _like(extra if isinstance(extra, dict) else {}, spec, depth + 1), max_size=3)
    return st.tuples(more, known).map(lambda both: {**both[0], **both[1]})


def _requests(path: str, operation: Json, spec: Json) -> Strategy:
    parameters: dict[str, dict[str, Strategy]] = {place: {} for place in ("path", "query", "header", "cookie")}
    for each in operation.get("parameters", []):
        parameters[each["in"]][each["name"]] = _like(each.get("schema", {}), spec)
    content = operation.get("requestBody", {}).get("content", {})
    body = _like(content["application/json"]["schema"], spec) if "application/json" in content else st.none()
    here = {name: st.one_of(st.integers(1, 4), values) for name, values in parameters["path"].items()}
    return st.tuples(
        st.fixed_dictionaries(here).map(lambda values: _filled(path, values)),
        st.fixed_dictionaries({}, optional=parameters["query"]).map(_query),
        body,
    )


def _filled(path: str, values: Json) -> str:
    for name, value in values.items():
        text = _plain(value).encode("utf-8", "replace")
        path = path.replace("{" + name + "}", quote(text, safe="") or "-")
    return path


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _query(values: Json) -> Any:
    return [
        (name, _plain(each).encode("utf-8", "replace").decode())
        for name, value in values.items()
        for each in (value if isinstance(value, list) else [value])
    ]


def _operations(spec: Json) -> list[tuple[str, str, Json]]:
    return [
        (method, path, operation)
        for path, item in sorted(spec["paths"].items())
        for method, operation in item.items()
        if method in METHODS and not path.startswith(ELSEWHERE)
    ]


@pytest.mark.parametrize("part", range(4))
def test_no_request_at_all_is_answered_with_a_fault(standing: Standing, part: int) -> None:
    faults = []
    for method, path, operation in _operations(standing.spec)[part::4]:
        with httpx2.Client(base_url=standing.url, headers=standing.credentials(), timeout=60) as client:
            faults += _faults(client, method, _requests(path, operation, standing.spec))
    assert faults == []


def _faults(client: httpx2.Client, method: str, requests: Strategy) -> list[str]:
    """The smallest request that this operation answers with a fault, if any does."""

    @settings(
        max_examples=TRIES,
        deadline=None,
        derandomize=TRIES == 12,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(requests)
    def send(request: tuple[str, Any, Any]) -> None:
        address, query, body = request
        content = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} if content else {}
        answer = client.request(method, address, params=query, content=content, headers=headers)
        assert answer.status_code < 500, f"{method} {address} {query} {body}: {answer.text}"

    try:
        send()
    except AssertionError as fault:
        return [str(fault)]
    return []
