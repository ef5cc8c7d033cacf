-- Signing in at a mail provider: what an administrator registered there once, and consents that are under way.

CREATE TABLE mail_providers (
    provider text PRIMARY KEY CHECK (provider IN ('google', 'microsoft', 'other')),
    client_id text NOT NULL,
    secret bytea NOT NULL,
    -- Only another provider's are told; those of Google and Microsoft are known.
    authorization_url text NOT NULL DEFAULT '',
    token_url text NOT NULL DEFAULT '',
    scope text NOT NULL DEFAULT '',
    -- Only Microsoft's: which organisations may sign in.
    tenant text NOT NULL DEFAULT '',
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- A row is one step that can be taken once, in the session that began it. `hash` is of the state while the provider is
-- asked, and of the consent's own token once it is given; `sealed` holds the verifier, then the provider's tokens.
CREATE TABLE mail_consents (
    hash bytea PRIMARY KEY,
    session_hash bytea NOT NULL,
    step text NOT NULL CHECK (step IN ('asked', 'given')),
    provider text NOT NULL,
    account_id bigint REFERENCES channel_accounts,
    signed_in_as text NOT NULL DEFAULT '',
    sealed bytea NOT NULL,
    expires_at timestamptz NOT NULL
);
