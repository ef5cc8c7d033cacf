-- Inboxes are read and answered: what somebody has read of a thread without a ticket, and what they are writing there.

CREATE TABLE thread_reads (
    user_id         bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    thread_id       bigint NOT NULL REFERENCES threads ON DELETE CASCADE,
    read_message_id bigint NOT NULL,
    PRIMARY KEY (user_id, thread_id)
) WITH (fillfactor = 85);
CREATE INDEX thread_reads_thread ON thread_reads (thread_id);

CREATE TABLE thread_drafts (
    user_id     bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    thread_id   bigint NOT NULL REFERENCES threads ON DELETE CASCADE,
    kind        text NOT NULL CHECK (kind IN ('reply', 'comment')),
    body        jsonb NOT NULL,
    version     integer NOT NULL DEFAULT 1,
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, thread_id, kind)
);
CREATE INDEX thread_drafts_thread ON thread_drafts (thread_id);

-- One index per list that an inbox shows, in its order.
CREATE INDEX threads_inbox_open ON threads (inbox_id, last_message_at DESC, id DESC)
    WHERE ticket_id IS NULL AND archived_at IS NULL AND NOT is_spam AND closed_at IS NULL;
CREATE INDEX threads_inbox_closed ON threads (inbox_id, last_message_at DESC, id DESC)
    WHERE ticket_id IS NULL AND archived_at IS NULL AND NOT is_spam AND closed_at IS NOT NULL;
CREATE INDEX threads_inbox_spam ON threads (inbox_id, last_message_at DESC, id DESC)
    WHERE ticket_id IS NULL AND archived_at IS NULL AND is_spam;
