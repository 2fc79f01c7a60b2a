"""Hosts of addresses and links, where there are any."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from lxml.html import HtmlElement

_CLASSES = frozenset({"com", "net", "org", "gov", "edu", "co", "ac", "or", "ne", "go"})
_FEWEST = 3
_HOST = re.compile(r"^\s*(?:https?:)?//(?:[^/?#@]*@)?([^/?#:\s]+)", re.IGNORECASE)


def host_of(url: str) -> str:
    """The host in lower case, without `www.`; "" for a relative or odd address."""
    match = _HOST.match(url[:2000])
    return match[1].lower().removeprefix("www.") if match else ""


def usual_host(links: Iterable[HtmlElement]) -> str:
    """The site most links lead to, for pages whose own is unknown; "" where none has three of them."""
    hosts = (host_of(link.get("href", "")) for link in links)
    sites = Counter(_site(host) for host in hosts if host)
    return next((site for site, count in sites.most_common(1) if count >= _FEWEST), "")


def _site(host: str) -> str:
    """The last two labels of a host, three where the second is a class of a country's (com.cn, co.uk)."""
    labels = host.split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and labels[-2] in _CLASSES else labels[-2:])


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
