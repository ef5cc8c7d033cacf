"""Builders: the world that a test starts from, in few words."""

from datetime import UTC, datetime
from itertools import count

from deskbell.conversations.message import IncomingMessage, Person, Recipient
from deskbell.kernel.transaction import Tx
from deskbell.users.viewer import Viewer

_number = count(1)


async def a_user(tx: Tx, name: str = "Maija", **fields: object) -> Viewer:
    """A user with a service seat who sees everything, unless told otherwise."""
    email = f"{name.lower()}{next(_number)}@desk.example"
    wanted = {"visibility": "everything", "seat": "service", "is_super_admin": False, "sees_unassigned": True, **fields}
    permissions = list(wanted.pop("permissions", []))  # type: ignore[call-overload] # a list or a set of words
    team_ids = tuple(wanted.pop("team_ids", ()))  # type: ignore[call-overload] # numbers
    user_id = await tx.value(
        "INSERT INTO users (email, name, is_super_admin, seat, visibility, sees_unassigned, permissions)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id",
        (
            email,
            name,
            wanted["is_super_admin"],
            wanted["seat"],
            wanted["visibility"],
            wanted["sees_unassigned"],
            permissions,
        ),
    )
    for team_id in team_ids:
        await tx.run("INSERT INTO team_members (team_id, user_id) VALUES (%s, %s)", (team_id, user_id))
    return Viewer(
        user_id=user_id, name=name, email=email, permissions=frozenset(permissions), team_ids=team_ids, **wanted
    )  # type: ignore[arg-type] # the fields were checked by the table


async def a_team(tx: Tx, name: str = "") -> int:
    team_id: int = await tx.value(
        "INSERT INTO teams (name) VALUES (%s) RETURNING id", (name or f"Team {next(_number)}",)
    )
    return team_id


async def an_email_account(tx: Tx, address: str = "") -> int:
    """A connected address of the help desk, without any server behind it."""
    account_id: int = await tx.value(
        "INSERT INTO channel_accounts (channel, name, address, inbox_id, pipeline_id, status_id)"
        " VALUES ('email', 'Support', %s, 1, 0, 1) RETURNING id",
        (address or f"support{next(_number)}@desk.example",),
    )
    return account_id


def a_mail(account_id: int, **fields: object) -> IncomingMessage:
    """What the mail channel hands over for a simple mail from Ann."""
    wanted = {
        "channel": "email",
        "channel_account_id": account_id,
        "inbox_id": 1,
        "pipeline_id": 0,
        "status_id": 1,
        "from_": Person("Ann Kowalska", "ann@customer.example"),
        "subject": "The invoice is wrong",
        "text": "Hello, the sum of invoice 4711 is wrong.",
        "sent_at": datetime.now(UTC),
        "recipients": (Recipient("to", "Support", "support@desk.example"),),
        "mail_id": f"mail{next(_number)}@customer.example",
        "own_addresses": frozenset({"support@desk.example"}),
        **fields,
    }
    return IncomingMessage(**wanted)  # type: ignore[arg-type] # tests name real fields
