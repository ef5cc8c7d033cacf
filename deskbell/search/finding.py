"""Where was this ever written, as far as the asker may see? Ranked, with the hits marked.

A frequent word has a million hits, and only the newest few hundred of them are worth ranking. So the entries are asked
in eras, the newest first (see search_marks in the migrations), each about eight times as long as the one before, until
there are hits enough; a rare word costs little in the last, which is all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, LiteralString

from psycopg import sql

from deskbell.kernel.database import Reader
from deskbell.kernel.errors import Invalid
from deskbell.search.words import Asked, read_query
from deskbell.tickets.access import viewer_parameters, visible_with
from deskbell.users.viewer import Viewer

Kind = Literal["ticket", "message", "contact"]
KINDS: tuple[Kind, ...] = ("ticket", "message", "contact")
MOST_RESULTS = 50
ENOUGH = 200  # candidates that are ranked
MOST_EXAMINED = 8_000  # rows that are asked for permission, before the search gives up on older ones

# The letter of the mark, and how many bits of an entry's id lie within one era of it.
_ERAS: tuple[tuple[str, int], ...] = (("a", 11), ("b", 14), ("c", 17), ("d", 20))
# All words of one beginning are gathered anew for each era, so an unfinished word asks one era, then everything.
_ERAS_OF_BEGINNINGS = _ERAS[1:2]
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

_CANDIDATES: LiteralString = """
    WITH examined AS MATERIALIZED (
        SELECT id, ticket_id, kind, at FROM search_entries WHERE {among} LIMIT {most}
    ), allowed AS (
        SELECT examined.id, examined.at FROM examined
        LEFT JOIN LATERAL (
            SELECT tickets.id FROM tickets
            WHERE tickets.id = examined.ticket_id AND tickets.is_shown AND {visible} LIMIT 1
        ) AS seen ON true
        WHERE seen.id IS NOT NULL OR examined.kind = 'contact'
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

# A ticket comes once, by its best hit. Weights: a name counts ten times a word of a text; a fresh hit up to twice an
# old one. The text of a long mail is marked in its first part only.
_SHOW: LiteralString = """
    WITH ranked AS (
        SELECT kind, subject_id, ticket_id, at, language,
            ts_rank(words, %(query)s::tsquery, 1) * (1 + 30.0 / (30 + extract(epoch FROM now() - at) / 86400)) AS score
        FROM search_entries WHERE id = ANY(%(ids)s)
    ), best AS (
        SELECT DISTINCT ON (coalesce(ticket_id, -subject_id)) * FROM ranked
        ORDER BY coalesce(ticket_id, -subject_id), score DESC, at DESC
    ), top AS MATERIALIZED (
        SELECT * FROM best ORDER BY score DESC, at DESC, subject_id DESC LIMIT %(limit)s
    )
    SELECT coalesce(json_agg(json_build_object(
        'kind', top.kind,
        'ticket_id', top.ticket_id,
        'message_id', CASE WHEN top.kind = 'message' THEN top.subject_id END,
        'contact_id', CASE WHEN top.kind = 'contact' THEN top.subject_id END,
        'title', coalesce(tickets.name, contacts.name, ''),
        'snippet', CASE WHEN position(E'\\x01' IN marked.by_stem) > 0 THEN marked.by_stem
            ELSE ts_headline('simple', said.text, %(query)s::tsquery, {marks}) END,
        'at', top.at,
        'status_id', tickets.status_id
    ) ORDER BY top.score DESC, top.at DESC, top.subject_id DESC), '[]')
    FROM top
    LEFT JOIN tickets ON tickets.id = top.ticket_id
    LEFT JOIN contacts ON contacts.id = top.subject_id AND top.kind = 'contact'
    LEFT JOIN messages ON messages.id = top.subject_id AND top.kind = 'message'
    CROSS JOIN LATERAL (SELECT translate(regexp_replace(left(CASE top.kind
        WHEN 'message' THEN messages.text
        WHEN 'ticket' THEN concat_ws(' · ', tickets.name, nullif(tickets.description, ''))
        ELSE concat_ws(' · ', contacts.name, contacts.email, contacts.phone) END, 8000), '\\s+', ' ', 'g'),
        E'\\x01\\x02', '') AS text OFFSET 0) AS said
    CROSS JOIN LATERAL (SELECT ts_headline(top.language::regconfig, said.text, %(query)s::tsquery, {marks})
        AS by_stem OFFSET 0) AS marked
"""
_MARKS: LiteralString = 'E\'StartSel="\\x01", StopSel="\\x02", MaxWords=26, MinWords=12, ShortWord=0\''

_TICKET_BY_NUMBER: LiteralString = """
    SELECT json_build_object('kind', 'ticket', 'ticket_id', tickets.id, 'message_id', NULL, 'contact_id', NULL,
        'title', tickets.name, 'snippet', tickets.preview, 'at', tickets.created_at, 'status_id', tickets.status_id)
    FROM tickets WHERE tickets.id = %(number)s AND {visible}
"""

_CONTACTS_BY_ADDRESS: LiteralString = """
    SELECT json_build_object('kind', 'contact', 'ticket_id', NULL, 'message_id', NULL, 'contact_id', contacts.id,
        'title', contacts.name, 'snippet', contact_addresses.email, 'at', contacts.created_at, 'status_id', NULL)
    FROM contact_addresses JOIN contacts ON contacts.id = contact_addresses.contact_id
    WHERE contact_addresses.email ^@ %(address)s AND contacts.deleted_at IS NULL
    ORDER BY contact_addresses.email LIMIT 5
"""


@dataclass(frozen=True, slots=True)
class Found:
    """`results` as JSON; `is_capped` when older hits were not looked at."""

    results: bytes
    is_capped: bool


async def find(reader: Reader, viewer: Viewer, text: str, *, kinds: Sequence[Kind] = KINDS, limit: int = 20) -> Found:
    """What the viewer may see of what matches every word. Raises Invalid."""
    if not 1 <= limit <= MOST_RESULTS:
        raise Invalid(f"A search gives 1 to {MOST_RESULTS} results.", code="search.limit", field="limit")
    asked = read_query(text)
    direct = await _find_directly(reader, viewer, asked, kinds)
    if asked.is_empty:
        return Found(_list(direct, b"[]"), is_capped=False)
    query, newest = await _understand(reader, asked)
    if not query:
        return Found(_list(direct, b"[]"), is_capped=False)
    if asked.beginning and len(asked.beginning) < SHORT and newest > MUCH:
        ids, is_capped = await _candidates_of_short_beginning(reader, viewer, asked, query, newest, kinds)
    else:
        eras = _ERAS_OF_BEGINNINGS if asked.beginning else _ERAS
        ids, is_capped = await _candidates(reader, viewer, query, _windows(eras, newest), kinds)
    shown = await reader.json(_show(), {"query": query, "ids": ids, "limit": limit}) if ids else b"[]"
    return Found(_list(direct, shown or b"[]"), is_capped)


def _windows(eras: Sequence[tuple[str, int]], newest: int) -> list[str]:
    """The marks of the two newest eras of each length that is shorter than everything."""
    return [
        f" & ('~{letter}{newest >> bits}' | '~{letter}{(newest >> bits) - 1}')"
        for letter, bits in eras
        if newest >> bits > 1
    ]


async def _understand(reader: Reader, asked: Asked) -> tuple[str | None, int]:
    """The words as a tsquery, and the newest entry's id."""
    query, newest = (await reader.rows(_UNDERSTAND, _as_parameters(asked)))[0]
    return query, newest


async def _candidates(
    reader: Reader, viewer: Viewer, query: str, windows: Sequence[str], kinds: Sequence[Kind]
) -> tuple[list[int], bool]:
    """The ids of the newest entries, and whether there may be more."""
    wanted = f"({query}){_of(kinds)}"
    for window in windows:
        _, ids = await _ask(reader, viewer, "everything", wanted + window)
        if len(ids) == ENOUGH:
            return ids, True
    examined, ids = await _ask(reader, viewer, "everything", wanted)
    return ids, examined == MOST_EXAMINED or len(ids) == ENOUGH


async def _candidates_of_short_beginning(  # noqa: PLR0917 - its five and the newest entry
    reader: Reader, viewer: Viewer, asked: Asked, query: str, newest: int, kinds: Sequence[Kind]
) -> tuple[list[int], bool]:
    whole = replace(asked, words=(*asked.words, asked.beginning or ""), beginning=None)
    as_whole_words, _ = await _understand(reader, whole)
    ids: set[int] = set()
    if as_whole_words:
        ids.update((await _candidates(reader, viewer, as_whole_words, _windows(_ERAS, newest), kinds))[0])
    wanted = f"({query}){_of(kinds)}"
    ids.update((await _ask(reader, viewer, "names", wanted))[1])
    ids.update((await _ask(reader, viewer, "written_last", wanted, newest - WRITTEN_LAST))[1])
    return list(ids), True


def _of(kinds: Sequence[Kind]) -> str:
    marks = " | ".join(f"'~{kind}'" for kind in kinds)
    return "" if set(kinds) == set(KINDS) else f" & ({marks})"


async def _ask(reader: Reader, viewer: Viewer, among: Among, query: str, begin: int = 0) -> tuple[int, list[int]]:
    """How many rows were examined, and which of them are the newest that the viewer may see."""
    statement = _candidates_statement(among, visible_with(viewer).as_string())
    parameters = {"query": query, "begin": begin, **viewer_parameters(viewer)}
    examined, ids = (await reader.rows(statement, parameters))[0]
    return examined, ids or []


@lru_cache(maxsize=32)
def _candidates_statement(among: Among, visible: LiteralString) -> sql.SQL:
    composed = sql.SQL(_CANDIDATES).format(
        among=sql.SQL(_AMONG[among]),
        most=sql.Literal(MOST_EXAMINED),
        enough=sql.Literal(ENOUGH),
        visible=sql.SQL(visible),
    )
    return sql.SQL(composed.as_string())


@lru_cache(maxsize=1)
def _show() -> sql.SQL:
    return sql.SQL(sql.SQL(_SHOW).format(marks=sql.SQL(_MARKS)).as_string())


async def _find_directly(reader: Reader, viewer: Viewer, asked: Asked, kinds: Sequence[Kind]) -> list[bytes]:
    if asked.number is not None and "ticket" in kinds:
        statement = sql.SQL(_TICKET_BY_NUMBER).format(visible=visible_with(viewer))
        return list(await reader.values(statement, {"number": asked.number, **viewer_parameters(viewer)}))
    if asked.address and "contact" in kinds:
        return list(await reader.values(_CONTACTS_BY_ADDRESS, {"address": asked.address}))
    return []


def _as_parameters(asked: Asked) -> dict[str, Any]:
    beginning = asked.beginning
    quoted = None if beginning is None else "'" + beginning.replace("\\", "\\\\").replace("'", "''") + "':*"
    return {
        "words": list(asked.words),
        "phrases": list(asked.phrases),
        "beginning": beginning,
        "beginning_quoted": quoted,
    }


def _list(direct: list[bytes], ranked: bytes) -> bytes:
    """The direct hits first, then the ranked."""
    parts = [*direct, *([ranked[1:-1]] if ranked != b"[]" else [])]
    return b"[" + b",".join(parts) + b"]"
