"""A conversation of an inbox as the place where one answers. It has no row to keep in step, no status, no mentions."""

from collections.abc import Sequence
from dataclasses import dataclass

from deskbell.conversations.drafts import DraftPlace
from deskbell.conversations.threads import Thread, find_thread
from deskbell.events.inboxes import ThreadCommented
from deskbell.kernel.event import Event
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.tickets import noting
from deskbell.tickets.inbox_access import InboxThread
from deskbell.tickets.inboxes.acts import give_thread, refuse_spam
from deskbell.users.viewer import Viewer


@dataclass(frozen=True, slots=True)
class InboxPlace:
    standing: InboxThread

    @property
    def ticket_id(self) -> None:
        return None

    @property
    def inbox_thread_id(self) -> int:
        return self.standing.id

    @property
    def name(self) -> str:
        return self.standing.subject

    @property
    def contact_id(self) -> int | None:
        return self.standing.contact_id

    @property
    def drafts(self) -> DraftPlace:
        return DraftPlace(thread_id=self.standing.id)

    def refuse_put_aside(self) -> None:
        refuse_spam(self.standing)

    def holds(self, thread: Thread) -> bool:
        return thread.id == self.standing.id

    async def thread(self, reader: Reader) -> Thread | None:
        return await find_thread(reader, self.standing.id)

    async def newer(self, reader: Reader, user_id: int, seen_message_id: int) -> list[int]:
        """What others wrote since."""
        return await reader.values(
            "SELECT id FROM messages WHERE thread_id = %s AND id > %s AND user_id IS DISTINCT FROM %s"
            " ORDER BY id LIMIT 50",
            (self.standing.id, seen_message_id, user_id),
        )

    async def note_said(self, tx: Tx, said: noting.Said) -> None:
        """Nothing but the thread itself keeps count here."""

    async def note_unsaid(self, tx: Tx) -> None:
        """Nor here."""

    async def take_for(self, tx: Tx, viewer: Viewer) -> None:
        """Whoever answers what nobody owns has it from then on."""
        if self.standing.owner_id is None:
            await give_thread(tx, self.standing, owner_id=viewer.user_id, team_id=self.standing.team_id)

    async def set_status(self, tx: Tx, viewer: Viewer, status_id: int) -> None:
        """A conversation has none; it is open or closed."""

    async def commented(self, tx: Tx, message_id: int, user_ids: Sequence[int]) -> Event:
        """What happened."""
        mentioned = await tx.values(
            "SELECT id FROM users WHERE id = ANY(%s) AND deactivated_at IS NULL ORDER BY id", (list(user_ids),)
        )
        return ThreadCommented(self.standing.id, message_id, mentioned)
