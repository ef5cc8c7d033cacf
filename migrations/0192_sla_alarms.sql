-- When somebody is told that a goal is due soon, or overdue: once of each. Those of clocks that run, and those that were told.
CREATE TABLE sla_alarms (
    ticket_id   bigint NOT NULL REFERENCES tickets ON DELETE CASCADE,
    goal        text NOT NULL,
    started_at  timestamptz NOT NULL,   -- when its clock began: a next reply is waited for again and again
    kind        text NOT NULL CHECK (kind IN ('due_soon', 'overdue')),
    at          timestamptz NOT NULL,
    told_at     timestamptz,
    PRIMARY KEY (ticket_id, goal, started_at, kind)
);
CREATE INDEX sla_alarms_due ON sla_alarms (at) WHERE told_at IS NULL;

ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check CHECK (kind IN
    ('assigned', 'answered', 'mentioned', 'commented', 'changed', 'failed', 'unassigned', 'returned', 'due_soon', 'overdue'));
