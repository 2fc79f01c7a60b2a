"""Sitemaps into links: urlset, news sitemap, index, gzip, plain text, and feeds given as sitemaps.

Read by https://www.sitemaps.org/protocol.html and Google's news extension. XML without entities, DTD or
network; damaged XML gives what can be read of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from newsarchive.discovery.addresses import read_addresses
from newsarchive.discovery.documents import read_text, unpack, without_prolog
from newsarchive.discovery.feeds import LONGEST_TITLE, read_feed
from newsarchive.discovery.reading import Child, Link, Reading, distinct
from newsarchive.discovery.urls import resolve

MOST_ENTRIES = 50_000  # the protocol's limit for one file
# lxml, mending, would drop a bare & and glue what stands around it into another address.
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
MOST_DEPTH = 3  # an index of indexes of sitemaps; the protocol knows one level


def read_sitemap(body: bytes, url: str, content_type: str | None = None) -> Reading:
    """Return the links and further sitemaps named in the sitemap at `url`; total."""
    unpacked, problems = unpack(body)
    text = without_prolog(read_text(unpacked, content_type, url)).lstrip()
    if not text.startswith("<"):
        return _plain(text, problems)
    root = _root(text)
    if root is None:
        return Reading(problems=(*problems, "not_a_sitemap"))
    match _local(root):
        case "urlset" | "sitemapindex":
            return _read(root, url, problems + _breaks(text, root))
        case "rss" | "feed" | "RDF":
            return read_feed(unpacked, url, content_type)
    return Reading(problems=(*problems, "not_a_sitemap"))


def _plain(text: str, problems: list[str]) -> Reading:
    """A sitemap may be a text file of one address a line."""
    listed = read_addresses(text)
    found = [*problems, *listed.problems]
    if not listed.links:
        found.append("not_a_sitemap")
    if len(listed.links) > MOST_ENTRIES:
        found.append("too_many_entries")
    return Reading(links=listed.links[:MOST_ENTRIES], problems=tuple(dict.fromkeys(found)))


def _root(text: str) -> etree._Element | None:
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        return etree.fromstring(_BARE_AMPERSAND.sub("&amp;", text).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _breaks(text: str, root: etree._Element) -> list[str]:
    """lxml mends what is cut off; the end tag of the root says whether it had to."""
    return [] if text.rstrip().endswith((f"{_local(root)}>", "/>")) else ["not_well_formed"]


def _read(root: etree._Element, url: str, problems: list[str]) -> Reading:
    links: list[Link] = []
    children: dict[str, Child] = {}
    for element in _entries(root):
        if len(links) + len(children) >= MOST_ENTRIES:
            problems.append("too_many_entries")
            break
        address = resolve(url, _text(element, "loc") or "")
        if address is None or not _text(element, "loc"):
            problems.append("bad_address")
        elif _local(element) == "sitemap":
            children.setdefault(address, Child(address, _text(element, "lastmod")))
        else:
            links.append(_link(element, address))
    return Reading(
        links=distinct(links), children=tuple(children.values()), problems=tuple(dict.fromkeys(problems))
    )


def _entries(root: etree._Element) -> Iterator[etree._Element]:
    for element in root.iter(etree.Element):
        if _local(element) in {"url", "sitemap"}:
            yield element


def _link(element: etree._Element, address: str) -> Link:
    title = _text(element, "title")
    return Link(
        url=address,
        title=title[:LONGEST_TITLE] if title else None,
        published_at=_text(element, "publication_date"),
        changed_at=_text(element, "lastmod"),
    )


def _text(element: etree._Element, name: str) -> str | None:
    for child in element.iter(etree.Element):
        if _local(child) == name and child is not element and _text_parent(child, element):
            return " ".join("".join(child.itertext()).split()) or None
    return None


def _text_parent(child: etree._Element, entry: etree._Element) -> bool:
    """`image:title` and `video:publication_date` are not the article's; the entry's own and news's are."""
    parent = child.getparent()
    return parent is entry or (parent is not None and _local(parent) == "news")


def _local(element: etree._Element) -> str:
    """The name without namespace, or prefix where damage lost the namespace (QName refuses those)."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]
