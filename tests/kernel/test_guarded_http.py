import asyncio
import gzip
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from deskbell.kernel.egress import AddressRefused, HostUnknown, PrivateHosts
from deskbell.kernel.guarded_http import FetchFailed, GuardedHttp
from tests.local_servers import answering

seen: list[dict[str, str]] = []


async def _echo(request: Request) -> Response:
    seen.append(dict(request.headers))
    return PlainTextResponse("here")


async def _large(_request: Request) -> Response:
    """Says no length beforehand."""

    async def drops() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 65536

    return StreamingResponse(drops())


async def _silent(_request: Request) -> Response:
    await asyncio.Event().wait()
    raise AssertionError


ROUTES = [
    Route("/echo", _echo),
    Route("/to", lambda request: RedirectResponse(request.query_params["url"])),
    Route("/loop", lambda _request: RedirectResponse("/loop")),
    Route("/large", _large),
    Route("/silent", _silent),
    Route(
        "/packed",
        lambda _request: Response(gzip.compress(b"0" * 10_000_000), headers={"Content-Encoding": "gzip"}),
    ),
    Route("/form", lambda _request: RedirectResponse("/echo"), methods=["POST"]),
]


@pytest_asyncio.fixture(scope="module")
async def port() -> AsyncIterator[int]:
    async with answering(Starlette(routes=ROUTES)) as address:
        yield int(address.rpartition(":")[2])


async def _names(host: str, _port: int) -> list[str]:
    return {"ours.example": ["127.0.0.1"], "other.example": ["127.0.0.1"], "inside.example": ["10.1.1.1"]}.get(
        host, [host]
    )


@pytest.fixture
def http() -> GuardedHttp:
    return GuardedHttp(PrivateHosts.parse("ours.example, other.example"), _names)


async def test_the_server_is_asked_by_its_name_at_the_judged_address(http: GuardedHttp, port: int) -> None:
    seen.clear()
    fetched = await http.get(f"http://ours.example:{port}/echo", max_bytes=100, headers={"X-Ours": "1"})
    assert (fetched.status, fetched.content) == (200, b"here")
    assert seen[0]["host"] == f"ours.example:{port}"
    assert seen[0]["accept-encoding"] == "identity"
    assert "cookie" not in seen[0]


async def test_a_redirect_is_followed_without_our_headers_to_another_host(http: GuardedHttp, port: int) -> None:
    seen.clear()
    url = f"http://ours.example:{port}/to?url=http://other.example:{port}/echo"
    fetched = await http.get(url, max_bytes=100, headers={"Authorization": "secret"})
    assert fetched.content == b"here"
    assert "authorization" not in seen[0]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{port}/echo",
        "http://inside.example/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "gopher://ours.example/",
        "//169.254.169.254/",
        "http://user:secret@ours.example:{port}/echo",
        "http://ours.example:25/",
        "http://ours.example:99999/",
        "http://[::1",
    ],
)
async def test_a_redirect_is_judged_like_a_first_request(http: GuardedHttp, port: int, target: str) -> None:
    seen.clear()
    with pytest.raises((AddressRefused, HostUnknown)):
        await http.get(f"http://ours.example:{port}/to?url={target.format(port=port)}", max_bytes=100)
    with pytest.raises((AddressRefused, HostUnknown)):
        await http.get(target.format(port=port), max_bytes=100)
    assert seen == []


async def test_a_name_is_resolved_once_for_each_connection(port: int) -> None:
    """Between judging and connecting there is no second look-up that could answer otherwise."""
    asked: list[str] = []

    async def turncoat(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    http = GuardedHttp(PrivateHosts.parse("127.0.0.1"), turncoat)
    assert (await http.get(f"http://ours.example:{port}/echo", max_bytes=100)).content == b"here"
    assert asked == ["ours.example"]


@pytest.mark.parametrize(
    ("path", "says"),
    [("/large", "larger"), ("/packed", "packed"), ("/loop", "redirects"), ("/silent", "seconds")],
)
async def test_a_server_can_not_hold_us_or_fill_us(http: GuardedHttp, port: int, path: str, says: str) -> None:
    with pytest.raises(FetchFailed, match=says):
        await http.get(f"http://ours.example:{port}{path}", max_bytes=1_000_000, seconds=3)


async def test_a_body_is_not_sent_on_to_where_a_redirect_points(http: GuardedHttp, port: int) -> None:
    seen.clear()
    answer = await http.send("POST", f"http://ours.example:{port}/form", max_bytes=100, content=b"secret")
    assert answer.status == 307
    assert seen == []


async def test_nobody_there_is_told_as_such(http: GuardedHttp) -> None:
    with pytest.raises(FetchFailed):
        await http.get("http://ours.example:1999/", max_bytes=10)
