from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis.strategies import ip_addresses

from deskbell.kernel.egress import (
    EVERY_PRIVATE,
    NONE_PRIVATE,
    AddressRefused,
    HostUnknown,
    PrivateHosts,
    Resolve,
    check_host,
    is_allowed,
)

INSIDE = """
127.0.0.1 127.255.0.9 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 100.64.0.1 192.0.2.1 198.18.0.1 203.0.113.9
::1 fc00::1 fd12:3456::1 fec0::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:192.168.0.1 ::10.0.0.1
::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b::7f00:1 64:ff9b:1::a00:1 2002:0a00:0001:: 2002:7f00:1::1
2001:0:4136:e378:8000:63bf:f5ff:fffe
""".split()
NEVER = """
0.0.0.0 0.1.2.3 169.254.169.254 169.254.170.2 100.100.100.200 168.63.129.16 192.0.0.192 224.0.0.1 239.1.1.1
240.0.0.1 255.255.255.255 :: fe80::1 fd00:ec2::254 fd20:ce::254 ff02::1 ::ffff:169.254.169.254 ::ffff:0.0.0.0
64:ff9b::169.254.169.254 2002:a9fe:a9fe:: ::169.254.169.254
""".split()
OUTSIDE = "1.1.1.1 93.184.215.14 172.32.0.1 100.128.0.1 2606:4700::1111 ::ffff:1.1.1.1 64:ff9b::8.8.8.8 ".split()


def resolver(*ips: str) -> Resolve:
    async def resolve(_host: str, _port: int) -> list[str]:
        return list(ips)

    return resolve


@pytest.mark.parametrize("ip", INSIDE)
async def test_an_address_inside_is_refused_unless_it_is_allowed(ip: str) -> None:
    with pytest.raises(AddressRefused, match="DESKBELL_ALLOW_PRIVATE_HOSTS"):
        await check_host("mail.example", 993, resolve=resolver(ip))
    pinned = await check_host("mail.example", 993, private=EVERY_PRIVATE, resolve=resolver(ip))
    assert ip_address(pinned.ip) == ip_address(ip)


@pytest.mark.parametrize("ip", NEVER)
async def test_metadata_and_its_like_are_refused_whatever_is_allowed(ip: str) -> None:
    for private in (NONE_PRIVATE, EVERY_PRIVATE, PrivateHosts.parse("mail.example, 0.0.0.0/0, ::/0")):
        with pytest.raises(AddressRefused, match="never"):
            await check_host("mail.example", 993, private=private, resolve=resolver(ip))


@pytest.mark.parametrize("ip", OUTSIDE)
async def test_an_address_outside_is_pinned(ip: str) -> None:
    pinned = await check_host("mail.example", 993, resolve=resolver(ip))
    assert (pinned.host, pinned.port, pinned.ip) == ("mail.example", 993, str(ip_address(ip)))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "localhost", "2130706433", "0x7f000001", "127.1", "017700000001", "::ffff:127.0.0.1"]
)
async def test_every_way_to_write_loopback_is_seen_through(host: str) -> None:
    with pytest.raises((AddressRefused, HostUnknown)):
        await check_host(host, 80)


async def test_of_several_addresses_only_the_judged_ones_are_connected_to() -> None:
    pinned = await check_host("both.example", 443, resolve=resolver("10.0.0.1", "1.1.1.1", "169.254.169.254"))
    assert pinned.ips == ("1.1.1.1",)


async def test_a_host_can_be_allowed_by_name_or_by_network() -> None:
    private = PrivateHosts.parse("Mail.Internal., 192.168.7.0/24, 10.9.9.9, [fd00::5]")
    assert (await check_host("mail.internal", 993, private=private, resolve=resolver("10.0.0.1"))).ip == "10.0.0.1"
    assert (await check_host("x.example", 993, private=private, resolve=resolver("192.168.7.4"))).ip == "192.168.7.4"
    assert (await check_host("x.example", 993, private=private, resolve=resolver("::ffff:10.9.9.9"))).ips
    for elsewhere in ("192.168.8.4", "10.0.0.1", "fd00::6"):
        with pytest.raises(AddressRefused):
            await check_host("x.example", 993, private=private, resolve=resolver(elsewhere))


@pytest.mark.parametrize("text", ["10.0.0.0/99", "a b", "mail/8"])
def test_a_wrong_allowance_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="neither a host name nor a network"):
        PrivateHosts.parse(text)


@pytest.mark.parametrize("host", ["", "no-such-host.invalid", "a" * 300 + ".example", "ex\x00ample.com", "ü" * 70])
async def test_a_name_that_leads_nowhere_is_told_in_a_sentence(host: str) -> None:
    with pytest.raises((HostUnknown, AddressRefused)) as refusal:
        await check_host(host, 443)
    assert refusal.value.sentence


async def test_loopback_is_known_as_such() -> None:
    assert (await check_host("127.0.0.1", 25, private=EVERY_PRIVATE)).is_loopback
    assert not (await check_host("x.example", 25, resolve=resolver("1.1.1.1"))).is_loopback


@given(ip_addresses())
def test_whatever_python_calls_private_is_not_reached(ip: object) -> None:
    address = ip_address(str(ip))
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert not is_allowed("x.example", address, NONE_PRIVATE)
