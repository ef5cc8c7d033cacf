-- In which order one person wants the cards beside a ticket; cards that are not named follow their layout.
CREATE TABLE sidebar_orders (
    user_id     bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    card_keys   text[] NOT NULL,
    updated_at  timestamptz NOT NULL DEFAULT now()
);
