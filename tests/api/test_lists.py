"""Views, lists, counts and search over HTTP: bytes of PostgreSQL, and still refusals in sentences."""

from typing import Any

from deskbell.kernel.event import SYSTEM
from deskbell.tickets.intake import accept
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_user, an_email_account
from tests.serving import Served


async def _two_tickets(served: Served) -> tuple[Viewer, list[int]]:
    async with served.desk.database.transaction(SYSTEM) as tx:
        viewer = await a_user(tx, permissions=["account_access"])
        account = await an_email_account(tx)
        mails = [a_mail(account, subject="The kettle leaks"), a_mail(account, subject="An invoice")]
        tickets = [(await accept(tx, mail)).ticket_id or 0 for mail in mails]
    return viewer, tickets


async def test_a_list_pages_to_its_end(served: Served) -> None:
    viewer, tickets = await _two_tickets(served)
    async with served.as_user(viewer) as client:
        first = (await client.get("/api/tickets?view=all_open&sort=id&limit=1")).json()
        second = (await client.get(f"/api/tickets?view=all_open&sort=id&limit=1&after={first['next']}")).json()
    assert [row["id"] for row in first["tickets"] + second["tickets"]] == tickets[::-1]
    assert second["next"] is None
    assert first["tickets"][0]["contact"]["name"] == "Ann Kowalska"


async def test_counts_tell_all_views_or_the_asked_ones(served: Served) -> None:
    viewer, _ = await _two_tickets(served)
    async with served.as_user(viewer) as client:
        everything = (await client.get("/api/views/counts")).json()["counts"]
        some = (await client.get("/api/views/counts?keys=mine,parked,unassigned")).json()["counts"]
        only_parked = (await client.get("/api/views/counts?keys=parked")).json()["counts"]
        none = (await client.get("/api/views/counts?keys=")).json()["counts"]
    assert everything["all_open"] == everything["unassigned"] == 2
    assert everything["parked"] == 0
    assert some == {"mine": 0, "unassigned": 2, "parked": 0}
    assert only_parked == {"parked": 0}
    assert none == {}


async def test_a_search_answers_with_marked_hits(served: Served) -> None:
    viewer, tickets = await _two_tickets(served)
    async with served.as_user(viewer) as client:
        found = (await client.get("/api/search", params={"query": "kettle"})).json()
        nothing = (await client.get("/api/search", params={"query": ""})).json()
    assert [result["ticket_id"] for result in found["results"]] == [tickets[0]]
    assert "\x01" in found["results"][0]["snippet"] or "kettle" in found["results"][0]["title"]
    assert found["is_capped"] is False
    assert nothing == {"results": [], "is_capped": False}


async def test_wrong_questions_are_refused_in_a_sentence(served: Served) -> None:
    viewer, _ = await _two_tickets(served)
    async with served.as_user(viewer) as client:
        for path, status, code in (
            ("/api/tickets?view=nothing", 404, "view.not_found"),
            ("/api/tickets?sort=password", 422, "list.unknown_sort"),
            ("/api/tickets?direction=up", 422, "list.unknown_direction"),
            ("/api/tickets?limit=many", 422, "request.invalid"),
            ("/api/tickets?limit=1000", 422, "list.limit"),
            ("/api/tickets?after=here", 422, "list.unknown_cursor"),
            ("/api/views/counts?keys=mine,nothing", 404, "view.not_found"),
            ("/api/search?query=a&kinds=nonsense", 422, "search.kind"),
        ):
            answer = await client.get(path)
            assert (answer.status_code, answer.json()["code"]) == (status, code), path
            assert answer.headers["content-type"] == "application/problem+json"


async def test_nobody_reads_without_signing_in(served: Served) -> None:
    viewer, _ = await _two_tickets(served)
    async with served.as_user(viewer) as client:
        for path in ("/api/tickets", "/api/views", "/api/views/counts", "/api/search?query=a"):
            assert (await client.get(path, headers={"Cookie": ""})).status_code == 401


async def test_each_user_orders_and_hides_views_for_themselves(served: Served) -> None:
    viewer, _ = await _two_tickets(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        other = await a_user(tx)
    kept = {"position": -1, "hidden": True, "columns": ["name"], "widths": {"name": 300.5}, "layout": "table"}
    async with served.as_user(viewer) as client:
        assert (await client.put("/api/views/trash/settings", json=kept)).status_code == 204
        views = (await client.get("/api/views")).json()["views"]
        refused = await client.put("/api/views/nothing/settings", json={})
        assert refused.status_code == 404
        assert (await client.put("/api/views/trash/settings", json={"hidden": "perhaps"})).status_code == 422
        for odd in ('"' + "y" * 30_000 + '"', '"\\u0000"', '"\\ud800"', "NaN"):
            answer = await client.put(
                "/api/views/trash/settings", content=f'{{"x": {odd}}}', headers={"Content-Type": "application/json"}
            )
            assert answer.status_code == 422, odd[:10]
    assert views[0]["key"] == "trash"
    assert views[0]["hidden"] is True
    assert views[0]["settings"] == kept
    async with served.as_user(other) as client:
        views = (await client.get("/api/views")).json()["views"]
    assert views[0]["key"] == "unassigned"
    assert "parked" not in {view["key"] for view in views}


async def test_without_a_seat_there_are_three_views(served: Served) -> None:
    async with served.desk.database.transaction(SYSTEM) as tx:
        viewer = await a_user(tx, seat="none")
    async with served.as_user(viewer) as client:
        views = (await client.get("/api/views")).json()["views"]
        assert {view["key"] for view in views} == {"mentions", "following", "all_open"}
        assert set((await client.get("/api/views/counts")).json()["counts"]) == {"mentions", "following", "all_open"}
        assert (await client.get("/api/tickets?view=mine")).status_code == 404


async def test_the_plain_reads_are_described(served: Served) -> None:
    viewer, _ = await _two_tickets(served)
    async with served.as_user(viewer) as client:
        paths = (await client.get("/api/openapi.json")).json()["paths"]
    assert {"get", "post"} <= set(paths["/api/tickets"])
    assert "get" in paths["/api/search"]
    assert "get" in paths["/api/views/counts"]


async def test_a_list_shows_and_is_sorted_by_properties_of_the_desks_own(served: Served) -> None:
    values = {
        "size": ("number", [7, -2.5, None, 40]),
        "due": ("date", ["2026-03-01", "2026-01-09", None, "2026-12-24"]),
        "shade": ("select", ["dark", "light", None, "burnt"]),
        "code": ("text", ["b 50%", "a 100%", None, "Ć"]),
        "paid": ("checkbox", [True, False, None, True]),
    }
    async with served.desk.database.transaction(SYSTEM) as tx:
        viewer = await a_user(tx, is_super_admin=True)
    async with served.as_user(viewer) as client:
        for name, (kind, _) in values.items():
            options = [{"value": one, "label": one} for one in ("light", "dark", "burnt")] if kind == "select" else []
            wanted = {"name": name, "label": name.title(), "kind": kind, "options": options}
            assert (await client.post("/api/properties/tickets", json=wanted)).status_code == 201
        ids = []
        for place in range(4):
            own = {name: given[place] for name, (_, given) in values.items() if given[place] is not None}
            made = await client.post("/api/tickets", json={"name": f"Ticket {place}", "properties": own})
            ids.append(made.json()["id"])

        async def listed(query: str, limit: int = 50) -> list[dict[str, Any]]:
            rows, after = [], ""
            while after is not None:
                page = (await client.get(f"/api/tickets?view=all_open&limit={limit}&{query}&after={after}")).json()
                rows, after = rows + page["tickets"], page["next"]
            return rows

        async def order(by: str, direction: str) -> list[int]:
            rows = await listed(f"sort=properties.{by}&direction={direction}", limit=1)
            return [ids.index(row["id"]) for row in rows]

        shown = {ids.index(row["id"]): row["properties"] for row in await listed("properties=size,shade,gone")}
        assert shown[0] == {"size": 7, "shade": "dark"}
        assert shown[2] == {}
        assert "properties" not in (await listed(""))[0]
        for by in ("size", "due"):
            assert await order(by, "asc") == [1, 0, 3, 2], by
            assert await order(by, "desc") == [3, 0, 1, 2], by
        assert await order("shade", "asc") == [1, 0, 3, 2]
        assert await order("shade", "desc") == [3, 0, 1, 2]
        assert (await order("code", "asc"))[-1] == (await order("code", "desc"))[-1] == 2
        assert set((await order("paid", "desc"))[:2]) == {0, 3}
        # One that is gone, or has no order, is no reason to show nothing.
        assert await order("gone", "asc") == [3, 2, 1, 0]
        wrong = await client.get("/api/tickets?sort=properties.size&direction=up")
        assert wrong.json()["code"] == "list.unknown_direction"
        many = await client.get(f"/api/tickets?properties={'a,' * 61}")
        assert many.json()["code"] == "list.properties"
