-- Beside the keys of a ticket's values stand who may see it and the week in which it was active last, so that a list asks
-- for the latest weeks first, and not for what only others may see (tickets/lists/looks.py). These are one to three more keys
-- in the same index, which every change of a ticket writes anyway; those of open tickets are others than those of closed
-- ones, as all keys are (0105). Tickets without a value of the desk's own are not in it any more.
CREATE FUNCTION ticket_seers(owner_id bigint, team_id bigint, is_closed boolean) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN owner_id IS NULL AND team_id IS NULL THEN
            ARRAY[CASE WHEN is_closed THEN 'u' ELSE '+u' END]
        WHEN owner_id IS NULL THEN
            ARRAY[CASE WHEN is_closed THEN 'u' ELSE '+u' END || team_id::text,
                CASE WHEN is_closed THEN 't' ELSE '+t' END || team_id::text]
        WHEN team_id IS NULL THEN
            ARRAY[CASE WHEN is_closed THEN 'o' ELSE '+o' END || owner_id::text]
        ELSE
            ARRAY[CASE WHEN is_closed THEN 'o' ELSE '+o' END || owner_id::text,
                CASE WHEN is_closed THEN 't' ELSE '+t' END || team_id::text]
        END
$$;

-- Weeks since the year 2000, twice, and one more for closed tickets.
CREATE FUNCTION ticket_week(active_at timestamptz, is_closed boolean) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ((active_at AT TIME ZONE 'UTC')::date - DATE '2000-01-03') / 7 * 2 + is_closed::integer
$$;

DROP INDEX tickets_filter_keys;
CREATE INDEX tickets_filter_keys ON tickets USING gin (
    filter_keys(properties, is_closed),
    ticket_seers(owner_id, team_id, is_closed),
    (ARRAY[ticket_week(active_at, is_closed)])
) WITH (fastupdate = on, gin_pending_list_limit = 256) WHERE is_shown AND properties <> '{}';

-- What is known of the keys is known of the table (0105).
ALTER INDEX tickets_filter_keys ALTER COLUMN 1 SET STATISTICS 0;
ALTER INDEX tickets_filter_keys ALTER COLUMN 2 SET STATISTICS 0;
ALTER INDEX tickets_filter_keys ALTER COLUMN 3 SET STATISTICS 0;
