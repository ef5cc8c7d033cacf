"""What becomes of a mail that can't be taken in, however often it is tried?"""

import asyncio

from deskbell.channels.accounts import disconnect
from deskbell.channels.email.connecting import connect_email
from deskbell.channels.email.intake_loop import read_context
from deskbell.channels.email.ledger import ledger
from deskbell.channels.email.ledger.ledger import Arrived, Waiting
from deskbell.channels.email.ledger.rows import LedgerRow, get_row
from deskbell.channels.email.receive import MOST_CLAIMS, MOST_TRIES, make_ticket, receive
from deskbell.kernel.desk import Desk
from deskbell.kernel.event import SYSTEM
from tests.walks.mail.world import a_raw_mail, rows


async def entered(desk: Desk, *hashes: str) -> list[int]:
    async with desk.database.transaction() as tx:
        account_id = await connect_email(tx, desk, address="support@desk.example", settings={}, secrets={})
        return await ledger.enter(tx, [Arrived("smtp", sha256, 100, account_id) for sha256 in hashes])


async def claimed(desk: Desk, limit: int = 10) -> list[Waiting]:
    async with desk.database.transaction() as tx:
        return await ledger.claim(tx, limit=limit, lease_seconds=20)


async def make_all_due(desk: Desk) -> None:
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE raw_mail SET next_try_at = now()")


async def row(desk: Desk, raw_mail_id: int) -> LedgerRow:
    async with desk.database.reading() as reader:
        return await get_row(reader, raw_mail_id)


async def test_a_mail_whose_bytes_are_gone_is_tried_again_and_parked_in_the_end(desk: Desk) -> None:
    [raw_mail_id] = await entered(desk, "0" * 64)
    context = await read_context(desk)
    for _ in range(MOST_TRIES):
        assert (await row(desk, raw_mail_id)).state == "received"
        await make_all_due(desk)
        [raw] = await claimed(desk)
        await receive(desk, context, raw)
    found = await row(desk, raw_mail_id)
    assert (found.state, found.reason) == ("parked", "intake_failed")
    assert found.detail == "This mail could not be taken in after 6 tries (LookupError)."
    assert await rows(desk, "SELECT true FROM events WHERE name = 'MailParked'") == [(True,)]


async def test_a_mail_that_ends_its_readers_is_parked_and_takes_no_others_along(desk: Desk) -> None:
    good = [desk.storage.put(a_raw_mail(f"Good {number}")) for number in range(3)]
    ids = await entered(desk, good[0], "0" * 64, good[1], good[2])
    assert len(await claimed(desk)) == 4  # and the process dies
    for killed in range(MOST_CLAIMS):
        await make_all_due(desk)
        async with desk.database.transaction() as tx:  # the others were done by a second process meanwhile
            await tx.run("UPDATE raw_mail SET attempts = 0 WHERE id <> %s", (ids[1],))
        alone = [raw for raw in await claimed(desk) if raw.attempts > 1]
        assert [raw.id for raw in alone] == [ids[1]], killed
    await receive(desk, await read_context(desk), alone[0])
    assert (await row(desk, ids[1])).reason == "reader_killed"


async def test_two_that_were_tried_before_are_never_taken_together(desk: Desk) -> None:
    await entered(desk, *(desk.storage.put(a_raw_mail(f"Mail {number}")) for number in range(5)))
    assert len(await claimed(desk)) == 5
    await make_all_due(desk)
    assert len(await claimed(desk)) == 1
    assert len(await claimed(desk)) == 1


async def test_a_mail_is_read_once_though_two_workers_have_it(desk: Desk) -> None:
    [raw_mail_id] = await entered(desk, desk.storage.put(a_raw_mail("Once")))
    context = await read_context(desk)
    [raw] = await claimed(desk)
    await asyncio.gather(*(receive(desk, context, raw) for _ in range(5)))
    assert (await row(desk, raw_mail_id)).state == "ticketed"
    assert await rows(desk, "SELECT count(*) FROM messages") == [(1,)]


async def test_mail_of_an_account_that_is_gone_is_parked_and_can_be_a_ticket_of_another(desk: Desk) -> None:
    [raw_mail_id] = await entered(desk, desk.storage.put(a_raw_mail("Late")))
    async with desk.database.transaction() as tx:
        await disconnect(tx, (await row(desk, raw_mail_id)).channel_account_id or 0)
        await connect_email(tx, desk, address="other@desk.example", settings={}, secrets={})
    context = await read_context(desk)
    [raw] = await claimed(desk)
    await receive(desk, context, raw)
    assert (await row(desk, raw_mail_id)).reason == "no_account"
    assert await make_ticket(desk, context, SYSTEM, raw_mail_id)
