"""Conversations that stand in an inbox, without a ticket (B14), and how they come and go."""
