-- What is purged leaves no word in the ledger and no bytes in storage (T8).

-- Which row names a blob is asked of every blob each night (wiring/sweeping_blobs.py), and of nothing else.
CREATE INDEX raw_mail_sha256 ON raw_mail USING hash (sha256);
CREATE INDEX attachments_sha256 ON attachments USING hash (sha256);
CREATE INDEX work_parts_sha256 ON work_parts USING hash (sha256);

-- The line stays, as a mail that came and was purged: when, how large, and what knows a copy of it again.
ALTER TABLE raw_mail ALTER COLUMN sha256 DROP NOT NULL,
    DROP CONSTRAINT raw_mail_state_check,
    ADD CONSTRAINT raw_mail_state_check CHECK (state IN ('received', 'ticketed', 'parked', 'ignored', 'purged'));

-- What was purged before, and its copies.
UPDATE raw_mail SET state = 'purged', sha256 = NULL, subject = NULL, from_address = NULL, envelope_from = NULL,
    envelope_to = '{}', mail_id = NULL, detail = NULL
WHERE state = 'ticketed' AND message_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM messages WHERE messages.id = raw_mail.message_id);
UPDATE raw_mail AS copy SET state = 'purged', sha256 = NULL, subject = NULL, from_address = NULL, envelope_from = NULL,
    envelope_to = '{}', mail_id = NULL, detail = NULL
FROM raw_mail AS gone
WHERE gone.state = 'purged' AND copy.state = 'ignored' AND copy.reason = 'copy'
    AND copy.channel_account_id = gone.channel_account_id AND copy.fingerprint = gone.fingerprint
    AND NOT EXISTS (SELECT FROM raw_mail AS living WHERE living.state = 'ticketed'
        AND living.channel_account_id = gone.channel_account_id AND living.fingerprint = gone.fingerprint);
ALTER TABLE raw_mail ADD CONSTRAINT raw_mail_bytes CHECK ((sha256 IS NULL) = (state = 'purged'));

-- The log keeps that something changed, not the names and values of what is gone.
UPDATE events SET body = body || '{"old": null, "new": null}' WHERE name = 'TicketChanged'
    AND NOT EXISTS (SELECT FROM tickets WHERE tickets.id = events.ticket_id);

-- By this the files of the storage say to which database they belong, and no other takes any of them away.
INSERT INTO desk_settings (name, value) VALUES ('database_id', to_jsonb(gen_random_uuid()));
