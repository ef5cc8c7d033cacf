"""How are channels connected from the command line?"""

import typer

channel = typer.Typer(help="Where conversations come from.", no_args_is_help=True)
connect = typer.Typer(help="Connect a channel.", no_args_is_help=True)
channel.add_typer(connect, name="connect")


@connect.command("email")
def email() -> None:
    """Connect an e-mail account."""
