-- What is forwarded and sent later on a ticket is so in a conversation of an inbox too.

ALTER TABLE thread_drafts DROP CONSTRAINT thread_drafts_kind_check,
    ADD CONSTRAINT thread_drafts_kind_check CHECK (kind IN ('reply', 'comment', 'forward'));

-- Of a ticket, or of a conversation that has none.
ALTER TABLE scheduled_replies ALTER COLUMN ticket_id DROP NOT NULL,
    ADD COLUMN thread_id bigint REFERENCES threads ON DELETE CASCADE,
    ADD CONSTRAINT scheduled_replies_place CHECK (num_nonnulls(ticket_id, thread_id) = 1);
CREATE INDEX scheduled_replies_thread ON scheduled_replies (thread_id) WHERE thread_id IS NOT NULL;
