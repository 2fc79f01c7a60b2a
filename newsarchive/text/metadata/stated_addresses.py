"""The URL a page says it has; in copies and replays, as far as it is the page's own word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from newsarchive.text.page.page_model import Elements
from newsarchive.text.page.structured_data import MetaTags
from newsarchive.text.replayed_addresses import Replay, original_address, replay_of

_LONGEST_ADDRESS = 2_000
# Characters of the host and port; shorter ones are typing mistakes and names of a local network.
_SHORTEST_HOST, _SHORTEST_WWW = len("ab.io"), len("www.a.io")
_MOST_LINKS = 500


# Counted from the page's folder: what mirroring programs make of links (`wget -k`, HTTrack). Sites that write
# a canonical link without a host begin it with a slash.
_FROM_FOLDER = re.compile(r"(?!\s*(?:[/?#]|[a-z][a-z0-9+.-]*:))", re.IGNORECASE)


def absolute(reference: str | None, base: str, *, is_local: bool = False) -> str | None:
    """Return `reference` as an absolute http URL, None where it is none.

    Of an archive's replay of a URL it is that URL. In a copy whose links lead to its own files
    (`is_local`), what counts from the folder has no URL.
    """
    if not reference or len(reference) > _LONGEST_ADDRESS:
        return None
    if is_local and _FROM_FOLDER.match(reference):
        return None
    try:
        address = original_address(urljoin(base, reference.strip()))
        parts = urlsplit(address)
    except ValueError:
        return None
    shortest = _SHORTEST_WWW if parts.netloc.startswith("www.") else _SHORTEST_HOST
    return address if parts.scheme in {"http", "https"} and len(parts.netloc) >= shortest else None


# A mirror has a folder for each host: `../../www2.cape.example/news/story.html`.
_HOST_FOLDER = re.compile(
    r"(?:(?:\.\./)+|\./|(?=www\d?\.))(?P<host>(?:[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?\.)+[a-z]{2,20})/",
    re.IGNORECASE,
)
_WWW = re.compile(r"www\d?\.")


def stated_address(tree: Elements, meta: MetaTags, url: str, *, is_local: bool = False) -> str | None:
    """Return the absolute URL that canonical link or `og:url` state, None where neither is believed.

    A link that counts from the folder is that of a copy where the copy says it made links local
    (`is_local`), or where it leads into the folder of a host of the page's own domain. `og:url` counts more
    there, and where the link is the file that a mirror makes of it.
    """
    link, shared = canonical_link(tree), absolute(meta.first("og:url"), url, is_local=is_local)
    stated = absolute(link, url, is_local=is_local)
    if not link:
        return shared
    if not _FROM_FOLDER.match(link):
        return stated or (shared if is_local else None)
    is_copy = is_local or _leads_to_own_host(link, url)
    if (is_copy or _is_file_of(stated, shared)) and _is_one_page(meta.first("og:url") or "", url):
        return shared
    return None if is_copy else stated


def canonical_link(tree: Elements) -> str | None:
    """Return the canonical link as it is written."""
    for _, link in zip(range(_MOST_LINKS), tree.iter("link"), strict=False):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return str(link.get("href"))
    return None


def _is_one_page(shared: str, url: str) -> bool:
    """Whether `og:url` is a whole URL, and none of all the site's pages or of a section's."""
    try:
        said, page = urlsplit(shared.strip()), urlsplit(url)
    except ValueError:
        return False
    folder = said.path.rstrip("/")
    if said.scheme.lower() not in {"http", "https"} or not (folder or said.query):
        return False
    return page.path.rstrip("/") == folder or not page.path.startswith(folder + "/")


def _leads_to_own_host(link: str, url: str) -> bool:
    """Whether the link leads into a folder named as a host of the page's domain, which `url` is not in."""
    found = _HOST_FOLDER.match(link.strip())
    if found is None or f"/{found['host']}/" in url.partition("//")[2]:
        return False
    there, here = (_WWW.sub("", name.lower(), count=1) for name in (found["host"], host_without_www(url)))
    return bool(here) and (there == here or there.endswith(f".{here}") or here.endswith(f".{there}"))


def _is_file_of(stated: str | None, page: str | None) -> bool:
    """Whether the URL is that of the file in which a mirror keeps `page`."""
    try:
        file, kept = urlsplit(stated or ""), urlsplit(page or "")
    except ValueError:
        return False
    bare = kept.path.rstrip("/")
    query = f"%3F{kept.query}" if kept.query else ""
    made = {kept.path + query + ".html", bare + query + ".html", bare + "/index.html"}
    return file.path != kept.path and file.path in made


# Web archives: what they say of the capture stands where the page says it of itself.


def replay_shown(tree: Elements, meta: MetaTags, url: str) -> Replay | None:
    """Return the replay that the page says it is, or that its URL names."""
    for stated in (canonical_link(tree), meta.first("og:url"), url):
        if stated and len(stated) <= _LONGEST_ADDRESS and (found := replay_of(stated.strip())):
            return found
    return None


def not_of_capture(claims: Iterable[tuple[str, str]], replay: Replay | None) -> tuple[tuple[str, str], ...]:
    """Return the claims of times without those that state the very second of the capture."""
    return tuple(
        claim for claim in claims if replay is None or re.sub(r"\D", "", claim[1])[:14] != replay.moment
    )


def is_archive_name(name: str | None, tree: Elements, meta: MetaTags, url: str) -> bool:
    """Whether a name is the host of the archive that shows the page: of its URLs, not of the page's."""
    stated = filter(None, (canonical_link(tree), meta.first("og:url")))
    hosts = {host_without_www(one) for one in stated} - {
        host_without_www(url),
        host_without_www(original_address(url)),
        "",
    }
    return bool(name) and str(name).strip().lower() in hosts


def host_without_www(address: str) -> str:
    """Return the host of a URL without "www.", "" where it has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
