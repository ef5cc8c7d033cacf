"""What becomes of unfinished and scheduled words in a merge, and when it is undone (T3)? Nothing of them is lost."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from psycopg.types.json import Jsonb

from deskbell.conversations.moving_drafts import PlacedDraft, drafts_on, joined, put_draft, take_drafts
from deskbell.conversations.moving_scheduled import put_scheduled, scheduled_on
from deskbell.kernel.transaction import Tx


async def gather_drafts(tx: Tx, merge_id: int, result_id: int, primary_id: int, other_id: int) -> None:
    """Everyone's drafts stand on the merged ticket; who had begun one on each finds the words of both in one."""
    by_writer: dict[tuple[int, str], list[PlacedDraft]] = defaultdict(list)
    for source_id in (primary_id, other_id):
        for draft in await drafts_on(tx, source_id):
            by_writer[draft.user_id, draft.kind].append(draft)
            await tx.run(
                "INSERT INTO merged_drafts (merge_id, ticket_id, user_id, kind, body) VALUES (%s, %s, %s, %s, %s)",
                (merge_id, source_id, draft.user_id, draft.kind, Jsonb(draft.body)),
            )
        await take_drafts(tx, source_id)
    for first, *more in by_writer.values():
        one = replace(first, ticket_id=result_id)
        for second in more:
            # Past both versions, so that no open window takes it for the words that it holds.
            version = max(one.version, second.version) + 1
            one = replace(one, body=joined(one.body, second.body), version=version)
        await put_draft(tx, one)
    for scheduled in await scheduled_on(tx, [primary_id, other_id]):
        await put_scheduled(tx, replace(scheduled, ticket_id=result_id))


async def scatter_drafts(tx: Tx, merge_id: int, result_id: int, primary_id: int, homes: Mapping[int, int]) -> None:
    """Each goes back to where it came from; one of two that was written on since goes whole to the primary.

    What was sent or discarded since does not come back. A draft begun since goes where its thread goes.
    """
    began: dict[tuple[int, str], dict[int, dict[str, object]]] = defaultdict(dict)
    for ticket_id, user_id, kind, body in await tx.rows(
        "SELECT ticket_id, user_id, kind, body FROM merged_drafts WHERE merge_id = %s", (merge_id,)
    ):
        began[user_id, kind][ticket_id] = body
    standing = await drafts_on(tx, result_id)
    await take_drafts(tx, result_id)
    for draft in standing:
        sources = began[draft.user_id, draft.kind]
        if not sources:
            await put_draft(tx, replace(draft, ticket_id=homes.get(draft.body.get("thread_id") or 0, primary_id)))
        elif len(sources) == 1:
            await put_draft(tx, replace(draft, ticket_id=next(iter(sources))))
        elif draft.body == _joined(sources, primary_id):
            for ticket_id, body in sources.items():
                await put_draft(tx, replace(draft, ticket_id=ticket_id, body=body, version=draft.version + 1))
        else:
            await put_draft(tx, replace(draft, ticket_id=primary_id))
    for scheduled in await scheduled_on(tx, [result_id]):
        home = homes.get(scheduled.reply.get("thread_id") or 0, primary_id)
        await put_scheduled(tx, replace(scheduled, ticket_id=home))


def _joined(sources: Mapping[int, dict[str, object]], primary_id: int) -> dict[str, object]:
    other = next(body for ticket_id, body in sources.items() if ticket_id != primary_id)
    return joined(sources[primary_id], other)
