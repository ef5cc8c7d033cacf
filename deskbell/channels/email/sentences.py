"""Pure. What does a mail server's trouble mean for the person who set the account up, and what can they do?"""

import ssl

from deskbell.channels.email.settings import Server
from deskbell.kernel.told import Told

_WRONG_KIND = ("unexpected response", "bad protocol", "wrong version number", "not an imap", "malformed")


def connecting_failed(kind: str, server: Server, error: BaseException) -> Told:
    """`kind` is IMAP or SMTP. Never repeats what the other side said before it proved to be a mail server."""
    host, port = server.host, server.port
    where = f"{host}, port {port}"
    causes = list(_causes(error))
    text = " ".join(str(cause).lower() for cause in causes)
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Told(
            f"The certificate of {where} is not trusted, so nothing was sent there. Check the server's name; "
            "a server of your own needs a certificate that this machine trusts.",
            code="mail_server.not_trusted",
            host=host,
            port=port,
        )
    if any(isinstance(cause, ssl.SSLError) for cause in causes) or any(word in text for word in _WRONG_KIND):
        instead = "starttls" if server.security == "tls" else "tls"
        return Told(
            f"{where} does not speak {kind} with the chosen security ({server.security}). "
            f"Try {instead}, or another port.",
            code="mail_server.other_security",
            host=host,
            port=port,
            kind=kind,
            security=server.security,
            instead=instead,
        )
    if "starttls" in text:
        return Told(
            f"{where} offers no STARTTLS, so nothing was sent there. Try tls, usually port {_TLS_PORT[kind]}.",
            code="mail_server.no_starttls",
            host=host,
            port=port,
            tls_port=_TLS_PORT[kind],
        )
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        sentence = f"Nothing answers at {where}. Check the server's name and port."
        return Told(sentence, code="mail_server.silent", host=host, port=port)
    if any(isinstance(cause, TimeoutError) for cause in causes) or "timed out" in text:
        sentence = f"{where} did not answer in time. Check the name, the port, and any firewall between."
        return Told(sentence, code="mail_server.slow", host=host, port=port)
    sentence = f"No {kind} connection to {where} could be made. Check the server's name, port and security."
    return Told(sentence, code="mail_server.unreachable", host=host, port=port, kind=kind)


def sign_in_failed(kind: str, server: Server, said: str, *, by_consent: bool = False) -> Told:
    """`by_consent`: with an access token of the provider's, in place of a password."""
    quoted = f" It said: “{said}”." if said else ""
    if by_consent:
        sentence = (
            f"{server.host} does not open this mailbox to who signed in at the provider.{quoted} Check that {kind} is "
            "allowed for the mailbox, and that you signed in as its owner or as somebody who shares it."
        )
        if said:
            return Told(sentence, code="mail_sign_in.foreign_saying", host=server.host, kind=kind, said=said)
        return Told(sentence, code="mail_sign_in.foreign", host=server.host, kind=kind)
    sentence = (
        f"{server.host} does not accept the user name and password for {kind}.{quoted} "
        "Some providers want an app password instead of your own."
    )
    if said:
        return Told(sentence, code="mail_sign_in.refused_saying", host=server.host, kind=kind, said=said)
    return Told(sentence, code="mail_sign_in.refused", host=server.host, kind=kind)


_TLS_PORT = {"IMAP": 993, "SMTP": 465}


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
