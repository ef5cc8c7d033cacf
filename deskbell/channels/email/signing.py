"""Which key signs this desk's mail tokens now? A restore counts the epoch up, and older numbers match no more."""

from deskbell.channels.email.tokens import epoch_key
from deskbell.kernel.desk import Desk
from deskbell.kernel.reader import Reader

EPOCH_SETTING = "mail_token_epoch"


async def mail_key(desk: Desk, reader: Reader) -> bytes:
    epoch = await reader.value("SELECT (value #>> '{}')::bigint FROM desk_settings WHERE name = %s", (EPOCH_SETTING,))
    return epoch_key(desk.key("mail-tokens"), epoch or 1)
