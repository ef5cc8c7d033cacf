"""A mailbox that feeds an inbox: what is said goes to tickets and back, nothing is lost or doubled (B14, T5)."""

import asyncio
from email.message import EmailMessage

from deskbell.channels import accounts
from deskbell.conversations.inboxes import make_inbox
from deskbell.conversations.message import Recipient
from deskbell.kernel.desk import Desk
from deskbell.tickets.answering.places import OfInbox
from deskbell.tickets.answering.replying import Reply, reply
from deskbell.tickets.inboxes.moving import Move, move_thread
from deskbell.users.viewer import Viewer
from tests.given import a_user
from tests.walks.mail.world import MailServers, a_raw_mail, connect, mails_of_at_least, rows, until, value

ADDRESS, REPORTER = "press@desk.example", "rita@paper.example"
HELP_DESK = 1


class Story:
    """Rita of the paper, the mailbox that she writes to, and the colleague who answers."""

    def __init__(self, desk: Desk, servers: MailServers, agent: Viewer, inbox_id: int) -> None:
        self.desk, self.servers, self.agent, self.inbox_id = desk, servers, agent, inbox_id

    async def writes(self, text: str, answered: EmailMessage | None = None) -> tuple[int | None, int]:
        """She writes, by her own program; returns the ticket and the thread where it landed."""
        headers = {"In_Reply_To": answered["Message-ID"]} if answered else {}
        to = answered["Reply-To"].addresses[0].addr_spec if answered else ADDRESS
        subject = "Re: An interview" if answered else "An interview"
        raw = a_raw_mail(subject, text, sender=f"Rita <{REPORTER}>", to=to, **headers)
        await asyncio.to_thread(self.servers.dovecot.deliver, ADDRESS, raw, sender=REPORTER)
        landed = "SELECT ticket_id, thread_id FROM messages WHERE direction = 'incoming' AND text LIKE %s"
        found = await until(lambda: rows(self.desk, landed, f"{text}%"), f"the mail “{text}”")
        assert len(found) == 1
        return found[0]

    async def gets(self, number: int) -> EmailMessage:
        """Her mailbox's mail of that number, once it is there."""
        mails = await until(lambda: mails_of_at_least(number, self.servers, REPORTER), f"answer {number}")
        assert len(mails) == number
        return mails[-1]

    async def answer(self, text: str, *, ticket_id: int | None = None, thread_id: int) -> None:
        new = Reply(html=f"<p>{text}</p>", recipients=(Recipient("to", "Rita", REPORTER),), send_after_seconds=0)
        async with self.desk.database.transaction() as tx:
            await reply(tx, self.agent, OfInbox(thread_id) if ticket_id is None else ticket_id, new)

    async def move(self, thread_id: int, to: int) -> int | None:
        async with self.desk.database.transaction() as tx:
            return await move_thread(tx, self.agent, thread_id, Move(inbox_id=to))


async def test_a_conversation_of_an_inbox_is_answered_moved_and_moved_back_by_real_mail(
    mail_desk: Desk, mail_servers: MailServers
) -> None:
    account_id = await connect(mail_desk, mail_servers, ADDRESS, plus_addresses=True)
    async with mail_desk.database.transaction() as tx:
        agent = await a_user(tx, is_super_admin=True)
        inbox_id = await make_inbox(tx, agent, "Press")
        await accounts.change(tx, account_id, {"inbox_id": inbox_id})
    story = Story(mail_desk, mail_servers, agent, inbox_id)

    ticket_id, thread_id = await story.writes("May we ask you something?")
    assert ticket_id is None
    await story.answer("Gladly.", thread_id=thread_id)
    first = await story.gets(1)
    assert first["Subject"] == "Re: An interview"
    assert await story.writes("When?", first) == (None, thread_id)

    ticket_id = await story.move(thread_id, HELP_DESK)
    assert await story.writes("On Monday?", first) == (ticket_id, thread_id)
    await story.answer("On Monday.", ticket_id=ticket_id, thread_id=thread_id)
    assert await story.writes("Thank you.", await story.gets(2)) == (ticket_id, thread_id)

    assert await story.move(thread_id, inbox_id) is None
    assert await story.writes("Where, by the way?", await story.gets(2)) == (None, thread_id)
    await story.answer("At our place.", thread_id=thread_id)
    assert await story.writes("See you.", await story.gets(3)) == (None, thread_id)

    said = "SELECT text FROM messages WHERE thread_id = %s AND ticket_id IS NULL ORDER BY id"
    assert [text.split("\n")[0].strip() for (text,) in await rows(mail_desk, said, thread_id)] == [
        "May we ask you something?",
        "Gladly.",
        "When?",
        "On Monday?",
        "On Monday.",
        "Thank you.",
        "Where, by the way?",
        "At our place.",
        "See you.",
    ]
    assert await value(mail_desk, "SELECT count(*) FROM messages") == 9
    assert await value(mail_desk, "SELECT count(*) FROM threads") == 1
    assert await rows(mail_desk, "SELECT id, message_count FROM tickets") == [(ticket_id, 0)]
    undecided = "SELECT count(*) FROM raw_mail WHERE state = 'received'"
    assert await value(mail_desk, undecided) == 0
