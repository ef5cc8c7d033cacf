-- Whose unfinished words came to a merged ticket from which of the two, and how they read, so that an undo gives them back.
CREATE TABLE merged_drafts (
    merge_id    bigint NOT NULL REFERENCES ticket_merges ON DELETE CASCADE,
    ticket_id   bigint NOT NULL REFERENCES tickets ON DELETE CASCADE,
    user_id     bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    kind        text NOT NULL,
    body        jsonb NOT NULL,
    PRIMARY KEY (merge_id, ticket_id, user_id, kind)
);
