"""Which addresses are no part of the public web, and lead into the operator's own network instead."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052


def literal(host: str) -> Address | None:
    """Return the IP address a host is written as (brackets and zone aside), None for names."""
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None


def is_private(address: Address) -> bool:
    """Say whether an address is private, loopback, link-local, multicast, reserved or unspecified.

    By IANA's special-purpose registries as Python's ipaddress knows them; IPv4 inside IPv6 counts as itself.
    """
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_private(inner)
        if address in NAT64:
            return is_private(IPv4Address(int(address) & 0xFFFF_FFFF))
    return not address.is_global or address.is_multicast
