-- The open views leave snoozed tickets out, and their indexes with them: a count reads the index alone. What the
-- policy asks of a ticket (owner, team) is in the indexes of the views where it must look at every row.

DROP INDEX tickets_open_active, tickets_open_created, tickets_open_updated, tickets_open_priority, tickets_open_name,
    tickets_open_owner, tickets_open_team, tickets_unassigned, tickets_team_unassigned, tickets_trash, tickets_spam;

CREATE INDEX tickets_open_active ON tickets (active_at DESC, id DESC) WHERE is_shown AND NOT is_closed AND NOT is_snoozed;
CREATE INDEX tickets_open_created ON tickets (created_at DESC, id DESC) WHERE is_shown AND NOT is_closed AND NOT is_snoozed;
CREATE INDEX tickets_open_updated ON tickets (updated_at DESC, id DESC) WHERE is_shown AND NOT is_closed AND NOT is_snoozed;
CREATE INDEX tickets_open_priority ON tickets (coalesce(priority, 0::smallint) DESC, id DESC) WHERE is_shown AND NOT is_closed AND NOT is_snoozed;
CREATE INDEX tickets_open_name ON tickets (lower(left(name, 80)), id) WHERE is_shown AND NOT is_closed AND NOT is_snoozed;
CREATE INDEX tickets_open_owner ON tickets (owner_id, active_at DESC, id DESC) WHERE is_shown AND NOT is_closed AND NOT is_snoozed;
CREATE INDEX tickets_open_team ON tickets (team_id, active_at DESC, id DESC) WHERE is_shown AND NOT is_closed AND NOT is_snoozed;
CREATE INDEX tickets_unassigned ON tickets (active_at DESC, id DESC) INCLUDE (owner_id, team_id)
    WHERE is_shown AND NOT is_closed AND NOT is_snoozed AND owner_id IS NULL;
CREATE INDEX tickets_team_unassigned ON tickets (team_id, active_at DESC, id DESC) INCLUDE (owner_id)
    WHERE is_shown AND NOT is_closed AND NOT is_snoozed AND owner_id IS NULL;
CREATE INDEX tickets_trash ON tickets (coalesce(deleted_at, '-infinity'::timestamptz) DESC, id DESC)
    INCLUDE (owner_id, team_id, deleted_at, spam_at, merged_into)
    WHERE deleted_at IS NOT NULL AND spam_at IS NULL AND merged_into IS NULL;
CREATE INDEX tickets_spam ON tickets (coalesce(spam_at, '-infinity'::timestamptz) DESC, id DESC)
    INCLUDE (owner_id, team_id, spam_at, merged_into)
    WHERE spam_at IS NOT NULL AND merged_into IS NULL;
