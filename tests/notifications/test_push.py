"""Pushes to browsers (T1): sealed for one browser, signed by this desk, only of what may still be seen."""

import base64
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from deskbell.kernel.desk import Desk
from deskbell.kernel.event import SYSTEM, Actor
from deskbell.notifications.push.sealing import as_point, from_base64, to_base64
from deskbell.tickets.assigning import assign
from deskbell.tickets.intake import accept
from deskbell.users.viewer import Viewer
from deskbell.wiring.pushing import PushFailed, push_due, push_now
from tests.given import a_mail, a_user, an_email_account
from tests.local_servers import answering
from tests.serving import Served, serving

AUTH = b"sixteen bytes it"


@dataclass
class PushService:
    """A browser's maker's service, and the browser that it belongs to."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    status: int = 201
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        self.heard.append((dict(request.headers), await request.body()))
        await Response(status_code=self.status)(scope, receive, send)

    def subscription(self, name: str = "one") -> dict[str, str]:
        point = to_base64(as_point(self.key.public_key()))
        return {"endpoint": f"{self.url}/push/{name}", "public_key": point, "auth": to_base64(AUTH)}

    @property
    def shown(self) -> list[dict[str, str]]:
        return [json.loads(opened(body, self.key)) for _, body in self.heard]


def opened(body: bytes, key: ec.EllipticCurvePrivateKey, auth: bytes = AUTH) -> bytes:
    """What the browser does with a push, step by step as RFC 8291 says it."""

    def derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
        return HKDF(hashes.SHA256(), length, salt, info).derive(secret)

    salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
    point, sealed = body[21 : 21 + length], body[21 + length :]
    assert len(sealed) <= size
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    shared = derived(key.exchange(ec.ECDH(), theirs), auth, b"WebPush: info\0" + as_point(key.public_key()) + point, 32)
    nonce = derived(shared, salt, b"Content-Encoding: nonce\0", 12)
    plain = AESGCM(derived(shared, salt, b"Content-Encoding: aes128gcm\0", 16)).decrypt(nonce, sealed, None)
    assert plain.endswith(b"\x02")
    return plain[:-1]


@pytest.fixture
async def served(desk: Desk) -> AsyncIterator[Served]:
    async with serving(desk) as running:
        yield running


@pytest.fixture
async def service() -> AsyncIterator[PushService]:
    one = PushService()
    async with answering(one) as url:
        one.url = url
        yield one


async def _people(served: Served) -> tuple[Viewer, Viewer]:
    async with served.desk.database.transaction(SYSTEM) as tx:
        return await a_user(tx, "Maija"), await a_user(tx, "Piotr", visibility="owned", sees_unassigned=False)


async def _given(served: Served, boss: Viewer, owner: Viewer, **mail: object) -> int:
    async with served.desk.database.transaction(SYSTEM) as tx:
        ticket_id = (await accept(tx, a_mail(await an_email_account(tx), **mail))).ticket_id or 0
    await _give(served, boss, owner, ticket_id)
    return ticket_id


async def _give(served: Served, boss: Viewer, owner: Viewer, ticket_id: int) -> None:
    async with served.desk.database.transaction(Actor(f"user:{boss.user_id}", "screen")) as tx:
        await assign(tx, boss, ticket_id, owner_id=owner.user_id, team_id=None)


async def _jobs(desk: Desk) -> list[dict[str, Any]]:
    await push_due(desk)
    async with desk.database.transaction() as tx:
        return await tx.values("DELETE FROM procrastinate_jobs WHERE task_name = 'notifications.push' RETURNING args")


async def _devices(desk: Desk) -> int:
    async with desk.database.reading() as reader:
        return int(await reader.value("SELECT count(*) FROM push_devices"))


async def test_a_push_can_be_read_by_its_browser_alone_and_names_the_desk(served: Served, service: PushService) -> None:
    boss, owner = await _people(served)
    async with served.as_user(owner) as client:
        assert (await client.post("/api/notifications/devices", json=service.subscription())).status_code == 201
        desk_key = (await client.get("/api/notifications/devices")).json()["public_key"]
    ticket_id = await _given(served, boss, owner, subject="Zażółć " + "\N{BELL}" * 300)
    (job,) = await _jobs(served.desk)
    await push_now(served.desk, **job)

    ((headers, body),) = service.heard
    (shown,) = service.shown
    assert shown["title"].startswith("Zażółć")
    assert (shown["body"], shown["url"]) == ("Maija assigned the ticket to you", f"/tickets/{ticket_id}")
    with pytest.raises(InvalidTag):
        opened(body, service.key, b"another 16 bytes")
    assert (headers["content-encoding"], headers["topic"]) == ("aes128gcm", f"ticket-{ticket_id}")

    scheme, _, parameters = headers["authorization"].partition(" ")
    token, key = (part.strip().partition("=")[2] for part in parameters.split(","))
    assert (scheme, key) == ("vapid", desk_key)
    signed, _, signature = token.rpartition(".")
    raw = from_base64(signature)
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64(desk_key)).verify(
        encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")),
        signed.encode(),
        ec.ECDSA(hashes.SHA256()),
    )
    assert json.loads(from_base64(signed.partition(".")[2]))["aud"] == service.url


async def test_what_was_read_or_lost_from_sight_while_it_waited_is_not_pushed(
    served: Served, service: PushService
) -> None:
    boss, owner = await _people(served)
    async with served.as_user(owner) as client:
        await client.post("/api/notifications/devices", json=service.subscription())
        read, lost = await _given(served, boss, owner), await _given(served, boss, owner)
        jobs = await _jobs(served.desk)
        await client.post("/api/notifications/read", json={"ticket_id": read})
        await _give(served, boss, boss, lost)
    for job in jobs:
        await push_now(served.desk, **job)
    assert len(jobs) == 2
    assert service.heard == []


async def test_old_news_and_users_without_a_device_queue_nothing(served: Served, service: PushService) -> None:
    boss, owner = await _people(served)
    await _given(served, boss, owner)
    assert await _jobs(served.desk) == []
    async with served.as_user(owner) as client:
        await client.post("/api/notifications/devices", json=service.subscription())
    await _given(served, boss, owner)
    async with served.desk.database.transaction() as tx:
        await tx.run("UPDATE notifications SET at = now() - interval '13 hours'")
    assert await _jobs(served.desk) == []
    async with served.desk.database.reading() as reader:
        assert await reader.value("SELECT count(*) FROM notifications WHERE push_at IS NOT NULL") == 0


async def test_many_tickets_at_once_are_one_push(served: Served, service: PushService) -> None:
    boss, owner = await _people(served)
    async with served.as_user(owner) as client:
        await client.post("/api/notifications/devices", json=service.subscription())
    for _ in range(5):
        await _given(served, boss, owner)
    (job,) = await _jobs(served.desk)
    await push_now(served.desk, **job)
    assert service.shown == [{"title": "News on 5 tickets", "body": "", "tag": "many", "url": "/notifications"}]


@pytest.mark.parametrize(("status", "left"), [(404, 0), (410, 0), (400, 1)])
async def test_a_browser_that_is_gone_is_forgotten(
    served: Served, service: PushService, status: int, left: int
) -> None:
    boss, owner = await _people(served)
    async with served.as_user(owner) as client:
        await client.post("/api/notifications/devices", json=service.subscription())
    await _given(served, boss, owner)
    service.status = status
    (job,) = await _jobs(served.desk)
    await push_now(served.desk, **job)
    assert await _devices(served.desk) == left


async def test_a_service_that_is_down_is_asked_again(served: Served, service: PushService) -> None:
    boss, owner = await _people(served)
    async with served.as_user(owner) as client:
        await client.post("/api/notifications/devices", json=service.subscription())
    await _given(served, boss, owner)
    service.status = 503
    (job,) = await _jobs(served.desk)
    with pytest.raises(PushFailed):
        await push_now(served.desk, **job)
    service.status = 201
    await push_now(served.desk, **job)
    assert len(service.heard) == 2


async def test_devices_are_ones_own_and_end_with_their_session(served: Served, service: PushService) -> None:
    other, owner = await _people(served)
    async with served.as_user(owner) as phone, served.as_user(owner) as laptop, served.as_user(other) as foreign:
        first = (await phone.post("/api/notifications/devices", json=service.subscription("phone"))).json()["id"]
        renewed = (await phone.post("/api/notifications/devices", json=service.subscription("renewed"))).json()["id"]
        second = (await laptop.post("/api/notifications/devices", json=service.subscription("laptop"))).json()["id"]
        listed = (await laptop.get("/api/notifications/devices")).json()["devices"]
        assert [(one["id"], one["is_current"]) for one in listed] == [(second, True), (renewed, False)]
        assert first != renewed
        assert (await foreign.get("/api/notifications/devices")).json()["devices"] == []
        for method, path in (("DELETE", f"{second}"), ("POST", f"{second}/test")):
            assert (await foreign.request(method, f"/api/notifications/devices/{path}")).status_code == 404
        assert (await laptop.post(f"/api/notifications/devices/{second}/test")).json() == {"outcome": "taken"}
        assert service.shown[0]["title"] == "Notifications work"
        assert (await phone.delete(f"/api/notifications/devices/{second}")).status_code == 204
        await phone.delete("/api/session")
    assert await _devices(served.desk) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "http://169.254.169.254/latest"},
        {"endpoint": "https://10.0.0.1/push"},
        {"endpoint": "ftp://127.0.0.1/push"},
        {"endpoint": "nonsense"},
        {"public_key": base64.urlsafe_b64encode(b"\x04" + b"1" * 64).decode()},
        {"auth": "short"},
    ],
)
async def test_an_endpoint_or_key_that_is_none_is_refused(
    served: Served, service: PushService, wrong: dict[str, str]
) -> None:
    _, owner = await _people(served)
    async with served.as_user(owner) as client:
        answer = await client.post("/api/notifications/devices", json={**service.subscription(), **wrong})
        assert answer.status_code == 422
    assert await _devices(served.desk) == 0
