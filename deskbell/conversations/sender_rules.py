"""Who is never spam, and who always is (T6)?"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from deskbell.events.settings import SenderRuleChanged
from deskbell.kernel.errors import Invalid, NotFound
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx

Verdict = Literal["allow", "deny"]
_SENDER = re.compile(r"(?:[^\s@<>,;\"]+@)?(?:[\w-]+\.)+[\w-]{2,}")


@dataclass(frozen=True, slots=True)
class SenderRule:
    """`sender` is an address, or a domain that stands for all below it too."""

    id: int
    verdict: Verdict
    sender: str
    added_by: int | None
    added_at: datetime


async def list_sender_rules(reader: Reader, *, with_removed: bool = False) -> list[SenderRule]:
    """Those that hold; for who reads what happened, those that were taken off the list too."""
    return await reader.many(
        SenderRule,
        "SELECT id, verdict, sender, added_by, added_at FROM sender_rules"
        " WHERE removed_at IS NULL OR %s ORDER BY verdict, sender, id",
        (with_removed,),
    )


async def add_sender_rule(tx: Tx, verdict: Verdict, sender: str, user_id: int) -> int:
    """Allow or deny an address or a domain; a sender has one rule, the latest. Raises Invalid."""
    clean = sender.strip().lower().removeprefix("@")
    if not _SENDER.fullmatch(clean):
        raise Invalid(
            "This is neither an address nor a domain, such as ann@example.com or example.com.",
            code="sender_rule.bad_sender",
            field="sender",
        )
    rule_id = int(
        await tx.value(
            "INSERT INTO sender_rules (verdict, sender, added_by) VALUES (%s, %s, %s)"
            " ON CONFLICT (sender) WHERE removed_at IS NULL DO UPDATE"
            " SET verdict = excluded.verdict, added_by = excluded.added_by, added_at = now() RETURNING id",
            (verdict, clean, user_id),
        )
    )
    await tx.record(SenderRuleChanged(rule_id, verdict))
    return rule_id


async def remove_sender_rule(tx: Tx, rule_id: int) -> None:
    """Raises NotFound."""
    if not await tx.run("UPDATE sender_rules SET removed_at = now() WHERE id = %s AND removed_at IS NULL", (rule_id,)):
        raise NotFound("This rule does not exist.", code="sender_rule.not_found")
    await tx.record(SenderRuleChanged(rule_id, None))


async def verdict_on(reader: Reader, address: str) -> Verdict | None:
    """The most exact rule about an address: its own, else that of its domain, else of a domain above; or none."""
    verdict: Verdict | None = await reader.value(
        "SELECT verdict FROM sender_rules WHERE sender = ANY(%s) AND removed_at IS NULL"
        " ORDER BY length(sender) DESC LIMIT 1",
        (senders_of(address),),
    )
    return verdict


def senders_of(address: str) -> list[str]:
    """Pure. What a rule about this address may be written for: `a@b.c.d` -> itself, `b.c.d`, `c.d`."""
    clean = address.strip().lower()
    labels = clean.rpartition("@")[2].split(".")
    return [clean, *(".".join(labels[start:]) for start in range(len(labels) - 1))]
