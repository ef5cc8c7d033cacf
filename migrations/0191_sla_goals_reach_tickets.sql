-- Goals that were set reach the tickets that another process opened just then a little later.
ALTER TABLE sla_goals ADD COLUMN is_complete boolean NOT NULL DEFAULT false;
UPDATE sla_goals SET is_complete = true, walk_below = NULL;
