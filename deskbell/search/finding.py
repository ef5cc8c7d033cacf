"""Where was this ever written? Ranked, with the hits marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import LiteralString

from psycopg import sql

from deskbell.kernel.errors import Invalid
from deskbell.kernel.reader import Reader
from deskbell.search.candidates import KINDS, Kind, find_candidates
from deskbell.search.direct import find_directly
from deskbell.search.own_hits import own_hits
from deskbell.search.words import SHORTEST_BEGINNING, Asked, read_query
from deskbell.users.viewer import Viewer

MOST_RESULTS = 50

# By its best hit. Weights: a name counts ten times a word of a text; a fresh hit up to twice an
# old one. The text of a long mail is marked in its first part only.
_SHOW: LiteralString = """
    WITH ranked AS (
        SELECT found.kind, subject_id, place.ticket_id, place.thread_id, at, language,
            CASE WHEN place.ticket_id IS NULL
                THEN coalesce('thread ' || place.thread_id, found.kind || ' ' || subject_id) END AS without_ticket,
            ts_rank(words, %(query)s::tsquery, 1) * (1 + 30.0 / (30 + extract(epoch FROM now() - at) / 86400)) AS score
        FROM search_entries AS found
        LEFT JOIN messages AS said ON found.kind = 'message' AND said.id = subject_id
        CROSS JOIN LATERAL (SELECT CASE found.kind WHEN 'ticket' THEN subject_id ELSE said.ticket_id END AS ticket_id,
            CASE WHEN said.ticket_id IS NULL THEN said.thread_id END AS thread_id) AS place
        WHERE found.id = ANY(%(ids)s)
            AND (place.ticket_id = ANY(%(tickets)s)) IS NOT TRUE
            AND NOT (found.kind = 'contact' AND subject_id = ANY(%(contacts)s))
    ), best AS (
        SELECT DISTINCT ON (ticket_id, without_ticket) * FROM ranked
        ORDER BY ticket_id, without_ticket, score DESC, at DESC
    ), top AS MATERIALIZED (
        SELECT * FROM best ORDER BY score DESC, at DESC, subject_id DESC LIMIT %(limit)s
    )
    SELECT coalesce(json_agg(json_build_object(
        'kind', top.kind,
        'ticket_id', top.ticket_id,
        'message_id', CASE WHEN top.kind = 'message' THEN top.subject_id END,
        'contact_id', CASE WHEN top.kind = 'contact' THEN top.subject_id END,
        'company_id', CASE WHEN top.kind = 'company' THEN top.subject_id END,
        'thread_id', top.thread_id,
        'inbox_id', threads.inbox_id,
        'title', coalesce(tickets.name, contacts.name, companies.name, threads.subject, ''),
        'snippet', CASE WHEN hit.own IS NOT NULL AND NOT (
                to_tsvector('simple', said.text) || to_tsvector(top.language::regconfig, said.text)
            ) @@ %(query)s::tsquery THEN hit.own
            WHEN position(E'\\x01' IN marked.by_stem) > 0 THEN marked.by_stem
            ELSE ts_headline('simple', said.text, %(query)s::tsquery, {marks}) END,
        'at', top.at,
        'status_id', tickets.status_id
    ) ORDER BY top.score DESC, top.at DESC, top.subject_id DESC), '[]')
    FROM top
    LEFT JOIN tickets ON tickets.id = top.ticket_id
    LEFT JOIN contacts ON contacts.id = top.subject_id AND top.kind = 'contact'
    LEFT JOIN companies ON companies.id = top.subject_id AND top.kind = 'company'
    LEFT JOIN threads ON threads.id = top.thread_id
    LEFT JOIN messages ON messages.id = top.subject_id AND top.kind = 'message'
    CROSS JOIN LATERAL (SELECT translate(regexp_replace(left(CASE top.kind
        WHEN 'message' THEN messages.text
        WHEN 'ticket' THEN concat_ws(' · ', tickets.name, nullif(tickets.description, ''))
        WHEN 'company' THEN concat_ws(' · ', companies.name, companies.domain, companies.phone)
        ELSE concat_ws(' · ', contacts.name, contacts.email, contacts.phone) END, 8000), '\\s+', ' ', 'g'),
        E'\\x01\\x02', '') AS text OFFSET 0) AS said
    CROSS JOIN LATERAL (SELECT ts_headline(top.language::regconfig, said.text, %(query)s::tsquery, {marks})
        AS by_stem OFFSET 0) AS marked
    CROSS JOIN LATERAL ({own_hits}) AS hit
"""
_MARKS: LiteralString = 'E\'StartSel="\\x01", StopSel="\\x02", MaxWords=26, MinWords=12, ShortWord=0\''


@dataclass(frozen=True, slots=True)
class Found:
    """`results` as JSON; `is_capped` when older hits were not looked at."""

    results: bytes
    is_capped: bool


async def find(reader: Reader, viewer: Viewer, text: str, *, kinds: Sequence[Kind] = KINDS, limit: int = 20) -> Found:
    """What the viewer may see of what matches every word. Raises Invalid.

    A ticket comes once, and so does a conversation of an inbox.
    """
    if not 1 <= limit <= MOST_RESULTS:
        raise Invalid(f"A search gives 1 to {MOST_RESULTS} results.", code="search.limit", field="limit")
    asked = read_query(text)
    direct = (await find_directly(reader, viewer, asked, kinds))[:limit]
    candidates = await find_candidates(reader, viewer, asked, kinds)
    ranked = None
    if candidates.ids and len(direct) < limit:
        ranked = await reader.json(
            _show(),
            {
                "query": candidates.query,
                "parts": _parts(asked),
                "ids": candidates.ids,
                "limit": limit - len(direct),
                "tickets": [hit.ticket_id for hit in direct if hit.ticket_id is not None],
                "contacts": [hit.contact_id for hit in direct if hit.contact_id is not None],
            },
        )
    parts = [hit.shown for hit in direct] + ([ranked[1:-1]] if ranked and ranked != b"[]" else [])
    return Found(b"[" + b",".join(parts) + b"]", candidates.may_miss)


def _parts(asked: Asked) -> list[str]:
    """What may stand within a word. Less than three letters stand in every second one."""
    typed = (*asked.words, *asked.phrases, asked.beginning or "")
    return [part.lower() for part in typed if len(part) >= SHORTEST_BEGINNING]


@lru_cache(maxsize=1)
def _show() -> sql.SQL:
    marks = sql.SQL(_MARKS)
    return sql.SQL(sql.SQL(_SHOW).format(marks=marks, own_hits=sql.SQL(own_hits(_MARKS))).as_string())
