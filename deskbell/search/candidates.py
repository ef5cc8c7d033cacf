"""Which entries hold all the words, the newest first, as far as the asker may see?

A frequent word has a million hits, and only the newest few hundred of them are worth ranking. So the entries are asked
a stretch after the other, the newest first, each as long as what came before lets expect (eras.py), until there are
hits enough; a rare word costs little in the last, which is all of them.

The words and the marks of a stretch are asked apart from each other. Of two questions PostgreSQL passes over in each
what the other can't have; in one, it would go through every hit of the word there ever was.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, LiteralString

from psycopg import sql

from deskbell.kernel.reader import Reader
from deskbell.search.eras import EVERYTHING, Stretch, leaps, next_look, stretch
from deskbell.search.words import Asked
from deskbell.tickets.access import viewer_parameters, visible_with
from deskbell.tickets.inbox_access import visible_in_inboxes_with
from deskbell.users.viewer import Viewer

Kind = Literal["ticket", "message", "contact", "company"]
KINDS: tuple[Kind, ...] = ("ticket", "message", "contact", "company")
ENOUGH = 200  # candidates that are ranked
MOST_EXAMINED = 8_000  # rows that are asked for permission, before the search gives up on older ones

FIRST_LOOK = 1 << 12  # entries
# All words of one beginning are gathered anew for each stretch, so fewer and longer ones are looked at.
FIRST_LOOK_FOR_BEGINNINGS = 1 << 15
# Where there is much, a short beginning begins words of every third message. Then it is looked for in names and in
# what was written last, and elsewhere taken for a whole word.
MUCH = 400_000
SHORT = 5
WRITTEN_LAST = 4096

_UNDERSTAND: LiteralString = """
    SELECT (
        SELECT string_agg('(' || forms.form || ')', ' & ') FROM (
            SELECT (
                SELECT string_agg('(' || form || ')', ' | ') FROM (
                    SELECT DISTINCT form FROM (VALUES
                        (phraseto_tsquery('simple', word)::text),
                        (phraseto_tsquery('english', word)::text),
                        (phraseto_tsquery('finnish', word)::text)) AS stems (form)
                    WHERE form <> '') AS stems)
            FROM unnest(%(words)s::text[]) AS word
            UNION ALL
            SELECT nullif(phraseto_tsquery('simple', phrase)::text, '') FROM unnest(%(phrases)s::text[]) AS phrase
            UNION ALL
            SELECT (
                SELECT string_agg('(' || form || ')', ' | ') FROM (
                    SELECT DISTINCT form FROM (VALUES
                        (to_tsquery('simple', %(beginning_quoted)s)::text),
                        (phraseto_tsquery('english', %(beginning)s)::text),
                        (phraseto_tsquery('finnish', %(beginning)s)::text)) AS stems (form)
                    WHERE form <> '') AS stems)
            WHERE %(beginning)s::text IS NOT NULL
        ) AS forms (form) WHERE forms.form IS NOT NULL
    ), (SELECT coalesce(max(id), 0) FROM search_entries)
"""

# In order from the beginning: the newest are asked for permission one after another, until there are enough.
_CANDIDATES: LiteralString = """
    WITH examined AS MATERIALIZED (
        SELECT id, subject_id, kind, at FROM search_entries WHERE {among} AND (id < %(end)s) IS TRUE LIMIT {most}
    ), placed AS (
        SELECT id, subject_id, kind, at, CASE kind
            WHEN 'message' THEN (SELECT messages.ticket_id FROM messages WHERE messages.id = subject_id)
            WHEN 'ticket' THEN subject_id END AS ticket_id
        FROM (SELECT * FROM examined ORDER BY at DESC) AS newest_first ORDER BY at DESC OFFSET 0
    ), allowed AS (
        SELECT placed.id, placed.at FROM placed
        LEFT JOIN LATERAL (
            SELECT tickets.id FROM tickets
            WHERE tickets.id = placed.ticket_id AND tickets.is_shown AND {visible} LIMIT 1
        ) AS seen ON true
        LEFT JOIN LATERAL (
            SELECT threads.id FROM messages JOIN threads ON threads.id = messages.thread_id
            WHERE placed.kind = 'message' AND placed.ticket_id IS NULL AND messages.id = placed.subject_id
                AND threads.archived_at IS NULL AND NOT threads.is_spam AND {in_inboxes} LIMIT 1
        ) AS standing ON true
        WHERE seen.id IS NOT NULL OR standing.id IS NOT NULL OR placed.kind IN ('contact', 'company')
    )
    SELECT (SELECT count(*) FROM examined), array_agg(newest.id)
    FROM (SELECT id FROM allowed ORDER BY at DESC LIMIT {enough}) AS newest
"""

Among = Literal["everything", "names", "written_last"]
_AMONG: dict[Among, LiteralString] = {
    "everything": "words @@ %(query)s::tsquery",
    "names": "kind <> 'message' AND words @@ %(query)s::tsquery",
    # Not by the index of words, so that not all words of the beginning are gathered.
    "written_last": "id > %(begin)s AND (words @@ %(query)s::tsquery) IS TRUE",
}
_OF_ERAS: LiteralString = " AND words @@ %(marks)s::tsquery"


@dataclass(frozen=True, slots=True)
class Candidates:
    """Ids of entries worth ranking by `query` (a tsquery). `may_miss`: older hits were not looked at."""

    query: str
    ids: list[int]
    may_miss: bool


NONE = Candidates("", [], may_miss=False)


async def find_candidates(reader: Reader, viewer: Viewer, asked: Asked, kinds: Sequence[Kind]) -> Candidates:
    if asked.is_empty:
        return NONE
    query, newest = await _understand(reader, asked)
    if not query:
        return NONE
    if asked.beginning and len(asked.beginning) < SHORT and newest > MUCH:
        return await _of_short_beginning(reader, viewer, asked, query, newest, kinds)
    first = FIRST_LOOK_FOR_BEGINNINGS if asked.beginning else FIRST_LOOK
    ids, may_miss = await _newest_first(reader, viewer, "everything", f"({query}){_of(kinds)}", newest, first)
    return Candidates(query, ids, may_miss=may_miss)


async def _understand(reader: Reader, asked: Asked) -> tuple[str | None, int]:
    """The words as a tsquery, and the newest entry's id."""
    query, newest = (await reader.rows(_UNDERSTAND, _as_parameters(asked)))[0]
    return query, newest


async def _newest_first(  # noqa: PLR0917 - what is asked, and where to begin
    reader: Reader, viewer: Viewer, among: Among, query: str, newest: int, first_look: int
) -> tuple[list[int], bool]:
    """Enough of the newest hits, or all; and whether older ones may have been missed."""
    found: list[int] = []
    examined, end, further, may_leap = 0, newest + 1, first_look, True
    while True:
        is_leap = may_leap and leaps(newest + 1 - end, further, examined=examined, of=newest + 1)
        looked = EVERYTHING if is_leap else stretch(end - further, end)
        hits, ids = await _ask(reader, viewer, among, query, looked, end)
        if is_leap and hits == MOST_EXAMINED:  # there is more than the newest let expect, and these were not the next
            may_leap = False
            continue
        examined += hits
        found += ids
        if looked.begin == 0:
            return found[:ENOUGH], hits == MOST_EXAMINED or len(found) >= ENOUGH
        if len(found) >= ENOUGH or examined >= MOST_EXAMINED:
            return found[:ENOUGH], True
        end = looked.begin
        further = next_look(newest + 1 - end, examined=examined, found=len(found), wanted=ENOUGH, most=MOST_EXAMINED)


async def _of_short_beginning(  # noqa: PLR0917 - its five and the newest entry
    reader: Reader, viewer: Viewer, asked: Asked, query: str, newest: int, kinds: Sequence[Kind]
) -> Candidates:
    whole = replace(asked, words=(*asked.words, asked.beginning or ""), beginning=None)
    as_whole_words, _ = await _understand(reader, whole)
    of_kinds = _of(kinds)
    ids: set[int] = set()
    if as_whole_words:
        wanted = f"({as_whole_words}){of_kinds}"
        ids.update((await _newest_first(reader, viewer, "everything", wanted, newest, FIRST_LOOK))[0])
    wanted = f"({query}){of_kinds}"
    ids.update((await _newest_first(reader, viewer, "names", wanted, newest, FIRST_LOOK_FOR_BEGINNINGS))[0])
    last = Stretch(newest - WRITTEN_LAST, None)
    ids.update((await _ask(reader, viewer, "written_last", wanted, last, newest + 1))[1])
    return Candidates(query, list(ids), may_miss=True)


def _of(kinds: Sequence[Kind]) -> str:
    marks = " | ".join(f"'~{kind}'" for kind in kinds)
    return "" if set(kinds) == set(KINDS) else f" & ({marks})"


async def _ask(  # noqa: PLR0917 - what is asked, and where
    reader: Reader, viewer: Viewer, among: Among, query: str, looked: Stretch, end: int
) -> tuple[int, list[int]]:
    """How many rows before `end` were examined, and which of them are the newest that the viewer may see."""
    where = _AMONG[among] + (_OF_ERAS if looked.marks else "")
    in_inboxes = visible_in_inboxes_with(viewer).as_string()
    statement = _candidates_statement(where, visible_with(viewer).as_string(), in_inboxes)
    asked = {"query": query, "marks": looked.marks, "begin": looked.begin, "end": end}
    examined, ids = (await reader.rows(statement, asked | viewer_parameters(viewer)))[0]
    return examined, ids or []


@lru_cache(maxsize=64)
def _candidates_statement(among: LiteralString, visible: LiteralString, in_inboxes: LiteralString) -> sql.SQL:
    composed = sql.SQL(_CANDIDATES).format(
        among=sql.SQL(among),
        most=sql.Literal(MOST_EXAMINED),
        enough=sql.Literal(ENOUGH),
        visible=sql.SQL(visible),
        in_inboxes=sql.SQL(in_inboxes),
    )
    return sql.SQL(composed.as_string())


def _as_parameters(asked: Asked) -> dict[str, Any]:
    beginning = asked.beginning
    quoted = None if beginning is None else "'" + beginning.replace("\\", "\\\\").replace("'", "''") + "':*"
    return {
        "words": list(asked.words),
        "phrases": list(asked.phrases),
        "beginning": beginning,
        "beginning_quoted": quoted,
    }
