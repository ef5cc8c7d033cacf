"""When is what was put aside due, and is that found without walking past everything?"""

from deskbell.kernel.transaction import Tx
from deskbell.tickets import purging
from deskbell.tickets.intake import accept
from deskbell.tickets.purging import purge_some
from deskbell.tickets.reshaping.merging import merge, undo_merge
from deskbell.tickets.trashing import trash
from tests.given import a_mail, a_user, an_email_account

# Their keys begin with the user or the merge; a table of few users is searched by each of them.
BY_OTHER_KEYS = {("drafts", "ticket_id"), ("ticket_mentions", "ticket_id"), ("ticket_reads", "ticket_id")}


async def test_spam_that_was_put_into_the_trash_is_due_ninety_days_after_that(tx: Tx) -> None:
    account = await an_email_account(tx)
    early, late = [(await accept(tx, a_mail(account))).ticket_id for _ in range(2)]
    age = (
        "UPDATE tickets SET spam_at = now() - interval '200 days', deleted_at = now() - %s * interval '1 day'"
        " WHERE id = %s"
    )
    await tx.run(age, (91, early))
    await tx.run(age, (89, late))
    assert await purge_some(tx) == [early]
    assert await purge_some(tx) == []


async def test_what_became_part_of_another_ticket_goes_with_that_and_not_before(tx: Tx) -> None:
    agent, account = await a_user(tx, permissions=["delete_tickets"]), await an_email_account(tx)
    a, b = [(await accept(tx, a_mail(account))).ticket_id or 0 for _ in range(2)]
    merged = await merge(tx, agent, primary_id=a, other_id=b)
    await undo_merge(tx, agent, merged)
    await trash(tx, agent, b)
    await tx.run("UPDATE tickets SET deleted_at = now() - interval '91 days' WHERE id IN (%s, %s)", (b, merged))
    assert await purge_some(tx) == [b]
    assert await tx.values("SELECT id FROM tickets ORDER BY id") == [a, merged]
    await trash(tx, agent, a)
    await tx.run("UPDATE tickets SET deleted_at = now() - interval '91 days' WHERE id = %s", (a,))
    assert await purge_some(tx) == [a]
    assert await tx.values("SELECT id FROM tickets") == []


async def test_what_is_due_is_found_by_the_indexes_of_the_two_views(tx: Tx) -> None:
    await tx.run("SET LOCAL enable_seqscan = off")
    for which, index in ((purging._TRASH, "tickets_trash"), (purging._SPAM, "tickets_spam")):
        plan = await tx.values(f"EXPLAIN {which}", {"days": 90, "limit": 50})  # type: ignore[arg-type] # words of ours
        assert any(f"using {index}" in line for line in plan), plan
        assert not any("Sort" in line for line in plan), plan


async def test_what_points_at_tickets_threads_and_messages_is_found_by_an_index(tx: Tx) -> None:
    """Else the removal of each would read a whole table."""
    found = await tx.rows(
        "SELECT con.conrelid::regclass::text, att.attname FROM pg_constraint AS con"
        " JOIN pg_attribute AS att ON att.attrelid = con.conrelid AND att.attnum = con.conkey[1]"
        " WHERE con.contype = 'f' AND con.confrelid IN ('tickets'::regclass, 'threads'::regclass, 'messages'::regclass)"
        " AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = con.conrelid AND indkey[0] = con.conkey[1])"
    )
    assert {(str(table), str(column)) for table, column in found} == BY_OTHER_KEYS
