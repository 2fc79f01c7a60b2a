"""What stands on every page of a site is its menu or its footer; a box of the newest articles is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from newsarchive.discovery.sections.front_page import FrontPage
from newsarchive.discovery.urls.canonical_urls import canonical_key, matches_pattern
from newsarchive.discovery.urls.scoring import Anchor
from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.survey.article_urls import groups_of, label
from newsarchive.survey.proposal import propose
from newsarchive.survey.site_chrome import chrome_of
from newsarchive.survey.site_evidence import ListingPlace, Sample, SampleOutcome, Survey

from .test_evidence_read import H, links

MENU = ((f"{H}/town/", "Town"), (f"{H}/how-we-work-for-you/", "How we work for you and your town"))
BOX = (f"{H}/old-mill-burns/", "Old mill burns down in the night")
STORIES = tuple(
    f"{H}/{name}/" for name in ("pier-opens-late", "ferry-is-sold", "storm-hits-quay", "mill-reopens")
)


def page(*stories: str) -> tuple[Anchor, ...]:
    chrome = [Anchor(url, text) for url, text in (*MENU, BOX)]
    return (*chrome, *(Anchor(url, f"What is told of {url[-20:]} today") for url in stories))


def sample(url: str, *, day: str) -> Sample:
    date = f"<time datetime='{day}'>{day}</time>" if day else ""
    text = "<p>The council voted on Tuesday to keep the ferry running through the winter months.</p>" * 4
    body = f"<html><body><article><h1>What is told</h1>{date}{text}</article></body></html>"
    fetched = FetchedPage(
        url=url, body=body.encode(), content_type="text/html", fetched_at=datetime(2026, 11, 3, tzinfo=UTC)
    )
    read: CleanArticle = run_stages(fetched)
    return Sample(url=url, outcome=SampleOutcome.ARTICLE, article=read, anchors=page())


def survey() -> Survey:
    listed = page(*STORIES, BOX[0])  # the list names what the box names
    place = ListingPlace(
        kind="section",
        url=f"{H}/town/",
        found="navigation",
        links=links([url.removeprefix(f"{H}/") for url in (*STORIES, BOX[0], MENU[1][0])]),
        anchors=listed,
    )
    return Survey(
        asked=H,
        home=f"{H}/",
        front=FrontPage(anchors=page(STORIES[0])),
        places=[place],
        samples=[
            sample(STORIES[0], day="2026-11-02"),
            sample(STORIES[1], day="2026-11-01"),
            sample(MENU[1][0], day=""),
        ],
    )


def test_menus_are_told_from_boxes_of_articles() -> None:
    assert chrome_of(survey()) == {canonical_key(url) for url, _ in MENU}


def test_a_page_of_the_menu_is_denied() -> None:
    seen = survey()
    assert MENU[1][0] not in label(seen, groups_of(seen)).articles
    proposal = propose(seen)
    taken = proposal.learned.wants(MENU[1][0])
    assert not taken or matches_pattern(MENU[1][0], proposal.deny)
    assert not matches_pattern(BOX[0], proposal.deny)


def test_a_page_with_a_date_stays_an_article() -> None:
    seen = survey()
    seen.samples[2] = sample(MENU[1][0], day="2026-10-30")
    assert canonical_key(MENU[1][0]) not in chrome_of(seen)


def test_a_site_whose_menu_is_its_list_has_no_chrome() -> None:
    seen = survey()
    seen.samples = [sample(MENU[1][0], day="2026-10-30")]
    assert chrome_of(seen) == frozenset()


def test_a_short_headline_in_a_box_of_every_page_is_no_menu() -> None:
    seen = survey()
    hot = (Anchor(f"{H}/2026/1102/c_1129876.htm", "台风登陆"), Anchor(f"{H}/c/1129877.htm", "渡轮出售"))
    seen.front = FrontPage(anchors=(*seen.front.anchors, *hot))
    seen.places = [replace(one, anchors=(*one.anchors, *hot)) for one in seen.places]
    read = sample(hot[1].url, day="2026-11-02")
    seen.samples = [replace(one, anchors=(*one.anchors, *hot)) for one in (*seen.samples, read)]
    assert chrome_of(seen) == {canonical_key(url) for url, _ in MENU}
