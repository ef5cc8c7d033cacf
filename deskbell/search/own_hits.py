"""Which of the desk's own properties of a record hold what was asked, and what do they say there?"""

from typing import LiteralString

from deskbell.search.own_values import own_values

_PROPERTIES: LiteralString = (
    "CASE top.kind WHEN 'ticket' THEN tickets.properties WHEN 'contact' THEN contacts.properties"
    " WHEN 'company' THEN companies.properties END"
)
_OBJECT_TYPE: LiteralString = (
    "CASE top.kind WHEN 'ticket' THEN 'tickets' WHEN 'contact' THEN 'contacts' WHEN 'company' THEN 'companies' END"
)
# A part of a word, as of an order number, is no word to PostgreSQL: it is marked where it stands.
_OWN_HITS: LiteralString = f"""
    SELECT string_agg(best.label || ': ' || CASE
        WHEN position(E'\\x01' IN best.by_stem) > 0 THEN best.by_stem
        WHEN position(E'\\x01' IN best.as_written) > 0 OR best.place = 0 THEN best.as_written
        ELSE substr(best.said, greatest(best.place - 60, 1), least(best.place - 1, 60))
            || E'\\x01' || substr(best.said, best.place, length(best.part)) || E'\\x02'
            || substr(best.said, best.place + length(best.part), 120) END, ' · ' ORDER BY best.held DESC, best.position)
        AS own
    FROM (
        SELECT read.label, read.position, held.held, held.part, cut.said,
            position(held.part IN lower(cut.said)) AS place,
            ts_headline(top.language::regconfig, cut.said, %(query)s::tsquery, MARKS) AS by_stem,
            ts_headline('simple', cut.said, %(query)s::tsquery, MARKS) AS as_written
        FROM ({own_values(_PROPERTIES, _OBJECT_TYPE)}) AS read
        CROSS JOIN LATERAL (SELECT translate(regexp_replace(left(read.said, 8000), '\\s+', ' ', 'g'), E'\\x01\\x02', '')
            AS said OFFSET 0) AS cut
        CROSS JOIN LATERAL (SELECT count(*) AS held, coalesce(min(part), '') AS part
            FROM unnest(%(parts)s::text[]) AS part WHERE position(part IN lower(cut.said)) > 0) AS held
        WHERE held.held > 0 OR to_tsvector(top.language::regconfig, cut.said) @@ %(query)s::tsquery
        ORDER BY held.held DESC, read.position LIMIT 3
    ) AS best
"""


def own_hits(marks: LiteralString) -> LiteralString:
    """A query of one row over a hit (`top`) and its record: `own`, those that hold most of it, each with its label."""
    return _OWN_HITS.replace("MARKS", marks)
