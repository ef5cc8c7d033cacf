"""Which words stand in the properties that the desk defined for itself (R6), and how is each value read?

Words, numbers and what was chosen from a list; not times, ticks and users.
"""

from typing import LiteralString

from deskbell.crm.property_definition import PropertyKind

SEARCHED_KINDS: tuple[PropertyKind, ...] = ("text", "multiline", "phone", "url", "number", "select", "multi_select")

# Rows of label, position, kind and what is said. A choice is read by its label, and what the archive holds not at all.
_READ: LiteralString = f"""
    SELECT defined.label, defined.position, defined.kind,
        CASE WHEN defined.kind IN ('select', 'multi_select') THEN (
            SELECT string_agg(option ->> 'label', ', ') FROM jsonb_array_elements(defined.options) AS option
            WHERE own.value ? (option ->> 'value'))
        ELSE own.value #>> '{{}}' END AS said
    FROM jsonb_each(PROPERTIES) AS own
    JOIN property_definitions AS defined
        ON defined.object_type = OBJECT_TYPE AND defined.name = own.key AND defined.archived_at IS NULL
        AND defined.kind IN {SEARCHED_KINDS}
"""

# `ORD-2024-0815`, an address and a telephone number are few words to PostgreSQL; their parts are words to people, and
# so are the figures of a telephone number without what stands between them, and an address that is half typed.
_WORDS: LiteralString = """
    CASE WHEN PROPERTIES <> '{}' THEN (
        SELECT string_agg(concat_ws(' ', read.said,
            CASE WHEN read.kind IN ('text', 'phone', 'url')
                THEN nullif(translate(read.said, '@._-/:#+()=&?', repeat(' ', 13)), read.said) END,
            nullif(translate(read.said, '@', ' '), read.said),
            CASE WHEN read.kind = 'phone' THEN
                regexp_replace(read.said, '[^0-9]', '', 'g') || ' ' || regexp_replace(read.said, '[^0-9+]', '', 'g') END
        ), ' ' ORDER BY read.position) FROM (READ) AS read
    ) END
"""


def own_values(properties: LiteralString, object_type: LiteralString) -> LiteralString:
    """A query over the values in `properties`, for both of which SQL stands: (label, position, kind, said)."""
    return _READ.replace("PROPERTIES", properties).replace("OBJECT_TYPE", object_type)


def own_words(table: LiteralString) -> LiteralString:
    """An expression over a row of tickets, contacts or companies. Nothing is asked for a record without values."""
    read = own_values(f"{table}.properties", f"'{table}'")
    return _WORDS.replace("READ", read).replace("PROPERTIES", f"{table}.properties")
