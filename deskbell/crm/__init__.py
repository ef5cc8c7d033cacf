"""Contacts, companies, pipelines: what tickets are about and for whom."""
