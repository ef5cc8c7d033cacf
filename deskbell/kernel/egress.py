"""May we connect to an address that a person or a mail named, and to which IP exactly?

A name is resolved once, its addresses are judged, and the connection goes to a judged IP: a second look-up could
answer otherwise. Whoever connects by another library (IMAP, SMTP) asks `check_host` and connects to what it answers,
naming the host only to TLS.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self

from deskbell.kernel.errors import Invalid

IP = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Awaitable[list[str]]]

RESOLVING_SECONDS = 10

_NEVER = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # "this host": connects to ourselves
        "169.254.0.0/16",  # link-local; the clouds' metadata services live here
        "100.100.100.200/32",  # metadata, Alibaba
        "168.63.129.16/32",  # metadata, Azure: a public address that answers from inside
        "192.0.0.192/32",  # metadata, Oracle
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved and broadcast
        "::/128",
        "fe80::/10",
        "fd00:ec2::/32",  # metadata, Amazon
        "fd20:ce::254/128",  # metadata, Google
        "ff00::/8",
    )
)
_PRIVATE = tuple(
    ip_network(network)
    for network in (
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "::1/128",
        "64:ff9b:1::/48",  # a network's own NAT64
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fec0::/10",
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
_LOWEST_IPV4_IN_COMPATIBLE = 0x10000


class AddressRefused(Invalid):
    """We don't connect there; `facts` name the host."""

    code = "egress.refused"


class HostUnknown(Invalid):
    """The name leads to no address, or nobody answered in time who could say."""

    code = "egress.unknown_host"


@dataclass(frozen=True, slots=True)
class PrivateHosts:
    """Which hosts of our own network may be reached all the same (`DESKBELL_ALLOW_PRIVATE_HOSTS`)."""

    names: frozenset[str] = frozenset()
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a comma list of host names, IPs and networks. Raises ValueError with a sentence."""
        names, networks = set(), []
        for entry in filter(None, (part.strip() for part in text.split(","))):
            try:
                networks.append(ip_network(entry.strip("[]"), strict=False))
            except ValueError:
                if "/" in entry or " " in entry:
                    raise ValueError(f"“{entry}” is neither a host name nor a network like 10.0.0.0/8") from None
                names.add(_plain_name(entry))
        return cls(frozenset(names), tuple(networks))

    def allow(self, host: str, ip: IP) -> bool:
        return _plain_name(host) in self.names or any(ip in network for network in self.networks)


NONE_PRIVATE = PrivateHosts()
LOOPBACK = PrivateHosts(networks=(ip_network("127.0.0.0/8"), ip_network("::1/128")))
EVERY_PRIVATE = PrivateHosts(networks=(ip_network("0.0.0.0/0"), ip_network("::/0")))
"""For who runs the machine: every private host, but never what `is_never_allowed` names."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """A host and the addresses that it may be reached at, in the resolver's order; never empty."""

    host: str
    port: int
    ips: tuple[str, ...] = field()

    @property
    def ip(self) -> str:
        return self.ips[0]

    @property
    def is_loopback(self) -> bool:
        return all(_unwrapped(ip_address(ip)).is_loopback for ip in self.ips)


async def system_resolver(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


async def check_host(
    host: str, port: int, *, private: PrivateHosts = NONE_PRIVATE, resolve: Resolve = system_resolver
) -> Pinned:
    """Return where `host` may be reached. Raises AddressRefused, HostUnknown."""
    name = host.strip().removeprefix("[").removesuffix("]")
    try:
        async with asyncio.timeout(RESOLVING_SECONDS):
            found = [ip_address(text) for text in await resolve(name, port)]
    except (OSError, UnicodeError, ValueError, TimeoutError) as error:
        raise HostUnknown(f"No address is known for {host}. Check the name.", host=host) from error
    allowed = tuple(str(ip) for ip in found if is_allowed(name, ip, private))
    if allowed:
        return Pinned(name, port, allowed)
    if not found:
        raise HostUnknown(f"No address is known for {host}. Check the name.", host=host)
    raise AddressRefused(_why(host, found), host=host)


def is_allowed(host: str, ip: IP, private: PrivateHosts) -> bool:
    """Judge one address; one that carries another inside (IPv4 in IPv6, NAT64, 6to4, Teredo) by what it carries."""
    inner = _unwrapped(ip)
    if is_never_allowed(inner) or is_never_allowed(ip):
        return False
    return not (_is_private(inner) or _is_private(ip)) or private.allow(host, inner)


def is_never_allowed(ip: IP) -> bool:
    return any(ip in network for network in _NEVER)


def _is_private(ip: IP) -> bool:
    return ip.is_private or any(ip in network for network in _PRIVATE)


def _unwrapped(ip: IP) -> IP:
    if isinstance(ip, IPv4Address):
        return ip
    if ip.ipv4_mapped:
        return ip.ipv4_mapped
    if ip.sixtofour:
        return ip.sixtofour
    if ip.teredo:
        return ip.teredo[1]
    if ip in _NAT64 or (ip in _COMPATIBLE and int(ip) >= _LOWEST_IPV4_IN_COMPATIBLE):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


def _plain_name(host: str) -> str:
    return host.strip().rstrip(".").lower()


def _why(host: str, found: list[IP]) -> str:
    if any(is_never_allowed(_unwrapped(ip)) for ip in found):
        return f"{host} leads to an address that Deskbell never connects to."
    return (
        f"{host} is an address in a private network. "
        "Whoever runs Deskbell can allow it with the setting DESKBELL_ALLOW_PRIVATE_HOSTS."
    )
