"""Which open line to an account's mail server can be used again?"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiosmtplib
from aiosmtplib import SMTP

from deskbell.channels.email.consent.oauth import AccessTokens, RefreshTokens, TokenRefused
from deskbell.channels.email.fetching.opening_mailbox import EmailAccount
from deskbell.channels.email.sending.smtp_line import NoLine, Proof, hang_up, open_line, sign_in
from deskbell.channels.email.settings import Server
from deskbell.kernel.egress import check_host
from deskbell.kernel.errors import Refusal
from deskbell.kernel.told import Told

FRESH_SECONDS = 20.0
USES = 50
MOST_IDLE = 4


@dataclass(slots=True)
class _Line:
    client: SMTP
    account: EmailAccount
    used_at: float
    uses: int = 0


class SmtpLines:
    """Keeps a few lines open for a moment: a busy desk signs in once for many mails."""

    def __init__(self, refresh_tokens: RefreshTokens) -> None:
        self._idle: dict[int, list[_Line]] = {}
        self._tokens = AccessTokens(refresh_tokens)

    @asynccontextmanager
    async def line(self, account: EmailAccount, server: Server) -> AsyncIterator[SMTP]:
        """A signed-in line. It is kept when the block ends well, and closed otherwise. Raises NoLine."""
        line = await self._kept(account) or await self._new(account, server)
        try:
            yield line.client
        except BaseException:
            line.client.close()
            raise
        line.used_at, line.uses = asyncio.get_running_loop().time(), line.uses + 1
        kept = self._idle.setdefault(account.id, [])
        if line.uses < USES and len(kept) < MOST_IDLE:
            kept.append(line)
        else:
            await hang_up(line.client)

    async def close(self) -> None:
        lines = [line for kept in self._idle.values() for line in kept]
        self._idle.clear()
        await asyncio.gather(*(hang_up(line.client) for line in lines))

    async def _kept(self, account: EmailAccount) -> _Line | None:
        kept = self._idle.get(account.id, [])
        while kept:
            line = kept.pop()
            is_fresh = asyncio.get_running_loop().time() - line.used_at < FRESH_SECONDS
            if is_fresh and line.account == account and await _answers(line.client):
                return line
            line.client.close()
        return None

    async def _new(self, account: EmailAccount, server: Server) -> _Line:
        try:
            pinned = await check_host(server.host, server.port, private=account.private)
            proof = await self._proof(account)
        except Refusal as refusal:
            raise NoLine(Told.of(refusal), is_final=False) from refusal
        except TokenRefused as refused:
            raise NoLine(refused.told, is_final=refused.is_final) from refused
        client = await open_line(server, pinned.ip)
        try:
            await sign_in(client, server, proof)
        except BaseException:
            client.close()
            self._tokens.forget(account.id)
            raise
        return _Line(client, account, asyncio.get_running_loop().time())

    async def _proof(self, account: EmailAccount) -> Proof:
        if account.settings.oauth is not None:
            token = await self._tokens.get(account.id, account.settings.oauth, account.secrets, account.private)
            return Proof(account.smtp_user, access_token=token)
        return Proof(account.smtp_user, account.secrets.smtp_password)


async def _answers(client: SMTP) -> bool:
    try:
        await client.rset(timeout=5)
    except (aiosmtplib.SMTPException, OSError):
        return False
    return True
