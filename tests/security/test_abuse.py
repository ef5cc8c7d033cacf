"""What other sites, forged headers, odd uploads and addresses inside the house can not do."""

import asyncio
import socket
from typing import Any

import httpx2
import pytest

from deskbell.api.pictures import picture_address
from deskbell.kernel.config import Config
from deskbell.kernel.event import SYSTEM
from tests.given import a_user
from tests.security.conftest import World
from tests.security.routes import Route, routes_of
from tests.serving import http_client

CROSS_SITE = [
    {},
    {"Content-Type": "text/plain"},
    {"X-Deskbell": "1", "Origin": "https://evil.example"},
    {"X-Deskbell": "1", "Origin": "null"},
    {"X-Deskbell": "0"},
]


def writes(world: World) -> list[Route]:
    return [r for r in routes_of(world.served.app) if r.method != "GET" and r.path.startswith("/api/")]


@pytest.mark.parametrize("headers", CROSS_SITE, ids=str)
async def test_no_other_site_can_write_with_a_visitors_cookie(world: World, headers: dict[str, str]) -> None:
    cookie = {"Cookie": await world.served.cookie_of(world.boss)}
    async with world.served.desk.database.reading() as reader:
        before = await reader.value("SELECT count(*) FROM events")
    written = {}
    async with http_client(world.served.url, {**cookie, **headers}) as client:
        for route in writes(world):
            answer = await client.request(route.method, route.address(world.owned), json=route.body(world.owned) or {})
            refused = answer.status_code == 403 and answer.json()["code"] == "request.foreign"
            # Words that make no sense are told as such before anything else is looked at.
            if not refused and (answer.status_code, answer.json().get("code")) != (422, "request.invalid"):
                written[route.name] = (answer.status_code, answer.text[:200])
    assert written == {}
    async with world.served.desk.database.reading() as reader:
        assert await reader.value("SELECT count(*) FROM events") == before


async def test_our_own_pages_can_write(world: World) -> None:
    headers = {"Cookie": await world.served.cookie_of(world.boss), "X-Deskbell": "1", "Origin": world.served.url}
    async with http_client(world.served.url, headers) as client:
        assert (await client.patch("/api/me", json={"theme": "dark"})).status_code == 200


@pytest.mark.parametrize("path", ["//evil.example", "//evil.example/", "/\\evil.example", "/api//evil.example/"])
async def test_nothing_sends_a_visitor_elsewhere(world: World, path: str) -> None:
    """Also with every parameter that such links like to use (open redirect)."""
    async with await world.client(world.boss) as client:
        for query in ("", "?next=https://evil.example", "?url=//evil.example", "?redirect=https:evil.example"):
            for asked in (path, "/api/session/", "/sign-in"):
                answer = await client.get(httpx2.URL(world.served.url + asked + query))
                assert "evil.example" not in answer.headers.get("location", "")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/tickets", {"name": "Hi\r\nBcc: all@evil.example"}),
        ("PATCH", "/api/tickets/{ticket_id}", {"name": "Hi\nX: y"}),
        ("POST", "/api/tickets/{ticket_id}/replies", {"html": "x", "to": [{"address": "a@b.example\r\nBcc: c@d"}]}),
        (
            "POST",
            "/api/tickets/{ticket_id}/replies",
            {"html": "x", "to": [{"name": "A\r\nB", "address": "a@b.example"}]},
        ),
        (
            "POST",
            "/api/tickets/{ticket_id}/replies",
            {"html": "x", "subject": "Hi\r\nBcc: c@d.example", "to": [{"address": "a@b.example"}]},
        ),
        ("POST", "/api/users", {"email": "a@b.example\r\nBcc: c@d.example", "name": "A"}),
        ("POST", "/api/users", {"email": "a@b.example", "name": "A\r\nBcc: c@d.example"}),
        ("POST", "/api/teams", {"name": "A\r\nB"}),
        ("PATCH", "/api/me", {"name": "A\r\nBcc: c@d.example"}),
        ("POST", "/api/channel-accounts/email", {"address": "a@b.example\r\nX: y", "smtp": {"host": "1.1.1.1"}}),
        ("POST", "/api/channel-accounts/email", {"address": "a@b.example", "smtp": {"host": "1.1.1.1\r\nQUIT"}}),
    ],
)
async def test_no_field_carries_a_line_into_a_header(world: World, method: str, path: str, body: Any) -> None:
    async with await world.client(world.boss) as client:
        answer = await client.request(method, path.format(**world.owned), json=body)
    assert answer.status_code == 422, answer.text


NAMES = [
    ("../../etc/passwd", "passwd"),
    ("..\\..\\boot.ini", "boot.ini"),
    ("a\r\nSet-Cookie: x=y.txt", "aSet-Cookie: x=y.txt"),
    ("a;b='c'.html", "a;b='c'.html"),
    (".", "file"),
    ("x" * 5000 + ".png", None),
    ("näkymä.pdf", "näkymä.pdf"),
]


@pytest.mark.parametrize(("name", "kept"), NAMES, ids=[name[:20] for name, _ in NAMES])
async def test_a_files_name_goes_nowhere_but_into_its_download(world: World, name: str, kept: str | None) -> None:
    async with await world.client(world.boss) as client:
        uploaded = await client.post("/api/uploads", files={"file": (name, b"content", "text/plain")})
        if uploaded.status_code in {400, 422}:
            assert uploaded.json()["detail"]
            return
        assert uploaded.status_code == 201
        if kept is not None and "\r" not in name:
            assert uploaded.json()["name"] == kept
        assert len(uploaded.json()["name"]) <= 255
        answer = await client.get(uploaded.json()["url"])
    assert answer.content == b"content"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "content_type",
    ["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/pdf", "x"],
)
async def test_what_a_browser_could_run_is_only_ever_downloaded(world: World, content_type: str) -> None:
    async with await world.client(world.boss) as client:
        file = ("a.html", b"<script>alert(1)</script>", content_type)
        uploaded = await client.post("/api/uploads", files={"file": file})
        assert uploaded.status_code in {201, 400, 422}
        if uploaded.status_code != 201:
            return
        answer = await client.get(uploaded.json()["url"])
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


async def test_html_that_claims_to_be_a_picture_is_not_read_as_html(world: World) -> None:
    async with await world.client(world.boss) as client:
        uploaded = await client.post(
            "/api/uploads", files={"file": ("a.png", b"<script>alert(1)</script>", "image/png")}
        )
        answer = await client.get(uploaded.json()["url"])
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


async def test_too_large_an_upload_is_refused_in_a_sentence(world: World) -> None:
    async with await world.client(world.boss) as client:
        answer = await client.post("/api/uploads", files={"file": ("a.bin", b"x" * (25 * 1024 * 1024 + 1))})
        assert answer.status_code == 422
        assert answer.json()["code"] == "upload.too_large"
        huge = await client.post("/api/uploads", files={"file": ("a.bin", b"x" * (40 * 1024 * 1024))})
        assert huge.status_code == 413
        said = await client.post("/api/tickets", json={"name": "x", "description": "x" * (40 * 1024 * 1024)})
        assert (said.status_code, said.json()["code"]) == (413, "request.too_large")
        assert said.json()["detail"].endswith("it may have at most 32 MB.")
    async with world.served.desk.database.reading() as reader:
        assert await reader.value("SELECT count(*) FROM attachments WHERE message_id IS NULL") == 0


async def test_somebody_elses_upload_is_not_there(world: World) -> None:
    async with world.served.desk.database.transaction(SYSTEM) as tx:
        eve = await a_user(tx, "Eve")
    async with await world.client(world.boss) as client, await world.client(eve) as hers:
        uploaded = (await client.post("/api/uploads", files={"file": ("a.txt", b"secret")})).json()
        assert (await hers.get(uploaded["url"])).status_code == 404
        body = {"html": "x", "attachment_ids": [uploaded["id"]]}
        answer = await hers.post(f"/api/tickets/{world.owned['ticket_id']}/comments", json=body)
        assert 400 <= answer.status_code < 500
        assert (await client.get(uploaded["url"])).content == b"secret"


INSIDE = [
    "169.254.169.254",
    "10.0.0.1",
    "192.168.1.1",
    "[fd00::1]",
    "[::ffff:169.254.169.254]",
    "0.0.0.0",  # noqa: S104 - named, not bound
    "100.64.0.1",
]


@pytest.mark.parametrize("host", INSIDE)
async def test_no_mail_server_inside_the_house_can_be_named_on_a_screen(world: World, host: str) -> None:
    server = {"host": host, "security": "tls", "user": "x"}
    async with await world.client(world.boss) as client:
        for kind in ("imap", "smtp"):
            body = {"address": "a@b.example", kind: server, f"{kind}_password": "x"}
            for path in ("/api/channel-accounts/email", "/api/channel-accounts/email/test"):
                answer = await client.post(path, json=body)
                assert (answer.status_code, answer.json()["code"]) == (422, "egress.refused"), answer.text
            changed = await client.patch(f"/api/channel-accounts/{world.account_id}", json={kind: server})
            assert changed.json()["code"] == "egress.refused"


def test_a_desk_that_others_reach_names_no_loopback_either(tmp_path: Any) -> None:
    alone, reached = Config(data=tmp_path), Config(data=tmp_path, base_url="https://desk.example.com")
    assert alone.private_hosts.networks
    assert not reached.private_hosts.networks
    assert Config(data=tmp_path, allow_private_hosts="mail.internal, 10.1.0.0/16").private_hosts.names == {
        "mail.internal"
    }
    with pytest.raises(ValueError, match="neither a host name nor a network"):
        Config(data=tmp_path, allow_private_hosts="10.0.0.0/99")


async def test_a_picture_in_the_house_is_not_fetched_and_an_unsigned_one_neither(world: World) -> None:
    """A listener inside hears nothing, whoever asks."""
    heard: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readline())
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0, family=socket.AF_INET)
    port = server.sockets[0].getsockname()[1]
    async with server, await world.client(world.boss) as client:
        for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"):
            address = f"http://{host}:{port}/x.png"
            signed = await client.get(picture_address(world.served.desk, address))
            assert signed.status_code == 422, (host, signed.text)
            unsigned = await client.get("/api/pictures", params={"of": address, "mac": "x"})
            assert unsigned.status_code == 404
    assert heard == []
