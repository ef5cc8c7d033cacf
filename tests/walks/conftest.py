"""The mail servers and desks of tests/walks/mail/world.py, for every walk."""

from tests.walks.mail.world import dovecot_alone, mail_desk, mail_servers, sink

__all__ = ["dovecot_alone", "mail_desk", "mail_servers", "sink"]
