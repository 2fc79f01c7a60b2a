"""Addresses as data writes them: relative, without a scheme, escaped, or in the markup of a link."""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin

from newsarchive.discovery.lists.object_members import ASP_DATE
from newsarchive.discovery.urls.canonical_urls import host_of, resolve, same_site
from newsarchive.text.entities import unescape

LARGEST_FRAGMENT = 1_000_000  # characters of HTML in a member
_ADDRESS = re.compile(
    r"(?:https?:)?//[^\s/]+|\.{0,2}/[^\s/]|[^\s:/?#]+(?:/[^\s:]+|\.(?:[sx]?html?|php|aspx?|jsp)\b)"
)
_MEDIA = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|avif|ico|bmp|mp[34]|m3u8|webm|css|js|woff2?|pdf)(?:[?!@#]|\Z)",
    re.IGNORECASE,
)
LINKED = re.compile(r"<a\b[^<>]{0,2000}?\bhref", re.IGNORECASE)
HREF = re.compile(r"<a\b[^<>]{0,2000}?\bhref\s*=\s*[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)
_ESCAPED = re.compile(r"https?%3A|%2F", re.IGNORECASE)


def written_address(value: str) -> str:
    """Return the address that a text writes: escaped as part of another one or as HTML, or in a link."""
    if value[:1] == "<":
        found = HREF.search(value[:LARGEST_FRAGMENT])
        value = found[1] if found else value
    if _ESCAPED.match(value):
        value = unquote(value)
    return unescape(value) if "&" in value else value


def resolved_address(base: str, value: str) -> str | None:
    """Return the address that a text writes, as one that can be asked for; None if it writes none.

    One that begins with the site's own host lacks its scheme: `www.example.org/news/1`.
    """
    written = written_address(value)
    host, slash, _ = written.partition("/")
    if slash and "." in host and (same_site(f"http://{host}/", base)) and host.lower() != "www":
        written = f"//{written}"
    return resolve(base, written)


def is_written_address(value: str) -> bool:
    """Say whether a text writes one address of a page, and nothing beside it; total."""
    if value[:1] == "<":
        return len(LINKED.findall(value[:20_000])) == 1
    value = written_address(value)
    return (
        not ASP_DATE.match(value)
        and len(value) <= 2_048
        and bool(_ADDRESS.match(value))
        and not _MEDIA.search(value)
        and " " not in value
    )


def page_base(url: str, base: str | None) -> str:
    """Return the URL that links of a list are relative to: of a page itself, of data the root of its host."""
    return base or (urljoin(url, "/") if host_of(url) else url)
