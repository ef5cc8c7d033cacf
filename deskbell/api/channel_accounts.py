"""Connected addresses over HTTP: their list with health, connecting, the live test, changing, disconnecting (B13)."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from deskbell.api.asking import Acting, AskedDesk, SessionToken, SignedIn
from deskbell.api.shapes import Address, Created, Html, Id, Line, Shape
from deskbell.channels.accounts import ChannelAccount, disconnect, get_account, list_accounts
from deskbell.channels.email.connecting import change_email, connect_email, known_secrets
from deskbell.channels.email.connection_testing import Step, StepName, try_connection
from deskbell.channels.email.consent.using_consent import try_consent, use_consent
from deskbell.kernel.desk import Desk
from deskbell.kernel.egress import HostUnknown, check_host
from deskbell.kernel.errors import NotAllowed
from deskbell.users.viewer import Viewer

router = APIRouter(prefix="/api/channel-accounts", tags=["channel accounts"])
STEPS: tuple[StepName, ...] = ("imap_connect", "imap_sign_in", "smtp_connect", "smtp_sign_in", "send", "arrive")
SECRETS = {"imap_password", "smtp_password", "oauth_refresh_token", "oauth_client_secret"}
PLACES = {"name", "is_active", "inbox_id", "pipeline_id", "status_id"}
Password = Annotated[str, Field(max_length=5000)]


async def may_configure(viewer: SignedIn) -> Viewer:
    if not viewer.may("account_access"):
        raise NotAllowed("Only an administrator may see and change the connected accounts.", code="account_access")
    return viewer


Configuring = Annotated[Viewer, Depends(may_configure)]


class ServerShape(Shape):
    host: Line
    port: int | None = None
    security: str = "tls"
    user: Line = ""


class OAuthShape(Shape):
    token_url: Line
    client_id: Line
    scope: Line = ""


class EmailShape(Shape):
    """A password that is left out stays as it was. `consent` is one that was given in this session, in its place."""

    imap: ServerShape | None = None
    smtp: ServerShape | None = None
    history: bool = False
    folders: list[Line] = Field(default=["INBOX"], max_length=20)
    oauth: OAuthShape | None = None
    plus_addresses: bool | None = None
    shows_agent_name: bool = True
    signature_html: Html = ""
    imap_password: Password | None = None
    smtp_password: Password | None = None
    oauth_refresh_token: Password | None = None
    oauth_client_secret: Password | None = None
    consent: Line | None = None
    name: Line = ""
    inbox_id: Id | None = None
    pipeline_id: Annotated[int, Field(ge=0, lt=2**63)] | None = None
    status_id: Id | None = None

    def settings(self) -> dict[str, Any]:
        return self.model_dump(exclude=SECRETS | PLACES | {"address", "consent"}, exclude_unset=True)

    def secrets(self) -> dict[str, Any]:
        return self.model_dump(include=SECRETS, exclude_none=True)


class ConnectEmail(EmailShape):
    address: Address


class ChangeEmail(EmailShape):
    address: Address | None = None  # a form may send it along; it stays as it is
    is_active: bool | None = None


class AccountShape(BaseModel):
    id: int
    channel: str
    name: str
    address: str
    is_active: bool
    inbox_id: int
    pipeline_id: int
    status_id: int
    settings: dict[str, Any]
    health: dict[str, Any]
    created_at: datetime


class Accounts(BaseModel):
    accounts: list[AccountShape]


class StepShape(BaseModel):
    step: StepName
    state: Literal["ok", "failed", "skipped"]
    sentence: str
    code: str | None = None
    facts: dict[str, str | int | float] = {}


class Tested(BaseModel):
    steps: list[StepShape]


@router.get("")
async def list_all(desk: AskedDesk, _viewer: Configuring) -> Accounts:
    """Every connected account with its settings (never its passwords) and its health."""
    async with desk.database.reading() as reader:
        return Accounts(accounts=[_shape(one) for one in await list_accounts(reader)])


@router.post("/email", status_code=201)
async def connect(
    desk: AskedDesk, _viewer: Configuring, acting: Acting, session: SessionToken, body: ConnectEmail
) -> Created:
    """Connect an e-mail address. Its servers need not answer yet; its health tells how they do."""
    await _refuse_private(desk, body.settings())
    async with desk.database.transaction(acting) as tx:
        proof = await use_consent(tx, desk, session, body.consent)
        account_id = await connect_email(
            tx,
            desk,
            address=body.address,
            name=body.name,
            settings={**body.settings(), **proof.settings},
            secrets={**body.secrets(), **proof.secrets},
            inbox_id=body.inbox_id,
            pipeline_id=body.pipeline_id,
            status_id=body.status_id,
            tokens=proof.tokens,
        )
    return Created(id=account_id)


@router.post("/email/test")
async def test(desk: AskedDesk, _viewer: Configuring, session: SessionToken, body: ConnectEmail) -> Tested:
    """Sign in, send a mail to itself, see it come: half a minute at most. What a failure prevented is skipped."""
    await _refuse_private(desk, body.settings())
    async with desk.database.reading() as reader:
        known = await known_secrets(reader, desk, body.address, body.settings())
        proof = await try_consent(reader, desk, session, body.consent)
    done: dict[StepName, Step] = {}
    async for step in try_connection(
        desk,
        address=body.address,
        settings={**body.settings(), **proof.settings},
        secrets={**body.secrets(), **proof.secrets},
        known=known,
        tokens=proof.tokens,
    ):
        done[step.step] = step
    return Tested(
        steps=[
            StepShape(**asdict(done[name])) if name in done else StepShape(step=name, state="skipped", sentence="")
            for name in STEPS
        ]
    )


@router.patch("/{account_id}")
async def change(
    desk: AskedDesk, _viewer: Configuring, acting: Acting, session: SessionToken, account_id: Id, body: ChangeEmail
) -> AccountShape:
    """Change what is given; 422 `mail.password_again` when a server changed and its password was left out."""
    async with desk.database.reading() as reader:
        await _refuse_private(desk, body.settings(), (await get_account(reader, account_id)).settings)
    changes = body.model_dump(include=PLACES, exclude_unset=True, exclude_none=True)
    async with desk.database.transaction(acting) as tx:
        proof = await use_consent(tx, desk, session, body.consent)
        settings, secrets = {**body.settings(), **proof.settings}, {**body.secrets(), **proof.secrets}
        account = await change_email(
            tx, desk, account_id, {**changes, "settings": settings or None, "secrets": secrets}
        )
    return _shape(account)


@router.delete("/{account_id}", status_code=204)
async def remove(desk: AskedDesk, _viewer: Configuring, acting: Acting, account_id: Id) -> Response:
    """Stop fetching and sending. Its tickets stay; its passwords are forgotten."""
    async with desk.database.transaction(acting) as tx:
        await disconnect(tx, account_id)
    return Response(status_code=204)


async def _refuse_private(
    desk: Desk, wanted: Mapping[str, Any], kept: Mapping[str, Any] = MappingProxyType({})
) -> None:
    """From a screen, nobody may feel around in the desk's own network; a server that is kept stays. Raises Invalid."""
    for kind in ("imap", "smtp"):
        host = (wanted.get(kind) or {}).get("host", "")
        if host and host != (kept.get(kind) or {}).get("host"):
            with suppress(HostUnknown):  # it may come to be known; its health will tell
                await check_host(host, 0, private=desk.config.private_hosts)


def _shape(account: ChannelAccount) -> AccountShape:
    return AccountShape(**{name: getattr(account, name) for name in AccountShape.model_fields})
