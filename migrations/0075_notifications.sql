-- Who is told of what (T1): the bell, browser push, e-mail.

CREATE TABLE notifications (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id     bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    ticket_id   bigint NOT NULL REFERENCES tickets ON DELETE CASCADE,
    event_id    bigint NOT NULL,                -- what happened; its words are made when it is shown
    kind        text NOT NULL CHECK (kind IN
        ('assigned', 'answered', 'mentioned', 'commented', 'changed', 'failed', 'unassigned', 'returned')),
    message_id  bigint,
    at          timestamptz NOT NULL DEFAULT now(),
    in_bell     boolean NOT NULL,
    read_at     timestamptz,
    -- The two ways out are queues over such rows: due when the time has come, null when done or not wanted.
    push_at     timestamptz,
    mail_at     timestamptz,
    mailed_at   timestamptz,
    UNIQUE (user_id, event_id)
);
CREATE INDEX notifications_bell ON notifications (user_id, id DESC) WHERE in_bell;
CREATE INDEX notifications_unread ON notifications (user_id, ticket_id) WHERE read_at IS NULL;
CREATE INDEX notifications_of_ticket ON notifications (ticket_id, user_id);
CREATE INDEX notifications_push ON notifications (push_at) WHERE push_at IS NOT NULL;
CREATE INDEX notifications_mail ON notifications (mail_at) WHERE mail_at IS NOT NULL;
CREATE INDEX notifications_mailed ON notifications (user_id, mailed_at) WHERE mailed_at IS NOT NULL;
CREATE INDEX notifications_at ON notifications (at);

-- What a user chose; who has no row has the defaults.
CREATE TABLE notification_choices (
    user_id     bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    paths       jsonb NOT NULL DEFAULT '{}',    -- {kind: [path, ...]}, only the kinds that were changed
    mail_when   text NOT NULL DEFAULT 'away' CHECK (mail_when IN ('away', 'always')),
    digest      text NOT NULL DEFAULT 'busy' CHECK (digest IN ('busy', 'hourly')),
    follow_own  boolean NOT NULL DEFAULT true   -- follow what one replies to or is mentioned on
);

-- Who is looking at the desk right now; worth nothing after a crash.
CREATE UNLOGGED TABLE desk_visits (
    user_id     bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    seen_at     timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

-- The browsers that asked for push; each lives with the session that it signed in with.
CREATE TABLE push_devices (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id     bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    session_id  bigint NOT NULL REFERENCES sessions ON DELETE CASCADE,
    endpoint    text NOT NULL UNIQUE,
    public_key  text NOT NULL,                  -- the browser's, base64url
    auth        text NOT NULL,
    agent       text NOT NULL DEFAULT '',
    created_at  timestamptz NOT NULL DEFAULT now(),
    heard_at    timestamptz                     -- when a push last reached its service
);
CREATE INDEX push_devices_user ON push_devices (user_id);
