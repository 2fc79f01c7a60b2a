"""Lists of feeds as other programs keep them: OPML 2.0 (http://opml.org/spec2.opml), read and written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from newsarchive.discovery.urls.canonical_urls import canonical_key, is_http_url
from newsarchive.errors import UsageError
from newsarchive.logs.formats import redacted

LARGEST_OPML = 20_000_000  # bytes; a list of 10,000 feeds has about three million
_MOST_OUTLINES = 20_000
_PIECE = 1 << 16  # bytes read before the outlines are counted
_LONGEST_TITLE = 200  # as a source's
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})((?:-[A-Za-z0-9]{2,8})*)\Z")
_FEED_TYPES = frozenset({"", "rss", "atom", "rdf", "feed", "pie", "rss1", "jsonfeed", "json"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A site with its feeds, as an OPML file lists it; `folders` are the titles above it."""

    title: str
    feeds: tuple[str, ...]
    home: str | None = None
    language: str | None = None
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The sites of an OPML file, and a line for each outline that is none."""

    sites: tuple[Subscription, ...]
    mistakes: tuple[str, ...]


def read_opml(body: bytes, name: str) -> Subscriptions:
    """Return the sites of an OPML file; feeds with one `htmlUrl` are of one site, each feed once.

    Raises UsageError if it is no OPML; `name` is the file's, for messages. Nothing is fetched: a DOCTYPE,
    which could name other files or grow without bound, is refused.
    """
    root = _root(body, name)
    found: dict[str, Subscription] = {}
    sites: dict[str, str] = {}  # the site of each feed; two spellings of one address are one feed
    mistakes: list[str] = []
    for outline, folders in _outlines(root):
        where = f"{name}:{outline.sourceline}"
        problem = _problem(outline)
        if problem is not None:
            mistakes.append(f"{where}: {problem}")
            continue
        site = _subscription(outline, folders)
        feed = canonical_key(site.feeds[0])
        is_new = feed not in sites
        key = sites.setdefault(feed, canonical_key(site.home or site.feeds[0]))
        known = found.get(key)
        if known is not None:
            feeds = (*known.feeds, *site.feeds) if is_new else known.feeds
            site = Subscription(
                title=known.title,
                feeds=feeds,
                home=known.home,
                language=known.language or site.language,
                folders=known.folders,
            )
        found[key] = site
    return Subscriptions(tuple(found.values()), tuple(mistakes))


def _root(body: bytes, name: str) -> etree._Element:
    hint = "Export the list of feeds again, as OPML 2.0."
    if len(body) > LARGEST_OPML:
        raise UsageError(f"{name} has more than {LARGEST_OPML:,} bytes.", hint=hint)
    parser = etree.XMLPullParser(
        events=("start",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    outlines = 0
    try:
        for start in range(0, len(body), _PIECE):
            parser.feed(body[start : start + _PIECE])
            for _, element in parser.read_events():
                # Asked of the parser: in UTF-16 no byte is as one would look for it.
                if element.getparent() is None and element.getroottree().docinfo.internalDTD is not None:
                    raise UsageError(
                        f"{name} has a DOCTYPE, which OPML has not and which is not read.", hint=hint
                    )
                outlines += element.tag == "outline"
            if outlines > _MOST_OUTLINES:
                raise UsageError(
                    f"{name} has more than {_MOST_OUTLINES:,} outlines.", hint="Import it in parts."
                )
        root = parser.close()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UsageError(f"{name} is no OPML: {error}.", hint=hint) from error
    if etree.QName(root).localname.lower() != "opml" or root.find("body") is None:
        raise UsageError(f"{name} is no OPML: allowed is an <opml> with a <body> of outlines.", hint=hint)
    return root


def _outlines(root: etree._Element) -> Iterator[tuple[etree._Element, tuple[str, ...]]]:
    """Yield the outlines that are no folders, with the titles of the folders above them, as they stand."""
    waiting: list[tuple[etree._Element, tuple[str, ...]]] = [(one, ()) for one in _below(root.find("body"))]
    while waiting:
        outline, folders = waiting.pop()
        below = _below(outline)
        if below and _attribute(outline, "xmlUrl") is None:
            waiting += [(one, (*folders, _title(outline))) for one in below]
            continue
        waiting += [(one, folders) for one in below]
        yield outline, folders


def _below(element: etree._Element | None) -> list[etree._Element]:
    """Return the outlines within an element, the last one first."""
    return [one for one in (() if element is None else reversed(element)) if one.tag == "outline"]


def _attribute(outline: etree._Element, name: str) -> str | None:
    """Return an attribute; programs write `xmlurl` and `xmlURL` as well."""
    for key, value in outline.attrib.items():
        if str(key).lower() == name.lower():
            return str(value).strip() or None
    return None


def _problem(outline: etree._Element) -> str | None:
    kind = (_attribute(outline, "type") or "").lower()
    feed = _attribute(outline, "xmlUrl")
    if feed is None or kind not in _FEED_TYPES:
        said = f"type {kind!r}" if kind not in _FEED_TYPES else "no xmlUrl"
        return f"the outline {_title(outline)!r} is no feed ({said}); it is left out"
    if not is_http_url(feed):
        return f"xmlUrl = {redacted(feed)[:100]!r}: allowed: an http:// or https:// URL without spaces"
    return None


def _title(outline: etree._Element) -> str:
    written = _attribute(outline, "title") or _attribute(outline, "text") or ""
    return " ".join(written.split())[:_LONGEST_TITLE].strip()


def _subscription(outline: etree._Element, folders: tuple[str, ...]) -> Subscription:
    feed = _attribute(outline, "xmlUrl") or ""
    home = _attribute(outline, "htmlUrl")
    language = _LANGUAGE.match(_attribute(outline, "language") or "")
    return Subscription(
        title=_title(outline),
        feeds=(feed,),
        home=home if home is not None and is_http_url(home) else None,
        language=language[1].lower() + language[2] if language else None,
        folders=tuple(folder for folder in folders if folder),
    )


def write_opml(sites: Iterable[Subscription], title: str) -> bytes:
    """Return an OPML file with an outline for each feed of the sites."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for site in sites:
        for feed in site.feeds:
            told = {"type": "rss", "text": site.title, "title": site.title, "xmlUrl": feed}
            told |= {"htmlUrl": site.home} if site.home else {}
            told |= {"language": site.language} if site.language else {}
            etree.SubElement(body, "outline", told)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
