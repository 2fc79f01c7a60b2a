"""What is the public web and what is the operator's own network."""

from __future__ import annotations

import pytest

from newsarchive.middlewares.private_networks import ip_literal
from newsarchive.middlewares.special_addresses import is_private

PRIVATE = ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"]
PRIVATE += [
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "[::1]",
    "::",
    "fe80::1%eth0",
    "fc00::1",
    "::ffff:10.0.0.1",
]
PRIVATE += [
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "64:ff9b:1::7f00:1",
    "fec0::1",
    "::127.0.0.1",
    "::ffff:0:127.0.0.1",
]
PUBLIC = ["93.184.215.14", "2606:4700::1111", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]


@pytest.mark.parametrize("host", PRIVATE)
def test_private(host: str) -> None:
    address = ip_literal(host)
    assert address is not None
    assert is_private(address)


@pytest.mark.parametrize("host", PUBLIC)
def test_public(host: str) -> None:
    address = ip_literal(host)
    assert address is not None
    assert not is_private(address)


@pytest.mark.parametrize("host", ["news.example", "localhost", "127.1", "0x7f000001", ""])
def test_names_are_for_the_resolver(host: str) -> None:
    assert ip_literal(host) is None
