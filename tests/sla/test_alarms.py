"""Who owns a ticket is told once when a goal of it is due soon, and once when it is overdue (R3, T1)."""

from datetime import timedelta
from typing import Any

from psycopg.types.json import Jsonb

from deskbell.kernel.event import SYSTEM, Actor
from deskbell.kernel.transaction import Tx
from deskbell.notifications.sentences import say_event
from deskbell.sla.alarms import tell_due
from deskbell.sla.in_force import ask_again
from deskbell.sla.keeping import work_out
from deskbell.tickets.assigning import assign
from deskbell.tickets.editing import edit
from deskbell.tickets.intake import accept
from deskbell.tickets.progressing import set_status
from deskbell.tickets.trashing import trash
from deskbell.users.viewer import Viewer
from deskbell.wiring.reactions import NOW
from tests.given import a_mail, a_user, an_email_account

GOALS = {
    "rules": [
        {
            "name": "Urgent",
            "when": [{"property": "ticket.priority", "any_of": ["URGENT"]}],
            "first_reply": {"minutes": 5, "due_soon_minutes": 0},
            "next_reply": None,
            "close": None,
        },
        {
            "name": "All",
            "when": [],
            "first_reply": {"minutes": 60, "due_soon_minutes": 15},
            "next_reply": None,
            "close": {"minutes": 90, "due_soon_minutes": 80},
        },
    ],
    "hours": None,
    "paused_in": [2],
}


async def _react(tx: Tx) -> None:
    await tx.react(NOW)
    tx._recorded.clear()


async def _an_owned_ticket(tx: Tx, owner: Viewer) -> int:
    await tx.run(
        "INSERT INTO sla_goals (version, goals, applies_to, newest_ticket) VALUES (1, %s, 'new', 0)"
        " ON CONFLICT DO NOTHING",
        (Jsonb(GOALS),),
    )
    ask_again(tx)
    tx.actor = SYSTEM
    ticket_id = (await accept(tx, a_mail(await an_email_account(tx)))).ticket_id
    assert ticket_id is not None
    await _react(tx)
    tx.actor = Actor(f"user:{owner.user_id}", "screen")
    await assign(tx, owner, ticket_id, owner_id=owner.user_id, team_id=None)
    await _react(tx)
    return ticket_id


async def _time_passes(tx: Tx, minutes: int) -> None:
    """All that is known is so much older."""
    for query in (
        "UPDATE tickets SET created_at = created_at - %(past)s",
        "UPDATE messages SET created_at = created_at - %(past)s",
        "UPDATE sla_alarms SET at = at - %(past)s, started_at = started_at - %(past)s",
    ):
        await tx.run(query, {"past": timedelta(minutes=minutes)})


async def _told(tx: Tx, owner: Viewer) -> list[tuple[str, str]]:
    tx.actor = SYSTEM
    while await tell_due(tx):
        pass
    await _react(tx)
    rows: list[Any] = await tx.rows(
        "SELECT kind, events.body ->> 'goal' FROM notifications JOIN events ON events.id = event_id"
        " WHERE user_id = %s AND kind IN ('due_soon', 'overdue') ORDER BY notifications.id",
        (owner.user_id,),
    )
    return rows


async def test_the_owner_is_told_once_of_what_is_due_soon_and_of_what_is_overdue(tx: Tx) -> None:
    owner = await a_user(tx)
    ticket_id = await _an_owned_ticket(tx, owner)
    assert await _told(tx, owner) == []
    await _time_passes(tx, 11)
    expected = [("due_soon", "close")]
    assert await _told(tx, owner) == expected
    await _time_passes(tx, 35)
    expected.append(("due_soon", "first_reply"))
    assert await _told(tx, owner) == expected
    await _time_passes(tx, 15)
    expected.append(("overdue", "first_reply"))
    assert await _told(tx, owner) == expected
    await work_out(tx, [ticket_id], 1)
    assert await _told(tx, owner) == expected
    await _time_passes(tx, 30)
    assert await _told(tx, owner) == [*expected, ("overdue", "close")]


async def test_what_waits_or_was_done_or_is_in_the_trash_is_not_told(tx: Tx) -> None:
    owner = await a_user(tx, permissions=["delete_tickets"])
    paused, closed, trashed = [await _an_owned_ticket(tx, owner) for _ in range(3)]
    await set_status(tx, owner, paused, 2)
    await set_status(tx, owner, closed, 4)
    await trash(tx, owner, trashed)
    await _react(tx)
    await _time_passes(tx, 200)
    assert await _told(tx, owner) == []


async def test_a_change_that_makes_a_goal_overdue_is_told_and_a_setting_is_not(tx: Tx) -> None:
    owner = await a_user(tx)
    raised, old = [await _an_owned_ticket(tx, owner) for _ in range(2)]
    await _time_passes(tx, 8)
    for ticket_id in (raised, old):
        await edit(tx, owner, ticket_id, {"priority": "URGENT"})
    await work_out(tx, [old], 1, anew=True)
    await work_out(tx, [raised], 1)
    assert await _told(tx, owner) == [("overdue", "first_reply")]
    assert await tx.values("SELECT ticket_id FROM events WHERE name = 'SlaOverdue'") == [raised]


def test_what_is_told_has_words_in_every_language() -> None:
    said = {say_event(locale, kind, None) for locale in ("en", "fi", "pl") for kind in ("due_soon", "overdue")}  # type: ignore[arg-type] # both are kinds
    assert len(said) == 6
