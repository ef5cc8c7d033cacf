"""Deskbell: a self-hosted help desk workspace."""
