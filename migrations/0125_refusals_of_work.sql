-- Why a ticket was left as it is, for readers of every language: the refusal's code and facts. Older rows keep their
-- sentence alone.
ALTER TABLE work_tickets
    ADD COLUMN code  text,
    ADD COLUMN facts jsonb;
