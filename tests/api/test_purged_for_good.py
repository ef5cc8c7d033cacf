"""Purged for good (T8): the ledger's line without a word, the bytes, and every trace in every table."""

import asyncio
import os
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import httpx2
from psycopg import sql

from deskbell.channels.email.connecting import connect_email
from deskbell.channels.email.intake_loop import read_context
from deskbell.channels.email.ledger.ledger import Arrived, Earlier, Known, claim, decide_ignored, enter, find_copied
from deskbell.channels.email.receive import receive
from deskbell.conversations.attachments import sweep_loose_uploads
from deskbell.kernel.desk import Desk
from deskbell.kernel.storage import DiskStorage
from deskbell.tickets.purging import purge_due
from deskbell.users.viewer import Viewer
from deskbell.wiring.sweeping_blobs import NAMED_BY, sweep_blobs
from deskbell.work.going_on import go_on, sweep_works
from tests.given import a_user
from tests.press import Press
from tests.serving import Served
from tests.walks.mail.world import a_raw_mail

WORD = "zanzibar"
TO = [{"name": "Ann", "address": "ann@customer.example"}]
SECRET = "secret.txt"


async def connected(desk: Desk, *addresses: str) -> list[int]:
    async with desk.database.transaction() as tx:
        return [
            await connect_email(tx, desk, address=address, name="Support", settings={}, secrets={})
            for address in addresses
        ]


async def bring(desk: Desk, account_id: int, raw: bytes) -> int:
    """A mail that comes in by that account; returns its number in the ledger."""
    async with desk.database.transaction() as tx:
        sha256 = desk.storage.put(raw)
        sent = Arrived("smtp", sha256, len(raw), account_id, "ann@customer.example", ("support@desk.example",))
        [mail_id] = await enter(tx, [sent])
    async with desk.database.transaction() as tx:
        [waiting] = await claim(tx, limit=1, lease_seconds=20)
    await receive(desk, await read_context(desk), waiting)
    return mail_id


def with_a_file(subject: str, text: str, name: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ann <ann@customer.example>", "support@desk.example", subject
    message["Message-ID"], message["Date"] = (
        f"<{subject.replace(' ', '')}@customer.example>",
        "Mon, 2 Nov 2026 10:00:00 +0000",
    )
    message.set_content(text)
    message.add_attachment(f"file: {text}".encode(), maintype="text", subtype="plain", filename=name)
    return message.as_bytes()


async def ticket_of(desk: Desk, mail_id: int) -> int:
    async with desk.database.reading() as reader:
        return int(await reader.value("SELECT ticket_id FROM raw_mail WHERE id = %s", (mail_id,)))


async def pass_ninety_days(desk: Desk) -> None:
    """What is in the trash or in spam is due, and the sweeps of the night have run."""
    async with desk.database.transaction() as tx:
        old = "interval '91 days'"
        await tx.run(f"UPDATE tickets SET deleted_at = deleted_at - {old}, spam_at = spam_at - {old}")
        await tx.run(f"UPDATE threads SET spam_at = spam_at - {old}")
        await tx.run("UPDATE attachments SET created_at = created_at - interval '91 days'")
        await tx.run("UPDATE works SET ended_at = ended_at - interval '91 days'")
    left: list[int] = [1]
    while left:
        async with desk.database.transaction() as tx:
            left = await purge_due(tx)
    async with desk.database.transaction() as tx:
        await sweep_works(tx)
        await sweep_loose_uploads(tx)


async def two_nights(desk: Desk) -> None:
    for _ in range(2):
        for path in desk.config.blobs.rglob("*.gz"):
            os.utime(path, (path.stat().st_mtime - 90_000, path.stat().st_mtime - 90_000))
        await sweep_blobs(desk)


async def rows_that_say(desk: Desk, words: list[str]) -> set[tuple[str, str]]:
    """Each table and column in which some row says one of the words."""
    found = set()
    async with desk.database.reading() as reader:
        columns = await reader.rows(
            "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables"
            " USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        for table, column in columns:
            asked = sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE lower({}::text) ~ %s)").format(
                sql.Identifier(table), sql.Identifier(column)
            )
            if await reader.value(asked, ("|".join(words),)):
                found.add((str(table), str(column)))
    return found


async def test_the_ledger_keeps_a_line_without_a_word_and_the_bytes_go_with_the_last_that_needs_them(
    served: Served,
) -> None:
    desk = served.desk
    storage = DiskStorage(desk.config.blobs)
    one, other = await connected(desk, "support@desk.example", "sales@desk.example")
    raw = with_a_file("The invoice", "It is wrong", SECRET)
    async with desk.database.transaction() as tx:
        viewer = await a_user(tx, is_super_admin=True)
    mail, copy, elsewhere = await bring(desk, one, raw), await bring(desk, one, b"Received: x\r\n" + raw), 0
    elsewhere = await bring(desk, other, raw)
    async with served.as_user(viewer) as client:
        assert (await client.delete(f"/api/tickets/{await ticket_of(desk, mail)}")).status_code == 204
        await pass_ninety_days(desk)
        lines = {line["id"]: line for line in (await client.get("/api/mail-ledger")).json()["mails"]}
        assert {id_: line["state"] for id_, line in lines.items()} == {
            mail: "purged",
            copy: "purged",
            elsewhere: "ticketed",
        }
        for purged in (mail, copy):
            assert (lines[purged]["subject"], lines[purged]["from"], lines[purged]["detail"]) == (None, None, None)
            for method, way in (("GET", "raw"), ("POST", "ticket"), ("POST", "ignore")):
                refused = await client.request(method, f"/api/mail-ledger/{purged}/{way}")
                assert (refused.status_code, refused.json()["code"]) == (404, "mail.purged")
        await two_nights(desk)
        assert len(list(storage.all())) == 2, "the mail that came twice, and its file; not the copy"
        assert (await client.get(f"/api/mail-ledger/{elsewhere}/raw")).content == raw

        again = await bring(desk, one, b"Received: y\r\n" + raw)
        [line] = [line for line in (await client.get("/api/mail-ledger")).json()["mails"] if line["id"] == again]
        assert (line["state"], line["reason"], line["ticket_id"]) == ("purged", "copy", None)
        assert line["detail"] == f"A copy of mail {mail}, which was purged."

        assert (await client.delete(f"/api/tickets/{await ticket_of(desk, elsewhere)}")).status_code == 204
    await pass_ninety_days(desk)
    await two_nights(desk)
    assert [path for path in storage.folder.rglob("*.gz") if path.is_file()] == []


async def test_a_copy_that_was_made_a_ticket_by_hand_lives_when_the_first_is_purged(served: Served) -> None:
    desk = served.desk
    [account] = await connected(desk, "support@desk.example")
    raw = a_raw_mail("Twice")
    async with desk.database.transaction() as tx:
        viewer = await a_user(tx, is_super_admin=True)
    first, second, third = [await bring(desk, account, b"Received: %d\r\n" % n + raw) for n in range(3)]
    async with served.as_user(viewer) as client:
        assert (await client.post(f"/api/mail-ledger/{second}/ticket")).status_code == 201
        await client.delete(f"/api/tickets/{await ticket_of(desk, first)}")
        await pass_ninety_days(desk)
        await two_nights(desk)
        for living in (second, third):
            assert b"Twice" in (await client.get(f"/api/mail-ledger/{living}/raw")).content
        late = await bring(desk, account, b"Received: late\r\n" + raw)
        assert b"Twice" in (await client.get(f"/api/mail-ledger/{late}/raw")).content


async def test_a_copy_that_is_read_while_the_first_is_purged_goes_with_it(served: Served) -> None:
    desk = served.desk
    [account] = await connected(desk, "support@desk.example")
    first = await bring(desk, account, a_raw_mail("Twice"))
    async with desk.database.transaction() as tx:
        viewer = await a_user(tx, is_super_admin=True)
        [copy] = await enter(tx, [Arrived("smtp", "0" * 64, 1, account)])
    async with served.as_user(viewer) as client:
        await client.delete(f"/api/tickets/{await ticket_of(desk, first)}")
    async with desk.database.transaction() as reading:
        known = Known(fingerprint=await reading.value("SELECT fingerprint FROM raw_mail WHERE id = %s", (first,)))
        assert await find_copied(reading, account, known.fingerprint or "", copy) == Earlier(first, is_purged=False)
        purging = asyncio.create_task(pass_ninety_days(desk))
        async with asyncio.timeout(30), desk.database.reading() as reader:
            while not await reader.value("SELECT true FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"):
                pass
        await decide_ignored(reading, copy, known, "copy", "A copy.")
    await purging
    async with desk.database.reading() as reader:
        assert await reader.values("SELECT state FROM raw_mail ORDER BY id") == ["purged", "purged"]


async def test_no_row_of_any_table_says_a_word_of_what_was_purged(served: Served) -> None:
    desk = served.desk
    [account] = await connected(desk, "support@desk.example")
    async with desk.database.transaction() as tx:
        viewer = await a_user(tx, is_super_admin=True)
        colleague = await a_user(tx, "Kaisa")
    first, second, third = [
        await bring(desk, account, with_a_file(f"{WORD} {n}", f"{WORD} and the rest", f"{WORD}{n}.txt"))
        for n in ("one", "two", "three")
    ]
    async with served.as_user(viewer) as client:
        ticket_ids = [await ticket_of(desk, mail) for mail in (first, second, third)]
        await say_everything(desk, client, ticket_ids, colleague)
        names = list(DiskStorage(desk.config.blobs).all())
        assert await rows_that_say(desk, names) == set(NAMED_BY), "no other column holds the name of a blob"
        assert len(await rows_that_say(desk, [WORD])) > 12
        async with desk.database.reading() as reader:
            shown = await reader.values("SELECT id FROM tickets WHERE is_shown")
        for ticket_id in shown:
            assert (await client.delete(f"/api/tickets/{ticket_id}")).status_code == 204
    await pass_ninety_days(desk)
    async with desk.database.reading() as reader:
        assert await reader.values("SELECT id FROM tickets") == []
    assert await rows_that_say(desk, [WORD]) == set()
    await two_nights(desk)
    assert list(DiskStorage(desk.config.blobs).all()) == []


async def test_no_row_says_a_word_of_spam_that_was_purged_from_an_inbox(press: Press) -> None:
    desk = press.served.desk
    colleague = await press.user("Kaisa")
    [account] = await connected(desk, "press@desk.example")
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE channel_accounts SET inbox_id = %s WHERE id = %s", (press.inbox_id, account))
    mail_id = await bring(desk, account, with_a_file(f"{WORD} calling", f"{WORD} and the rest", f"{WORD}.txt"))
    async with desk.database.reading() as reader:
        asked = "SELECT messages.id, thread_id FROM messages JOIN raw_mail ON raw_mail.message_id = messages.id"
        [(message_id, thread_id)] = await reader.rows(asked)
    thread, said = f"/api/inbox-threads/{thread_id}", {"html": f"<p>{WORD}</p>", "to": TO}
    async with press.served.as_user(press.boss) as client:
        later = {**said, "send_at": in_a_day(), "draft": {"html": WORD}}
        for way, body in {
            "comments": {"html": WORD, "mentioned_user_ids": [colleague.user_id]},
            "replies": said,
            "forwards": {**said, "message_id": message_id},
            "scheduled": later,
        }.items():
            answer = await client.post(f"{thread}/{way}", json=body)
            assert answer.status_code == 201, answer.text
        await client.put(f"{thread}/drafts/comment", json={"body": {"html": WORD}})
        assert len(await rows_that_say(desk, [WORD])) > 8
        assert (await client.patch(thread, json={"is_spam": True})).status_code < 300
    await pass_ninety_days(desk)
    assert await rows_that_say(desk, [WORD]) == set()
    await two_nights(desk)
    assert list(DiskStorage(desk.config.blobs).all()) == []
    async with desk.database.reading() as reader:
        assert await reader.value("SELECT state FROM raw_mail WHERE id = %s", (mail_id,)) == "purged"


def in_a_day() -> str:
    return (datetime.now(UTC) + timedelta(days=1)).isoformat()


async def say_everything(desk: Desk, client: httpx2.AsyncClient, ticket_ids: list[int], colleague: Viewer) -> None:
    """The word stands wherever words of a ticket can stand."""
    ticket_id, other_id, whole_id = ticket_ids
    ticket = f"/api/tickets/{ticket_id}"

    async def post(path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = await client.post(path, json=body)
        assert answer.status_code < 300, answer.text
        return dict(answer.json()) if answer.content else {}

    message_id = (await client.get(ticket)).json()["messages"]["messages"][0]["id"]
    async with desk.database.transaction() as tx:
        await tx.run(
            "INSERT INTO property_definitions (object_type, name, label, kind)"
            " VALUES ('tickets', 'place', 'Place', 'text'), ('tickets', 'site', 'Site', 'url')"
        )
    own = {"place": f"In {WORD}", "site": f"https://{WORD}.example"}
    changes = {"name": f"New {WORD}", "description": f"So {WORD}", "tags": [WORD], "properties": own}
    assert (await client.patch(ticket, json=changes)).status_code == 200
    said = {"html": f"<p>{WORD}</p>", "to": TO}
    upload = await client.post("/api/uploads", files={"file": (f"{WORD}.txt", f"{WORD} up".encode())})
    await post(f"{ticket}/comments", {"html": said["html"], "mentioned_user_ids": [colleague.user_id]})
    await post(f"{ticket}/replies", {**said, "attachment_ids": [upload.json()["id"]]})
    await post(f"{ticket}/forwards", {**said, "message_id": message_id, "scope": "conversation"})
    await post(f"{ticket}/scheduled", {**said, "send_at": in_a_day(), "draft": {"html": f"<p>{WORD}</p>"}})
    await client.put(f"{ticket}/drafts/reply", json={"body": {"html": f"<p>{WORD} unfinished</p>"}})
    await client.put(f"{ticket}/drafts/comment", json={"body": {"html": f"<p>{WORD} unfinished</p>"}})
    exported = await post("/api/views/all_open/export", {"columns": ["name", "description"]})
    await go_on(desk, exported["work_id"])
    changed = await post("/api/bulk", {"select": {"ids": ticket_ids}, "act": {"kind": "tags", "remove": [WORD]}})
    await go_on(desk, changed["work_id"])
    split = await post(f"{ticket}/split", {"message_ids": [message_id], "ticket": {"name": f"Split {WORD}"}})
    await post(f"/api/tickets/{split['id']}/links", {"other_id": other_id})
    merged = await post(f"{ticket}/merge", {"primary_id": ticket_id, "other_id": whole_id})
    await client.put(f"/api/tickets/{merged['id']}/drafts/reply", json={"body": {"html": WORD}, "version": 1})
    await post(f"/api/tickets/{merged['id']}/unmerge", {})
    await post(f"{ticket}/merge", {"primary_id": whole_id, "other_id": ticket_id})
    threads = (await client.get(f"/api/tickets/{other_id}")).json()["threads"]
    await post(f"/api/tickets/{other_id}/spam", {"thread_ids": [thread["id"] for thread in threads]})
