"""Does an answer find what it answers, when both are read at the same time?"""

import asyncio
import contextlib

from deskbell.channels.email.connecting import connect_email
from deskbell.channels.email.intake_loop import MailIntake
from deskbell.channels.email.ledger.ledger import Arrived, enter
from deskbell.channels.email.reading.fingerprint import mail_id_of
from deskbell.kernel.desk import Desk
from tests.walks.mail.world import a_raw_mail, until, value

CONVERSATIONS, LENGTH = 12, 4


async def test_conversations_that_come_all_at_once_stay_whole(desk: Desk) -> None:
    async with desk.database.transaction() as tx:
        account_id = await connect_email(tx, desk, address="support@desk.example", settings={}, secrets={})
    arrived = []
    for conversation in range(CONVERSATIONS):
        before = ""
        for turn in range(LENGTH):
            mail_id = f"<{conversation}.{turn}@customer.example>"
            headers = {"In_Reply_To": before} if before else {}
            raw = a_raw_mail(f"Matter {conversation}", f"turn {turn}", Message_ID=mail_id, **headers)
            sha256 = desk.storage.put(raw)
            arrived.append(Arrived("imap", sha256, len(raw), account_id, mail_id=mail_id_of(raw)))
            before = mail_id
    async with desk.database.transaction() as tx:
        await enter(tx, arrived)
    parts = [asyncio.create_task(MailIntake(desk).run()) for _ in range(2)]
    done = "SELECT true FROM raw_mail HAVING count(*) FILTER (WHERE state = 'ticketed') = %s"
    try:
        await until(lambda: value(desk, done, len(arrived)), "every mail read", 40)
    finally:
        for part in parts:
            part.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await part
    assert await value(desk, "SELECT count(*) FROM tickets") == CONVERSATIONS
