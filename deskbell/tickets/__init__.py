"""Tickets: opened, answered, changed, closed. The heart of the house."""
