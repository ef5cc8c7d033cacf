"""How is a connected account doing, and who hears of a change?"""

from deskbell.channels.account_health import tell_health
from deskbell.channels.accounts import get_account
from deskbell.events.channels import ChannelAccountHealthChanged
from deskbell.kernel.told import Told
from deskbell.kernel.transaction import Tx
from tests.given import an_email_account


async def test_only_a_change_is_kept_and_told(tx: Tx) -> None:
    account_id = await an_email_account(tx)
    await tell_health(tx, account_id, "imap", "ok", Told("Mail is fetched as it comes."))
    first = (await get_account(tx, account_id)).health["imap"]
    assert (first["state"], first["sentence"]) == ("ok", "Mail is fetched as it comes.")
    for _ in range(3):
        await tell_health(tx, account_id, "imap", "ok", Told("Mail is fetched as it comes."))
    await tell_health(tx, account_id, "imap", "failing", Told("Nothing answers."))
    await tell_health(tx, account_id, "imap", "failing", Told("It did not answer in time."))
    await tell_health(tx, account_id, "smtp", "ok", Told("Mail is sent."))
    health = (await get_account(tx, account_id)).health
    assert health["imap"]["sentence"] == "It did not answer in time."
    assert set(health) == {"imap", "smtp"}
    told = [one.event for one in tx.recorded if isinstance(one.event, ChannelAccountHealthChanged)]
    assert [(event.part, event.state) for event in told] == [("imap", "ok"), ("imap", "failing"), ("smtp", "ok")]


async def test_what_is_told_has_a_code_and_its_facts_and_older_rows_are_told_anew(tx: Tx) -> None:
    account_id = await an_email_account(tx)
    sentence = "Nothing answers at mail.example, port 993."
    await tell_health(tx, account_id, "imap", "failing", Told(sentence))
    assert (await get_account(tx, account_id)).health["imap"]["code"] is None
    told = Told(sentence, code="mail_server.silent", host="mail.example", port=993)
    await tell_health(tx, account_id, "imap", "failing", told)
    health = (await get_account(tx, account_id)).health["imap"]
    assert (health["code"], health["facts"]) == ("mail_server.silent", {"host": "mail.example", "port": 993})
