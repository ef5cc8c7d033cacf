"""How is a view written into a file, a piece at a time, however large?"""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, LiteralString

from psycopg.types.json import Jsonb

from deskbell.crm.pipelines import list_pipelines
from deskbell.crm.properties import list_definitions
from deskbell.kernel.desk import Desk
from deskbell.kernel.reader import Reader
from deskbell.tickets.lists.listing import LONGEST_PAGE, list_page
from deskbell.tickets.lists.sorting import Sort
from deskbell.tickets.lists.ticket_sets import TicketSet, narrowed, policed
from deskbell.users.directory import list_people, list_teams
from deskbell.users.viewer import Viewer
from deskbell.views.looking import asker_of, look, patiently
from deskbell.work.csv_cells import BOM, PROPERTY, TRUTH, Labels, Words, cells_of, line
from deskbell.work.work import Work

PAGES_OF_A_PART = 5
LONGEST_SECONDS = 30.0
# By the ticket's number, which no change moves: every ticket comes once, whatever happens meanwhile.
_BY_NUMBER = Sort("id", "desc")


async def write_part(desk: Desk, viewer: Viewer, work: Work) -> bool:
    """Write the next piece of the file; returns whether that was the last. Twice the same piece is one."""
    columns: list[str] = work.request["columns"]
    number, after = work.request.get("parts", 0), work.request.get("after")
    lines = [BOM + line(work.request["headings"])] if number == 0 else []
    count = 0
    async with patiently(desk.database, LONGEST_SECONDS) as reader:
        tickets_asked = await _asked(reader, viewer, work)
        labels = await _labels(reader, viewer, columns, work.request.get("words", {}))
        for _ in range(PAGES_OF_A_PART):
            page = json.loads(
                await list_page(reader, viewer, tickets_asked, _BY_NUMBER, after=after, limit=LONGEST_PAGE)
            )
            tickets = await _with_more(reader, page["tickets"], columns)
            lines += [line(cells_of(ticket, columns, labels)) for ticket in tickets]
            count, after = count + len(tickets), page["next"]
            if after is None:
                break
    content = "".join(lines).encode()
    sha256 = await asyncio.to_thread(desk.storage.put, content)
    async with desk.database.transaction(work.actor) as tx:
        await tx.run(
            "INSERT INTO work_parts (work_id, number, sha256, size) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (work_id, number) DO UPDATE SET sha256 = excluded.sha256, size = excluded.size",
            (work.id, number, sha256, len(content)),
        )
        await tx.run(
            "UPDATE works SET request = request || %s, done = done + %s, total = greatest(total, done + %s)"
            " WHERE id = %s",
            (Jsonb({"parts": number + 1, "after": after}), count, count, work.id),
        )
    return after is None


async def _asked(reader: Reader, viewer: Viewer, work: Work) -> TicketSet:
    """Those that were selected are looked up by their numbers, wherever they went since, as far as they may be seen."""
    if not work.request.get("is_selection"):
        return (await look(reader, viewer, work.request["view"], work.request["filter"])).tickets
    condition = f"tickets.id IN (SELECT ticket_id FROM work_tickets WHERE work_id = {work.id:d})"
    return narrowed(TicketSet("any", (policed(viewer),)), condition)


async def _labels(reader: Reader, viewer: Viewer, columns: list[str], words: Words) -> Labels:
    """What the desk calls them; `words`, in the user's language, come before."""
    pipelines = await list_pipelines(reader)
    people = {str(person["id"]): person["name"] for person in await list_people(reader)}
    known: Words = {
        "pipeline": {str(pipeline.id): pipeline.label for pipeline in pipelines},
        "status": {str(status.id): status.label for pipeline in pipelines for status in pipeline.statuses},
        "owner": people,
        "team": {str(team["id"]): team["name"] for team in await list_teams(reader)},
        TRUTH: {"true": "yes", "false": "no"},
    }
    return Labels(
        {kind: {**known.get(kind, {}), **words.get(kind, {})} for kind in {*known, *words}},
        await _property_labels(reader, columns, people),
        (await asker_of(reader, viewer)).zone,
    )


async def _property_labels(reader: Reader, columns: list[str], people: Mapping[str, str]) -> Words:
    names = [found[1] for column in columns if (found := PROPERTY.fullmatch(column))]
    if not names:
        return {}
    return {
        one.name: people if one.kind == "user" else {option.value: option.label for option in one.options}
        for one in await list_definitions(reader, "tickets", only=names)
    }


_MORE: LiteralString = "SELECT id, description, properties FROM tickets WHERE id = ANY(%s)"


async def _with_more(reader: Reader, tickets: list[dict[str, Any]], columns: list[str]) -> list[dict[str, Any]]:
    """What lists don't show, for columns that ask for it. The tickets came through the policy already."""
    if not any(column == "description" or PROPERTY.fullmatch(column) for column in columns):
        return tickets
    more = {row["id"]: row for row in await reader.dicts(_MORE, ([ticket["id"] for ticket in tickets],))}
    return [{**ticket, **more.get(ticket["id"], {})} for ticket in tickets]
