"""A mailbox that opens to access tokens, and gets what it submits itself: a live test of a connection passes there."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink


@contextmanager
def a_mailbox_by_token(tokens_at: str) -> Iterator[Dovecot]:
    """`tokens_at` is where Dovecot asks whose a token is."""
    with tempfile.TemporaryDirectory(prefix="deskbell-mail-") as folder:
        Path(folder).chmod(0o711)
        dovecot = Dovecot(Path(folder) / "dovecot", tokens_at=tokens_at)
        relay = SmtpSink(lmtp_port=dovecot.lmtp_port)
        dovecot.relay_port = relay.port
        try:
            relay.start()
            dovecot.start()
            yield dovecot
        finally:
            dovecot.stop()
            relay.stop()
