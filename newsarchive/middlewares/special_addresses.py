"""Says which IP addresses are not part of the public web, by IANA's special-purpose registries."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

# A list of our own, since what Python's ipaddress calls global differs between its versions, and leaves out
# ranges that may lead into the operator's own network. Registries of 2025-10:
# https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry

IpAddress = IPv4Address | IPv6Address

_THIS_NETWORK = IPv4Network("0.0.0.0/8")  # RFC 791

_PRIVATE_IPV4 = (
    _THIS_NETWORK,
    IPv4Network("10.0.0.0/8"),  # private use, RFC 1918
    IPv4Network("100.64.0.0/10"),  # carrier-grade NAT, RFC 6598
    IPv4Network("127.0.0.0/8"),  # loopback, RFC 1122
    IPv4Network("169.254.0.0/16"),  # link-local, RFC 3927: metadata of clouds
    IPv4Network("172.16.0.0/12"),  # private use, RFC 1918
    IPv4Network("192.0.0.0/24"),  # IETF protocol assignments, RFC 6890: the nearest PCP and TURN servers too
    IPv4Network("192.0.2.0/24"),  # documentation, RFC 5737
    IPv4Network("192.88.99.0/24"),  # the nearest 6to4 relay, RFC 7526 (deprecated)
    IPv4Network("192.168.0.0/16"),  # private use, RFC 1918
    IPv4Network("198.18.0.0/15"),  # benchmarks, RFC 2544
    IPv4Network("198.51.100.0/24"),  # documentation, RFC 5737
    IPv4Network("203.0.113.0/24"),  # documentation, RFC 5737
    IPv4Network("224.0.0.0/4"),  # multicast, RFC 5771
    IPv4Network("240.0.0.0/4"),  # reserved, RFC 1112; broadcast, RFC 919
)

# IPv6 sites have addresses in one range alone. Outside it lie, among others, loopback, unspecified,
# link-local, multicast and IPv4-compatible ::/96 (RFC 4291), IPv4-translated ::ffff:0:0:0/96 (RFC 2765),
# discard-only 100::/64 (RFC 6666), dummy 100:0:0:1::/64 (RFC 9780), NSAP 200::/7 (RFC 4048), segment routing
# 5f00::/16 (RFC 9602), unique local fc00::/7 (RFC 4193) and site-local fec0::/10 (RFC 3879).
_GLOBAL_UNICAST = IPv6Network("2000::/3")  # RFC 4291, 2.4

_PRIVATE_IPV6 = (
    IPv6Network("2001::/23"),  # IETF protocol assignments, RFC 2928: Teredo (RFC 4380), ORCHID, benchmarks …
    IPv6Network("2001:db8::/32"),  # documentation, RFC 3849
    IPv6Network("3fff::/20"),  # documentation, RFC 9637
)

_MAPPED = IPv6Network("::ffff:0:0/96")  # RFC 4291: the system connects to the IPv4 address
_SIX_TO_FOUR = IPv6Network("2002::/16")  # RFC 3056
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/48")  # RFC 8215
# The prefix lengths of RFC 6052, 2.2 that lie in a prefix of 48 bits.
_LOCAL_NAT64_LENGTHS = (48, 56, 64, 96)
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})  # RFC 5214, 6.1: the identifier's first half


def is_private(address: IpAddress) -> bool:
    """Say whether an address is private, loopback, link-local, multicast, reserved or unspecified.

    IPv4 inside IPv6 counts as itself, wherever a system or a translator would unpack it.
    """
    if isinstance(address, IPv4Address):
        return any(address in network for network in _PRIVATE_IPV4)
    number = int(address)
    if address in _MAPPED or address in _NAT64:
        return is_private(IPv4Address(number & 0xFFFF_FFFF))
    if address in _LOCAL_NAT64:
        return _is_private_in_local_nat64(number)
    if address not in _GLOBAL_UNICAST or any(address in network for network in _PRIVATE_IPV6):
        return True
    if address in _SIX_TO_FOUR and is_private(IPv4Address(number >> 80 & 0xFFFF_FFFF)):
        return True
    return number >> 32 & 0xFFFF_FFFF in _ISATAP and is_private(IPv4Address(number & 0xFFFF_FFFF))


def _is_private_in_local_nat64(number: int) -> bool:
    """Read the address by every length that the operator's prefix may have: none may lead inside.

    What is read by a wrong length begins with zeros as a rule, and no translator sends anything there.
    """
    leading = [inner for inner in _inner_addresses(number) if inner not in _THIS_NETWORK]
    return not leading or any(is_private(inner) for inner in leading)


def _inner_addresses(number: int) -> Iterator[IPv4Address]:
    """Return the IPv4 addresses of RFC 6052, 2.2; bits 64 to 71 are never part of one."""
    without_gap = (number >> 64) << 56 | number & (1 << 56) - 1  # 120 bits
    for length in _LOCAL_NAT64_LENGTHS:
        if length == 96:
            yield IPv4Address(number & 0xFFFF_FFFF)
        else:
            yield IPv4Address(without_gap >> 120 - length - 32 & 0xFFFF_FFFF)
