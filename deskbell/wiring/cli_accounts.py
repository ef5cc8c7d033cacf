"""How are the desk and its people set up from the command line?"""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from deskbell.wiring.cli_running import say

if TYPE_CHECKING:
    from deskbell.kernel.desk import Desk
    from deskbell.kernel.reader import Reader

user = typer.Typer(help="The people who sign in.", no_args_is_help=True)
token = typer.Typer(help="Tokens, with which programs use the public API.", no_args_is_help=True)

Email = Annotated[str, typer.Option(help="The address to sign in with.")]
Password = Annotated[
    str, typer.Option(help="Asked for in a terminal if left out.", envvar="DESKBELL_PASSWORD", show_default=False)
]
Name = Annotated[str, typer.Option(help="The name that others see; made from the address if left out.")]

Holder = Annotated[str, typer.Option("--user", metavar="EMAIL", help="For whom the program acts.")]


def init(
    *,
    email: Email,
    password: Password = "",
    company: Annotated[str, typer.Option(help="The company's name, as customers see it.")],
    name: Name = "",
    demo: Annotated[bool, typer.Option("--demo", help="With demo data: a believable company at work.")] = False,
) -> None:
    """Set up a new desk: its first super admin, its company, and perhaps demo data."""
    from deskbell.wiring.cli_progress import progress
    from deskbell.wiring.holding import with_desk

    chosen = _password(password)

    async def work(desk: "Desk") -> None:
        from deskbell.wiring.beginning import begin_desk

        with progress("Demo data, per cent" if demo else "Setting up") as tick:
            await begin_desk(
                desk,
                email=email,
                password=chosen,
                name=name or _name_from(email),
                company=company,
                demo=demo,
                told=lambda _, share: tick(round(100 * share), 100),
            )

    if demo:
        say("Making the demo data; this takes a moment ...")
    with_desk(work, say)
    say(f"{company}'s desk is set up; {email} may sign in.")


@user.command("add")
def add_user(
    *,
    email: Email,
    password: Password = "",
    name: Name = "",
    super_admin: Annotated[bool, typer.Option("--super-admin", help="May do everything.")] = False,
) -> None:
    """Add a user with a service seat, who can sign in at once. (By mail: invite them from the settings.)"""
    from deskbell.wiring.holding import with_desk

    chosen = _password(password)

    async def work(desk: "Desk") -> None:
        from deskbell.kernel.errors import Conflict
        from deskbell.kernel.event import Actor
        from deskbell.users.adding import add_user as add
        from deskbell.users.adding import has_users

        async with desk.database.transaction(Actor("system", via="cli")) as tx:
            if not await has_users(tx):
                raise Conflict("This desk is not set up yet. Run `deskbell init` first.", code="setup.missing")
            await add(tx, email=email, name=name or _name_from(email), password=chosen, is_super_admin=super_admin)

    with_desk(work, say)
    say(f"{email} may sign in.")


@token.command("create")
def create_token(
    *,
    email: Holder,
    name: Annotated[str, typer.Option(help="What it is for, so that you know it later.")],
) -> None:
    """Create a token for the public API and print it, alone, on standard output. It is shown this once."""
    from deskbell.wiring.holding import with_desk

    async def work(desk: "Desk") -> str:
        from deskbell.kernel.event import Actor
        from deskbell.users.tokens import create_token as create

        async with desk.database.transaction(Actor("system", via="cli")) as tx:
            return await create(tx, await _holder(tx, email), name)

    typer.echo(with_desk(work, say))


@token.command("list")
def list_tokens(*, email: Holder) -> None:
    """List a user's tokens, newest first: number, when made, when last used, name."""
    from deskbell.wiring.holding import with_desk

    async def show(desk: "Desk") -> None:
        from deskbell.users.tokens import list_tokens as tokens_of

        async with desk.database.reading() as reader:
            for one in await tokens_of(reader, await _holder(reader, email)):
                used = f"{one.last_used_at:%Y-%m-%d %H:%M}" if one.last_used_at else "never"
                typer.echo(f"{one.id:>6}  {one.created_at:%Y-%m-%d %H:%M}  {used:<16}  {one.name}")

    with_desk(show, say)


@token.command("revoke")
def revoke_token(
    number: Annotated[int, typer.Argument(help="As `deskbell token list` shows it.")], *, email: Holder
) -> None:
    """Take a token back: programs that use it are refused at once."""
    from deskbell.wiring.holding import with_desk

    async def work(desk: "Desk") -> None:
        from deskbell.kernel.event import Actor
        from deskbell.users.tokens import revoke_token as revoke

        async with desk.database.transaction(Actor("system", via="cli")) as tx:
            await revoke(tx, await _holder(tx, email), number)

    with_desk(work, say)
    say("The token works no more.")


async def _holder(reader: "Reader", email: str) -> int:
    from deskbell.kernel.errors import NotFound
    from deskbell.users.viewers import find_viewer

    viewer = await find_viewer(reader, "WHERE lower(users.email) = lower(%s) AND deactivated_at IS NULL", (email,))
    if viewer is None:
        raise NotFound(f"There is no active user {email}.", code="user.not_found")
    return viewer.user_id


def _password(given: str) -> str:
    if given:
        return given
    if not sys.stdin.isatty():
        raise typer.BadParameter("Give it here or in DESKBELL_PASSWORD.", param_hint="--password")
    chosen: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return chosen


def _name_from(email: str) -> str:
    words = email.partition("@")[0].replace(".", " ").replace("_", " ").split()
    return " ".join(word.capitalize() for word in words)
