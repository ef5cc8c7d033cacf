"""Customers go on answering by real mail while their tickets are split, merged and put back (T2, T3)."""

import asyncio
import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage

from deskbell.conversations.message import Recipient
from deskbell.kernel.desk import Desk
from deskbell.tickets.access import get_visible
from deskbell.tickets.answering.replying import Reply, reply
from deskbell.tickets.opening import NewTicket
from deskbell.tickets.reshaping.merging import merge, undo_merge
from deskbell.tickets.reshaping.splitting import split, undo_split
from deskbell.users.viewer import Viewer
from tests.given import a_user
from tests.walks.mail.world import MailServers, a_raw_mail, connect, rows, until, value


@dataclass
class Post:
    """A desk with one address, and customers with programs that thread as real ones do."""

    desk: Desk
    servers: MailServers
    agent: Viewer
    address: str

    async def write(self, customer: str, text: str, **headers: str) -> tuple[int, int]:
        """A new mail; the ticket and the message that it became."""
        raw = a_raw_mail("My order", text, sender=f"C <{customer}>", to=headers.pop("to", self.address), **headers)
        await asyncio.to_thread(self.servers.dovecot.deliver, self.address, raw, sender=customer)
        [(ticket_id, message_id)] = await until(
            lambda: rows(self.desk, "SELECT ticket_id, id FROM messages WHERE starts_with(text, %s)", text),
            f"the mail “{text}”",
        )
        return ticket_id, message_id

    async def answer(self, ticket_id: int, thread_of: int, customer: str, text: str) -> EmailMessage:
        """The agent's reply in the thread of a message, as it lies in the customer's mailbox."""
        thread_id = await value(self.desk, "SELECT thread_id FROM messages WHERE id = %s", thread_of)
        new = Reply(f"<p>{text}</p>", (Recipient("to", "", customer),), thread_id=thread_id, send_after_seconds=0)
        async with self.desk.database.transaction() as tx:
            await reply(tx, self.agent, ticket_id, new)
        return await until(lambda: self._got(customer, text), f"the answer “{text}”")

    async def reply_to(self, mail: EmailMessage, customer: str, text: str) -> int:
        """The customer presses Reply on a mail of ours, all signals kept; the ticket on which that stands."""
        threading = {"In_Reply_To": mail["Message-ID"], "References": f"{mail['References']} {mail['Message-ID']}"}
        return (await self.write(customer, text, to=str(mail["Reply-To"] or self.address), **threading))[0]

    async def _got(self, customer: str, text: str) -> EmailMessage | None:
        found = await asyncio.to_thread(self.servers.dovecot.mails, customer)
        mails = [email.message_from_bytes(raw, policy=email.policy.default) for raw in found]
        return next((one for one in mails if text in one.get_body(("plain",)).get_content().split("\n>")[0]), None)  # type: ignore[union-attr,return-value] # the modern policy's class


async def open_post(desk: Desk, servers: MailServers, address: str) -> Post:
    await connect(desk, servers, address, plus_addresses=True)
    async with desk.database.transaction() as tx:
        return Post(desk, servers, await a_user(tx), address)


async def test_after_a_split_each_answer_lands_on_the_half_that_it_answers(
    mail_desk: Desk, mail_servers: MailServers
) -> None:
    post = await open_post(mail_desk, mail_servers, "split@desk.example")
    ann = "ann-split@customer.example"
    ticket, lamp = await post.write(ann, "The lamp is broken.", Message_ID="<lamp@customer.example>")
    about_lamp = await post.answer(ticket, lamp, ann, "Send us the lamp.")
    threading = {
        "In_Reply_To": about_lamp["Message-ID"],
        "References": f"<lamp@customer.example> {about_lamp['Message-ID']}",
    }
    same, chair = await post.write(ann, "And a chair is missing.", Message_ID="<chair@customer.example>", **threading)
    about_chair = await post.answer(ticket, chair, ann, "The chair comes on Monday.")
    assert same == ticket
    moved = await value(post.desk, "SELECT id FROM messages WHERE ticket_id = %s ORDER BY id DESC LIMIT 1", ticket)
    async with post.desk.database.transaction() as tx:
        result = await split(tx, post.agent, ticket, [chair, moved], NewTicket("Chair", pipeline_id=0, status_id=1))

    assert await post.reply_to(about_chair, ann, "Monday is fine.") == result
    assert await post.reply_to(about_lamp, ann, "It is in the post.") == ticket
    # Ann answers her own moved mail: the mails that she names before it stayed on the old ticket.
    own = {
        "In_Reply_To": "<chair@customer.example>",
        "References": threading["References"] + " <chair@customer.example>",
    }
    assert (await post.write(ann, "A green one.", **own))[0] == result
    since = await post.answer(result, chair, ann, "Green it is.")
    assert await post.reply_to(since, ann, "Thank you for the chair.") == result

    async with post.desk.database.transaction() as tx:
        await undo_split(tx, post.agent, result)
    assert await post.reply_to(about_chair, ann, "Monday was not fine.") == ticket
    assert await post.reply_to(about_lamp, ann, "Did it arrive?") == ticket
    assert await post.reply_to(since, ann, "It is blue.") == ticket
    # A program that keeps nothing but the address it writes to, of a thread that is no more.
    assert (await post.write(ann, "Only the address.", to=str(since["Reply-To"])))[0] == ticket
    assert await value(post.desk, "SELECT count(DISTINCT thread_id) FROM messages") == 1


async def test_answers_to_either_thread_arrive_at_the_merged_ticket_and_at_each_one_again(
    mail_desk: Desk, mail_servers: MailServers
) -> None:
    post = await open_post(mail_desk, mail_servers, "merge@desk.example")
    ann, bob = "ann-merge@customer.example", "bob-merge@customer.example"
    of_ann, from_ann = await post.write(ann, "The lamp is broken.")
    of_bob, from_bob = await post.write(bob, "My boss's lamp is broken.")
    assert of_ann != of_bob
    to_ann = await post.answer(of_ann, from_ann, ann, "Which lamp, Ann?")
    to_bob = await post.answer(of_bob, from_bob, bob, "Which lamp, Bob?")
    async with post.desk.database.transaction() as tx:
        merged = await merge(tx, post.agent, primary_id=of_ann, other_id=of_bob)
        assert {(await get_visible(tx, post.agent, old)).id for old in (of_ann, of_bob)} == {merged}

    assert await post.reply_to(to_ann, ann, "The green one.") == merged
    assert await post.reply_to(to_bob, bob, "Ann knows.") == merged
    since = await post.answer(merged, from_bob, bob, "Then we ask Ann.")
    assert ann not in since.as_string()

    async with post.desk.database.transaction() as tx:
        await undo_merge(tx, post.agent, merged)
    assert await post.reply_to(to_ann, ann, "The green one, I said.") == of_ann
    assert await post.reply_to(since, bob, "Do ask.") == of_bob
    texts = "SELECT trim(E' \\n' FROM text) FROM messages WHERE ticket_id = %s AND direction = 'incoming' ORDER BY id"
    assert await rows(post.desk, texts, of_bob) == [("My boss's lamp is broken.",), ("Ann knows.",), ("Do ask.",)]
    assert await value(post.desk, "SELECT count(*) FROM messages WHERE ticket_id = %s", merged) == 0
