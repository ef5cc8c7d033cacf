"""Threads, messages, comments, participants, attachments, drafts."""
