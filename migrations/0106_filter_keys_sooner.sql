-- The same keys as in 0105 for less than half the time: a walk that finds a page asks for them of each row on it, and every
-- write of a ticket does. What is only of some kinds is asked of these.
CREATE OR REPLACE FUNCTION filter_keys(properties jsonb, is_closed boolean) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
DECLARE
    mark text := CASE WHEN is_closed THEN '' ELSE '+' END;
    name text;
    value jsonb;
    said text;
    whole text;
    keys text[] := '{}';
BEGIN
    FOR name, value IN SELECT * FROM jsonb_each(properties) LOOP
        name := mark || name;
        said := value #>> '{}';
        CASE jsonb_typeof(value)
        WHEN 'string' THEN
            IF said !~ '^[-0-9]' THEN
                keys := keys || (name || '=' || left(lower(said), 60));
            ELSIF length(said) < 400 AND said ~ '^-?[0-9]+(\.[0-9]+)?$' THEN
                keys := keys || (name || '=' || left(trim_scale(said::numeric)::text, 60));
            ELSE
                keys := keys || (name || '=' || left(lower(said), 60));
                IF said ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' THEN
                    keys := keys || (name || '#' || left(said, 7));
                END IF;
            END IF;
        WHEN 'number' THEN
            keys := keys || (name || '=' || left(
                CASE WHEN length(said) < 400 THEN trim_scale(said::numeric)::text ELSE said END, 60));
            whole := trunc(abs(said::numeric));
            IF whole = '0' THEN
                keys := keys || (name || '#0');
            ELSE
                name := name || CASE WHEN said ^@ '-' THEN '#-' ELSE '#' END || length(whole) || ' ';
                keys := keys || (name || left(whole, 1));
                IF length(whole) > 1 THEN
                    keys := keys || (name || left(whole, 2));
                END IF;
            END IF;
        WHEN 'boolean' THEN
            keys := keys || (name || '=' || said);
        WHEN 'object' THEN
            keys := keys || (name || '=' || left(lower(said), 60));
        WHEN 'array' THEN
            FOREACH said IN ARRAY ARRAY[said] || ARRAY(SELECT jsonb_array_elements_text(value)) LOOP
                CONTINUE WHEN said IS NULL;
                keys := keys || (name || '=' || left(lower(
                    CASE WHEN length(said) < 400 AND said ~ '^-?[0-9]+(\.[0-9]+)?$' THEN trim_scale(said::numeric)::text
                    ELSE said END), 60));
            END LOOP;
        ELSE
            NULL;
        END CASE;
    END LOOP;
    RETURN keys;
END $$;
