"""Where are the refresh tokens of connected accounts, and of consents that are being tried?"""

from dataclasses import dataclass, replace

from deskbell.channels import accounts
from deskbell.channels.email.consent.consents import find_given, renew_given
from deskbell.channels.email.consent.oauth import Granted
from deskbell.channels.email.settings import seal_secrets, unseal_secrets
from deskbell.kernel.desk import Desk
from deskbell.kernel.event import Actor

BY_MAIL = Actor("system", "mail")


@dataclass(frozen=True, slots=True)
class OfAccounts:
    """In the account's row: several processes use it, and each may be the one that is given a new one."""

    desk: Desk

    async def latest(self, account_id: int) -> str:
        async with self.desk.database.reading() as reader:
            account = await accounts.find_account(reader, account_id)
        return unseal_secrets(self._key, account.secrets).oauth_refresh_token if account else ""

    async def replace(self, account_id: int, was: str, new: Granted) -> None:
        """Unless somebody has connected it again meanwhile."""
        async with self.desk.database.transaction(BY_MAIL) as tx:
            account = await accounts.find_account(tx, account_id)
            if account is None or account.secrets is None:
                return
            secrets = unseal_secrets(self._key, account.secrets)
            if secrets.oauth_refresh_token == was:
                sealed = seal_secrets(self._key, replace(secrets, oauth_refresh_token=new.refresh_token))
                await accounts.renew_secrets(tx, account_id, account.secrets, sealed)

    @property
    def _key(self) -> bytes:
        return self.desk.key("channel-secrets")


@dataclass(frozen=True, slots=True)
class OfConsent:
    """In the consent that one session tries; there is no account yet."""

    desk: Desk
    session: str
    token: str

    async def latest(self, account_id: int) -> str:
        del account_id
        async with self.desk.database.reading() as reader:
            return (await find_given(reader, self.desk, self.session, self.token)).granted.refresh_token

    async def replace(self, account_id: int, was: str, new: Granted) -> None:
        del account_id, was
        async with self.desk.database.transaction(BY_MAIL) as tx:
            await renew_given(tx, self.desk, self.session, self.token, new)
