"""Section pages of a site: what its front page's navigation leads to."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from newsarchive.discovery.front_page import distinct_anchors, read_front_page
from newsarchive.discovery.reading import Link
from newsarchive.discovery.scoring import OTHER_SEGMENTS, THRESHOLD, Anchor, score_anchor
from newsarchive.discovery.shapes import NAMING, shape_of
from newsarchive.discovery.traps import trap_of
from newsarchive.discovery.urls import same_site
from newsarchive.sources.finding.evidence import Found, Place, Survey
from newsarchive.spiders.surveying.asking import Answered, Asker

MOST_ASKED = 12
LONGEST_NAME = 24  # characters of a menu entry
DEEPEST = 3  # segments of a section's address


async def survey_sections(asker: Asker, survey: Survey) -> list[Place]:
    """Return the section pages tried."""
    places: list[Place] = []
    for anchor in _candidates(survey):
        if len(places) >= MOST_ASKED:
            break
        if asker.may_ask(anchor.url):
            answered = await asker.get(anchor.url)
            if answered.problem is None and not same_site(answered.url, survey.home):
                answered = Answered(anchor.url, problem="leads to another site")
            places.append(section_place(answered, "navigation", anchor.url))
    return places


def section_place(answered: Answered, found: Found, url: str | None = None) -> Place:
    """Return the page as a place: all its links but those of its furniture that are no articles."""
    if answered.problem:
        return Place(kind="section", url=url or answered.url, found=found, problem=answered.problem)
    page = read_front_page(answered.body, answered.url, answered.content_type)
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


def _candidates(survey: Survey) -> list[Anchor]:
    """Short names that lead to short addresses without a number; those in navigation first, in its order."""
    anchors = [
        anchor
        for anchor in distinct_anchors(survey.front.anchors).values()
        if _may_be_section(anchor, survey.home)
    ]
    return sorted(anchors, key=lambda anchor: not anchor.furniture)


def _may_be_section(anchor: Anchor, home: str) -> bool:
    shape = shape_of(anchor.url)
    if shape is None or not same_site(anchor.url, home) or trap_of(anchor.url):
        return False
    if not 0 < len(anchor.text) <= LONGEST_NAME or len(shape.segments) > DEEPEST:
        return False
    words = {unquote(part).lower() for part in urlsplit(anchor.url).path.split("/") if part}
    last = shape.segments[-1] if shape.segments else ()
    named = any(token.kind in NAMING for token in last)
    other = OTHER_SEGMENTS - {
        "category",
        "section",
        "channel",
        "list",
        "archive",
        "archives",
        "index",
        "topics",
    }
    return not named and not (words & other) and score_anchor(anchor) < THRESHOLD
