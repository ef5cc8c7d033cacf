-- An answer that is read at the same time as what it answers waits for it: found by its id among what still waits.
CREATE INDEX raw_mail_awaited ON raw_mail (mail_id) WHERE state = 'received' AND mail_id IS NOT NULL;
