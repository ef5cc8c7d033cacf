"""What can be done from the command line? The one place where all commands are listed."""

import errno
import sys
from typing import Annotated, NoReturn

import typer

from deskbell.kernel.cannot_start import CannotStart
from deskbell.kernel.errors import Refusal
from deskbell.wiring import cli_accounts, cli_backup, cli_channels, cli_mail, cli_running
from deskbell.wiring.leaving import leave

FAILED, INTERRUPTED = 1, 130

app = typer.Typer(
    name="deskbell",
    help="A self-hosted help desk: every conversation becomes a ticket, and not a word is lost.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _say_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"deskbell {version('deskbell')}")
        raise typer.Exit


@app.callback()
def deskbell(
    *,
    _: Annotated[bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which one.")] = False,
) -> None:
    """Nothing but what is asked before any command."""


app.command()(cli_running.serve)
app.command()(cli_running.web)
app.command()(cli_running.worker)
app.command()(cli_running.doctor)
app.command()(cli_accounts.init)
app.add_typer(cli_accounts.user, name="user")
app.add_typer(cli_accounts.token, name="token")
app.add_typer(cli_channels.channel, name="channel")
app.add_typer(cli_mail.mail, name="mail")
app.command()(cli_backup.backup)
app.command()(cli_backup.restore)


def main() -> NoReturn:
    """Run one command. It ends with 0 done, 1 failed, 2 wrong use or 130 interrupted; one sentence says why."""
    try:
        app()
    except SystemExit as asked:
        leave(asked.code if isinstance(asked.code, int) else 0)
    except KeyboardInterrupt:
        _give_up("Stopped.", INTERRUPTED)
    except (CannotStart, Refusal) as error:
        _give_up(str(error), FAILED)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.ENOENT, errno.EPIPE}:
            raise
        _give_up(f"{error.filename or 'A file'}: {error.strerror}.", FAILED)
    leave(0)


def _give_up(sentence: str, code: int) -> NoReturn:
    typer.echo(sentence, file=sys.stderr)
    leave(code)
