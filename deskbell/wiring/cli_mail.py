"""What became of every mail, asked from the command line?"""

import typer

mail = typer.Typer(help="The mail ledger, and old mail.", no_args_is_help=True)


@mail.command("ledger")
def ledger() -> None:
    """List mails."""


@mail.command("import")
def import_mail() -> None:
    """Import."""
