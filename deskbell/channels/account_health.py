"""How is each part of a connected account doing, and since when?"""

from typing import LiteralString

from psycopg.types.json import Jsonb

from deskbell.channels.accounts import HealthState
from deskbell.events.channels import ChannelAccountHealthChanged
from deskbell.kernel.told import Told
from deskbell.kernel.transaction import Tx

_TOLD: LiteralString = "(health->%(part)s->>'state', health->%(part)s->>'sentence', health->%(part)s->>'code')"
_NEW: LiteralString = "(%(state)s::text, %(sentence)s::text, %(code)s::text)"


async def tell_health(tx: Tx, account_id: int, part: str, state: HealthState, told: Told) -> None:
    """Keep how one part (imap, smtp) is doing; only a change is written, so tell it as often as you like."""
    asked = {
        "id": account_id,
        "part": part,
        "state": state,
        "sentence": told.sentence,
        "code": told.code,
        "facts": Jsonb(told.facts),
    }
    known = await tx.value(f"SELECT {_TOLD} IS NOT DISTINCT FROM {_NEW} FROM channel_accounts WHERE id = %(id)s", asked)
    if known:
        return  # the usual case takes no lock and writes nothing
    was = await tx.rows(
        "UPDATE channel_accounts SET health = jsonb_set(health, ARRAY[%(part)s], jsonb_build_object("
        " 'state', %(state)s::text, 'sentence', %(sentence)s::text, 'code', %(code)s::text, 'facts', %(facts)s,"
        " 'since', CASE"
        " WHEN health->%(part)s->>'state' = %(state)s THEN health->%(part)s->'since' ELSE to_jsonb(now()) END))"
        " FROM (SELECT health->%(part)s->>'state' AS state FROM channel_accounts WHERE id = %(id)s FOR UPDATE) AS old"
        f" WHERE id = %(id)s AND {_TOLD} IS DISTINCT FROM {_NEW} RETURNING old.state",
        asked,
    )
    if was and was[0][0] != state:
        await tx.record(ChannelAccountHealthChanged(account_id, part, state))
