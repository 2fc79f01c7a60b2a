"""The address a page says it has; in copies and replays, as far as it is the page's own word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from newsarchive.text.metadata.structured_data import MetaTags
from newsarchive.text.page_model import Elements
from newsarchive.text.replayed_addresses import Replay, original_address, replay_of

LONGEST_ADDRESS = 2_000
# Characters of the host and port; shorter ones are typing mistakes and names of a local network.
SHORTEST_HOST, SHORTEST_WWW = len("ab.io"), len("www.a.io")
MOST_LINKS = 500


# Counted from the page's folder: what mirroring programs make of links (`wget -k`, HTTrack). Sites that write
# a canonical link without a host begin it with a slash.
_FROM_FOLDER = re.compile(r"(?!\s*(?:[/?#]|[a-z][a-z0-9+.-]*:))", re.IGNORECASE)


def absolute(reference: str | None, base: str, *, is_local: bool = False) -> str | None:
    """Return `reference` as an absolute http address, None where it is none.

    Of an archive's replay of an address it is that address. In a copy whose links lead to its own files
    (`is_local`), what counts from the folder has no address.
    """
    if not reference or len(reference) > LONGEST_ADDRESS:
        return None
    if is_local and _FROM_FOLDER.match(reference):
        return None
    try:
        address = original_address(urljoin(base, reference.strip()))
        parts = urlsplit(address)
    except ValueError:
        return None
    shortest = SHORTEST_WWW if parts.netloc.startswith("www.") else SHORTEST_HOST
    return address if parts.scheme in {"http", "https"} and len(parts.netloc) >= shortest else None


# A mirror has a folder for each host: `../../www2.cape.example/news/story.html`.
_HOST_FOLDER = re.compile(
    r"(?:(?:\.\./)+|\./|(?=www\d?\.))(?P<host>(?:[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?\.)+(?P<last>[a-z]{2,20}))/",
    re.IGNORECASE,
)
_PROGRAMS = frozenset(
    ["php", "asp", "aspx", "cgi", "html", "htm", "shtml", "jsp", "pl", "exe", "dll", "do", "cfm"]
)


def stated_address(tree: Elements, meta: MetaTags, url: str, *, is_local: bool = False) -> str | None:
    """Return the absolute address that canonical link or `og:url` state, None where neither is believed.

    A link that counts from the folder is that of a copy where the copy says it made links local
    (`is_local`), where it leads into the folder of a host, names the file that a mirror makes of `url`, or
    where `og:url` says otherwise.
    """
    link, shared = canonical_link(tree), absolute(meta.first("og:url"), url, is_local=is_local)
    stated = absolute(link, url, is_local=is_local)
    if not link or not _FROM_FOLDER.match(link):
        return stated or shared
    if shared and _is_whole(meta.first("og:url") or ""):
        return shared
    return None if _leads_to_host(link) or _is_file_of(stated or "", url) else stated


def canonical_link(tree: Elements) -> str | None:
    """Return the canonical link as it is written."""
    for _, link in zip(range(MOST_LINKS), tree.iter("link"), strict=False):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return str(link.get("href"))
    return None


def _is_whole(address: str) -> bool:
    return address.strip().lower().startswith(("http://", "https://"))


def _leads_to_host(link: str) -> bool:
    found = _HOST_FOLDER.match(link.strip())
    return found is not None and found["last"].lower() not in _PROGRAMS


def _is_file_of(stated: str, url: str) -> bool:
    """Whether the address is that of the file in which a mirror keeps the page at `url`."""
    try:
        file, page = urlsplit(stated), urlsplit(url)
    except ValueError:
        return False
    bare = page.path.rstrip("/")
    query = f"%3F{page.query}" if page.query else ""
    made = {page.path + query + ".html", bare + query + ".html", bare + "/index.html"}
    return file.path != page.path and file.path in made


# Web archives: what they say of the capture stands where the page says it of itself.


def replay_shown(tree: Elements, meta: MetaTags, url: str) -> Replay | None:
    """Return the replay that the page says it is, or that its address names."""
    for stated in (canonical_link(tree), meta.first("og:url"), url):
        if stated and len(stated) <= LONGEST_ADDRESS and (found := replay_of(stated.strip())):
            return found
    return None


def not_of_capture(claims: Iterable[tuple[str, str]], replay: Replay | None) -> tuple[tuple[str, str], ...]:
    """Return the claims of times without those that state the very second of the capture."""
    return tuple(
        claim for claim in claims if replay is None or re.sub(r"\D", "", claim[1])[:14] != replay.moment
    )


def is_archive_name(name: str | None, tree: Elements, meta: MetaTags, url: str) -> bool:
    """Whether a name is the host of the archive that shows the page: of its addresses, not of the page's."""
    stated = filter(None, (canonical_link(tree), meta.first("og:url")))
    hosts = {_host(one) for one in stated} - {_host(url), _host(original_address(url)), ""}
    return bool(name) and str(name).strip().lower() in hosts


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
