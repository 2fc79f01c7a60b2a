"""Section pages of a site: what its front page's navigation leads to."""

from __future__ import annotations

from newsarchive.discovery.front_page import FrontPage, distinct_anchors, read_front_page
from newsarchive.discovery.reading import Link
from newsarchive.discovery.scoring import THRESHOLD, score_anchor
from newsarchive.discovery.subsections import sections_of
from newsarchive.discovery.urls import same_site
from newsarchive.sources.finding.evidence import Found, Place, Survey
from newsarchive.spiders.surveying.asking import Answered, Asker

MOST_ASKED = 12


async def survey_sections(asker: Asker, survey: Survey) -> list[Place]:
    """Return the section pages tried."""
    places: list[Place] = []
    for url in sections_of(survey.front.anchors, survey.home):
        if len(places) >= MOST_ASKED:
            break
        if asker.may_ask(url):
            answered = await asker.get(url)
            if answered.problem is None and not same_site(answered.url, survey.home):
                answered = Answered(url, problem="leads to another site")
            places.append(await section_place(asker, answered, "navigation", url))
    return places


async def section_place(asker: Asker, answered: Answered, found: Found, url: str | None = None) -> Place:
    """Return the page as a place: all its links but those of its furniture that are no articles."""
    if answered.problem:
        return Place(kind="section", url=url or answered.url, found=found, problem=answered.problem)
    page = await asker.read(read_front_page, answered, FrontPage())
    links = tuple(
        Link(url=anchor.url, title=anchor.text or None, score=score)
        for anchor in distinct_anchors(page.anchors).values()
        if same_site(anchor.url, answered.url)
        and ((score := score_anchor(anchor)) >= THRESHOLD or not anchor.furniture)
    )
    problem = None if links else "empty, and filled by scripts" if page.is_shell else "no links"
    return Place(
        kind="section", url=url or answered.url, found=found, links=links, problem=problem, pager=page.pager
    )
