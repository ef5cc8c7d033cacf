"""A thousand tickets changed at once are left exactly as their twins, each changed alone (T9)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, LiteralString

import pytest

from deskbell.kernel.desk import Desk
from deskbell.kernel.errors import Refusal
from deskbell.kernel.event import SYSTEM, Actor
from deskbell.users.viewer import Viewer
from deskbell.work.act import Values
from deskbell.work.acts import ACTS
from deskbell.work.going_on import go_on
from deskbell.work.selection import Selection
from deskbell.work.starting import start_bulk, undo_work
from tests.given import a_team, a_user, an_email_account

KINDS_OF_TICKETS = 20
TWINS = 50
ITSELF = "itself"

# Of each kind `TWINS` + 1, the last of which is changed alone: with and without owners, tags, values, followers, marks.
MADE: LiteralString = """
    INSERT INTO tickets (name, pipeline_id, status_id, is_closed, owner_id, team_id, priority, category, tags,
        last_message_id, last_incoming_message_id, deleted_at, spam_at, snoozed_until, snoozed_until_reply)
    SELECT 'Kind ' || kind, 0, CASE WHEN kind %% 7 = 0 THEN 4 ELSE 1 + kind %% 3 END, kind %% 7 = 0,
        CASE kind %% 4 WHEN 0 THEN %(me)s WHEN 1 THEN %(other)s END::bigint,
        CASE kind %% 3 WHEN 0 THEN %(team)s END::bigint,
        CASE WHEN kind %% 5 > 0 THEN kind %% 5 END, CASE WHEN kind %% 2 = 0 THEN 'BILLING_ISSUE' END,
        CASE kind %% 3 WHEN 0 THEN '{}' WHEN 1 THEN '{made,old}' ELSE '{old}' END::text[], 90, 80,
        CASE WHEN kind IN (15, 19) THEN now() END, CASE WHEN kind IN (15, 18) THEN now() END,
        CASE WHEN kind = 12 THEN now() + interval '3 days' WHEN kind = 11 THEN now() - interval '1 hour' END,
        kind IN (10, 12)
    FROM generate_series(0, %(kinds)s - 1) AS kind, generate_series(0, %(twins)s) AS twin
    ORDER BY twin, kind RETURNING id
"""
FOLLOWED: LiteralString = """
    INSERT INTO ticket_followers (ticket_id, user_id)
    SELECT id, CASE substr(name, 6)::integer %% 3 WHEN 0 THEN %(me)s ELSE %(other)s END::bigint
    FROM tickets WHERE substr(name, 6)::integer %% 3 < 2
"""
READ: LiteralString = """
    INSERT INTO ticket_reads (ticket_id, user_id, read_message_id)
    SELECT id, %(me)s, CASE substr(name, 6)::integer %% 4 WHEN 1 THEN -1 WHEN 2 THEN 50 ELSE 90 END
    FROM tickets WHERE substr(name, 6)::integer %% 4 > 0
"""
# Some of those in spam were taken from another ticket, which is no longer there.
SPOKEN_OF: LiteralString = """
    INSERT INTO threads (ticket_id, inbox_id, channel, channel_account_id, is_spam, spam_at, spam_from, archived_at)
    SELECT id, 1, 'email', %(account)s, spam_at IS NOT NULL, spam_at, CASE WHEN name = 'Kind 18' THEN %(gone)s END,
        CASE WHEN nth = 3 THEN now() END
    FROM tickets, generate_series(1, 3) AS nth WHERE substr(name, 6)::integer %% 3 > nth %% 3
"""
LEFT: LiteralString = """
    SELECT tickets.id,
        to_jsonb(tickets) - '{id,created_at,updated_at,active_at,closed_at,reopened_at,deleted_at,spam_at}'::text[]
            AS fields,
        closed_at IS NULL AS no_close, reopened_at IS NULL AS never_reopened, deleted_at IS NULL AS not_in_trash,
        spam_at IS NULL AS not_spam,
        (SELECT jsonb_agg(jsonb_build_array(is_spam, spam_at IS NULL, spam_from, archived_at IS NULL) ORDER BY id)
            FROM threads WHERE ticket_id = tickets.id) AS threads,
        (SELECT jsonb_agg((to_jsonb(events) - '{id,at,written_by,ticket_id,cause_id}'::text[]) #- '{body,thread_ids}'
                ORDER BY id)
            FROM events WHERE ticket_id = tickets.id) AS events,
        (SELECT jsonb_agg(jsonb_build_array(user_id, kind, message_id, in_bell, push_at IS NULL, mail_at IS NULL,
                read_at IS NULL, (SELECT name FROM events WHERE events.id = event_id)) ORDER BY id)
            FROM notifications WHERE ticket_id = tickets.id) AS told,
        (SELECT jsonb_agg(user_id ORDER BY user_id) FROM ticket_followers WHERE ticket_id = tickets.id) AS followers,
        (SELECT jsonb_agg(jsonb_build_array(user_id, read_message_id)) FROM ticket_reads
            WHERE ticket_id = tickets.id) AS marks,
        (SELECT jsonb_agg(jsonb_build_array(language, ARRAY(SELECT word FROM unnest(tsvector_to_array(words)) AS word
                WHERE word NOT LIKE '~%%'))) FROM search_entries
            WHERE kind = 'ticket' AND subject_id = tickets.id) AS words
    FROM tickets WHERE tickets.id = ANY(%(ids)s) ORDER BY tickets.id
"""
ALL_ACTS: list[tuple[str, Values]] = [
    ("edit", {"fields": {"category": "BILLING_ISSUE", "priority": "HIGH"}}),
    ("tags", {"add": ["urgent", "MADE"], "remove": ["old"]}),
    ("assign", {"owner_id": "other"}),
    ("assign", {"owner_id": None, "team_id": "team"}),
    ("status", {"status_id": 3}),
    ("follow", {}),
    ("unfollow", {}),
    ("read", {}),
    ("unread", {}),
    ("trash", {}),
    ("restore", {}),
    ("spam", {}),
    ("not_spam", {}),
    ("snooze", {"until": (datetime.now(UTC) + timedelta(days=7)).isoformat(), "until_reply": True}),
    ("snooze", {"until_reply": True}),
]


@dataclass(frozen=True, slots=True)
class _World:
    me: Viewer
    names: dict[str, int]
    many: list[int]
    alone: list[int]


@pytest.mark.parametrize(("kind", "values"), ALL_ACTS, ids=lambda value: value if isinstance(value, str) else "")
async def test_a_thousand_at_once_are_left_as_their_twins_changed_alone(desk: Desk, kind: str, values: Values) -> None:
    world = await _a_world(desk)
    values = {
        name: world.names.get(value, value) if isinstance(value, str) else value for name, value in values.items()
    }
    async with desk.database.transaction(_by(world.me)) as tx:
        chosen = Selection(ids=tuple(world.many))
        count = len(world.many)
        work = await start_bulk(tx, desk.jobs, world.me, chosen, kind=kind, values=values, expected_count=count)
    await _finish(desk, work.id)
    outcomes = [await _alone(desk, world.me, kind, ticket_id, values) for ticket_id in world.alone]
    assert await _outcomes(desk, work.id, "refused") == outcomes * TWINS
    await _assert_alike(desk, world)
    async with desk.database.transaction(_by(world.me)) as tx:
        await tx.run("UPDATE tickets SET priority = 1, owner_id = NULL, tags = '{later}' WHERE name = 'Kind 13'")
        await undo_work(tx, desk.jobs, world.me, work.id)
    await _finish(desk, work.id)
    undone = [
        await _back(desk, world.me, kind, ticket_id, _of(ticket_id, before)) if state == "done" else (state, before)
        for ticket_id, (state, before) in zip(world.alone, outcomes, strict=True)
    ]
    assert await _outcomes(desk, work.id, "kept") == undone * TWINS
    await _assert_alike(desk, world)


async def _finish(desk: Desk, work_id: int) -> None:
    """Slice by slice, however long this machine takes."""
    while await _is_going_on(desk, work_id):
        await go_on(desk, work_id)


async def _is_going_on(desk: Desk, work_id: int) -> bool:
    async with desk.database.reading() as reader:
        return bool(await reader.value("SELECT ended_at IS NULL FROM works WHERE id = %s", (work_id,)))


async def _a_world(desk: Desk) -> _World:
    async with desk.database.transaction(SYSTEM) as tx:
        me, other = await a_user(tx, "Maija", permissions=["delete_tickets"]), await a_user(tx, "Olli")
        team = await a_team(tx)
        names = {"me": me.user_id, "other": other.user_id, "team": team}
        # Olli hears of everything that is his; Maija's screens are bound by what a status asks for.
        await tx.run(
            "INSERT INTO notification_choices (user_id, paths) VALUES (%s, %s::jsonb)",
            (other.user_id, '{"changed": ["bell", "push"], "assigned": ["mail"], "unassigned": ["bell"]}'),
        )
        await tx.run("INSERT INTO team_members (team_id, user_id) VALUES (%s, %s)", (team, other.user_id))
        await tx.run("UPDATE statuses SET required_properties = '{category}' WHERE id = 3")
        ids = await tx.values(MADE, {**names, "kinds": KINDS_OF_TICKETS, "twins": TWINS})
        await tx.run(FOLLOWED, names)
        await tx.run(READ, names)
        gone = await tx.value(
            "INSERT INTO tickets (pipeline_id, status_id, name, deleted_at) VALUES (0, 1, 'Kind 99', now())"
            " RETURNING id"
        )
        await tx.run(SPOKEN_OF, {"account": await an_email_account(tx), "gone": gone})
        count = KINDS_OF_TICKETS * TWINS
    return _World(me, names, ids[:count], ids[count:])


async def _alone(desk: Desk, viewer: Viewer, kind: str, ticket_id: int, values: Values) -> tuple[str, Any]:
    try:
        async with desk.database.transaction(_by(viewer)) as tx:
            before = await ACTS[kind].do(tx, viewer, ticket_id, values)
    except Refusal as refusal:
        return "refused", refusal.sentence
    return ("unchanged", None) if before is None else ("done", _of(ITSELF, before))


async def _back(desk: Desk, viewer: Viewer, kind: str, ticket_id: int, before: dict[str, Any]) -> tuple[str, Any]:
    undo = ACTS[kind].undo
    assert undo is not None
    try:
        async with desk.database.transaction(_by(viewer)) as tx:
            await undo(tx, viewer, ticket_id, before)
    except Refusal as refusal:
        return "kept", refusal.sentence
    return "undone", _of(ITSELF, before)


def _of(ticket: int | str, before: dict[str, Any]) -> dict[str, Any]:
    """What is kept of an act, with the ticket's own number as `ticket`."""
    return {**before, "ticket_id": ticket} if "ticket_id" in before else before


async def _outcomes(desk: Desk, work_id: int, told: str) -> list[tuple[str, Any]]:
    """In the order of the tickets: what became of each, and what is kept of it or said of it."""
    async with desk.database.reading() as reader:
        rows = await reader.rows(
            "SELECT state, before, sentence FROM work_tickets WHERE work_id = %s ORDER BY ticket_id", (work_id,)
        )
    return [
        (state, sentence if state in {told, "refused"} else before and _of(ITSELF, before))
        for state, before, sentence in rows
    ]


async def _assert_alike(desk: Desk, world: _World) -> None:
    async with desk.database.reading() as reader:
        many = await reader.dicts(LEFT, {"ids": world.many})
        alone = await reader.dicts(LEFT, {"ids": world.alone})
    for row in (*many, *alone):
        del row["id"]
    for at, row in enumerate(many):
        assert row == alone[at % KINDS_OF_TICKETS]


def _by(viewer: Viewer) -> Actor:
    return Actor(f"user:{viewer.user_id}", "screen")
