"""Inboxes, threads, messages and actors through the public API (wire facts 9.11).

The official client has no words for conversations beyond its raw `api_request`, which is used here.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from deskbell.conversations.attachments import keep_upload
from deskbell.conversations.message import Recipient, StoredFile
from deskbell.conversations.outbox import mark_failed, mark_sent
from deskbell.kernel.event import SYSTEM
from deskbell.kernel.told import Told
from deskbell.tickets.intake import Accepted, accept
from tests.api.hubspot.conftest import Integration, PublicDesk
from tests.given import a_mail, a_team, a_user, an_email_account

BASE = "/conversations/v3/conversations"


async def _mail(desk_api: PublicDesk, address: str = "support", **fields: object) -> tuple[int, Accepted]:
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        account = await an_email_account(tx, f"{address}@desk.example")
        return account, await accept(tx, a_mail(account, **fields))


async def _get(api: Integration, path: str, **query: Any) -> Any:
    answer = await api.ask(api.hub.api_request, {"path": BASE + path, "qs": query})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def _post(api: Integration, path: str, body: Any) -> Any:
    return await api.ask(api.hub.api_request, {"method": "POST", "path": BASE + path, "body": body})


def _message(api: Integration, account: int, **fields: Any) -> dict[str, Any]:
    return {
        "type": "MESSAGE",
        "text": "We mend it",
        "richText": "<p>We <b>mend</b> it</p>",
        "attachments": [],
        "recipients": [
            {
                "recipientField": "TO",
                "name": "Ann",
                "deliveryIdentifiers": [{"type": "HS_EMAIL_ADDRESS", "value": "ann@customer.example"}],
            }
        ],
        "senderActorId": f"A-{api.viewer.user_id}",
        "channelId": "1002",
        "channelAccountId": str(account),
        **fields,
    }


async def test_the_help_desk_is_an_inbox_with_its_channel_accounts(desk_api: PublicDesk) -> None:
    account, _ = await _mail(desk_api)
    api = await desk_api.as_user()
    inboxes = await _get(api, "/inboxes")
    assert (inboxes["total"], inboxes["results"][0]["type"]) == (1, "HELP_DESK")
    inbox = inboxes["results"][0]["id"]
    assert await _get(api, f"/inboxes/{inbox}") == inboxes["results"][0]
    channels = await _get(api, "/channels")
    assert {"id": "1002", "name": "EMAIL"} in channels["results"]
    assert await _get(api, "/channels/1002") == {"id": "1002", "name": "EMAIL"}
    accounts = await _get(api, "/channel-accounts", channelId="1002", inboxId=inbox)
    shown = accounts["results"][0]
    assert (accounts["total"], shown.pop("createdAt")[-1]) == (1, "Z")
    assert shown == {
        "id": str(account),
        "name": "Support",
        "channelId": "1002",
        "inboxId": inbox,
        "active": True,
        "authorized": True,
        "archived": False,
        "deliveryIdentifier": {"type": "HS_EMAIL_ADDRESS", "value": "support@desk.example"},
    }
    assert (await _get(api, "/channel-accounts", channelId="1000"))["results"] == []
    assert (await _get(api, "/channel-accounts", channelId="no such"))["results"] == []
    assert (await _get(api, f"/channel-accounts/{account}"))["id"] == str(account)


async def test_a_mail_is_a_thread_of_its_ticket_with_one_incoming_message(desk_api: PublicDesk) -> None:
    account, mail = await _mail(
        desk_api,
        html="<p>Wrong <img src=x onerror=alert(1)><script>alert(2)</script></p>",
        recipients=(Recipient("to", "Support", "support@desk.example"), Recipient("cc", "", "bob@customer.example")),
        files=(StoredFile("bill.pdf", "application/pdf", 3, "ab" * 32),),
    )
    api = await desk_api.as_user()
    threads = await _get(api, "/threads", associatedTicketId=mail.ticket_id, association="TICKET")
    thread = threads["results"][0]
    assert "total" not in threads
    assert "paging" not in threads
    assert thread["threadAssociations"] == {"associatedTicketId": str(mail.ticket_id)}
    assert (thread["id"], thread["status"], thread["spam"], thread["archived"]) == (
        str(mail.thread_id),
        "OPEN",
        False,
        False,
    )
    assert (thread["originalChannelId"], thread["originalChannelAccountId"]) == ("1002", str(account))
    assert thread["latestMessageTimestamp"] == thread["latestMessageReceivedTimestamp"]
    assert "latestMessageSentTimestamp" not in thread
    assert "assignedTo" not in thread
    plain = await _get(api, f"/threads/{mail.thread_id}")
    assert plain == {key: value for key, value in thread.items() if key != "threadAssociations"}
    message = (await _get(api, f"/threads/{mail.thread_id}/messages"))["results"][0]
    contact = thread["associatedContactId"]
    assert (message["type"], message["direction"], message["status"]) == (
        "MESSAGE",
        "INCOMING",
        {"statusType": "RECEIVED"},
    )
    assert message["text"] == "Hello, the sum of invoice 4711 is wrong."
    assert message["subject"] == "The invoice is wrong"
    assert "script" not in message["richText"]
    assert "onerror" not in message["richText"]
    assert message["createdBy"] == f"V-{contact}"
    assert message["senders"] == [
        {
            "actorId": f"V-{contact}",
            "name": "Ann Kowalska",
            "senderField": "FROM",
            "deliveryIdentifier": {"type": "HS_EMAIL_ADDRESS", "value": "ann@customer.example"},
        }
    ]
    assert [(each["recipientField"], each["deliveryIdentifier"]["value"]) for each in message["recipients"]] == [
        ("TO", "support@desk.example"),
        ("CC", "bob@customer.example"),
    ]
    assert [(each["type"], each["name"]) for each in message["attachments"]] == [("FILE", "bill.pdf")]
    assert message["attachments"][0]["url"].endswith(f"/api/attachments/{message['attachments'][0]['fileId']}")
    assert message["truncationStatus"] == "NOT_TRUNCATED"
    assert await _get(api, f"/threads/{mail.thread_id}/messages/{message['id']}") == message
    original = await _get(api, f"/threads/{mail.thread_id}/messages/{message['id']}/original-content")
    assert original["text"] == message["text"]


async def test_a_message_is_sent_and_a_comment_stays_in_the_house(desk_api: PublicDesk) -> None:
    account, mail = await _mail(desk_api)
    api = await desk_api.as_user()
    path = f"/threads/{mail.thread_id}/messages"
    sent = await _post(api, path, _message(api, account, subject="Mended"))
    assert sent.status_code == 201
    assert (sent.json()["direction"], sent.json()["status"]) == ("OUTGOING", {"statusType": "SENT"})
    assert (sent.json()["subject"], sent.json()["richText"]) == ("Mended", "<p>We <b>mend</b> it</p>")
    assert sent.json()["client"] == {"clientType": "INTEGRATION"}
    noted = await _post(
        api, path, {"type": "COMMENT", "text": "internal", "richText": "<p>internal</p>", "attachments": []}
    )
    assert (noted.status_code, noted.json()["type"]) == (201, "COMMENT")
    assert "direction" not in noted.json()
    items = (await _get(api, path))["results"]
    assert [each["type"] for each in items] == ["COMMENT", "MESSAGE", "ASSIGNMENT", "MESSAGE"]
    assert items[2]["assignedTo"] == f"A-{api.viewer.user_id}"
    oldest_first = (await _get(api, path, sort="createdAt"))["results"]
    assert oldest_first == items[::-1]
    async with desk_api.served.desk.database.reading() as reader:
        outbox = await reader.rows(
            "SELECT recipients, delivery, send_at <= now() FROM messages WHERE delivery IS NOT NULL"
        )
        events = await reader.values(
            "SELECT name FROM events WHERE via = 'api' AND actor = %s ORDER BY id", (f"user:{api.viewer.user_id}",)
        )
    assert outbox == [([{"field": "to", "name": "Ann", "address": "ann@customer.example"}], "queued", True)]
    assert events == ["TicketAssigned", "ReplyWritten", "TicketFollowed", "CommentWritten"]


async def test_what_became_of_a_message_is_told(desk_api: PublicDesk) -> None:
    account, mail = await _mail(desk_api)
    api = await desk_api.as_user()
    refused = "The mail server refuses to deliver to bo@customer.example (550)."
    partly, never = [
        (await _post(api, f"/threads/{mail.thread_id}/messages", _message(api, account))).json()["id"] for _ in range(2)
    ]
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        await mark_sent(tx, int(partly), Told(refused))
        await mark_failed(tx, int(never), Told(refused), is_final=True)
    for number, status in ((partly, "SENT"), (never, "FAILED")):
        told = (await _get(api, f"/threads/{mail.thread_id}/messages/{number}"))["status"]
        assert told == {"statusType": status, "failureDetails": {"errorMessage": refused}}


async def test_the_items_of_a_thread_are_paged_in_both_orders(desk_api: PublicDesk) -> None:
    account, mail = await _mail(desk_api)
    api = await desk_api.as_user()
    path = f"/threads/{mail.thread_id}/messages"
    await _post(api, path, _message(api, account))
    for stage in ("4", "1", "4"):
        await api.http.patch(
            f"/crm/v3/objects/tickets/{mail.ticket_id}", json={"properties": {"hs_pipeline_stage": stage}}
        )
    for sort in ("createdAt", "-createdAt"):
        whole = (await _get(api, path, sort=sort))["results"]
        assert [each.get("newStatus") for each in whole if each["type"] == "THREAD_STATUS_CHANGE"] == [
            "CLOSED",
            "OPEN",
            "CLOSED",
        ]
        pieces: list[Any] = []
        page = await _get(api, path, sort=sort, limit=2)
        pieces += page["results"]
        while "paging" in page:
            page = await _get(api, path, sort=sort, limit=2, after=page["paging"]["next"]["after"])
            pieces += page["results"]
        assert pieces == whole
    event = next(each for each in whole if each["type"] == "THREAD_STATUS_CHANGE")
    assert await _get(api, f"{path}/{event['id']}") == event
    closed = await _get(api, f"/threads/{mail.thread_id}")
    assert closed["status"] == "CLOSED"
    assert closed["closedAt"]
    assert closed["assignedTo"] == f"A-{api.viewer.user_id}"


async def test_threads_are_filtered_sorted_and_paged(desk_api: PublicDesk) -> None:
    account, first = await _mail(desk_api, subject="One")
    now = datetime.now(UTC)
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        second = await accept(tx, a_mail(account, subject="Two"))
        third = await accept(tx, a_mail(account, subject="Three"))
        for hours, each in ((3, first), (1, second), (2, third)):
            await tx.run(
                "UPDATE threads SET last_message_at = %s WHERE id = %s", (now - timedelta(hours=hours), each.thread_id)
            )
        await tx.run("UPDATE tickets SET is_closed = true WHERE id = %s", (second.ticket_id,))
        contact = await tx.value("SELECT contact_id FROM threads WHERE id = %s", (third.thread_id,))
    api = await desk_api.as_user()
    one, two, three = (str(each.thread_id) for each in (first, second, third))

    async def found(**query: Any) -> list[str]:
        return [each["id"] for each in (await _get(api, "/threads", **query))["results"]]

    assert await found() == [one, two, three]
    assert await found(threadStatus="CLOSED") == [two]
    assert await found(threadStatus="OPEN", associatedContactId=contact) == [one, three]
    assert await found(associatedTicketId=third.ticket_id) == [three]
    assert await found(inboxId="1", threadStatus="OPEN") == [one, three]
    assert await found(inboxId="999") == []
    assert await found(archived="true") == []
    since = (now - timedelta(hours=2, minutes=30)).isoformat()
    by_time = {"sort": "latestMessageTimestamp", "latestMessageTimestampAfter": since}
    assert await found(**by_time) == [three, two]
    page = await _get(api, "/threads", **by_time, limit=1)
    assert [each["id"] for each in page["results"]] == [three]
    assert await found(**by_time, limit=1, after=page["paging"]["next"]["after"]) == [two]
    page = await _get(api, "/threads", limit=2)
    assert await found(after=page["paging"]["next"]["after"]) == [three]
    linked = await api.http.get(page["paging"]["next"]["link"])
    assert [each["id"] for each in linked.json()["results"]] == [three]


@pytest.mark.parametrize(
    "query",
    [
        "sort=latestMessageTimestamp",
        "sort=subject",
        "associatedContactId=1",
        "associatedContactId=1&threadStatus=OPEN&inboxId=1",
        "threadStatus=HALF",
        "association=DEAL",
        "limit=501",
        "after=x",
        "sort=latestMessageTimestamp&latestMessageTimestampAfter=0&after=x",
        "sort=latestMessageTimestamp&latestMessageTimestampAfter=0&after=9999999999999999999-1",
        "latestMessageTimestampAfter=yesterday",
    ],
)
async def test_a_question_about_threads_that_makes_no_sense_is_refused(standing_api: Integration, query: str) -> None:
    answer = await standing_api.http.get(f"{BASE}/threads?{query}")
    assert (answer.status_code, answer.json()["category"]) == (400, "VALIDATION_ERROR")


@pytest.mark.parametrize(
    "change",
    [
        {"type": "WELCOME_MESSAGE"},
        {"text": None},
        {"attachments": None},
        {"recipients": None},
        {"recipients": []},
        {"recipients": [{"recipientField": "TO"}]},
        {"recipients": [{"recipientField": "CC", "deliveryIdentifiers": [{"value": "ann@customer.example"}]}]},
        {"recipients": [{"deliveryIdentifiers": [{"value": "ann@customer.example\r\nBcc: eve@x.example"}]}]},
        {"recipients": [{"deliveryIdentifiers": [{"value": "no address"}]}]},
        {"recipients": [{"recipientField": "FROM", "deliveryIdentifiers": [{"value": "a@b.example"}]}]},
        {"recipients": [{"deliveryIdentifiers": [{"value": f"a{n}@b.example"}]} for n in range(101)]},
        {"senderActorId": "A-999999"},
        {"senderActorId": "V-1"},
        {"channelId": "1000"},
        {"channelAccountId": "999999"},
        {"attachments": [{"type": "FILE", "fileId": "999999"}]},
        {"attachments": [{"type": "QUICK_REPLIES"}]},
        {"text": "", "richText": ""},
        {"text": "x" * 1_000_001},
    ],
)
async def test_a_message_that_cannot_be_sent_leaves_nothing_behind(
    standing_public: PublicDesk, standing_api: Integration, change: dict[str, Any]
) -> None:
    account, mail = await _mail(standing_public, f"support{uuid4().hex}")
    path = f"{BASE}/threads/{mail.thread_id}/messages"
    answer = await standing_api.http.post(path, json=_message(standing_api, account, **change))
    assert (answer.status_code, answer.json()["category"]) == (400, "VALIDATION_ERROR"), answer.text
    assert len((await standing_api.http.get(path)).json()["results"]) == 1


async def test_an_own_upload_is_sent_and_a_strangers_is_not(desk_api: PublicDesk) -> None:
    account, mail = await _mail(desk_api)
    api = await desk_api.as_user()
    other = await desk_api.as_user("Other")
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        file = await keep_upload(
            tx, api.viewer.user_id, name="a.png", content_type="image/png", size=1, sha256="ab" * 32
        )
    path, attached = f"/threads/{mail.thread_id}/messages", [{"type": "FILE", "fileId": str(file)}]
    assert (await _post(other, path, _message(other, account, attachments=attached))).status_code == 400
    sent = await _post(api, path, _message(api, account, attachments=attached))
    assert [(each["name"], each["fileUsageType"]) for each in sent.json()["attachments"]] == [("a.png", "IMAGE")]


async def test_only_a_super_admin_writes_in_a_colleagues_name(desk_api: PublicDesk) -> None:
    account, mail = await _mail(desk_api)
    admin = await desk_api.as_user("Admin", is_super_admin=True)
    piotr = await desk_api.as_user("Piotr")
    path = f"/threads/{mail.thread_id}/messages"
    as_piotr = _message(piotr, account)
    as_admin = _message(admin, account)
    assert (await _post(admin, path, as_piotr)).json()["createdBy"] == f"A-{piotr.viewer.user_id}"
    assert (await _post(piotr, path, as_admin)).status_code == 400


async def test_a_thread_of_a_hidden_or_trashed_ticket_is_not_there(desk_api: PublicDesk) -> None:
    account, mail = await _mail(desk_api)
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        await tx.run("UPDATE tickets SET team_id = %s WHERE id = %s", (await a_team(tx), mail.ticket_id))
    blind = await desk_api.as_user(visibility="team", sees_unassigned=True)
    path = f"{BASE}/threads/{mail.thread_id}"
    assert (await _get(blind, "/threads")) == {"results": []}
    comment = {"type": "COMMENT", "text": "x", "attachments": []}
    for answer in (
        await blind.http.get(path),
        await blind.http.get(f"{path}?archived=true"),
        await blind.http.get(f"{path}/messages"),
        await blind.http.get(f"{path}/messages/{mail.message_id}"),
        await blind.http.get(f"{path}/messages/{mail.message_id}/original-content"),
        await blind.http.post(f"{path}/messages", json=comment),
        await blind.http.post(f"{path}/messages", json=_message(blind, account)),
    ):
        assert (answer.status_code, answer.json()["message"]) == (404, "resource not found")
    boss = await desk_api.as_user("Boss", is_super_admin=True)
    await boss.http.delete(f"/crm/v3/objects/tickets/{mail.ticket_id}")
    assert (await boss.http.get(path)).status_code == 404
    assert (await boss.http.post(f"{path}/messages", json=comment)).status_code == 404
    assert (await boss.http.get(f"{path}?archived=true")).json()["archived"] is True
    assert [each["id"] for each in (await _get(boss, "/threads", archived="True"))["results"]] == [str(mail.thread_id)]


async def test_a_message_of_another_thread_is_not_found_in_this_one(desk_api: PublicDesk) -> None:
    account, mail = await _mail(desk_api)
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        other = await accept(tx, a_mail(account, subject="Another matter"))
    api = await desk_api.as_user()
    path = f"{BASE}/threads/{mail.thread_id}/messages"
    for name in (str(other.message_id), "event-1", "event-x", "x", "9" * 30):
        assert (await api.http.get(f"{path}/{name}")).status_code == 404
    assert (await api.http.get(f"{path}?after={other.message_id}")).status_code == 400


async def test_actors_are_colleagues_customers_addresses_and_the_desk(desk_api: PublicDesk) -> None:
    _, mail = await _mail(desk_api)
    api = await desk_api.as_user("Maija")
    contact = (await _get(api, f"/threads/{mail.thread_id}"))["associatedContactId"]
    async with desk_api.served.desk.database.transaction(SYSTEM) as tx:
        gone = await a_user(tx, "Gone")
        await tx.run("UPDATE users SET deactivated_at = now() WHERE id = %s", (gone.user_id,))
    me = f"A-{api.viewer.user_id}"
    assert await _get(api, f"/actors/{me}") == {
        "id": me,
        "type": "AGENT",
        "name": "Maija",
        "email": api.viewer.email,
    }
    wanted = [f"V-{contact}", f"A-{gone.user_id}", "E-bob@customer.example", "S-hubspot", "A-999999", "V-x", me]
    answer = await _post(api, "/actors/batch/read", {"inputs": wanted})
    body = answer.json()
    assert answer.status_code == 207
    assert [(each["id"], each["type"], each.get("name")) for each in body["results"]] == [
        (f"V-{contact}", "VISITOR", "Ann Kowalska"),
        (f"A-{gone.user_id}", "AGENT", "Gone"),
        ("E-bob@customer.example", "EMAIL", None),
        ("S-hubspot", "SYSTEM", "Deskbell"),
        (me, "AGENT", "Maija"),
    ]
    assert body["errors"][0]["context"] == {"ids": ["A-999999", "V-x"]}
    assert (await _post(api, "/actors/batch/read", {"inputs": [me]})).status_code == 200
