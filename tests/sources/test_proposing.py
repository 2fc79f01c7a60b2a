"""What `sources new` proposes for a site, from what was seen of it: nothing that is seen is lost by it."""

from __future__ import annotations

import tomllib

import pytest

from newsarchive.discovery.documents import Link
from newsarchive.discovery.sections.front_page import FrontPage
from newsarchive.discovery.urls.scoring import Anchor
from newsarchive.sources import Links
from newsarchive.spiders.url_choice import why_left_out
from newsarchive.survey.declaration_file import written
from newsarchive.survey.proposal import propose
from newsarchive.survey.site_evidence import ListingPlace, Sample, SampleOutcome, Survey
from tests.storage.making import article

H = "https://blog.example"
LISTS = (
    *("", "archives/", "archives/2026/", "tags/pier/", "categories/world/"),
    *("author/ada/", "2026/", "page/2/"),
)


def survey(stories: list[str], *, read: bool = True) -> Survey:
    """A site of few posts, as its software makes it.

    The front page links to the posts, which look like sections; the sitemap names all pages there are.
    """
    links = tuple(Link(url=f"{H}/{story}", published_at="2026-10-03T10:00:00Z") for story in stories)
    lists = tuple(Link(url=f"{H}/{name}") for name in LISTS)
    anchors = tuple(Anchor(url=link.url, text="Pier") for link in (*links, *lists))
    outcome = SampleOutcome.ARTICLE if read else SampleOutcome.OTHER
    return Survey(
        asked=f"{H}/",
        home=f"{H}/",
        front=FrontPage(title="Blog", anchors=anchors),
        places=[
            ListingPlace(kind="feed", url=f"{H}/atom.xml", found="declared", links=links),
            ListingPlace(kind="sitemap", url=f"{H}/sitemap.xml", found="robots.txt", links=(*links, *lists)),
            *(
                ListingPlace(kind="section", url=link.url, found="navigation", links=lists[:1])
                for link in links
            ),
            ListingPlace(kind="section", url=f"{H}/archives/", found="navigation", links=links),
        ],
        samples=[
            Sample(url=link.url, outcome=outcome, article=article(link.url) if read else None)
            for link in links[:3]
        ],
    )


SCHEMES = {
    "dated": ["2026/10/03/fire/", "2026/10/02/pier-opens/", "2026/10/01/storm-hits-the-coast-again/"],
    "flat": ["fire3.html", "pier-opens-4.html", "storm.html"],
    "numbers": ["news/7", "news/45", "news/1234"],
    "folder": ["posts/fire/", "posts/pier-opens-4/", "posts/storm-hits-the-coast/"],
    "query": ["?article7", "?article45", "?article1234"],
}


@pytest.mark.parametrize("stories", SCHEMES.values(), ids=SCHEMES)
def test_every_article_seen_is_asked_for_and_no_listing(stories: list[str]) -> None:
    proposal = propose(survey(stories), "blog")
    table = tomllib.loads(written(proposal))
    assert [feed["url"] for feed in table["feeds"]] == [f"{H}/atom.xml"]
    assert [one["url"] for one in table["sitemaps"]] == [f"{H}/sitemap.xml"]
    assert "allow" not in table["links"]
    rules = Links(deny=tuple(table["links"]["deny"]))
    left_out = {url: why_left_out(Link(url=f"{H}/{url}"), rules, None) for url in (*stories, *LISTS)}
    assert [url for url in stories if left_out[url]] == []
    assert [url for url in LISTS if not left_out[url]] == []


def test_nothing_is_proposed_of_a_site_nothing_could_be_read_of() -> None:
    assert propose(survey(SCHEMES["dated"]), "blog").finds_something
    assert not propose(survey(SCHEMES["dated"], read=False), "blog").finds_something


def test_a_brief_that_could_not_be_read_is_not_denied() -> None:
    """A feed names it, so it is an article: the next one of its folder will be longer."""
    seen = survey(["news/fire/", "news/pier-opens/", "briefs/ferry/", "briefs/storm/"])
    for number, name in enumerate(("briefs/ferry/", "briefs/storm/")):
        seen.samples[number] = Sample(url=f"{H}/{name}", outcome=SampleOutcome.OTHER, reason="too_short")
    proposal = propose(seen, "blog")
    assert proposal.finds_something
    rules = Links(deny=proposal.deny)
    assert [link.url for link in seen.places[0].links if why_left_out(link, rules, None)] == []
