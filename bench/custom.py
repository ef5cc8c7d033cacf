"""Fifty properties of the desk's own, of which each ticket has a dozen; forty views per user that ask for them."""

from typing import LiteralString

PROPERTIES = 50
VIEWS = 40
KINDS = ("checkbox", "select", "number", "text", "date")  # of property n: the one at n % 5
OPTIONS = tuple("abcdefghij")

DEFINITIONS: LiteralString = """
    INSERT INTO property_definitions (object_type, name, label, kind, options, position)
    SELECT 'tickets', 'made_' || n, 'Made ' || n, (%(kinds)s::text[])[1 + n %% 5],
        CASE n %% 5 WHEN 1 THEN %(options)s::jsonb ELSE '[]' END, n
    FROM generate_series(1, %(properties)s) AS n
"""
# Of the ticket numbered `made.n`. Option a of a list is a rare one, j a frequent one; numbers and texts are many.
VALUES: LiteralString = """(
    SELECT jsonb_object_agg('made_' || k, CASE k %% 5
        WHEN 0 THEN to_jsonb((made.n / k) %% 20 = 1)
        WHEN 1 THEN to_jsonb(substr('jjjjjjiiiihhhggffedcba', 1 + ((made.n * 37 + k) %% 22)::integer, 1))
        WHEN 2 THEN to_jsonb((made.n * 7919 + k) %% 10000)
        WHEN 3 THEN to_jsonb('order ' || (made.n * 31 + k) %% 50000)
        ELSE to_jsonb((DATE '2024-01-01' + ((made.n * 13 + k) %% 1000)::integer)::text) END)
    FROM generate_series(1, 50) AS k WHERE (made.n + k * 7) %% 50 < 12)"""
