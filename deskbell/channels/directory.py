"""Which connected accounts does every screen know by name?"""

from typing import Any

from deskbell.kernel.reader import Reader


async def list_connected(reader: Reader) -> list[dict[str, Any]]:
    """Disconnected ones too, marked, since old threads still name them."""
    return await reader.dicts(
        "SELECT id, channel, name, address, archived_at IS NULL AND is_active AS is_active,"
        " coalesce(settings->>'signature_html', '') AS signature_html"
        " FROM channel_accounts ORDER BY id"
    )
