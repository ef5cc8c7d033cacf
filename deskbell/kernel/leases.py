"""Who is alone with a thing right now? A lease in PostgreSQL, lost when its holder dies."""

from deskbell.kernel.transaction import Tx


async def take_lease(tx: Tx, name: str, holder: str, seconds: int) -> bool:
    """True when `holder` has the lease for the coming seconds. Taking one's own again renews it."""
    return bool(
        await tx.value(
            "INSERT INTO leases (name, holder, expires_at)"
            " VALUES (%(name)s, %(holder)s, now() + %(seconds)s * interval '1 s')"
            " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at"
            " WHERE leases.holder = excluded.holder OR leases.expires_at < now() RETURNING true",
            {"name": name, "holder": holder, "seconds": seconds},
        )
    )


async def release_lease(tx: Tx, name: str, holder: str) -> None:
    """Give it back early; nothing happens when somebody else has it by now."""
    await tx.run("DELETE FROM leases WHERE name = %s AND holder = %s", (name, holder))
