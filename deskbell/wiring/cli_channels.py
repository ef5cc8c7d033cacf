"""How are channels connected from the command line?"""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from deskbell.wiring.cli_running import say

if TYPE_CHECKING:
    from deskbell.kernel.desk import Desk

channel = typer.Typer(help="Where conversations come from.", no_args_is_help=True)
connect = typer.Typer(help="Connect a channel.", no_args_is_help=True)
channel.add_typer(connect, name="connect")


class Security(StrEnum):
    """How a connection to a mail server is kept from other eyes; none only on this machine itself."""

    tls = "tls"
    starttls = "starttls"
    none = "none"


@connect.command("email")
def email(
    *,
    address: Annotated[str, typer.Option(help="The address that customers write to.")],
    name: Annotated[str, typer.Option(help="The name that customers see beside it.")] = "",
    imap_host: Annotated[
        str, typer.Option(help="Where its mail is fetched; without it, only our listener brings mail.")
    ] = "",
    imap_port: Annotated[int | None, typer.Option(min=1, max=65535, help="993 with tls, else 143.")] = None,
    imap_user: Annotated[str, typer.Option(help="The address, if left out.")] = "",
    imap_password: Annotated[str, typer.Option(envvar="DESKBELL_IMAP_PASSWORD")] = "",
    imap_security: Annotated[Security, typer.Option()] = Security.tls,
    smtp_host: Annotated[str, typer.Option(help="Where its mail is sent; without it, nothing can be answered.")] = "",
    smtp_port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="465 with tls, 587 with starttls, else 25.")
    ] = None,
    smtp_user: Annotated[str, typer.Option(help="The address, if left out and a password is given.")] = "",
    smtp_password: Annotated[str, typer.Option(envvar="DESKBELL_SMTP_PASSWORD")] = "",
    smtp_security: Annotated[Security, typer.Option()] = Security.tls,
    history: Annotated[bool, typer.Option("--history", help="Also take the mail that is there already.")] = False,
) -> None:
    """Connect an e-mail address: its mail becomes tickets, and replies leave through it."""
    _refuse_without_server("imap", imap_host, port=imap_port, user=imap_user)
    _refuse_without_server("smtp", smtp_host, port=smtp_port, user=smtp_user)
    if history and not imap_host:
        raise typer.BadParameter(
            "The mail that is there already is read by IMAP: give --imap-host.", param_hint="--history"
        )
    imap = _server(imap_host, imap_port, imap_user or address, imap_security)
    smtp = _server(smtp_host, smtp_port, smtp_user or (address if smtp_password else ""), smtp_security)
    settings = {"imap": imap, "smtp": smtp, "history": history}
    secrets = {"imap_password": imap_password, "smtp_password": smtp_password}
    from deskbell.wiring.holding import with_desk

    async def work(desk: "Desk") -> int:
        from deskbell.channels.email.connecting import connect_email
        from deskbell.kernel.event import Actor

        async with desk.database.transaction(Actor("system", via="cli")) as tx:
            return await connect_email(tx, desk, address=address, name=name, settings=settings, secrets=secrets)

    number = with_desk(work, say)
    say(f"{address} is connected (account {number}).")


def _refuse_without_server(kind: str, host: str, **given: str | int | None) -> None:
    """A forgotten host would leave an account that does nothing, and say that it is connected."""
    needless = next((name for name, value in given.items() if value and not host), None)
    if needless is not None:
        raise typer.BadParameter(f"Give --{kind}-host too.", param_hint=f"--{kind}-{needless}")


def _server(host: str, port: int | None, user: str, security: Security) -> dict[str, Any] | None:
    return {"host": host, "port": port, "user": user, "security": security.value} if host else None
