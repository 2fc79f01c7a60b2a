"""Hosts of addresses and links, where there are any."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

_HOST = re.compile(r"^\s*(?:https?:)?//(?:[^/?#@]*@)?([^/?#:\s]+)", re.IGNORECASE)


def host_of(url: str) -> str:
    """The host in lower case, without `www.`; "" for a relative or odd address."""
    match = _HOST.match(url[:2000])
    return match[1].lower().removeprefix("www.") if match else ""


def link_hosts(elements: Iterable[HtmlElement]) -> tuple[str, ...]:
    """The hosts as written that links among `elements` lead to, each once, in order."""
    matches = (_HOST.match(element.get("href", "")[:2000]) for element in elements if element.tag == "a")
    return tuple(dict.fromkeys(match[1].lower() for match in matches if match))


def is_foreign(link: HtmlElement, host: str) -> bool:
    """Whether a link leads to another site than `host` (a subdomain of either is the same)."""
    target = host_of(link.get("href", ""))
    return (
        bool(target)
        and target != host
        and not target.endswith("." + host)
        and not host.endswith("." + target)
    )
