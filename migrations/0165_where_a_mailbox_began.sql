-- What was in a mailbox a moment before it was connected is not new mail: where it began exactly, times are not asked.
ALTER TABLE mailbox_positions ADD COLUMN is_exact boolean NOT NULL DEFAULT false;
