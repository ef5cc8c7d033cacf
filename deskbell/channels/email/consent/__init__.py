"""Mailboxes without a password: their owner signs in at the provider and consents (OAuth2)."""
