"""What may every user change about themselves?"""

from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from psycopg import sql

from deskbell.events.users import PasswordChanged, UserChanged
from deskbell.kernel.errors import Invalid
from deskbell.kernel.transaction import Tx
from deskbell.users.passwords import hash_password, is_password
from deskbell.users.sessions import revoke_sessions

LOCALES = ("en", "fi", "pl")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "locale": LOCALES,
    "theme": ("system", "light", "dark"),
    "density": ("compact", "comfortable"),
}
LONGEST_SIGNATURE = 20_000


async def change_oneself(tx: Tx, user_id: int, changes: Mapping[str, Any]) -> None:
    """Set name, locale, time_zone, theme, density, signature_html. Raises Invalid naming the field."""
    for field, value in changes.items():
        _check(field, value)
        query = sql.SQL("UPDATE users SET {} = %s, updated_at = now() WHERE id = %s").format(sql.Identifier(field))
        await tx.run(query, (value, user_id))
    if changes:
        await tx.record(UserChanged(user_id, sorted(changes)))


def _check(field: str, value: Any) -> None:
    match field:
        case "name":
            right = bool(str(value or "").strip())
        case "time_zone":
            right = value in available_timezones()
        case "signature_html":
            right = isinstance(value, str) and len(value) <= LONGEST_SIGNATURE
        case _:
            right = value in _CHOICES.get(field, ())
    if not right:
        raise Invalid(f"This {field.replace('_', ' ')} can't be used.", code="user.bad_value", field=field)


async def change_password(tx: Tx, user_id: int, current: str, new: str, *, session_token: str | None) -> None:
    """Raises Invalid for a wrong current or a weak new one. All other sessions end."""
    stored = await tx.value("SELECT password_hash FROM users WHERE id = %s", (user_id,))
    if not await is_password(current, stored):
        raise Invalid("The current password is wrong.", code="password.wrong", field="current")
    await tx.run(
        "UPDATE users SET password_hash = %s, updated_at = now() WHERE id = %s", (await hash_password(new), user_id)
    )
    await revoke_sessions(tx, user_id, but=session_token)
    await tx.record(PasswordChanged(user_id))
