"""An answer goes to the system in one piece, and nothing of it is lost or late."""

import asyncio
from collections.abc import AsyncIterator

import httpx2
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from deskbell.wiring.one_write import MOST_HELD, OneWrite

SHORT, LONG = b"short", b"long " * MOST_HELD


class _Recording(asyncio.Transport):
    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 1), "sockname": ("127.0.0.1", 2)})
        self.written: list[bytes] = []
        self.is_closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        assert not self.is_closed
        self.written.append(bytes(data))

    def close(self) -> None:
        self.is_closed = True

    def is_closing(self) -> bool:
        return self.is_closed


async def _body(request: Request) -> Response:
    return PlainTextResponse(LONG if request.path_params["which"] == "long" else SHORT)


async def _stream(_: Request) -> Response:
    async def parts() -> AsyncIterator[bytes]:
        for part in (SHORT, LONG, SHORT):
            yield part

    return StreamingResponse(parts())


async def _drops(_: Request) -> Response:
    async def drops() -> AsyncIterator[bytes]:
        for _ in range(10 * MOST_HELD // 1_000 + 1):
            yield b"x" * 1_000

    return StreamingResponse(drops())


APP = Starlette(routes=[Route("/body/{which}", _body), Route("/stream", _stream), Route("/drops", _drops)])


async def _answer_to(request: bytes) -> _Recording:
    """The server's protocol with a transport that only writes down, until the answer is over."""
    config = uvicorn.Config(APP, http=OneWrite, log_config=None)
    config.load()
    protocol = OneWrite(config, uvicorn.server.ServerState(), {}, asyncio.get_running_loop())
    transport = _Recording()
    protocol.connection_made(transport)
    protocol.data_received(request)
    await asyncio.gather(*protocol.tasks)
    await asyncio.sleep(0)
    return transport


async def test_head_and_body_are_one_write() -> None:
    transport = await _answer_to(b"GET /body/short HTTP/1.1\r\nHost: x\r\n\r\n")
    (written,) = transport.written
    assert written.startswith(b"HTTP/1.1 200 OK\r\n")
    assert written.endswith(b"\r\n\r\n" + SHORT)


async def test_what_is_written_before_the_end_of_a_connection_goes_out_first() -> None:
    transport = await _answer_to(b"GET /body/short HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert transport.is_closed
    assert b"".join(transport.written).endswith(SHORT)


async def test_of_a_stream_that_never_waits_little_is_held() -> None:
    transport = await _answer_to(b"GET /drops HTTP/1.1\r\nHost: x\r\n\r\n")
    assert max(map(len, transport.written)) < 2 * MOST_HELD
    assert sum(map(len, transport.written)) > 10 * MOST_HELD


@pytest.mark.parametrize(("path", "expected"), [
    ("/body/short", SHORT), ("/body/long", LONG), ("/stream", SHORT + LONG + SHORT),
])  # fmt: skip
async def test_answers_of_all_kinds_arrive_whole_over_a_socket(path: str, expected: bytes) -> None:
    server = uvicorn.Server(uvicorn.Config(APP, http=OneWrite, port=0, log_config=None, lifespan="off"))
    listening = server.config.bind_socket()
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{listening.getsockname()[1]}") as client:
        for _ in range(3):
            assert (await client.get(path)).content == expected
        assert (await client.head(path)).content == b""
        assert (await client.get(path)).content == expected
    server.should_exit = True
    await serving
