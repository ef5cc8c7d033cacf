"""How are the desk and its people set up from the command line?"""

import typer

user = typer.Typer(help="The people who sign in.", no_args_is_help=True)
token = typer.Typer(help="Tokens for programs.", no_args_is_help=True)


def init() -> None:
    """Make the first super admin and name the desk."""


@user.command("add")
def add_user() -> None:
    """Add a user."""


@token.command("create")
def create_token() -> None:
    """Create a token for a program."""
