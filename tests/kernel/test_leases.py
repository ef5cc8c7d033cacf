"""Who is alone with a thing."""

from deskbell.kernel.leases import release_lease, take_lease
from deskbell.kernel.transaction import Tx


async def test_a_lease_has_one_holder_until_it_ends(tx: Tx) -> None:
    assert await take_lease(tx, "mailbox:1", "a", 60)
    assert await take_lease(tx, "mailbox:1", "a", 60)
    assert not await take_lease(tx, "mailbox:1", "b", 60)
    await tx.run("UPDATE leases SET expires_at = now() - interval '1 s'")
    assert await take_lease(tx, "mailbox:1", "b", 60)


async def test_only_the_holder_gives_a_lease_back(tx: Tx) -> None:
    await take_lease(tx, "mailbox:1", "a", 60)
    await release_lease(tx, "mailbox:1", "b")
    assert not await take_lease(tx, "mailbox:1", "b", 60)
    await release_lease(tx, "mailbox:1", "a")
    assert await take_lease(tx, "mailbox:1", "b", 60)
