"""What becomes of unfinished and scheduled replies in a split, and when it is undone (T2)? Nothing of them is lost.

A reply goes along with the message that it answers: the newest of those it is addressed to that its writer had seen.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from deskbell.conversations.moving_drafts import PlacedDraft, drafts_on, joined, put_draft, take_drafts
from deskbell.conversations.moving_scheduled import PlacedReply, put_scheduled, scheduled_on
from deskbell.kernel.reader import Reader
from deskbell.kernel.transaction import Tx
from deskbell.tickets.reshaping.split_homes import WayBack

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WordsAlong:
    """What goes to the new ticket, as it stood before."""

    drafts: list[PlacedDraft]
    scheduled: list[PlacedReply]


async def words_that_answer(reader: Reader, ticket_id: int, moved: Collection[int]) -> WordsAlong:
    """Ask before the messages move."""
    return WordsAlong(
        [
            draft
            for draft in await drafts_on(reader, ticket_id)
            if draft.kind == "reply" and await _answered(reader, ticket_id, draft.body) in moved
        ],
        [
            one
            for one in await scheduled_on(reader, [ticket_id])
            if await _answered(reader, ticket_id, {**one.draft, "thread_id": one.reply.get("thread_id")}) in moved
        ],
    )


async def take_words_along(tx: Tx, words: WordsAlong, result_id: int, branches: Mapping[int, int]) -> None:
    """`branches` gives each thread's own branch on the new ticket."""
    for draft in words.drafts:
        await take_drafts(tx, draft.ticket_id, user_id=draft.user_id, kind=draft.kind)
        await put_draft(tx, replace(draft, ticket_id=result_id, body=_in_thread(draft.body, branches)))
    for one in words.scheduled:
        await put_scheduled(tx, _placed(one, result_id, branches))


async def bring_words_back(tx: Tx, result_id: int, back: WayBack) -> None:
    """All that was begun on the new ticket stands where its thread goes; who had words there too finds them in one."""
    standing = {
        (draft.ticket_id, draft.user_id, draft.kind): draft
        for home_id in {home.ticket_id for home in back.homes()}
        for draft in await drafts_on(tx, home_id)
    }
    for draft in await drafts_on(tx, result_id):
        home_id = back.threads.get(_number(draft.body.get("thread_id")), back.main).ticket_id
        there = replace(draft, ticket_id=home_id, body=_in_thread(draft.body, back.folds))
        if before := standing.get((home_id, draft.user_id, draft.kind)):
            await take_drafts(tx, home_id, user_id=draft.user_id, kind=draft.kind)
            # Past both versions, so that no open window takes it for the words that it holds.
            version = max(before.version, there.version) + 1
            there = replace(there, body=joined(before.body, there.body), version=version)
        await put_draft(tx, there)
    await take_drafts(tx, result_id)
    for one in await scheduled_on(tx, [result_id]):
        home = back.threads.get(_number(one.reply.get("thread_id")), back.main)
        await put_scheduled(tx, _placed(one, home.ticket_id, back.folds))


async def _answered(reader: Reader, ticket_id: int, body: Body) -> int | None:
    """A forward goes along with what it forwards. Bodies are what a screen kept: anything may be missing."""
    if forwarded := _number((body.get("forward") or {}).get("message_id")):
        return forwarded
    seen, thread_id = _number(body.get("seen_message_id")), _number(body.get("thread_id"))
    to = [str(one.get("address", "")).lower() for one in body.get("to") or [] if isinstance(one, dict)]
    answered: int | None = await reader.value(
        "SELECT id FROM messages WHERE ticket_id = %(ticket)s AND direction = 'incoming'"
        " AND (%(thread)s = 0 OR thread_id = %(thread)s) AND (%(seen)s = 0 OR id <= %(seen)s)"
        " ORDER BY lower(from_address) = ANY(%(to)s) DESC, id DESC LIMIT 1",
        {"ticket": ticket_id, "thread": thread_id, "seen": seen, "to": to},
    )
    return answered


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _placed(one: PlacedReply, ticket_id: int, threads: Mapping[int, int]) -> PlacedReply:
    return replace(one, ticket_id=ticket_id, reply=_in_thread(one.reply, threads), draft=_in_thread(one.draft, threads))


def _in_thread(body: Body, threads: Mapping[int, int]) -> Body:
    branch_id = threads.get(_number(body.get("thread_id")))
    return {**body, "thread_id": branch_id} if branch_id else body
