"""What passes the framework by answers as everything else does."""

import httpx2
import pytest
from starlette.requests import Request
from starlette.responses import Response

from deskbell.api import problem
from deskbell.api.plain_routes import PlainRead, PlainReading, bytes_of_json, number_in_path
from deskbell.kernel.errors import NotFound


async def _read(request: Request) -> Response:
    match number_in_path(request, "number"):
        case 1:
            return bytes_of_json(b'{"one":1}')
        case 2:
            raise NotFound("There is no second.", code="number.not_found")
        case _:
            raise ZeroDivisionError("innards")


@pytest.fixture
def asking() -> httpx2.AsyncClient:
    app = PlainReading(openapi_url="/openapi.json")
    problem.install(app)
    app.serve_plainly([PlainRead("/numbers/{number}", _read, "A number", {"type": "object"})])

    @app.post("/numbers/{number}")
    async def write(number: int) -> int:
        return number

    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://desk.example")


async def test_a_plain_read_answers_and_stands_in_the_description(asking: httpx2.AsyncClient) -> None:
    assert (await asking.get("/numbers/1")).json() == {"one": 1}
    assert (await asking.head("/numbers/1")).status_code == 200
    assert (await asking.post("/numbers/1")).json() == 1
    for _ in range(2):
        described = (await asking.get("/openapi.json")).json()["paths"]["/numbers/{number}"]
        assert set(described) == {"get", "post"}


async def test_what_a_plain_read_refuses_is_a_problem(asking: httpx2.AsyncClient) -> None:
    missing = await asking.get("/numbers/2")
    assert (missing.status_code, missing.json()["code"]) == (404, "number.not_found")
    assert (await asking.get("/numbers/x")).json()["code"] == "request.invalid"


async def test_a_fault_of_a_plain_read_is_logged_and_keeps_its_innards(
    asking: httpx2.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    broken = await asking.get("/numbers/3")
    assert (broken.status_code, broken.json()["code"]) == (500, "fault")
    assert "innards" not in broken.text
    assert "GET /numbers/3 failed" in caplog.text
