"""On which paths does a user want to be told of what?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from psycopg.types.json import Jsonb

from deskbell.kernel.errors import Invalid
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.notifications.kinds import DEFAULTS, KINDS, PATHS, Kind, Path

MailWhen = Literal["away", "always"]
Digest = Literal["busy", "hourly"]
_COLUMNS: Final = "user_id, paths, mail_when, digest, follow_own"


@dataclass(frozen=True, slots=True)
class Choices:
    """`paths` holds only the kinds that the user has changed."""

    user_id: int
    paths: dict[str, list[str]] = field(default_factory=dict)
    mail_when: MailWhen = "away"
    digest: Digest = "busy"
    follow_own: bool = True

    def of(self, kind: Kind) -> frozenset[Path]:
        chosen = self.paths.get(kind)
        return DEFAULTS[kind] if chosen is None else frozenset(path for path in PATHS if path in chosen)

    def shape(self) -> dict[str, Any]:
        return {
            "paths": {kind: [path for path in PATHS if path in self.of(kind)] for kind in KINDS},
            "mail_when": self.mail_when,
            "digest": self.digest,
            "follow_own": self.follow_own,
        }


async def choices_of(reader: Reader, user_ids: Sequence[int]) -> dict[int, Choices]:
    """Those of each of these users; the defaults for who never chose."""
    rows = await reader.many(
        Choices,
        f"SELECT {_COLUMNS} FROM notification_choices WHERE user_id = ANY(%s)",
        (list(user_ids),),
    )
    return {user_id: Choices(user_id) for user_id in user_ids} | {row.user_id: row for row in rows}


async def who_asked_for(reader: Reader, kind: Kind) -> list[int]:
    """Users who chose to be told of a kind that nobody is told of unasked."""
    return await reader.values(
        "SELECT user_id FROM notification_choices WHERE jsonb_array_length(coalesce(paths -> %s, '[]')) > 0", (kind,)
    )


async def change_choices(tx: Tx, user_id: int, changes: Mapping[str, Any]) -> Choices:
    """Set `paths` (of the kinds that are named), `mail_when`, `digest`, `follow_own`. Raises Invalid."""
    now = (await choices_of(tx, [user_id]))[user_id]
    paths = {**now.paths, **_checked(changes.get("paths") or {})}
    await tx.run(
        "INSERT INTO notification_choices (user_id, paths, mail_when, digest, follow_own) VALUES (%s, %s, %s, %s, %s)"
        " ON CONFLICT (user_id) DO UPDATE SET paths = excluded.paths, mail_when = excluded.mail_when,"
        " digest = excluded.digest, follow_own = excluded.follow_own",
        (
            user_id,
            Jsonb(paths),
            changes.get("mail_when", now.mail_when),
            changes.get("digest", now.digest),
            changes.get("follow_own", now.follow_own),
        ),
    )
    return (await choices_of(tx, [user_id]))[user_id]


def _checked(paths: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    for kind, chosen in paths.items():
        if kind not in KINDS or any(path not in PATHS for path in chosen):
            raise Invalid("There is no such notification.", code="notification.unknown", field="paths")
    return {kind: [path for path in PATHS if path in chosen] for kind, chosen in paths.items()}
