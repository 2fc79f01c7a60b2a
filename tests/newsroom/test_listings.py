"""Feeds, sitemaps and sections of the sample sites are read as what they say."""

from __future__ import annotations

import pytest

from newsarchive.discovery.documents import ListingReading
from newsarchive.discovery.feeds.feed_links import read_feed
from newsarchive.discovery.feeds.sitemaps import read_sitemap
from newsarchive.discovery.sections.section_links import read_section
from newsarchive.listings.section_kind import SectionKind
from newsarchive.newsroom.library import ListingDocument, Site, sites
from newsarchive.newsroom.listing_documents import entries, listing_body
from newsarchive.paths import bundled
from newsarchive.sources import load_source

SOURCE = load_source(bundled("settings") / "sources" / "newsroom.toml")
ARTICLES = {section.url: section.article for section in SOURCE.tables(SectionKind())}
LISTINGS = [(site, listing) for site in sites().values() for listing in site.listings]


def reading_of(site: Site, listing: ListingDocument) -> ListingReading:
    body, url = listing_body(site, listing), f"http://{site.host}{listing.path}"
    if listing.format in {"rss", "atom"}:
        return read_feed(body, url, listing.content_type)
    if listing.format == "section":
        return read_section(body, url, listing.content_type, ARTICLES[url])
    return read_sitemap(body, url, listing.content_type)


@pytest.mark.parametrize(("site", "listing"), LISTINGS, ids=lambda part: getattr(part, "path", part))
def test_listing_names_its_pages(site: Site, listing: ListingDocument) -> None:
    reading = reading_of(site, listing)
    named = {entry.url for entry in entries(site, listing)}
    assert not reading.problems
    assert named == {link.url for link in reading.links} | {child.url for child in reading.children}


def test_every_format_is_there() -> None:
    formats = {listing.format for _, listing in LISTINGS}
    assert formats >= {"rss", "atom", "newssitemap", "sitemapindex", "section"}
    assert any(listing.gzipped for _, listing in LISTINGS)
