"""Tickets and their conversations as the public API tells them."""
