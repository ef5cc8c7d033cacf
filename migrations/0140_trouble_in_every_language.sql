-- Why a message of ours did not leave or came back, and why a work failed, for readers of every language: a code and
-- facts, as refusals have. Older rows keep their sentence alone.
ALTER TABLE messages
    ADD COLUMN failure_code  text,
    ADD COLUMN failure_facts jsonb;
ALTER TABLE works
    ADD COLUMN failure_code  text,
    ADD COLUMN failure_facts jsonb;
