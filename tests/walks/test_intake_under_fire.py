"""1,000 mails by SMTP and IMAP while the worker is killed 30 times: 0 lost, 0 doubled, every 250 kept (B2)."""

import asyncio
import re
import smtplib
import threading
import time
from collections import Counter
from pathlib import Path

from deskbell.channels.email.connecting import connect_email
from deskbell.kernel.config import Config
from deskbell.kernel.desk import Desk
from deskbell.wiring.desk import open_desk
from tests.servers.dovecot import PASSWORD
from tests.servers.ports import free_port
from tests.walks.fire import WorkerUnderFire
from tests.walks.mail.world import MailServers, a_raw_mail, imap_settings, rows, until, value

MAILS = 500
KILLS = 30
BY_SMTP, BY_IMAP = "fire-smtp@desk.example", "fire-imap@desk.example"
SENDERS = 8


class Senders:
    """Mail servers that keep a mail until somebody took it with a 250, and send it again otherwise."""

    def __init__(self, port: int) -> None:
        self.answers: dict[int, list[int]] = {}  # which ledger rows each 250 named
        self._port = port
        self._left = list(range(MAILS))
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._send_all, name="sender", daemon=True) for _ in range(SENDERS)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def have_sent_all(self) -> bool:
        return not any(thread.is_alive() for thread in self._threads)

    def _send_all(self) -> None:
        while True:
            with self._lock:
                if not self._left:
                    return
                number = self._left.pop(0)
            raw = a_raw_mail(f"By SMTP {number}", to=BY_SMTP, Message_ID=f"<smtp-{number}@customer.example>")
            while not self._send(number, raw):
                time.sleep(0.1)
            time.sleep(0.5)  # spread over the whole fire

    def _send(self, number: int, raw: bytes) -> bool:
        try:
            with smtplib.SMTP("127.0.0.1", self._port, timeout=20) as client:
                client.ehlo()
                client.mail("ann@customer.example")
                client.rcpt(BY_SMTP)
                code, said = client.data(raw)
        except (OSError, smtplib.SMTPException):
            return False
        if code == 250:
            self.answers[number] = [int(one) for one in re.findall(rb"\d+", said.partition(b"Kept as")[2])]
        return code == 250


async def test_no_mail_is_lost_or_doubled_while_the_worker_is_killed(
    dsn: str, tmp_path: Path, mail_servers: MailServers
) -> None:
    port = free_port()
    config = Config(data=tmp_path / "data")
    config.create_folders()
    async with open_desk(config, dsn) as desk:
        async with desk.database.transaction() as tx:
            await connect_email(tx, desk, address=BY_SMTP, settings={}, secrets={})
            await connect_email(
                tx,
                desk,
                address=BY_IMAP,
                settings={"imap": imap_settings(mail_servers.dovecot)},
                secrets={"imap_password": PASSWORD},
            )
        senders = Senders(port)
        listen = f"127.0.0.1:{port}"
        with WorkerUnderFire(dsn, config.data, kills=KILLS, ready_port=port, DESKBELL_SMTP_LISTEN=listen) as fire:
            senders.start()
            for number in range(MAILS):
                raw = a_raw_mail(f"By IMAP {number}", to=BY_IMAP, Message_ID=f"<imap-{number}@customer.example>")
                await asyncio.to_thread(mail_servers.dovecot.deliver, BY_IMAP, raw)
                await asyncio.sleep(0.05)
            await until(lambda: _true(fire.is_enough() and senders.have_sent_all()), "the end of the fire", 400)
            enough = "SELECT true FROM messages HAVING count(*) >= %s"
            try:
                await until(lambda: value(desk, enough, 2 * MAILS), "every mail", 120)
                none = "SELECT true FROM raw_mail HAVING count(*) FILTER (WHERE state = 'received') = 0"
                await until(lambda: value(desk, none), "nothing waiting", 60)
            except TimeoutError:
                raise AssertionError(
                    await rows(desk, "SELECT state, reason, count(*) FROM raw_mail GROUP BY 1, 2")
                ) from None
        await _agree(desk, senders)


async def _agree(desk: Desk, senders: Senders) -> None:
    sent = {f"{way}-{number}@customer.example" for way in ("smtp", "imap") for number in range(MAILS)}
    ticketed = Counter(row[0] for row in await rows(desk, "SELECT mail_id FROM raw_mail WHERE state = 'ticketed'"))
    assert ticketed == Counter(sent), "the ledger has each mail as a ticket once"
    messages = Counter(row[0] for row in await rows(desk, "SELECT mail_id FROM messages"))
    assert messages == Counter(sent), "each mail is one message"
    assert await value(desk, "SELECT count(*) FROM tickets") == 2 * MAILS
    other = await rows(desk, "SELECT state, reason, count(*) FROM raw_mail WHERE state <> 'ticketed' GROUP BY 1, 2")
    assert {(state, reason) for state, reason, _ in other} <= {("ignored", "copy")}, other
    kept = dict(await rows(desk, "SELECT id, mail_id FROM raw_mail"))
    assert set(senders.answers) == set(range(MAILS))
    for number, ids in senders.answers.items():
        assert [kept[one] for one in ids] == [f"smtp-{number}@customer.example"], "every 250 is in the ledger"
    blobs = await rows(desk, "SELECT DISTINCT sha256 FROM raw_mail")
    assert all(desk.storage.has(sha256) for (sha256,) in blobs), "and its bytes are in storage"


async def _true(answer: bool) -> bool:
    return answer
