"""Notifications that a browser shows while the desk is closed (Web Push: RFC 8030, 8188, 8291, 8292)."""
