"""Feeds of a site: those its front page declares or links to; where it has none, the usual addresses."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin

from newsarchive.discovery.feeds import read_feed
from newsarchive.discovery.front_page import FrontPage, read_front_page
from newsarchive.sources.finding.evidence import Found, Place, Survey
from newsarchive.spiders.surveying.asking import TOO_COSTLY, Answered, Asker

MOST_ASKED = 8
WELL_KNOWN = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")


async def survey_feeds(asker: Asker, survey: Survey) -> list[Place]:
    """Return the feeds tried; a page that lists feeds is followed."""
    front = survey.front
    waiting: list[tuple[str, Found]] = [(url, "declared") for url in front.feeds]
    waiting += [(url, "linked") for url in front.feed_links if url not in front.feeds]
    places: list[Place] = []
    while waiting and len(places) < MOST_ASKED:
        url, found = waiting.pop(0)
        if not asker.may_ask(url):
            continue
        answered = await asker.get(url)
        places.append(await _place(asker, answered, url, found))
        if places[-1].problem == "not_a_feed":
            waiting = [*await _listed(asker, answered, waiting), *waiting]
    if any(place.links for place in places):
        return places
    return places + await _well_known(asker, survey.home)


async def _well_known(asker: Asker, home: str) -> list[Place]:
    places: list[Place] = []
    for path in WELL_KNOWN:
        url = urljoin(home, path)
        if asker.may_ask(url):
            places.append(await _place(asker, await asker.get(url), url, "well-known"))
            if places[-1].links:
                break
    return places


async def _place(asker: Asker, answered: Answered, url: str, found: Found) -> Place:
    """The address as it was found: where it redirects to today is the site's affair."""
    if answered.problem:
        return Place(kind="feed", url=url, found=found, problem=answered.problem)
    reading = await asker.read(read_feed, answered, TOO_COSTLY)
    problem = next(iter(reading.problems), "empty") if not reading.links else None
    if "not_a_feed" in reading.problems:
        problem = "not_a_feed"
    return Place(kind="feed", url=url, found=found, links=reading.links, problem=problem)


async def _listed(
    asker: Asker, answered: Answered, waiting: Iterable[tuple[str, Found]]
) -> list[tuple[str, Found]]:
    known = {url for url, _ in waiting}
    page = await asker.read(read_front_page, answered, FrontPage())
    return [(url, "linked") for url in dict.fromkeys((*page.feeds, *page.feed_links)) if url not in known]
