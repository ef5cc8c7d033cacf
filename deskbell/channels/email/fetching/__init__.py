"""Mailboxes that are read by IMAP, watched, and read again where something is missing."""
