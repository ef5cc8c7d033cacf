"""A small desk on which anything may be done in any order, and what must hold of it whatever was done."""

from collections.abc import Awaitable, Callable
from typing import Any

from hypothesis import strategies as st

from deskbell.conversations.message import Recipient
from deskbell.conversations.spam import threads_with_origin
from deskbell.kernel.errors import Refusal
from deskbell.kernel.transaction import Tx
from deskbell.tickets.answering.commenting import comment
from deskbell.tickets.answering.replying import Reply, reply
from deskbell.tickets.editing import edit
from deskbell.tickets.inboxes.acts import close_thread, leave_thread_unread, mark_thread_spam, read_thread
from deskbell.tickets.inboxes.moving import Move, move_thread
from deskbell.tickets.intake import accept
from deskbell.tickets.linking import link, unlink
from deskbell.tickets.opening import NewTicket
from deskbell.tickets.progressing import set_status
from deskbell.tickets.reading import mark_read, mark_unread
from deskbell.tickets.reshaping.merging import merge, undo_merge
from deskbell.tickets.reshaping.splitting import split, undo_split
from deskbell.tickets.spamming import mark_spam, not_spam
from deskbell.tickets.trashing import restore, trash
from deskbell.users.viewer import Viewer
from tests.given import a_mail, a_user, an_email_account

NEWEST = 2**40
TO_ANN = (Recipient("to", "Ann", "ann@customer.example"),)
LINKS = ("related", "parent", "child")
PERMISSIONS = ["delete_tickets", "account_access"]
STANDING = "SELECT id FROM tickets WHERE merged_into IS NULL ORDER BY id"
# What may take messages elsewhere, and what undoes it, in the order in which it can always be undone.
TAKING_BACK = ("restore", "not spam", "unmerge", "unsplit")
STAYING = ("mail", "mail", "reply", "comment", "priority", "status", "read", "unread", "link", "unlink")
GOING = ("spam", "split", "merge", "trash", *TAKING_BACK)
TO_INBOXES = ("to inbox", "to help desk", "in inbox")


def acts(*names: str, most: int) -> st.SearchStrategy[list[tuple[str, int]]]:
    return st.lists(st.tuples(st.sampled_from(names), st.integers(0, 11)), max_size=most)


class Desk:
    """Three tickets of two messages, two users, an inbox. An act is a name, and a number that chooses on what."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx
        self.written = 0
        # By user: the news that they have read, and not left unread since.
        self.has_read: dict[int, set[int]] = {}
        self.strayed: set[int] = set()

    async def build(self) -> "Desk":
        self.users = [await a_user(self.tx, name, permissions=PERMISSIONS) for name in ("Maija", "Piotr")]
        self.agent = self.users[0]
        self.has_read = {user.user_id: set() for user in self.users}
        self.account = await an_email_account(self.tx)
        self.inbox_id = await self.tx.value("INSERT INTO inboxes (name, kind) VALUES ('Press', 'inbox') RETURNING id")
        opened = [await accept(self.tx, a_mail(self.account, subject=name)) for name in "ABC"]
        for one in opened:
            await accept(self.tx, a_mail(self.account, thread_ids=(one.thread_id,)))
        self.written = 2 * len(opened)
        self.a, self.b, self.c = [one.ticket_id or 0 for one in opened]
        return self

    async def do(self, done: list[tuple[str, int]]) -> None:
        """A refused act changes nothing."""
        for name, number in done:
            await self._try(ACTS[name], number)

    async def take_back(self) -> None:
        """All that took messages elsewhere is undone, as far as it can be, from the latest on."""
        before = None
        while before != (before := await self.tx.rows("SELECT id, ticket_id, thread_id FROM messages ORDER BY id")):
            for name in TAKING_BACK:
                for number in reversed(range(len(await self.tx.values(STANDING)))):
                    await self._try(ACTS[name], number)

    async def places(self, *ticket_ids: int) -> dict[int, int]:
        """On which ticket each message stands, of these or of all."""
        rows = await self.tx.rows("SELECT id, ticket_id FROM messages ORDER BY id")
        return {id_: ticket_id for id_, ticket_id in rows if not ticket_ids or ticket_id in ticket_ids}

    async def news(self, *places: int) -> dict[int, list[int]]:
        """What is unread until it is read, on each ticket and, by its number below zero, each thread of an inbox."""
        rows = await self.tx.rows(
            "SELECT coalesce(ticket_id, -thread_id) AS place, array_agg(id) FROM messages"
            " WHERE direction = 'incoming' AND automatic_kind IS DISTINCT FROM 'auto_reply' GROUP BY place"
        )
        return {place: ids for place, ids in rows if not places or place in places}

    async def unread(self, user: Viewer) -> set[int]:
        """The news that this user has not read, as the desk has it."""
        marks = dict(
            await self.tx.rows(
                "SELECT ticket_id, read_message_id FROM ticket_reads WHERE user_id = %(user)s"
                " UNION ALL SELECT -thread_id, read_message_id FROM thread_reads WHERE user_id = %(user)s",
                {"user": user.user_id},
            )
        )
        return {id_ for place, ids in (await self.news()).items() for id_ in ids if id_ > marks.get(place, 0)}

    async def note_read(self, user: Viewer, place: int) -> None:
        self.has_read[user.user_id].update((await self.news(place)).get(place, []))

    async def note_unread(self, user: Viewer, place: int) -> None:
        self.has_read[user.user_id].difference_update((await self.news(place)).get(place, []))

    async def ticket(self, number: int) -> int:
        return _nth(await self.tx.values(STANDING), number)

    async def thread(self, number: int, where: str = "true") -> int:
        return _nth(
            await self.tx.values(f"SELECT id FROM threads WHERE archived_at IS NULL AND {where} ORDER BY id"), number
        )

    def user(self, number: int) -> Viewer:
        return self.users[number % 2]

    async def _try(self, act: "Act", number: int) -> None:
        try:
            async with self.tx.connection.transaction():
                await act(self, self.tx, number)
        except (Refusal, NothingThere):
            return


class NothingThere(Exception):  # noqa: N818 - nothing on which to act
    pass


Act = Callable[[Desk, Tx, int], Awaitable[Any]]


def _nth(ids: list[int], number: int) -> int:
    if not ids:
        raise NothingThere
    return ids[number % len(ids)]


async def _mail(desk: Desk, tx: Tx, n: int) -> None:
    automatic = "auto_reply" if n % 5 == 4 else None
    await accept(tx, a_mail(desk.account, thread_ids=(await desk.thread(n),), automatic_kind=automatic))
    desk.written += 1


async def _reply(desk: Desk, tx: Tx, n: int) -> None:
    await reply(tx, desk.user(n), await desk.ticket(n // 2), Reply(html="<p>Hi</p>", recipients=TO_ANN))
    desk.written += 1


async def _comment(desk: Desk, tx: Tx, n: int) -> None:
    await comment(tx, desk.user(n), await desk.ticket(n // 2), html="<p>Note</p>")
    desk.written += 1


async def _read(desk: Desk, tx: Tx, n: int, ticket_id: int) -> None:
    user = desk.user(n)
    await mark_read(tx, user, ticket_id, NEWEST)
    await desk.note_read(user, ticket_id)


async def _leave_unread(desk: Desk, tx: Tx, n: int, ticket_id: int) -> None:
    user = desk.user(n)
    await mark_unread(tx, user, ticket_id)
    await desk.note_unread(user, ticket_id)


async def _link(desk: Desk, tx: Tx, n: int) -> None:
    await link(tx, desk.agent, await desk.ticket(n), await desk.ticket(n // 3), LINKS[n % 3])  # type: ignore[arg-type]


async def _spam(desk: Desk, tx: Tx, n: int) -> None:
    """One or two of its conversations."""
    ticket_id = await desk.ticket(n)
    one, another = [await desk.thread(n + more, f"ticket_id = {ticket_id}") for more in (0, n % 2)]
    await mark_spam(tx, desk.agent, ticket_id, sorted({one, another}))


async def _not_spam(desk: Desk, tx: Tx, n: int) -> None:
    ticket_id = await desk.ticket(n)
    taken = {thread_id for thread_id, source in await threads_with_origin(tx, ticket_id) if source is not None}
    await not_spam(tx, desk.agent, ticket_id)
    # Their ticket was in the trash: they are a ticket of their own from now on.
    desk.strayed |= taken & set(await tx.values("SELECT id FROM threads WHERE ticket_id = %s", (ticket_id,)))


async def _split(desk: Desk, tx: Tx, n: int) -> None:
    ticket_id = await desk.ticket(n)
    said = await tx.values("SELECT id FROM messages WHERE ticket_id = %s ORDER BY id", (ticket_id,))
    await split(tx, desk.agent, ticket_id, said[n % 2 :: 2], NewTicket(name="Split off", pipeline_id=0, status_id=1))


async def _merge(desk: Desk, tx: Tx, n: int) -> None:
    await merge(tx, desk.agent, primary_id=await desk.ticket(n), other_id=await desk.ticket(n // 3 + n + 1))


async def _to_inbox(desk: Desk, tx: Tx, n: int) -> None:
    told = "<p>For the press</p>" if n % 3 == 0 else ""
    thread_id = await desk.thread(n, "ticket_id IS NOT NULL")
    await move_thread(tx, desk.agent, thread_id, Move(desk.inbox_id, comment_html=told))
    desk.written += 2 if told else 0


async def _to_help_desk(desk: Desk, tx: Tx, n: int) -> None:
    joins = await desk.ticket(n) if n % 2 else None
    await move_thread(tx, desk.agent, await desk.thread(n, "ticket_id IS NULL"), Move(1, ticket_id=joins))


async def _in_inbox(desk: Desk, tx: Tx, n: int) -> None:
    thread_id = await desk.thread(n, "ticket_id IS NULL")
    match n % 6:
        case 0:
            await read_thread(tx, desk.user(n // 6), thread_id, NEWEST)
            await desk.note_read(desk.user(n // 6), -thread_id)
        case 1:
            await leave_thread_unread(tx, desk.user(n // 6), thread_id)
            await desk.note_unread(desk.user(n // 6), -thread_id)
        case 2 | 3:
            await close_thread(tx, desk.agent, thread_id, is_closed=n % 2 == 0)
        case _:
            await mark_thread_spam(tx, desk.agent, thread_id, is_spam=n % 2 == 0)


ACTS: dict[str, Act] = {
    "mail": _mail,
    "reply": _reply,
    "comment": _comment,
    "priority": lambda desk, tx, n: _on(desk, n, lambda id_: edit(tx, desk.agent, id_, {"priority": "HIGH"})),
    "status": lambda desk, tx, n: _on(desk, n, lambda id_: set_status(tx, desk.agent, id_, n % 4 + 1)),
    "read": lambda desk, tx, n: _on(desk, n // 2, lambda id_: _read(desk, tx, n, id_)),
    "unread": lambda desk, tx, n: _on(desk, n // 2, lambda id_: _leave_unread(desk, tx, n, id_)),
    "link": _link,
    "unlink": lambda desk, tx, n: _on(desk, n, lambda id_: _unlink(desk, tx, id_, n)),
    "spam": _spam,
    "not spam": _not_spam,
    "trash": lambda desk, tx, n: _on(desk, n, lambda id_: trash(tx, desk.agent, id_)),
    "restore": lambda desk, tx, n: _on(desk, n, lambda id_: restore(tx, desk.agent, id_)),
    "split": _split,
    "unsplit": lambda desk, tx, n: _on(desk, n, lambda id_: undo_split(tx, desk.agent, id_)),
    "merge": _merge,
    "unmerge": lambda desk, tx, n: _on(desk, n, lambda id_: undo_merge(tx, desk.agent, id_)),
    "to inbox": _to_inbox,
    "to help desk": _to_help_desk,
    "in inbox": _in_inbox,
}


async def _on(desk: Desk, n: int, act: Callable[[int], Awaitable[Any]]) -> None:
    await act(await desk.ticket(n))


async def _unlink(desk: Desk, tx: Tx, ticket_id: int, n: int) -> None:
    await unlink(tx, desk.agent, ticket_id, await desk.ticket(n // 3))
