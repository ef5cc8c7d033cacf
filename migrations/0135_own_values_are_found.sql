-- What stands in properties that a desk defined for itself is found (W9). What it says can change for all records at once,
-- when an option of a list is renamed or a property archived: then their entries are written anew behind the screens, some
-- at a time (search/rewriting.py). So are those of a desk that has such values already.
CREATE TABLE search_rewrites (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text NOT NULL CHECK (kind IN ('ticket', 'contact', 'company')),
    property    text,                   -- only records that have it; null: all that have any
    below       bigint NOT NULL DEFAULT 9223372036854775807,    -- from this number on all is done
    UNIQUE NULLS NOT DISTINCT (kind, property)
);
INSERT INTO search_rewrites (kind)
SELECT found.kind FROM (VALUES (1, 'company', 'companies'), (2, 'contact', 'contacts'), (3, 'ticket', 'tickets'))
    AS found (place, kind, object_type)
WHERE EXISTS (SELECT FROM property_definitions AS defined
    WHERE defined.object_type = found.object_type AND defined.archived_at IS NULL
        AND defined.kind IN ('text', 'multiline', 'phone', 'url', 'number', 'select', 'multi_select'))
ORDER BY found.place;
