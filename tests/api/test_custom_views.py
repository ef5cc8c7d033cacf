"""Views that users make, over HTTP (W3): who has them, what they hold, and what they refuse."""

import json
from typing import Any

import httpx2
import pytest

from deskbell.kernel.event import SYSTEM
from deskbell.tickets.intake import accept
from deskbell.users.viewer import Viewer
from deskbell.views import looking
from tests.given import a_mail, a_team, a_user, an_email_account
from tests.serving import Served

HIGH = {"all": [{"property": "ticket.priority", "is": "is", "value": "HIGH"}]}
OPEN = {"all": [{"property": "ticket.is_closed", "is": "is", "value": False}]}


async def _tickets(served: Served, *subjects: str, viewer: Viewer | None = None) -> list[int]:
    async with served.desk.database.transaction(SYSTEM) as tx:
        account = await an_email_account(tx)
        made = [(await accept(tx, a_mail(account, subject=subject))).ticket_id or 0 for subject in subjects]
        if viewer is not None:
            await tx.run("UPDATE tickets SET owner_id = %s WHERE id = ANY(%s)", (viewer.user_id, made))
    return made


async def _user(served: Served, name: str = "Maija", **fields: Any) -> Viewer:
    async with served.desk.database.transaction(SYSTEM) as tx:
        return await a_user(tx, name, **fields)


async def _made(client: httpx2.AsyncClient, **fields: Any) -> dict[str, Any]:
    answer = await client.post("/api/views", json={"name": "Mine alone", **fields})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def _listed(client: httpx2.AsyncClient, key: str, more: str = "") -> list[int]:
    answer = await client.get(f"/api/tickets?view={key}{more}")
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["tickets"]]


async def test_a_view_lists_and_counts_what_its_filter_lets_through(served: Served) -> None:
    viewer = await _user(served, is_super_admin=True)
    first, second = await _tickets(served, "The kettle leaks", "An invoice")
    async with served.as_user(viewer) as client:
        await client.patch(f"/api/tickets/{second}", json={"priority": "HIGH"})
        view = await _made(client, filter=HIGH, sort_by="name", direction="asc", columns=["name", "owner"])
        assert view["group"] == "custom"
        assert (view["sort"], view["direction"], view["columns"]) == ("name", "asc", ["name", "owner"])
        assert view["custom"]["filter"] == HIGH
        assert await _listed(client, view["key"]) == [second]
        await client.patch(f"/api/tickets/{first}", json={"priority": "HIGH"})
        assert await _listed(client, view["key"]) == [second, first]
        counts = (await client.get("/api/views/counts")).json()["counts"]
        assert counts[view["key"]] == 2
        assert (await client.get(f"/api/views/counts?keys={view['key']},mine")).json()["counts"] == {
            view["key"]: 2,
            "mine": 0,
        }
        said = {"all": [{"property": "text", "is": "contains", "value": "kettle"}]}
        assert (await client.post("/api/views/preview", json={"filter": said})).json() == {"count": 1}
        only = (await client.get("/api/tickets", params={"view": view["key"], "filter": '{"all": []}'})).json()
        assert len(only["tickets"]) == 2


async def test_a_view_shows_its_viewer_only_what_they_may_see(served: Served) -> None:
    maker = await _user(served, is_super_admin=True)
    narrow = await _user(served, "Pekka", visibility="owned", sees_unassigned=False)
    await _tickets(served, "Nobody's")
    [own] = await _tickets(served, "Pekka's", viewer=narrow)
    async with served.as_user(maker) as client:
        key = (await _made(client, filter={"all": []}, shared_with="everyone"))["key"]
        assert len(await _listed(client, key)) == 2
    async with served.as_user(narrow) as client:
        assert await _listed(client, key) == [own]
        assert (await client.get(f"/api/views/counts?keys={key}")).json()["counts"] == {key: 1}
        assert (await client.post("/api/views/preview", json={"filter": {"all": []}})).json() == {"count": 1}
        mine = {"all": [{"property": "ticket.owner_id", "is": "is", "value": "me"}]}
        assert (await client.post("/api/views/preview", json={"filter": mine})).json() == {"count": 1}


async def test_a_private_view_is_not_there_for_others(served: Served) -> None:
    maker, boss = await _user(served), await _user(served, "Boss", is_super_admin=True)
    async with served.as_user(maker) as client:
        key = (await _made(client))["key"]
    async with served.as_user(boss) as client:
        assert key not in {view["key"] for view in (await client.get("/api/views")).json()["views"]}
        for method, path, body in [
            ("GET", f"/api/tickets?view={key}", None),
            ("GET", f"/api/board?view={key}", None),
            ("PATCH", f"/api/views/{key}", {"name": "Taken"}),
            ("DELETE", f"/api/views/{key}", None),
            ("POST", f"/api/views/{key}/clone", {}),
            ("POST", f"/api/views/{key}/export", {}),
            ("PUT", f"/api/views/{key}/settings", {}),
            ("POST", "/api/bulk/count", {"select": {"view": key}}),
        ]:
            there = await client.request(method, path, json=body)
            nowhere = await client.request(method, path.replace(key, "v99999"), json=body)
            if body and "select" in body:
                nowhere = await client.request(method, path, json={"select": {"view": "v99999"}})
            assert (there.status_code, there.json()) == (nowhere.status_code, nowhere.json())
            assert there.status_code == 404, path


async def test_a_view_is_shared_with_teams_and_taken_back(served: Served) -> None:
    async with served.desk.database.transaction(SYSTEM) as tx:
        team = await a_team(tx)
        maker, member, other = await a_user(tx), await a_user(tx, team_ids=[team]), await a_user(tx)
    async with served.as_user(maker) as client:
        key = (await _made(client, shared_with="teams", team_ids=[team]))["key"]
        assert (await client.post("/api/views", json={"name": "x", "shared_with": "teams"})).status_code == 422
    async with served.as_user(other) as client:
        assert (await client.get(f"/api/tickets?view={key}")).status_code == 404
    async with served.as_user(member) as client:
        assert (await client.get(f"/api/tickets?view={key}")).status_code == 200
        refused = await client.patch(f"/api/views/{key}", json={"name": "Ours"})
        assert (refused.status_code, refused.json()["code"]) == (403, "view.not_yours")
        assert (await client.delete(f"/api/views/{key}")).status_code == 403
        copy = (await client.post(f"/api/views/{key}/clone", json={})).json()
        assert (copy["name"], copy["may_edit"], copy["custom"]["shared_with"]) == ("Mine alone (copy)", True, "private")
    async with served.as_user(maker) as client:
        changed = await client.patch(f"/api/views/{key}", json={"name": "Renamed", "shared_with": "private"})
        assert (changed.json()["name"], changed.json()["custom"]["team_ids"]) == ("Renamed", [])
    async with served.as_user(member) as client:
        assert (await client.get(f"/api/tickets?view={key}")).status_code == 404
        assert (await client.get(f"/api/tickets?view={copy['key']}")).status_code == 200


async def test_a_super_admin_looks_after_shared_views(served: Served) -> None:
    maker, boss = await _user(served), await _user(served, "Boss", is_super_admin=True)
    async with served.as_user(maker) as client:
        key = (await _made(client, shared_with="everyone"))["key"]
    async with served.as_user(boss) as client:
        assert (await client.patch(f"/api/views/{key}", json={"name": "Tidied"})).json()["name"] == "Tidied"
        refused = await client.patch(f"/api/views/{key}", json={"shared_with": "private"})
        assert refused.status_code == 403
        assert (await client.delete(f"/api/views/{key}")).status_code == 204
        assert (await client.get(f"/api/tickets?view={key}")).status_code == 404


async def test_views_are_ordered_hidden_and_laid_out_by_each_user(served: Served) -> None:
    viewer = await _user(served)
    async with served.as_user(viewer) as client:
        key = (await _made(client))["key"]
        kept = {"position": -5, "hidden": True, "layout": "board"}
        assert (await client.put(f"/api/views/{key}/settings", json=kept)).status_code == 204
        first = (await client.get("/api/views")).json()["views"][0]
        assert (first["key"], first["hidden"], first["settings"]["layout"]) == (key, True, "board")
        wrong = await client.put(f"/api/views/{key}/settings", json={"layout": "spiral"})
        assert wrong.status_code == 422
        assert (await client.delete(f"/api/views/{key}")).status_code == 204
        assert (await client.delete(f"/api/views/{key}")).status_code == 404
        assert (await client.delete("/api/views/mine")).status_code == 403


async def test_without_a_seat_there_are_no_custom_views(served: Served) -> None:
    maker, guest = await _user(served), await _user(served, "Guest", seat="none")
    async with served.as_user(maker) as client:
        key = (await _made(client, shared_with="everyone"))["key"]
    async with served.as_user(guest) as client:
        refused = await client.post("/api/views", json={"name": "Mine"})
        assert (refused.status_code, refused.json()["code"]) == (403, "view.no_seat")
        assert (await client.get(f"/api/tickets?view={key}")).status_code == 404
        assert key not in (await client.get("/api/views/counts")).json()["counts"]


async def test_what_is_no_filter_is_refused_when_it_is_kept(served: Served) -> None:
    viewer = await _user(served)
    wrong: list[Any] = [
        {"all": [{"property": "ticket.password", "is": "is", "value": "x"}]},
        {"all": [{"property": "ticket.name", "is": "lt", "value": "x"}]},
        {"some": []},
    ]
    async with served.as_user(viewer) as client:
        key = (await _made(client))["key"]
        for raw in wrong:
            for answer in (
                await client.post("/api/views", json={"name": "x", "filter": raw}),
                await client.patch(f"/api/views/{key}", json={"filter": raw}),
                await client.post("/api/views/preview", json={"filter": raw}),
            ):
                assert answer.status_code == 422, answer.text
                assert answer.json()["code"].startswith("filter.")
        broken = await client.get("/api/tickets", params={"filter": "{"})
        assert (broken.status_code, broken.json()["code"]) == (422, "filter.unreadable")


async def test_every_property_of_the_catalogue_can_be_asked(served: Served) -> None:
    viewer = await _user(served)
    async with served.as_user(viewer) as client:
        found = (await client.get("/api/filter-properties")).json()["properties"]
        names = {prop["name"] for prop in found}
        assert {"ticket.priority", "contact.email", "company.name", "channel", "unread", "text"} <= names
        for prop in found:
            if "known" in prop["operators"]:
                asked = {"all": [{"property": prop["name"], "is": "known"}]}
                assert (await client.post("/api/views/preview", json={"filter": asked})).json() == {"count": 0}


async def test_a_property_of_the_desks_own_can_be_asked(served: Served) -> None:
    viewer = await _user(served, is_super_admin=True)
    first, second = await _tickets(served, "One", "Two")
    values = {
        "size": ("number", 12.5, {"is": "gt", "value": 12}),
        "colour": ("select", "red", {"is": "any_of", "value": ["red"]}),
        "parts": ("multi_select", ["a", "b"], {"is": "is", "value": "b"}),
        "due": ("date", "2026-01-31", {"is": "lt", "value": "2026-02-01"}),
        "seen": ("datetime", "2026-01-31T12:00:00.000Z", {"is": "between", "value": ["2026-01-31", "2026-01-31"]}),
        "paid": ("checkbox", True, {"is": "is", "value": True}),
        "note": ("text", "100% {sure}", {"is": "contains", "value": "% {S"}),
        "buyer": ("user", viewer.user_id, {"is": "is", "value": "me"}),
    }
    async with served.desk.database.transaction(SYSTEM) as tx:
        for name, (kind, value, _) in values.items():
            await tx.run(
                "INSERT INTO property_definitions (object_type, name, label, kind) VALUES ('tickets', %s, %s, %s)",
                (name, name.title(), kind),
            )
            await tx.run(
                "UPDATE tickets SET properties = properties || jsonb_build_object(%s::text, %s::jsonb) WHERE id = %s",
                (name, httpx2.Request("GET", "http://x", json=value).content.decode(), first),
            )
    async with served.as_user(viewer) as client:
        for name, (_, _, asked) in values.items():
            leaf = {"property": f"ticket.properties.{name}", **asked}
            found = await client.get(
                "/api/tickets", params={"filter": httpx2.Request("GET", "http://x", json=leaf).content.decode()}
            )
            assert [row["id"] for row in found.json()["tickets"]] == [first], (name, found.text[:300])
            turned = {"property": f"ticket.properties.{name}", "is": "unknown"}
            if name != "paid":
                answer = await client.post("/api/views/preview", json={"filter": {"all": [turned]}})
                assert answer.json() == {"count": 1}, name
    assert second


async def test_a_board_counts_each_status_and_pages_each_column(served: Served) -> None:
    viewer = await _user(served)
    first, second, third = await _tickets(served, "One", "Two", "Three")
    async with served.as_user(viewer) as client:
        await client.patch(f"/api/tickets/{second}", json={"status_id": 3})
        board = (await client.get("/api/board?view=all_open&pipeline_id=0")).json()
        assert board == {
            "columns": [
                {"status_id": 1, "count": 2},
                {"status_id": 2, "count": 0},
                {"status_id": 3, "count": 1},
                {"status_id": 4, "count": 0},
            ]
        }
        shown = (await client.get("/api/board/columns?view=all_open&sort=id&direction=asc&limit=1")).json()["columns"]
        assert [(one["status_id"], one["count"], [row["id"] for row in one["tickets"]]) for one in shown] == [
            (1, 2, [first]),
            (2, 0, []),
            (3, 1, [second]),
            (4, 0, []),
        ]
        assert shown[0]["next"] is not None
        assert await _listed(client, "all_open", "&status_id=3") == [second]
        assert set(await _listed(client, "all_open", "&status_id=1")) == {first, third}
        key = (await _made(client, filter=OPEN))["key"]
        assert (await client.get(f"/api/board?view={key}")).json() == board
        assert (await client.get("/api/board?pipeline_id=7")).status_code == 404
        assert (await client.get("/api/board/columns?pipeline_id=7")).status_code == 404


async def test_a_filter_that_takes_too_long_is_given_up(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    viewer = await _user(served)
    async with served.desk.database.transaction(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO tickets (name, pipeline_id, status_id, description)"
            " SELECT 'Many', 0, 1, repeat('x', 2000) FROM generate_series(1, 3000)"
        )
    costly = {
        "all": [{"property": "ticket.description", "is": "not_contains", "value": f"{'x' * 400}{n}"} for n in range(50)]
    }
    monkeypatch.setattr(looking, "LONGEST_SECONDS", 0.05)
    monkeypatch.setattr(looking.patiently.__wrapped__, "__defaults__", (0.05,))  # type: ignore[attr-defined] # contextlib's own
    async with served.as_user(viewer) as client:
        answer = await client.post("/api/views/preview", json={"filter": costly})
        assert (answer.status_code, answer.json()["code"]) == (422, "view.too_slow")
        key = (await _made(client, filter=costly))["key"]
        page = await client.get(f"/api/tickets?view={key}&sort=name")
        assert page.json()["code"] == "view.too_slow"
        assert (await client.get("/api/views/counts?keys=all_open")).json()["counts"] == {"all_open": 1000}


async def test_snoozed_tickets_have_a_view_of_their_own(served: Served) -> None:
    viewer = await _user(served)
    [ticket] = await _tickets(served, "Later")
    async with served.as_user(viewer) as client:
        until = "2027-01-01T10:00:00+00:00"
        await client.post(f"/api/tickets/{ticket}/snooze", json={"until": until})
        [row] = (await client.get("/api/tickets?view=snoozed")).json()["tickets"]
        assert (row["id"], row["is_snoozed"], row["snoozed_until"]) == (ticket, True, until)
        assert (await client.get("/api/views/counts?keys=snoozed,all_open")).json()["counts"] == {
            "snoozed": 1,
            "all_open": 0,
        }


async def test_a_filter_that_is_being_built_is_listed_and_counted_alone_or_on_top_of_a_view(served: Served) -> None:
    viewer = await _user(served, is_super_admin=True)
    first, second = await _tickets(served, "The kettle leaks", "An invoice")
    high = f"&filter={json.dumps(HIGH)}"
    async with served.as_user(viewer) as client:
        await client.patch(f"/api/tickets/{second}", json={"priority": "HIGH", "status_id": 4})
        await client.patch(f"/api/tickets/{first}", json={"priority": "HIGH"})
        assert await _listed(client, "all_open", high) == [first]
        assert set(await _listed(client, "all_open", f"{high}&instead=true")) == {first, second}
        assert set(await _listed(client, "all_open", '&filter={"all":[]}&instead=true')) == {first, second}
        assert (await client.get(f"/api/tickets?view=v999{high}&instead=true")).status_code == 404
        for body, count in (({"filter": HIGH}, 2), ({"filter": HIGH, "view": "all_open"}, 1)):
            assert (await client.post("/api/views/preview", json=body)).json() == {"count": count}
        assert (await client.post("/api/views/preview", json={"filter": HIGH, "view": "v999"})).status_code == 404


async def test_without_a_seat_a_filter_never_stands_instead_of_a_view(served: Served) -> None:
    viewer = await _user(served, seat="none")
    (ticket,) = await _tickets(served, "The kettle leaks")
    async with served.as_user(viewer) as client:
        everything = '&filter={"all":[]}&instead=true'
        assert await _listed(client, "all_open", everything) == [ticket]
        assert await _listed(client, "mentions", everything) == []


async def test_a_filter_that_is_being_built_shows_only_what_one_may_see(served: Served) -> None:
    lead, own = (
        await _user(served, is_super_admin=True),
        await _user(served, "Kalle", visibility="owned", sees_unassigned=False),
    )
    (mine,) = await _tickets(served, "Mine", viewer=own)
    await _tickets(served, "Not mine", viewer=lead)
    async with served.as_user(own) as client:
        assert await _listed(client, "mine", '&filter={"all":[]}&instead=true') == [mine]
        assert (await client.post("/api/views/preview", json={"filter": {"all": []}})).json() == {"count": 1}
        assert (await client.post("/api/views/preview", json={"filter": {"all": []}, "view": "all_open"})).json() == {
            "count": 1
        }


async def test_a_clone_of_a_default_view_holds_the_same_tickets_and_can_be_changed(served: Served) -> None:
    async with served.desk.database.transaction(SYSTEM) as tx:
        ours, theirs = await a_team(tx), await a_team(tx)
        viewer = await a_user(tx, is_super_admin=True, team_ids=[ours])
        mate, stranger = await a_user(tx, team_ids=[ours, theirs]), await a_user(tx, team_ids=[theirs])
    ids = await _tickets(served, *(f"Ticket {number}" for number in range(9)))
    changes: list[dict[str, Any]] = [
        {"owner_id": viewer.user_id},
        {"owner_id": mate.user_id},
        {"owner_id": stranger.user_id},
        {"owner_id": stranger.user_id, "team_id": ours},
        {"team_id": ours},
        {"team_id": theirs},
        {"status_id": 4},
    ]
    async with served.as_user(mate) as client:
        said = {"html": "<p>Look</p>", "mentioned_user_ids": [viewer.user_id]}
        assert (await client.post(f"/api/tickets/{ids[8]}/comments", json=said)).status_code == 201
    async with served.as_user(viewer) as client:
        for ticket_id, change in zip(ids, changes, strict=False):
            assert (await client.patch(f"/api/tickets/{ticket_id}", json=change)).status_code == 200
        assert (await client.post(f"/api/tickets/{ids[7]}/snooze", json={"until_reply": True})).status_code < 300
        assert (await client.post(f"/api/tickets/{ids[2]}/follow")).status_code < 300
        draft = {"body": {"html": "<p>Soon</p>"}}
        assert (await client.put(f"/api/tickets/{ids[5]}/drafts/reply", json=draft)).status_code == 200
        for view in (await client.get("/api/views")).json()["views"]:
            if view["key"] in {"spam", "trash", "parked"}:
                continue
            made = await client.post(f"/api/views/{view['key']}/clone", json={"name": f"{view['name']} (kopia)"})
            assert made.status_code == 201, made.text
            assert made.json()["name"] == f"{view['name']} (kopia)"
            held = await _listed(client, view["key"])
            assert held == await _listed(client, made.json()["key"]), view["key"]
            assert held, view["key"]
        for key in ("spam", "trash"):
            refused = await client.post(f"/api/views/{key}/clone", json={})
            assert (refused.status_code, refused.json()["code"]) == (422, "view.not_custom")
