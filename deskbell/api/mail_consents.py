"""Signing in at a provider of mail over HTTP: what is registered there, asking for consent, what came back (B13)."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from deskbell.api.asking import Acting, AskedDesk, SessionToken
from deskbell.api.channel_accounts import Configuring
from deskbell.api.shapes import Id, Line, Shape
from deskbell.channels.email.consent.consenting import Returned, begin_consent, end_consent
from deskbell.channels.email.consent.consents import find_given
from deskbell.channels.email.consent.provider_apps import (
    ProviderApp,
    checked_provider,
    list_apps,
    redirect_url,
    register,
)
from deskbell.channels.email.consent.providers import ProviderName

router = APIRouter(prefix="/api", tags=["channel accounts"])
Secret = Annotated[str, Field(max_length=5000)]
Token = Annotated[str, Path(max_length=100)]


class RegisteredProvider(BaseModel):
    """A registration as it is shown: the secret never is."""

    provider: ProviderName
    client_id: str
    has_secret: bool
    authorization_url: str
    token_url: str
    scope: str
    tenant: str


class RegisteredProviders(BaseModel):
    """`redirect_url` is to be registered at the provider, letter by letter."""

    redirect_url: str
    providers: list[RegisteredProvider]


class RegisterProvider(Shape):
    """A secret that is left out stays."""

    client_id: Line
    client_secret: Secret | None = None
    tenant: Line = ""
    authorization_url: Line = ""
    token_url: Line = ""
    scope: Line = ""


class BeginConsent(Shape):
    """For a new account, whose `address` may be known; or for one that is connected already."""

    provider: ProviderName
    address: Line = ""
    account_id: Id | None = None


class ConsentBegun(BaseModel):
    url: str


class EndConsent(Shape):
    """What the provider put into the address to which it sent the browser back."""

    state: Annotated[str, Field(max_length=300)] = ""
    code: Secret = ""
    error: Annotated[str, Field(max_length=300)] = ""
    error_description: Secret = ""


class ConsentEnded(BaseModel):
    consent: str


class ConsentGiven(BaseModel):
    """`signed_in_as` is empty where the provider did not tell; `settings` propose its servers, where they are known."""

    provider: ProviderName
    account_id: int | None
    signed_in_as: str
    settings: dict[str, Any]


@router.get("/mail-providers")
async def list_providers(desk: AskedDesk, _viewer: Configuring) -> RegisteredProviders:
    async with desk.database.reading() as reader:
        apps = await list_apps(reader)
    return RegisteredProviders(redirect_url=redirect_url(desk), providers=[_shape(desk, app) for app in apps])


@router.put("/mail-providers/{provider}", status_code=204)
async def register_at(
    desk: AskedDesk, _viewer: Configuring, acting: Acting, provider: str, body: RegisterProvider
) -> Response:
    """Keep what an administrator was given at the provider, for every account of this desk."""
    async with desk.database.transaction(acting) as tx:
        await register(tx, desk, checked_provider(provider), body.model_dump())
    return Response(status_code=204)


@router.post("/channel-accounts/email/consents")
async def begin(
    desk: AskedDesk, _viewer: Configuring, acting: Acting, session: SessionToken, body: BeginConsent
) -> ConsentBegun:
    """Where the browser goes to sign in. What comes back is good once, in this session, for a quarter of an hour."""
    return ConsentBegun(
        url=await begin_consent(desk, acting, session, body.provider, address=body.address, account_id=body.account_id)
    )


@router.post("/channel-accounts/email/consents/ended", status_code=201)
async def end(
    desk: AskedDesk, _viewer: Configuring, acting: Acting, session: SessionToken, body: EndConsent
) -> ConsentEnded:
    """Exchange the code. Any refusal ends this sign-in: nothing is kept, and one begins anew."""
    return ConsentEnded(consent=await end_consent(desk, acting, session, Returned(**body.model_dump())))


@router.get("/channel-accounts/email/consents/{token}")
async def show(desk: AskedDesk, _viewer: Configuring, session: SessionToken, token: Token) -> ConsentGiven:
    """What a consent opens, without its tokens. 404 `consent.gone` when it was used or has run out."""
    async with desk.database.reading() as reader:
        given = await find_given(reader, desk, session, token)
    return ConsentGiven(
        provider=given.provider,
        account_id=given.account_id,
        signed_in_as=given.signed_in_as,
        settings=given.proposed(),
    )


def _shape(desk: AskedDesk, app: ProviderApp) -> RegisteredProvider:
    shown = {name: getattr(app, name) for name in RegisteredProvider.model_fields if name != "has_secret"}
    return RegisteredProvider(**shown, has_secret=bool(app.open_secret(desk)))
