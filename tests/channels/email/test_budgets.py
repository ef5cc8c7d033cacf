"""May one more automatic mail go to somebody?"""

from deskbell.channels.email.budgets import is_machine, sweep_budgets, take_budget
from deskbell.kernel.transaction import Tx

ANN = "ann@customer.example"


async def how_many_go(tx: Tx, kind: str, *, recipient: str = ANN, ticket_id: int | None = None, tries: int = 60) -> int:
    return sum([await take_budget(tx, recipient=recipient, kind=kind, ticket_id=ticket_id) for _ in range(tries)])


async def test_a_ticket_is_acknowledged_once_and_a_person_three_times_in_ten_minutes(tx: Tx) -> None:
    assert await how_many_go(tx, "acknowledgement", ticket_id=1, tries=3) == 1
    assert await how_many_go(tx, "acknowledgement", ticket_id=2, tries=3) == 1
    assert await how_many_go(tx, "acknowledgement", ticket_id=3, tries=3) == 1
    assert await how_many_go(tx, "acknowledgement", ticket_id=4, tries=3) == 0
    assert await take_budget(tx, recipient="Bob@customer.example", kind="acknowledgement", ticket_id=4)


async def test_notifications_to_agents_are_within_the_budget_too(tx: Tx) -> None:
    assert await how_many_go(tx, "notification", ticket_id=1) == 10
    assert await how_many_go(tx, "notification", ticket_id=2) == 10
    assert await how_many_go(tx, "notification", recipient=ANN.upper()) == 10


async def test_who_loops_all_day_is_muted_for_a_day(tx: Tx) -> None:
    await tx.run(
        "INSERT INTO automatic_sends (recipient, kind, at) SELECT %s, 'x', now() - interval '5 hours'"
        " FROM generate_series(1, 360)",
        (ANN,),
    )
    assert not await take_budget(tx, recipient=ANN, kind="notification")
    await tx.run("UPDATE automatic_sends SET at = at - interval '12 hours' WHERE kind = 'x'")
    assert not await take_budget(tx, recipient=ANN, kind="notification")
    await tx.run("UPDATE automatic_sends SET at = at - interval '25 hours'")
    assert await take_budget(tx, recipient=ANN, kind="notification")


async def test_machines_get_nothing_and_old_sends_are_forgotten(tx: Tx) -> None:
    assert is_machine("MAILER-DAEMON@x.example")
    assert is_machine("no-reply+7@x.example")
    assert not is_machine("norbert@x.example")
    assert not await take_budget(tx, recipient="postmaster@x.example", kind="notification")
    await tx.run("INSERT INTO automatic_sends (recipient, kind, at) VALUES ('a', 'x', now() - interval '3 days')")
    assert await sweep_budgets(tx) == 1
