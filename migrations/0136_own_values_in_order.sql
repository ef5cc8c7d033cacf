-- A list that is sorted by a property which the desk defined for itself is walked in its order (R6), where before all that a
-- view holds was read and sorted. The values stand in a table of their own, since an index for each property would be
-- written with every change of every ticket; a row here is written when the value itself changes. The database keeps them,
-- whoever writes. Those of tickets that are there already are filled in behind the screens (tickets/sort_keys.py).
ALTER TABLE property_definitions ADD COLUMN number integer GENERATED ALWAYS AS IDENTITY;

CREATE TABLE ticket_sort_keys (
    ticket_id   bigint NOT NULL,
    property    integer NOT NULL,       -- the definition's number
    key         text NOT NULL,
    PRIMARY KEY (ticket_id, property)
);
CREATE INDEX ticket_sort_keys_ordered ON ticket_sort_keys (property, key, ticket_id);

-- As texts, in the order of the values; null for what has none. Numbers have sixteen places before the point; of those
-- below zero each digit is turned round, and a letter, which comes after all digits, ends them.
CREATE FUNCTION ticket_sort_key(value jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    said text := value #>> '{}';
    number numeric;
    places text;
BEGIN
    CASE jsonb_typeof(value)
    WHEN 'string' THEN
        RETURN nullif(lower(left(said, 80)), '');
    WHEN 'boolean' THEN
        RETURN CASE WHEN said = 'true' THEN said END;
    WHEN 'number' THEN
        number := trim_scale(said::numeric);
        places := lpad(trunc(abs(number))::text, greatest(16, length(trunc(abs(number))::text)), '0')
            || split_part(abs(number)::text, '.', 2);
        RETURN CASE WHEN number < 0 THEN '1' || translate(places, '0123456789', '9876543210') || 'z' ELSE '2' || places END;
    ELSE
        RETURN NULL;
    END CASE;
END $$;

CREATE FUNCTION keep_ticket_sort_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM ticket_sort_keys WHERE ticket_id = OLD.id;
        RETURN NULL;
    ELSIF TG_OP = 'UPDATE' THEN
        DELETE FROM ticket_sort_keys WHERE ticket_id = NEW.id AND property IN (
            SELECT defined.number FROM jsonb_each(OLD.properties) AS own
            JOIN property_definitions AS defined ON defined.object_type = 'tickets' AND defined.name = own.key
            WHERE NEW.properties -> own.key IS DISTINCT FROM own.value);
    END IF;
    INSERT INTO ticket_sort_keys (ticket_id, property, key)
    SELECT NEW.id, defined.number, ticket_sort_key(own.value) FROM jsonb_each(NEW.properties) AS own
    JOIN property_definitions AS defined ON defined.object_type = 'tickets' AND defined.name = own.key
    WHERE defined.kind IN ('text', 'phone', 'url', 'number', 'date', 'datetime', 'checkbox', 'select')
        AND ticket_sort_key(own.value) IS NOT NULL
        AND (TG_OP = 'INSERT' OR OLD.properties -> own.key IS DISTINCT FROM own.value)
    ON CONFLICT (ticket_id, property) DO UPDATE SET key = excluded.key;
    RETURN NULL;
END $$;
CREATE TRIGGER tickets_sort_keys_made AFTER INSERT ON tickets
    FOR EACH ROW WHEN (NEW.properties <> '{}') EXECUTE FUNCTION keep_ticket_sort_keys();
CREATE TRIGGER tickets_sort_keys_changed AFTER UPDATE OF properties ON tickets
    FOR EACH ROW WHEN (NEW.properties IS DISTINCT FROM OLD.properties) EXECUTE FUNCTION keep_ticket_sort_keys();
CREATE TRIGGER tickets_sort_keys_gone AFTER DELETE ON tickets
    FOR EACH ROW WHEN (OLD.properties <> '{}') EXECUTE FUNCTION keep_ticket_sort_keys();

-- A row while that goes on: tickets from this number on are done.
CREATE TABLE ticket_sort_fill (below bigint NOT NULL);
INSERT INTO ticket_sort_fill
SELECT 9223372036854775807 WHERE EXISTS (SELECT FROM property_definitions WHERE object_type = 'tickets');
