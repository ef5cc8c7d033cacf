-- A sender that was taken off the list stays known by its number: the audit log, which keeps no address, can say who it was.
ALTER TABLE sender_rules ADD COLUMN removed_at timestamptz;
DROP INDEX sender_rules_sender;
CREATE UNIQUE INDEX sender_rules_sender ON sender_rules (sender) WHERE removed_at IS NULL;
