"""A section leads to its next page, its own sections, and is taken up again where a crawl was killed."""

from __future__ import annotations

from newsarchive.sources import Section, Source
from newsarchive.spiders.listings import SectionsPart

H = "https://h.example"
SOURCE = Source(
    name="h",
    title="h",
    sections=(
        Section(url=f"{H}/sport/", article=r"/a/\d+", pages=3, depth=1),
        Section(url=f"{H}/world/", article=r"/b/\d+"),
    ),
)
PAGE = b"""<html><nav><a href='/sport/rowing/'>Rowing</a> <a href='/about'>About</a></nav>
<a href='/a/12345'>A story of the regatta on the lake</a> <a href='/sport/?page=2'>Next</a></html>"""
PART = SectionsPart()


def test_pages_and_levels_are_counted_down() -> None:
    listing = PART.listings(SOURCE)[0]
    reading = PART.reader(listing)(PAGE, listing.url, "text/html")
    assert [link.url for link in reading.links] == [f"{H}/a/12345"]
    following, below = PART.further(reading, listing, goes_on=True)
    assert (following.url, following.pages, following.below) == (f"{H}/sport/?page=2", 2, 1)
    assert (below.url, below.pages, below.below, below.article) == (f"{H}/sport/rowing/", 3, 0, r"/a/\d+")
    assert [further.url for further in PART.further(reading, listing, goes_on=False)] == [
        f"{H}/sport/rowing/"
    ]


def test_without_pages_or_depth_nothing_is_followed() -> None:
    listing = PART.listings(SOURCE)[1]
    reading = PART.reader(listing)(PAGE, listing.url, "text/html")
    assert not PART.further(reading, listing, goes_on=True)


def test_a_later_page_is_resumed_by_its_own_section() -> None:
    resumed = PART.resumed(SOURCE, f"{H}/world/?page=4", 3)
    assert resumed is not None
    assert resumed.article == r"/b/\d+"
    assert PART.resumed(SOURCE, f"{H}/sport/", 0) is None, "declared, and asked for anyway"
    assert PART.resumed(SOURCE, "https://elsewhere.example/sport/", 0) is None
