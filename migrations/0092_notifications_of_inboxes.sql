-- One is told of conversations that stand in inboxes too.

ALTER TABLE notifications ALTER COLUMN ticket_id DROP NOT NULL,
    ADD COLUMN thread_id bigint REFERENCES threads ON DELETE CASCADE,
    ADD CONSTRAINT notifications_place CHECK (num_nonnulls(ticket_id, thread_id) = 1);
CREATE INDEX notifications_of_thread ON notifications (thread_id, user_id) WHERE thread_id IS NOT NULL;
