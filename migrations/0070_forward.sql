-- Forwarding what was said to somebody outside (B1, W6).

-- What a message of ours passes on: {"message_id", "scope", "without_file_ids", "message_ids"}; null when it passes on nothing.
ALTER TABLE messages ADD COLUMN forward jsonb;
COMMENT ON COLUMN messages.is_third_party IS
    'the customer takes no part in it: from somebody who was no participant, or from us to such people alone';
-- A file that goes along with a forward is a row of its own over the same bytes.
ALTER TABLE attachments ADD COLUMN copied_from bigint;
ALTER TABLE drafts DROP CONSTRAINT drafts_kind_check;
ALTER TABLE drafts ADD CONSTRAINT drafts_kind_check CHECK (kind IN ('reply', 'comment', 'forward'));
