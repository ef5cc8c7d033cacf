-- What a filter asks of the desk's own properties is found by an index, of all of them together. A key is a property's
-- name and its value, roughly: a text without case and end, a number without needless zeros, so that values which are
-- equal have the same key. Numbers and days have a rougher one too, for stretches: 100 to 199 are 'n#3 1', a day is
-- 'n#2026-01'. What is found so is then asked exactly (views/filter_keys.py).
--
-- It is dear, and said to be, so that it is not asked of one row after another. In PL/pgSQL it is six times as fast as
-- in SQL; it calls nothing of ours, since a restored dump and ANALYZE look for nothing in our schema.
CREATE FUNCTION filter_keys(properties jsonb) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
DECLARE
    name text;
    value jsonb;
    kind text;
    said text;
    whole text;
    keys text[] := '{}';
BEGIN
    FOR name, value IN SELECT * FROM jsonb_each(properties) LOOP
        kind := jsonb_typeof(value);
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
            keys := keys || (name || '#' || CASE WHEN whole = '0' THEN '0'
                ELSE CASE WHEN said ^@ '-' THEN '-' ELSE '' END || length(whole) || ' ' || left(whole, 1) END);
        ELSIF kind = 'string' AND said ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' THEN
            keys := keys || (name || '#' || left(said, 7));
        END IF;
    END LOOP;
    RETURN keys;
END $$;

-- What is written waits in a short list (256 kB, some five hundred tickets): that halves what the index adds to every write
-- of a ticket, and forty views read through so little of it that it does not show.
CREATE INDEX tickets_filter_keys ON tickets USING gin (filter_keys(properties))
    WITH (fastupdate = on, gin_pending_list_limit = 256) WHERE is_shown;
