"""How does the demo company get onto an empty desk, within seconds (P4)?"""

import asyncio
import random
from collections.abc import Callable
from datetime import UTC, datetime

from deskbell.demo.cast import Cast, pour_cast
from deskbell.demo.deals import pour_deals
from deskbell.demo.files import document, picture
from deskbell.demo.goals import set_goals
from deskbell.demo.pouring import pour, take_ids
from deskbell.demo.rows import COLUMNS, Ids, SentFile, Tables, rows_of
from deskbell.demo.story import DAYS, tell
from deskbell.kernel.desk import Desk
from deskbell.kernel.event import SYSTEM
from deskbell.kernel.reader import Query
from deskbell.kernel.transaction import Tx
from deskbell.search.indexing import INDEX_COMPANIES, INDEX_CONTACTS, INDEX_MESSAGES, INDEX_TICKETS

TICKETS = 2000
AT_ONCE = 1000  # rows that are made searchable by one statement
Progress = Callable[[str, float], None]


async def load_demo(desk: Desk, super_admin_id: int, progress: Progress | None = None) -> None:
    """Pour in the demo company; once, on a desk that holds nothing but its first super admin.

    All or nothing. `progress` hears what is being done, and how much of it all is done (0 to 1).
    """
    told = progress or (lambda _step, _share: None)
    told("Making up a company", 0.0)
    chance = random.Random(20_260_901)  # noqa: S311 - the same company on every desk
    files = await _store_files(desk)
    async with desk.database.transaction(SYSTEM) as tx:
        cast = await pour_cast(tx, chance, super_admin_id)
        told("Writing two thousand tickets", 0.1)
        tables = await _pour_tickets(tx, chance, cast, files)
        await pour_deals(tx, chance, cast)
        await _date_back(tx)
        await _make_searchable(tx, cast, tables, told)
        await set_goals(tx, super_admin_id)
        told("Taking stock", 0.95)
        await tx.run("ANALYZE tickets, threads, messages, participants, contacts, search_entries, ticket_reads, events")
    told("Done", 1.0)


async def _store_files(desk: Desk) -> dict[str, SentFile]:
    made = {"png": ("image/png", picture()), "pdf": ("application/pdf", document())}
    return {
        ending: SentFile(kind, len(content), await asyncio.to_thread(desk.storage.put, content))
        for ending, (kind, content) in made.items()
    }


async def _pour_tickets(tx: Tx, chance: random.Random, cast: Cast, files: dict[str, SentFile]) -> Tables:
    stories = tell(chance, cast.contacts, TICKETS, datetime.now(UTC))
    ids = Ids(
        tickets=await take_ids(tx, "tickets", TICKETS),
        threads=await take_ids(tx, "threads", TICKETS),
        messages=await take_ids(tx, "messages", sum(len(story.said) for story in stories)),
    )
    inbox_id = int(await tx.value("SELECT inbox_id FROM channel_accounts WHERE id = %s", (cast.account,)))
    tables = rows_of(chance, cast, stories, ids, files=files, inbox_id=inbox_id)
    for table, columns in COLUMNS.items():
        await pour(tx, table, columns, tables.rows[table])
    return tables


async def _date_back(tx: Tx) -> None:
    """They were customers before they wrote."""
    before = (f"{DAYS + 30} days",)
    await tx.run("UPDATE contacts SET created_at = now() - %s::interval", before)
    await tx.run("UPDATE companies SET created_at = now() - %s::interval", before)
    await tx.run("UPDATE deals SET created_at = now() - %s::interval", before)


async def _make_searchable(tx: Tx, cast: Cast, tables: Tables, told: Progress) -> None:
    steps: list[tuple[Query, list[int]]] = [
        (INDEX_COMPANIES, await tx.values("SELECT id FROM companies")),
        (INDEX_CONTACTS, cast.contact_ids),
        *_in_steps(INDEX_TICKETS, tables, "tickets"),
        *_in_steps(INDEX_MESSAGES, tables, "messages"),
    ]
    for number, (statement, ids) in enumerate(steps):
        told("Making every word searchable", 0.3 + 0.65 * number / len(steps))
        await tx.run(statement, {"ids": ids})


def _in_steps(statement: Query, tables: Tables, table: str) -> list[tuple[Query, list[int]]]:
    ids = [row[0] for row in tables.rows[table]]
    return [(statement, ids[begin : begin + AT_ONCE]) for begin in range(0, len(ids), AT_ONCE)]
