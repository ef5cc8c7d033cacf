"""Pure. What does a mail server's trouble mean for the person who set the account up, and what can they do?"""

import ssl

from deskbell.channels.email.settings import Server

_WRONG_KIND = ("unexpected response", "bad protocol", "wrong version number", "not an imap", "malformed")


def connecting_failed(kind: str, server: Server, error: BaseException) -> str:
    """`kind` is IMAP or SMTP. Never repeats what the other side said before it proved to be a mail server."""
    where = f"{server.host}, port {server.port}"
    causes = list(_causes(error))
    text = " ".join(str(cause).lower() for cause in causes)
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return (
            f"The certificate of {where} is not trusted, so nothing was sent there. Check the server's name; "
            "a server of your own needs a certificate that this machine trusts."
        )
    if any(isinstance(cause, ssl.SSLError) for cause in causes) or any(word in text for word in _WRONG_KIND):
        return (
            f"{where} does not speak {kind} with the chosen security ({server.security}). "
            f"Try {'starttls' if server.security == 'tls' else 'tls'}, or another port."
        )
    if "starttls" in text:
        return f"{where} offers no STARTTLS, so nothing was sent there. Try tls, usually port {_TLS_PORT[kind]}."
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return f"Nothing answers at {where}. Check the server's name and port."
    if any(isinstance(cause, TimeoutError) for cause in causes) or "timed out" in text:
        return f"{where} did not answer in time. Check the name, the port, and any firewall between."
    return f"No {kind} connection to {where} could be made. Check the server's name, port and security."


def sign_in_failed(kind: str, server: Server, said: str, *, by_consent: bool = False) -> str:
    """`by_consent`: with an access token of the provider's, in place of a password."""
    told = f" It said: “{said}”." if said else ""
    if by_consent:
        return (
            f"{server.host} does not open this mailbox to who signed in at the provider.{told} Check that {kind} is "
            "allowed for the mailbox, and that you signed in as its owner or as somebody who shares it."
        )
    return (
        f"{server.host} does not accept the user name and password for {kind}.{told} "
        "Some providers want an app password instead of your own."
    )


_TLS_PORT = {"IMAP": 993, "SMTP": 465}


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
