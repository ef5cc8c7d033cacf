"""What lies at a web address that a person or a mail named? Fetched with a guard at every step."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import httpx2

from deskbell.kernel.egress import (
    NONE_PRIVATE,
    AddressRefused,
    Pinned,
    PrivateHosts,
    Resolve,
    check_host,
    system_resolver,
)
from deskbell.kernel.errors import Invalid

MAX_REDIRECTS: Final = 5
_WEB_PORTS: Final = frozenset({80, 443})
_USER_PORTS: Final = range(1024, 65536)
_NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})


class FetchFailed(Invalid):
    """Nothing usable came: unreachable, too slow, too large, or too many redirects."""

    code = "egress.fetch_failed"


@dataclass(frozen=True, slots=True)
class Fetched:
    status: int
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class GuardedHttp:
    """Asks other people's servers, with no cookie, no proxy and no credential of ours.

    Every redirect is judged like a first request, and carries none of the caller's headers to another host.
    """

    private: PrivateHosts = NONE_PRIVATE
    resolve: Resolve = system_resolver

    async def get(
        self, url: str, *, max_bytes: int, seconds: float = 15, headers: Mapping[str, str] = _NO_HEADERS
    ) -> Fetched:
        """Fetch `url` within `seconds` altogether. Raises AddressRefused, HostUnknown, FetchFailed."""
        return await self.send("GET", url, max_bytes=max_bytes, seconds=seconds, headers=headers)

    async def send(
        self,
        method: str,
        url: str,
        *,
        max_bytes: int,
        seconds: float = 15,
        headers: Mapping[str, str] = _NO_HEADERS,
        content: bytes | None = None,
    ) -> Fetched:
        """Like `get`; only GET and HEAD follow redirects, since a body must not travel on by itself."""
        try:
            async with asyncio.timeout(seconds):
                return await self._follow(method, _parsed(url), max_bytes, dict(headers), content)
        except TimeoutError:
            raise FetchFailed(f"No answer within {seconds:g} seconds.") from None
        except httpx2.HTTPError as error:
            raise FetchFailed(f"The server could not be asked: {type(error).__name__}.") from error

    async def _follow(
        self, method: str, url: httpx2.URL, max_bytes: int, headers: dict[str, str], content: bytes | None
    ) -> Fetched:
        for _ in range(MAX_REDIRECTS + 1):
            answer = await self._ask(method, url, max_bytes, headers, content)
            if isinstance(answer, Fetched):
                return answer
            if answer.host != url.host:
                headers = {}
            url = answer
        raise FetchFailed(f"More than {MAX_REDIRECTS} redirects.")

    async def _ask(
        self, method: str, url: httpx2.URL, max_bytes: int, headers: dict[str, str], content: bytes | None
    ) -> Fetched | httpx2.URL:
        pinned = await self._pinned(url)
        request = httpx2.Request(
            method,
            url.copy_with(host=pinned.ip),
            headers={"User-Agent": "Deskbell", **headers, "Host": _host_header(url), "Accept-Encoding": "identity"},
            content=content,
            extensions={"sni_hostname": pinned.host, "timeout": httpx2.Timeout(15).as_dict()},
        )
        async with httpx2.AsyncHTTPTransport(trust_env=False) as transport:
            response = await transport.handle_async_request(request)
            response.request = request
            try:
                if response.has_redirect_location and method in {"GET", "HEAD"}:
                    return _parsed(response.headers["location"], base=url)
                body = await _read(response, max_bytes)
            finally:
                await response.aclose()
        return Fetched(response.status_code, response.headers.get("content-type", ""), body)

    async def _pinned(self, url: httpx2.URL) -> Pinned:
        port = url.port or (443 if url.scheme == "https" else 80)
        if port not in _WEB_PORTS and port not in _USER_PORTS:
            raise AddressRefused(f"Port {port} is not a web server's.", host=url.host)
        return await check_host(url.host, port, private=self.private, resolve=self.resolve)


def _parsed(url: str, base: httpx2.URL | None = None) -> httpx2.URL:
    try:
        parsed = base.join(url) if base else httpx2.URL(url)
    except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
        raise AddressRefused("This is not a web address.") from error
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise AddressRefused("Only http and https addresses can be fetched.")
    if parsed.userinfo:
        raise AddressRefused("An address with a user name in it is not fetched.")
    return parsed


def _host_header(url: httpx2.URL) -> str:
    return url.netloc.decode("ascii")


async def _read(response: httpx2.Response, max_bytes: int) -> bytes:
    """Read what was sent, never unpacked: a small packed body can be gigabytes."""
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise FetchFailed("The server sent a packed answer that was not asked for.")
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > max_bytes:
            raise FetchFailed(f"The answer is larger than {max_bytes} bytes.")
    return bytes(body)
