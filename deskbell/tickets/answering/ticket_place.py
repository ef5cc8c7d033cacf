"""A ticket as the place where one answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from deskbell.conversations.drafts import DraftPlace
from deskbell.conversations.threads import Thread, latest_thread_of
from deskbell.events.conversations import CommentWritten
from deskbell.kernel.event import Event
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.tickets import noting
from deskbell.tickets.assigning import give
from deskbell.tickets.progressing import move_to_status
from deskbell.tickets.ticket import Ticket, refuse_put_aside
from deskbell.users.viewer import Viewer


@dataclass(frozen=True, slots=True)
class TicketPlace:
    ticket: Ticket

    @property
    def ticket_id(self) -> int:
        return self.ticket.id

    @property
    def inbox_thread_id(self) -> None:
        return None

    @property
    def name(self) -> str:
        return self.ticket.name

    @property
    def contact_id(self) -> int | None:
        return self.ticket.contact_id

    @property
    def drafts(self) -> DraftPlace:
        return DraftPlace(ticket_id=self.ticket.id)

    def refuse_put_aside(self) -> None:
        refuse_put_aside(self.ticket)

    def holds(self, thread: Thread) -> bool:
        return thread.ticket_id == self.ticket.id

    async def thread(self, reader: Reader) -> Thread | None:
        """The one that is answered when none is named."""
        return await latest_thread_of(reader, self.ticket.id)

    async def newer(self, reader: Reader, user_id: int, seen_message_id: int) -> list[int]:
        """What others wrote since."""
        if self.ticket.last_message_id <= seen_message_id:
            return []
        return await reader.values(
            "SELECT id FROM messages WHERE ticket_id = %s AND id > %s AND user_id IS DISTINCT FROM %s"
            " ORDER BY id LIMIT 50",
            (self.ticket.id, seen_message_id, user_id),
        )

    async def note_said(self, tx: Tx, said: noting.Said) -> None:
        await noting.note_said(tx, self.ticket.id, said)

    async def note_unsaid(self, tx: Tx) -> None:
        await noting.note_unsaid(tx, self.ticket.id)

    async def take_for(self, tx: Tx, viewer: Viewer) -> None:
        """Whoever answers what nobody owns has it from then on."""
        if self.ticket.owner_id is None:
            await give(tx, [self.ticket], owner_id=viewer.user_id, team_id=self.ticket.team_id)

    async def set_status(self, tx: Tx, viewer: Viewer, status_id: int) -> None:
        await move_to_status(tx, self.ticket, status_id, viewer)

    async def commented(self, tx: Tx, message_id: int, user_ids: Sequence[int]) -> Event:
        """What happened; a mentioned colleague finds the ticket in My mentions."""
        return CommentWritten(self.ticket.id, message_id, await self._mention(tx, message_id, user_ids))

    async def _mention(self, tx: Tx, message_id: int, user_ids: Sequence[int]) -> list[int]:
        if not user_ids:
            return []
        return sorted(
            await tx.values(
                "INSERT INTO ticket_mentions (user_id, ticket_id, message_id)"
                " SELECT id, %s, %s FROM users WHERE id = ANY(%s) AND deactivated_at IS NULL"
                " ON CONFLICT (user_id, ticket_id) DO UPDATE SET message_id = excluded.message_id RETURNING user_id",
                (self.ticket.id, message_id, list(user_ids)),
            )
        )
