"""What is known of this desk as a whole: its company's name and the like."""

from typing import Any

from psycopg.types.json import Jsonb

from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx


async def get_setting(reader: Reader, name: str, default: Any = None) -> Any:
    value = await reader.value("SELECT value FROM desk_settings WHERE name = %s", (name,))
    return default if value is None else value


async def put_setting(tx: Tx, name: str, value: Any) -> None:
    await tx.run(
        "INSERT INTO desk_settings (name, value) VALUES (%s, %s)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = now()",
        (name, Jsonb(value)),
    )
