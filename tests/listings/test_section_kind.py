"""A section leads to its next page, its own sections, and is taken up again where a crawl was killed."""

from __future__ import annotations

from newsarchive.listings.section_kind import Section, SectionKind

H = "https://h.example"
SPORT = Section(url=f"{H}/sport/", article=r"/a/\d+", pages=3, depth=1)
WORLD = Section(url=f"{H}/world/", article=r"/b/\d+")
PAGE = b"""<html><nav><a href='/sport/rowing/'>Rowing</a> <a href='/about'>About</a></nav>
<a href='/a/12345'>A story of the regatta on the lake</a> <a href='/sport/?page=2'>Next</a></html>"""
KIND = SectionKind()


def test_pages_and_levels_are_counted() -> None:
    (listing,) = KIND.listings(SPORT)
    reading = KIND.read(listing, PAGE, listing.url, "text/html")
    assert [link.url for link in reading.links] == [f"{H}/a/12345"]
    following, below = KIND.further(reading, listing, goes_on=True)
    assert (following.url, following.pages, following.depth) == (f"{H}/sport/?page=2", 2, 0)
    assert (below.url, below.pages, below.depth, below.table) == (f"{H}/sport/rowing/", 3, 1, SPORT)
    assert [further.url for further in KIND.further(reading, listing, goes_on=False)] == [
        f"{H}/sport/rowing/"
    ]
    assert not KIND.read(below, PAGE, below.url, "text/html").sections, "a level was declared, not two"


def test_without_pages_or_depth_nothing_is_followed() -> None:
    (listing,) = KIND.listings(WORLD)
    reading = KIND.read(listing, PAGE, listing.url, "text/html")
    assert not KIND.further(reading, listing, goes_on=True)


def test_a_later_page_is_resumed_by_its_own_section() -> None:
    resumed = KIND.resumed((SPORT, WORLD), f"{H}/world/?page=4", 3)
    assert resumed is not None
    assert resumed.table == WORLD
    assert KIND.resumed((SPORT, WORLD), f"{H}/sport/", 0) is None, "declared, and asked for anyway"
    assert KIND.resumed((SPORT, WORLD), "https://elsewhere.example/sport/", 0) is None
