"""How is a desk saved, and brought back, from the command line?"""

from pathlib import Path
from typing import Annotated

import typer

from deskbell.wiring.cli_running import say


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it, for example desk-2026-11-21.tar.")],
) -> None:
    """Save the whole desk - database, mails and attachments, secrets - into one file, while it runs.

    The file holds everything your customers wrote, and the desk's secrets: keep it as you keep those.
    """
    from deskbell.kernel.config import Config
    from deskbell.wiring.backup import back_up
    from deskbell.wiring.cli_progress import progress
    from deskbell.wiring.holding import database

    config = Config.load()
    with database(config, say) as held, progress("Saving files") as tick:
        saved = back_up(config, held.dsn, file, tick)
    say(f"Saved the database and {saved.blobs} files to {file} ({saved.size / 1e6:.1f} MB).")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `deskbell backup` has written.")],
    force: Annotated[bool, typer.Option("--force", help="Replace what this desk holds now.")] = False,
) -> None:
    """Bring a saved desk back, whole or not at all. Stop the running desk first.

    A desk that is in use is not replaced without --force.
    """
    from deskbell.kernel.config import Config
    from deskbell.wiring.cli_progress import progress
    from deskbell.wiring.holding import database
    from deskbell.wiring.restoring import restore as bring_back

    config = Config.load()
    with database(config, say) as held, progress("Restoring files") as tick:
        restored = bring_back(config, held.dsn, file, tick, force=force)
    say(f"Restored the desk of {restored.made_at} and {restored.blobs} files from {file}.")
    if restored.older_by:
        say(f"It was saved by an older Deskbell: the next start brings its database forward ({restored.older_by}).")
