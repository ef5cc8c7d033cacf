"""From which account is a ticket answered that has no conversation yet?"""

from deskbell.kernel.errors import NotFound
from deskbell.kernel.reader import Reader
from deskbell.tickets.answering.replying import StartOn


async def find_start(reader: Reader, channel_account_id: int | None) -> StartOn | None:
    """The account that was chosen, else the oldest active e-mail address; None when none is connected.

    Raises NotFound for a chosen account that is not there.
    """
    found = await reader.maybe(
        StartOn,
        "SELECT channel, id AS channel_account_id, (SELECT inboxes.id FROM inboxes WHERE kind = 'help_desk'"
        " ORDER BY inboxes.id LIMIT 1) AS inbox_id FROM channel_accounts WHERE archived_at IS NULL"
        " AND (id = %(id)s OR (%(id)s::bigint IS NULL AND channel = 'email' AND is_active)) ORDER BY id LIMIT 1",
        {"id": channel_account_id},
    )
    if found is None and channel_account_id is not None:
        raise NotFound("This address is no longer connected.", code="channel_account.not_found")
    return found
