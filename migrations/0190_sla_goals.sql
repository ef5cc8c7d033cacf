-- SLA goals (R3). Every change of the goals is a version of its own: tickets keep the one that they were opened under.
CREATE TABLE sla_goals (
    version         integer PRIMARY KEY,
    goals           jsonb NOT NULL,     -- {"rules", "hours", "paused_in"}, as it is set; without rules there are no goals
    applies_to      text NOT NULL CHECK (applies_to IN ('new', 'new_and_open')),
    made_at         timestamptz NOT NULL DEFAULT now(),
    newest_ticket   bigint NOT NULL,    -- when they were set
    walk_below      bigint              -- tickets from this number on have been gone through; null when all have
);

-- What a ticket's clocks say, worked out whenever something happens that they go by (sla/). All null where there are none.
ALTER TABLE tickets
    ADD COLUMN sla jsonb,               -- all of them, as the ticket's own screen shows them
    ADD COLUMN sla_version integer,     -- the goals that hold for it
    ADD COLUMN sla_goal text,           -- the most pressing one: first_reply, next_reply or close
    ADD COLUMN sla_due_at timestamptz,  -- null while it is paused, and when it is done
    ADD COLUMN sla_due_soon_at timestamptz,
    ADD COLUMN sla_done text;           -- on_time or late, where nothing runs any more
-- No row is in it while no clock runs, so that it costs nothing where no goals are set.
CREATE INDEX tickets_sla_due ON tickets ((coalesce(sla_due_at, 'infinity'::timestamptz)), id)
    WHERE is_shown AND NOT is_closed AND sla_due_at IS NOT NULL;
