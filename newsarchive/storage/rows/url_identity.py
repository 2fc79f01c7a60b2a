"""How the archive identifies a URL: its key, its host, and the article it belongs to."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import urlsplit

from newsarchive.discovery.urls.canonical_urls import canonical_key, host_of
from newsarchive.items import FetchedPage
from newsarchive.lifecycle import UrlRelation

HostKey = tuple[str, str]  # name of the source, host

# Pages kept without a URL are identified by their bytes (RFC 8141 form).
BODY_URN = "urn:sha256:"
# Source of pages whose URL has no host.
NO_HOST = "unknown"
# Much faster than `host_of`, which accepts every spelling: learning reads every article of a source.
_SITE = re.compile(r"\s*(?:[a-z]+:)?//(?:[^/?#@]*@)?(?:www\.)?([^/?#:\s]+)", re.IGNORECASE)
# Hosts that differ only by these prefixes belong to one publisher (its pages for telephones and the like).
SAME_SITE_PREFIXES = ("m.", "mobile.", "wap.", "3g.", "amp.")
_HOME_PATHS = frozenset({"", "/", "/index.html", "/index.htm", "/index.php", "/index.shtml"})


@lru_cache(maxsize=4096)
def url_key(url: str) -> str:
    """Return the unique key of `urls`: SHA-256 (hex) of the canonical key, short enough for any index."""
    return hashlib.sha256(canonical_key(url).encode("utf-8", "surrogatepass")).hexdigest()


def asked_url(url: str, body_sha256: str) -> str:
    """Return the URL a page was requested at, or one made of its bytes where there is none."""
    return url if url.strip() else BODY_URN + body_sha256


def source_of(page: FetchedPage) -> str:
    """Return the name of the page's source: the one given, else its host."""
    return page.source or host_of(page.url) or host_of(page.final_url or "") or NO_HOST


def bare_host(url: str) -> str:
    """Return the host of a URL in lower case, without `www.`; "" if it has none."""
    match = _SITE.match(url[:2000])
    return match[1].lower() if match else ""


def host_behind(url: str) -> str:
    """Return the host of a URL as `bare_host` does, that of a page for telephones without its prefix too."""
    host = bare_host(url)
    prefix = next((one for one in SAME_SITE_PREFIXES if host.startswith(one) and "." in host[len(one) :]), "")
    return host[len(prefix) :]


def sharing_key(page: FetchedPage) -> HostKey:
    """Return the source and host whose pages have boilerplate in common with this page."""
    return source_of(page), bare_host(page.final_url or page.url)


def is_home(url: str) -> bool:
    """Say whether a URL is a site's home page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path.lower() in _HOME_PATHS and not parts.query


def is_same_host(one: str, other: str) -> bool:
    """Say whether two URLs have the same host, `www.` aside (sites use both in canonical links)."""
    first, second = host_of(one), host_of(other)
    return (
        first is not None and second is not None and first.removeprefix("www.") == second.removeprefix("www.")
    )


def identity_url(asked: str, final: str | None, canonical: str | None) -> str:
    """Return the URL that identifies an article.

    The canonical link counts only on the host that answered, and never if it is the bare home page (broken
    templates give it on every page). Otherwise it is the URL that answered, else the one requested.
    """
    answered = final or asked
    if canonical and is_same_host(canonical, answered) and not is_home(canonical):
        return canonical
    if is_home(answered) and not is_home(asked):
        return asked
    return answered


def shown_url(shown: str, answered: str, identity: str) -> str:
    """Return which of two URLs that answered with the same article is shown.

    The one that identifies the article, else the first by code points: never the one that was fetched first,
    since no choice may depend on the order of fetching.
    """
    key = canonical_key(identity)
    return min(shown, answered, key=lambda url: (canonical_key(url) != key, url))


def relation_of(asked: str, final: str | None, identity: str) -> UrlRelation:
    """Return how the requested URL relates to the article's; never `FORMER`, which only a move makes."""
    key = canonical_key(asked)
    if key == canonical_key(identity):
        return UrlRelation.CANONICAL
    if final and canonical_key(final) != key:
        return UrlRelation.REDIRECT
    return UrlRelation.AMP if is_amp(asked) else UrlRelation.DUPLICATE


def is_amp(url: str) -> bool:
    """Say whether a URL looks like an AMP page: a path segment, host or parameter named `amp`."""
    try:
        parts = urlsplit(url.lower())
    except ValueError:
        return False
    segments = parts.path.split("/")
    names = {part.partition("=")[0] for part in parts.query.split("&")}
    return (
        "amp" in segments or "amp" in names or parts.netloc.startswith("amp.") or parts.path.endswith(".amp")
    )
