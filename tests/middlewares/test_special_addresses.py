"""No address leads into the operator's network, however it is written; public ones stay reachable."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.middlewares.special_addresses import is_private

# IANA's registry: not globally reachable; multicast besides.
INSIDE = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/29",
    "192.0.0.170/31",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
]
INSIDE_IPV6 = [
    "::/96",
    "::ffff:0:0:0/96",
    "100::/64",
    "100:0:0:1::/64",
    "200::/7",
    "2001::/32",
    "2001:1::/32",
    "2001:2::/48",
    "2001:10::/28",
    "2001:db8::/32",
    "3fff::/20",
    "5f00::/16",
    "fc00::/7",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
]
OUTSIDE = ["1.1.1.1", "93.184.215.14", "11.0.0.1", "172.32.0.1", "192.0.1.1", "198.20.0.1", "223.255.255.255"]
OUTSIDE_IPV6 = ["2606:4700::1111", "2a00:1450:4001::200e", "2001:200::1", "2400:cb00::1", "2620:fe::fe"]

# Where IPv4 stands in IPv6: before it, how many bits follow it.
UNPACKED = {
    "mapped": ("::ffff:0:0", 0),
    "nat64": ("64:ff9b::", 0),
    "local nat64": ("64:ff9b:1::", 0),
    "local nat64 below": ("64:ff9b:1:1::", 0),
    "6to4": ("2002::", 80),
    "isatap": ("2606:4700::5efe:0:0", 0),
    "isatap, unique": ("2606:4700::200:5efe:0:0", 0),
}
NEVER_PUBLIC = {"compatible": ("::", 0), "translated": ("::ffff:0:0:0", 0), "teredo server": ("2001::", 64)}


def one_of(networks: list[str]) -> st.SearchStrategy[int]:
    """Return a number of an address in one of the networks; the first and last ones are likely."""

    def inside(written: str) -> st.SearchStrategy[int]:
        network = IPv6Network(written) if ":" in written else IPv4Network(written)
        first = int(network.network_address)
        return st.integers(first, first + network.num_addresses - 1)

    return st.sampled_from(networks).flatmap(inside)


def packed(written: tuple[str, int], inner: int) -> IPv6Address:
    before, behind = written
    return IPv6Address(int(IPv6Address(before)) | inner << behind)


@given(one_of(INSIDE))
def test_no_ipv4_of_a_special_range_is_public(inner: int) -> None:
    assert is_private(IPv4Address(inner))


@given(one_of(INSIDE_IPV6))
def test_no_ipv6_of_a_special_range_is_public(number: int) -> None:
    assert is_private(IPv6Address(number))


# A translator sends nothing to 0.0.0.0/8, the first of them: it is what other lengths of prefix read.
@given(st.sampled_from(sorted(UNPACKED | NEVER_PUBLIC)), one_of(INSIDE[1:]))
def test_an_inner_address_inside_is_inside(kind: str, inner: int) -> None:
    assert is_private(packed((UNPACKED | NEVER_PUBLIC)[kind], inner))


@given(one_of(INSIDE))
def test_a_teredo_client_inside_is_inside(inner: int) -> None:
    assert is_private(packed(("2001:0:4136:e378::", 0), inner ^ 0xFFFF_FFFF))


@given(one_of(["64:ff9b:1::/48"]), st.sampled_from([48, 56, 64]), one_of(INSIDE[1:]))
def test_an_operators_translator_leads_nowhere_inside(prefix: int, length: int, inner: int) -> None:
    """RFC 6052, 2.2: the IPv4 address follows the prefix, and leaps over bits 64 to 71."""
    bits = f"{prefix:0128b}"[:length] + f"{inner:032b}"
    bits = bits if len(bits) <= 64 and length < 64 else bits[:64] + "0" * 8 + bits[64:]
    assert is_private(IPv6Address(int(bits.ljust(128, "0"), 2)))


@given(st.integers(0, 2**128 - 1))
def test_ipv6_beyond_global_unicast_is_inside_unless_it_holds_a_public_ipv4(number: int) -> None:
    address = IPv6Address(number)
    holds = any(address in IPv6Network(one) for one in ("::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48"))
    assert is_private(address) or holds or address in IPv6Network("2000::/3")


@given(st.integers(0, 2**32 - 1) | one_of(["192.0.0.0/8", "198.0.0.0/8", "100.0.0.0/8"]))
def test_what_python_calls_private_is_never_public(inner: int) -> None:
    address = IPv4Address(inner)
    assert is_private(address) or (address.is_global and not address.is_multicast)


@pytest.mark.parametrize("written", OUTSIDE + OUTSIDE_IPV6)
def test_public_addresses_stay_public(written: str) -> None:
    assert not is_private(IPv6Address(written) if ":" in written else IPv4Address(written))


@pytest.mark.parametrize("kind", UNPACKED)
@pytest.mark.parametrize("written", OUTSIDE)
def test_a_public_inner_address_stays_public(kind: str, written: str) -> None:
    assert not is_private(packed(UNPACKED[kind], int(IPv4Address(written))))
