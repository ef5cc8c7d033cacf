-- The keys of open tickets are others than those of closed ones: '+name=value' beside 'name=value'. Most views ask for
-- open tickets, a tenth of all or less, and find only these so; a question for all asks for both. Of a number the second
-- digit has a rough key too: 120 to 129 are 'n#3 12' beside 'n#3 1'. Otherwise as in 0081, whose comment says why it is so.
CREATE FUNCTION filter_keys(properties jsonb, is_closed boolean) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
DECLARE
    mark text := CASE WHEN is_closed THEN '' ELSE '+' END;
    name text;
    value jsonb;
    kind text;
    said text;
    whole text;
    size text;
    keys text[] := '{}';
BEGIN
    FOR name, value IN SELECT * FROM jsonb_each(properties) LOOP
        kind := jsonb_typeof(value);
        name := mark || name;
        FOREACH said IN ARRAY CASE kind
            WHEN 'array' THEN ARRAY[value #>> '{}'] || ARRAY(SELECT jsonb_array_elements_text(value))
            ELSE ARRAY[value #>> '{}'] END
        LOOP
            CONTINUE WHEN said IS NULL;
            keys := keys || (name || '=' || left(lower(
                CASE WHEN length(said) < 400 AND said ~ '^-?[0-9]+(\.[0-9]+)?$' THEN trim_scale(said::numeric)::text
                ELSE said END), 60));
        END LOOP;
        IF kind = 'number' THEN
            whole := trunc(abs(said::numeric));
            size := name || '#' || CASE WHEN said ^@ '-' AND whole <> '0' THEN '-' ELSE '' END;
            IF whole = '0' THEN
                keys := keys || (size || '0');
            ELSE
                size := size || length(whole) || ' ';
                keys := keys || (size || left(whole, 1));
                IF length(whole) > 1 THEN
                    keys := keys || (size || left(whole, 2));
                END IF;
            END IF;
        ELSIF kind = 'string' AND said ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' THEN
            keys := keys || (name || '#' || left(said, 7));
        END IF;
    END LOOP;
    RETURN keys;
END $$;

DROP INDEX tickets_filter_keys;
DROP FUNCTION filter_keys(jsonb);
CREATE INDEX tickets_filter_keys ON tickets USING gin (filter_keys(properties, is_closed))
    WITH (fastupdate = on, gin_pending_list_limit = 256) WHERE is_shown;

-- How often each key comes: a frequent value is walked to, and a rare one looked up. The planner does not believe what is
-- known of an index of some of the rows, so that is known of the table, and finely: a key that is in no list of frequent
-- ones is thought to be half as frequent as the least of them.
ALTER INDEX tickets_filter_keys ALTER COLUMN 1 SET STATISTICS 0;
CREATE STATISTICS tickets_filter_keys ON (filter_keys(properties, is_closed)) FROM tickets;
ALTER STATISTICS tickets_filter_keys SET STATISTICS 200;
ANALYZE tickets;
