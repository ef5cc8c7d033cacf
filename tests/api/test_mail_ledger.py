"""The mail ledger over HTTP: what became of every mail, and deciding otherwise."""

import pytest

from deskbell.channels.email.connecting import connect_email
from deskbell.channels.email.ledger.ledger import Arrived, enter
from deskbell.kernel.desk import Desk
from tests.given import a_user
from tests.serving import Served
from tests.walks.mail.world import a_raw_mail


async def parked(desk: Desk, count: int) -> list[int]:
    """Mails that wait for a decision, newest first."""
    async with desk.database.transaction() as tx:
        account_id = await connect_email(tx, desk, address="support@desk.example", settings={}, secrets={})
        mails = []
        for number in range(count):
            raw = a_raw_mail(f"Parked {number}")
            sha256 = desk.storage.put(raw)
            reason = ("too_large", "Too large to take.")
            mails.append(Arrived("imap", sha256, len(raw), account_id, parked=reason))
        return sorted(await enter(tx, mails), reverse=True)


async def test_the_ledger_is_paged_newest_first(served: Served) -> None:
    ids = await parked(served.desk, 5)
    async with served.desk.database.transaction() as tx:
        viewer = await a_user(tx)
    async with served.as_user(viewer) as client:
        first = (await client.get("/api/mail-ledger", params={"state": "parked", "limit": 3})).json()
        rest = (
            await client.get("/api/mail-ledger", params={"state": "parked", "limit": 3, "after": first["next"]})
        ).json()
        assert [mail["id"] for mail in [*first["mails"], *rest["mails"]]] == ids
        assert rest["next"] is None
        assert first["counts"]["parked"] == 5
        assert first["mails"][0]["reason"] == "too_large"
        assert first["mails"][0]["detail"] == "Too large to take."


async def test_a_parked_mail_becomes_a_ticket_by_hand_once(served: Served) -> None:
    [mail_id] = await parked(served.desk, 1)
    async with served.desk.database.transaction() as tx:
        viewer = await a_user(tx)
    async with served.as_user(viewer) as client:
        made = await client.post(f"/api/mail-ledger/{mail_id}/ticket")
        assert made.status_code == 201, made.text
        ticket = (await client.get(f"/api/tickets/{made.json()['ticket_id']}")).json()["ticket"]
        assert ticket["name"] == "Parked 0"
        again = await client.post(f"/api/mail-ledger/{mail_id}/ticket")
        assert (again.status_code, again.json()["code"]) == (409, "mail.not_parked")
        assert again.json()["facts"]["ticket_id"] == made.json()["ticket_id"]
        raw = await client.get(f"/api/mail-ledger/{mail_id}/raw")
        assert b"Parked 0" in raw.content
        assert raw.headers["x-content-type-options"] == "nosniff"


async def test_a_parked_mail_is_ignored_and_can_still_become_a_ticket(served: Served) -> None:
    [mail_id] = await parked(served.desk, 1)
    async with served.desk.database.transaction() as tx:
        viewer = await a_user(tx)
    async with served.as_user(viewer) as client:
        assert (await client.post(f"/api/mail-ledger/{mail_id}/ignore")).status_code == 204
        [mail] = (await client.get("/api/mail-ledger")).json()["mails"]
        assert mail["state"] == "ignored"
        assert (await client.post(f"/api/mail-ledger/{mail_id}/ticket")).status_code == 201
        assert (await client.post(f"/api/mail-ledger/{mail_id}/ignore")).status_code == 409


@pytest.mark.parametrize("fields", [{"visibility": "team"}, {"visibility": "owned"}, {"sees_unassigned": False}])
async def test_mail_without_a_ticket_is_for_those_who_see_everything(served: Served, fields: dict[str, object]) -> None:
    [mail_id] = await parked(served.desk, 1)
    async with served.desk.database.transaction() as tx:
        viewer = await a_user(tx, "Narrow", **fields)
    async with served.as_user(viewer) as client:
        for answer in (
            await client.get("/api/mail-ledger"),
            await client.get(f"/api/mail-ledger/{mail_id}/raw"),
            await client.post(f"/api/mail-ledger/{mail_id}/ticket"),
            await client.post(f"/api/mail-ledger/{mail_id}/ignore"),
        ):
            assert answer.status_code == 403, answer.text


async def test_what_is_not_there_is_not_found(served: Served) -> None:
    async with served.desk.database.transaction() as tx:
        viewer = await a_user(tx)
    async with served.as_user(viewer) as client:
        for way in ("raw", "ticket", "ignore"):
            method = "GET" if way == "raw" else "POST"
            assert (await client.request(method, f"/api/mail-ledger/999/{way}")).status_code in {404, 409}
