"""What became of every mail, and how does old mail come in, from the command line?"""

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deskbell.wiring.cli_running import say

if TYPE_CHECKING:
    from deskbell.channels.email.importing import Progress
    from deskbell.channels.email.ledger.rows import LedgerRow
    from deskbell.kernel.desk import Desk

mail = typer.Typer(help="The mail ledger, and old mail.", no_args_is_help=True)


class State(StrEnum):
    """What can have become of a mail."""

    received = "received"
    ticketed = "ticketed"
    parked = "parked"
    ignored = "ignored"
    purged = "purged"


@mail.command("ledger")
def ledger(
    state: Annotated[State | None, typer.Option(help="Only the mails of this state.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Whole, as one JSON list.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many; all by default.")] = None,
) -> None:
    """List every mail that ever reached the desk, newest first, and what became of it."""
    from deskbell.wiring.holding import with_desk

    async def show(desk: "Desk") -> None:
        from deskbell.channels.email.ledger.rows import LARGEST_PAGE, list_ledger

        before, left, shown = None, limit, 0
        while left is None or left > 0:
            size = LARGEST_PAGE if left is None else min(left, LARGEST_PAGE)
            async with desk.database.reading() as reader:
                rows = await list_ledger(reader, state=state.value if state else None, before=before, limit=size)
            for row in rows:
                typer.echo(_in_list(row, shown) if as_json else _as_line(row), nl=not as_json)
                shown += 1
            if len(rows) < size:
                break
            before, left = rows[-1].id, None if left is None else left - len(rows)
        if as_json:
            typer.echo("\n]" if shown else "[]")

    with_desk(show, say)


def _in_list(row: "LedgerRow", place: int) -> str:
    """A line of its own, so that a list of millions need not be held to be written."""
    return (",\n" if place else "[\n") + json.dumps(asdict(row), default=str, ensure_ascii=False)


def _as_line(row: "LedgerRow") -> str:
    fate = f"ticket {row.ticket_id}" if row.ticket_id else row.reason or ""
    subject = " ".join((row.subject or "").split())
    when = f"{row.received_at:%Y-%m-%d %H:%M}"
    return f"{row.id:>8}  {when}  {row.state:<8}  {fate:<22}  {row.from_address or '-':<32}  {subject}"


@mail.command("import")
def import_mail(
    source: Annotated[Path, typer.Argument(help="A .eml file, an .mbox file, or a folder of such (Maildir too).")],
    channel: Annotated[str, typer.Option("--channel", help="The connected address that the mail belongs to.")],
) -> None:
    """Import old mail as history: it becomes tickets, and nothing is sent. Interrupted, run it again: it goes on."""
    from deskbell.wiring.cli_progress import progress
    from deskbell.wiring.holding import with_desk

    with progress("Importing mail") as tick:

        async def bring_in(desk: "Desk") -> "Progress":
            from deskbell.channels.email.importing import import_mail as bring

            return await bring(desk, source, address=channel, tell=lambda now: tick(now.read, now.total or now.read))

        done = with_desk(bring_in, say)
    say(
        f"Read {done.read} mails: {done.ticketed} imported, {done.known} known already, "
        f"{done.set_aside} set aside, {done.refused} too large."
    )
