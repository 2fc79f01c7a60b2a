"""Sitemaps of a site: those robots.txt names, else the usual addresses; of an index a few children."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urljoin

from newsarchive.discovery.reading import Child, Reading
from newsarchive.discovery.sitemaps import read_sitemap
from newsarchive.sources.finding.evidence import Found, Place, Survey
from newsarchive.spiders.surveying.asking import TOO_COSTLY, Answered, Asker

MOST_ASKED, MOST_CHILDREN = 6, 3
MOST_LINKS = 5_000  # of one sitemap; as many tell its templates
WELL_KNOWN = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml")


async def survey_sitemaps(asker: Asker, survey: Survey, named: Sequence[str]) -> list[Place]:
    """Return the sitemaps tried, an index before its children."""
    places: list[Place] = []
    for url in sorted(named, key=lambda url: "news" not in url.lower()):
        if len(places) < MOST_ASKED and asker.may_ask(url):
            places += await _with_children(asker, url, "robots.txt", MOST_ASKED - len(places))
    for path in WELL_KNOWN:
        url = urljoin(survey.home, path)
        if not any(place.links for place in places) and asker.may_ask(url):
            places += await _with_children(asker, url, "well-known", MOST_ASKED)
    return places


async def _with_children(asker: Asker, url: str, found: Found, most: int) -> list[Place]:
    """An index is taken to name what its children name."""
    answered = await asker.get(url)
    reading = await _read(asker, answered)
    if not reading.children:
        return [_place(answered, reading, url, found)]
    children: list[Place] = []
    for child in _likeliest(reading.children):
        if len(children) < min(MOST_CHILDREN, most - 1) and asker.may_ask(child.url):
            below = await asker.get(child.url)
            children.append(_place(below, await _read(asker, below), child.url, "index", parent=url))
    links = tuple(dict.fromkeys(link for child in children for link in child.links))
    index = Place(
        kind="sitemap",
        url=url,
        found=found,
        links=links[:MOST_LINKS],
        children=len(reading.children),
        problem=None if links else "its sitemaps name nothing",
    )
    return [index, *children]


def _likeliest(children: Sequence[Child]) -> list[Child]:
    """News first, then the newest; those of pictures, authors and tags last."""
    newest = sorted(children, key=lambda child: child.changed_at or "", reverse=True)
    return sorted(newest, key=lambda child: _rank(child.url.lower()))


def _rank(url: str) -> int:
    if any(
        word in url for word in ("image", "video", "author", "tag", "categor", "page-", "taxonom", "photo")
    ):
        return 2
    return 0 if "news" in url.rpartition("/")[2] or "post" in url or "article" in url else 1


async def _read(asker: Asker, answered: Answered) -> Reading:
    if answered.problem:
        return Reading(problems=(answered.problem,))
    return await asker.read(read_sitemap, answered, TOO_COSTLY)


def _place(answered: Answered, reading: Reading, url: str, found: Found, parent: str | None = None) -> Place:
    problem = next(iter(reading.problems), "empty") if not reading.links else None
    links = reading.links[:MOST_LINKS]
    return Place(
        kind="sitemap", url=url, found=found, links=links, problem=answered.problem or problem, parent=parent
    )
