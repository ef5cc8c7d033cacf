"""Pure. Is it this very machine, and how are others trusted?"""

import ipaddress
import socket
import ssl
from typing import Any


def is_loopback(host: str) -> bool:
    """By its name or number alone: nothing is looked up."""
    if host.rstrip(".").lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def tls_context(host: str) -> ssl.SSLContext:
    """Certificates are checked for `host`, whatever address the connection goes to.

    Not on this very machine, where nobody stands between and few have a certificate.
    """
    context = _NamedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.host = host
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_default_certs()
    if is_loopback(host):
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


class _NamedContext(ssl.SSLContext):
    """The mail libraries name the address that they connect to; a judged IP is no name (see kernel/egress.py)."""

    host = ""

    def wrap_socket(self, sock: socket.socket, *given: Any, **named: Any) -> ssl.SSLSocket:
        return super().wrap_socket(sock, *given, **{**named, "server_hostname": self.host})

    def wrap_bio(
        self,
        incoming: ssl.MemoryBIO,
        outgoing: ssl.MemoryBIO,
        server_side: bool = False,
        server_hostname: str | bytes | None = None,
        session: ssl.SSLSession | None = None,
    ) -> ssl.SSLObject:
        del server_hostname
        return super().wrap_bio(incoming, outgoing, server_side, self.host, session)
