-- What was answered to requests that may be sent again because their answer was lost (kernel/asked_once.py).
CREATE TABLE asked_once (
    actor   text NOT NULL,
    key     text NOT NULL,      -- the path, and what the asker calls the request
    answer  jsonb,              -- null only inside the transaction that does it
    at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (actor, key)
);
