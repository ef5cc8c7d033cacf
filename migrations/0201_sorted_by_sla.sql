-- A list is sorted by when its tickets are due, and those without a clock that runs stand behind (R3): all in one index, as
-- the list has them. Among closed tickets no clock runs, and one can sort these all the same.
DROP INDEX tickets_sla_due;
CREATE INDEX tickets_sla_due ON tickets ((coalesce(sla_due_at, 'infinity'::timestamptz)), id)
    WHERE is_shown AND NOT is_closed;
CREATE INDEX tickets_closed_sla_due ON tickets ((coalesce(sla_due_at, 'infinity'::timestamptz)), id)
    WHERE is_shown AND is_closed;
