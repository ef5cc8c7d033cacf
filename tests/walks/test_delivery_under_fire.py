"""Replies go out while the worker is killed 30 times: 0 lost, and what is repeated bears the same Message-ID (B2)."""

import asyncio
import email
from collections import Counter, defaultdict
from pathlib import Path

from deskbell.channels.email.connecting import connect_email
from deskbell.conversations.message import Recipient
from deskbell.kernel.config import Config
from deskbell.kernel.desk import Desk
from deskbell.tickets.answering.replying import Reply, reply
from deskbell.tickets.intake import accept
from deskbell.users.viewer import Viewer
from deskbell.wiring.desk import open_desk
from tests.given import a_mail, a_user
from tests.servers.ports import free_port
from tests.servers.smtp_sink import SmtpSink
from tests.walks.fire import WorkerUnderFire
from tests.walks.mail.world import rows, until, value

FEWEST = 200
KILLS = 30
ADDRESS = "fire-out@desk.example"


async def test_no_reply_is_lost_while_the_worker_is_killed(dsn: str, tmp_path: Path, sink: SmtpSink) -> None:
    sink.dawdle_seconds = 0.15  # so that many are killed between the server's yes and our commit
    config = Config(data=tmp_path / "data")
    config.create_folders()
    async with open_desk(config, dsn) as desk:
        smtp = {"host": "127.0.0.1", "port": sink.port, "security": "none"}
        async with desk.database.transaction() as tx:
            account_id = await connect_email(tx, desk, address=ADDRESS, settings={"smtp": smtp}, secrets={})
            agent = await a_user(tx)
        port = free_port()  # it listens there once its parts run, and is worth killing only then
        listen = f"127.0.0.1:{port}"
        with WorkerUnderFire(dsn, config.data, kills=KILLS, ready_port=port, DESKBELL_SMTP_LISTEN=listen) as fire:
            written = 0
            async with asyncio.timeout(500):
                while written < FEWEST or not fire.is_enough():  # replies are written as long as it burns
                    await write_reply(desk, agent, account_id, written)
                    written += 1
                    await asyncio.sleep(0.15)
            left = "SELECT true FROM messages WHERE direction = 'outgoing' HAVING count(*) = count(delivered_at)"
            try:
                await until(lambda: value(desk, left), "every reply sent", 120)
            except TimeoutError:
                told = await rows(desk, "SELECT delivery, failure, attempts, count(*) FROM messages GROUP BY 1, 2, 3")
                raise AssertionError(f"{told}, seed {fire.seed}: {fire.log()}") from None
        await _agree(desk, sink, agent, written)


async def write_reply(desk: Desk, agent: Viewer, account_id: int, number: int) -> None:
    async with desk.database.transaction() as tx:
        ticket_id = (await accept(tx, a_mail(account_id, subject=f"Question {number}"))).ticket_id
        assert ticket_id is not None
        to = Recipient("to", "Ann", f"ann{number}@customer.example")
        await reply(tx, agent, ticket_id, Reply(html="<p>Yes.</p>", recipients=(to,), send_after_seconds=0))


async def _agree(desk: Desk, sink: SmtpSink, agent: Viewer, written: int) -> None:
    sent = dict(await rows(desk, "SELECT mail_id, recipients->0->>'address' FROM messages WHERE delivery = 'sent'"))
    assert len(sent) == written
    ids_of: dict[str, set[str]] = defaultdict(set)
    copies: Counter[str] = Counter()
    for taken in sink.taken:
        [to] = taken.recipients
        if to == agent.email:
            continue  # what the desk tells its own colleague is no reply
        ids_of[to].add(email.message_from_bytes(taken.raw)["Message-ID"].strip("<>"))
        copies[to] += 1
    assert set(ids_of) == set(sent.values()), "each reply reached its server"
    assert all(len(ids) == 1 for ids in ids_of.values()), "each try bore the same Message-ID"
    assert {next(iter(ids)): to for to, ids in ids_of.items()} == sent, "and it is the one that the desk knows"
    assert max(copies.values()) > 1, "some were sent again, or the fire proved nothing"
