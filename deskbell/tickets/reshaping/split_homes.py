"""Where does all that stands on a split off ticket go when the split is undone (T2)?"""

from collections import Counter
from dataclasses import dataclass

from deskbell.kernel.reader import Reader
from deskbell.tickets.homes import Home, homes_of_comments, homes_of_threads


@dataclass(frozen=True, slots=True)
class Split:
    """One split as it was recorded."""

    id: int
    source_id: int
    result_id: int


@dataclass(frozen=True, slots=True)
class WayBack:
    """`threads` and `comments` give the ticket of each; `folds` the thread in which a branch ends again.

    A branch that is not in `folds` goes home as a whole: the one that it came from stands elsewhere by now.
    """

    threads: dict[int, Home]
    comments: dict[int, Home]
    folds: dict[int, int]
    main: Home

    def homes(self) -> set[Home]:
        return {self.main, *self.threads.values(), *self.comments.values()}


async def find_split(reader: Reader, result_id: int) -> Split | None:
    """The split that made this ticket, unless it was undone."""
    return await reader.maybe(
        Split,
        "SELECT id, source_id, result_id FROM ticket_splits WHERE result_id = %s AND undone_at IS NULL",
        (result_id,),
    )


async def way_back(reader: Reader, done: Split) -> WayBack:
    """To the source, or to what it became. What was said since goes along, a lone comment with most of the rest."""
    branches = await reader.rows(_BRANCHES, (done.result_id,))
    threads = await homes_of_threads(reader, done.source_id, [thread_id for thread_id, _, _ in branches])
    folds = {
        thread_id: stem_id
        for thread_id, stem_id, stands_on in branches
        if stem_id is not None and stands_on == threads[thread_id].ticket_id
    }
    lone = await reader.rows(
        "SELECT id, id IN (SELECT message_id FROM split_messages WHERE split_id = %s) FROM messages"
        " WHERE ticket_id = %s AND thread_id IS NULL",
        (done.id, done.result_id),
    )
    came_along = [message_id for message_id, came in lone if came]
    comments = await homes_of_comments(reader, done.source_id, came_along)
    main = await _main(reader, done, threads)
    return WayBack(threads, {message_id: comments.get(message_id, main) for message_id, _ in lone}, folds, main)


async def _main(reader: Reader, done: Split, threads: dict[int, Home]) -> Home:
    """Where the emptied ticket will lead."""
    if threads:
        return Counter(threads[thread_id] for thread_id in sorted(threads)).most_common(1)[0][0]
    return (await homes_of_threads(reader, done.source_id, [0]))[0]


# Each thread with the nearest standing one that it branched from, and the ticket on which that stands.
_BRANCHES = """
    WITH RECURSIVE line (id, stem_id, archived_at, ticket_id) AS (
        SELECT threads.id, stem.id, stem.archived_at, stem.ticket_id
        FROM threads LEFT JOIN threads AS stem ON stem.id = threads.branched_from
        WHERE threads.ticket_id = %s AND threads.archived_at IS NULL
        UNION ALL SELECT line.id, stem.id, stem.archived_at, stem.ticket_id
        FROM line JOIN threads AS folded ON folded.id = line.stem_id
        LEFT JOIN threads AS stem ON stem.id = folded.branched_from WHERE line.archived_at IS NOT NULL
    )
    SELECT id, stem_id, ticket_id FROM line WHERE archived_at IS NULL ORDER BY id
"""
