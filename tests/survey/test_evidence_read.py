"""What a survey makes of what it has seen: articles, lists, sections, languages; sites of four kinds."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from scrapy.http import Request, Response

from newsarchive.discovery.documents import Link
from newsarchive.discovery.sections.front_page import FrontPage
from newsarchive.discovery.sections.pagination import Pager
from newsarchive.discovery.urls.canonical_urls import matches_pattern
from newsarchive.discovery.urls.scoring import Anchor
from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.listings.listing_kind import ListingRequest
from newsarchive.stages import run_stages
from newsarchive.survey.article_urls import groups_of, label, next_to_try
from newsarchive.survey.data_lists import DataListSurvey
from newsarchive.survey.declaration_file import written
from newsarchive.survey.proposal import next_of_section, propose
from newsarchive.survey.requests import Answered, Asker
from newsarchive.survey.site_evidence import ListingPlace, Sample, SampleOutcome, Survey
from newsarchive.survey.site_listings import survey_sections, survey_sitemaps
from newsarchive.survey.tried_pages import has_other_canonical, read_page
from newsarchive.testimony import ListedFacts
from newsarchive.workers.document_readers import DocumentReaders

H = "http://quay.example"


def links(paths: Iterable[str], dated: str | None = None) -> tuple[Link, ...]:
    return tuple(Link(url=f"{H}/{path}", published_at=dated) for path in paths)


def feed(*paths: str) -> ListingPlace:
    named = links(paths, "2026-10-03T08:00:00+00:00")
    return ListingPlace(kind="feed", url=f"{H}/feed", found="declared", links=named)


def sitemap(*paths: str) -> ListingPlace:
    return ListingPlace(kind="sitemap", url=f"{H}/sitemap.xml", found="robots.txt", links=links(paths))


def read(path: str, outcome: SampleOutcome = SampleOutcome.ARTICLE) -> Sample:
    return Sample(url=f"{H}/{path}", outcome=outcome)


def survey_of(
    *places: ListingPlace, samples: Iterable[Sample] = (), menu: Iterable[tuple[str, str]] = ()
) -> Survey:
    anchors = tuple(Anchor(f"{H}/{path}", text, furniture=True) for path, text in menu)
    return Survey(
        asked=H, home=f"{H}/", front=FrontPage(anchors=anchors), places=list(places), samples=list(samples)
    )


STORIES = tuple(f"stories/new-{word}-talks.html" for word in ("pier", "ferry", "storm", "flood"))


def test_a_list_that_reads_like_an_article_is_none() -> None:
    """Pages of an author, of teasers and dates, pass for articles; their addresses say what they are."""
    authors = ("authors/ada-holm.html", "authors/ben-oake.html", "authors/cy-marsh.html")
    survey = survey_of(
        feed(*STORIES[:2]),
        sitemap(*STORIES, *authors, "index-1.html", "index-2.html"),
        samples=[read(STORIES[0]), read(authors[0]), read("index-1.html")],
    )
    labels = label(survey, groups_of(survey))
    assert set(labels.articles) == {f"{H}/{path}" for path in STORIES}
    proposal = propose(survey)
    assert any("authors?" in rule for rule in proposal.deny)
    assert any("index" in rule for rule in proposal.deny)


def test_a_notice_that_only_a_wide_pattern_names_is_read_and_left_out() -> None:
    """Death notices pass for articles; what is short and undated, where news has dates, is none."""
    folders = ("cronaca", "cultura", "economia")
    paths = [f"{folder}/new-{word}-talks-in-the-town" for folder in folders for word in ("pier", "ferry")]
    notices = ("necrologi/rosa-b", "necrologi/ettore-c")
    unlikely = tuple(replace(link, score=0.1) for link in links(notices))
    places = [
        ListingPlace(kind="list", url=f"{H}/{folder}", found="page data", links=links(paths))
        for folder in folders
    ]
    places.append(ListingPlace(kind="section", url=f"{H}/necrologi", found="navigation", links=unlikely))
    samples = [told(path, "Long news of the pier. " * 20, "2026-11-26T22:45:00+01:00") for path in paths[::2]]
    survey = survey_of(*places, samples=samples)
    assert next_of_section(survey, groups_of(survey)) == f"{H}/{notices[0]}"
    survey.samples.append(told(notices[0], "The family thanks all.", None))
    assert next_of_section(survey, groups_of(survey)) is None
    proposal = propose(survey)
    assert not [choice for choice in proposal.choices if choice.taken and choice.place.kind == "section"]
    assert not any(proposal.learned.wants(f"{H}/{path}") for path in notices)


def test_a_list_that_dates_all_links_alike_tells_no_number_a_week() -> None:
    """Its program wrote down when it made the list; a week cannot be reckoned from that."""
    alike = feed(*(f"stories/new-{word}-talks.html?from=rss" for word in ("pier", "ferry", "storm", "flood")))
    assert propose(survey_of(alike)).expect.articles_per_week is None
    dated = tuple(
        Link(url=f"{H}/{path}", published_at=f"2026-10-{1 + 3 * at:02}") for at, path in enumerate(STORIES)
    )
    listed = ListingPlace(kind="sitemap", url=f"{H}/sitemap.xml", found="robots.txt", links=dated)
    assert propose(survey_of(alike, listed)).expect.articles_per_week == 2


def test_an_article_that_two_lists_name_counts_once_a_week() -> None:
    def dated(query: str) -> tuple[Link, ...]:
        return tuple(
            Link(url=f"{H}/{path}{query}", published_at=f"2026-10-{1 + 3 * at:02}T08:00:00+00:00")
            for at, path in enumerate(STORIES)
        )

    places = (
        ListingPlace(kind="feed", url=f"{H}/feed", found="declared", links=dated("?utm_source=rss")),
        ListingPlace(kind="sitemap", url=f"{H}/sitemap.xml", found="robots.txt", links=dated("")),
    )
    once, twice = (propose(survey_of(*some)).expect.articles_per_week for some in (places[1:], places))
    assert once == twice is not None


@pytest.mark.parametrize("day", ["2026-11-26T22:45:00+01:00", None])
def test_what_a_list_tells_of_its_articles_is_a_date_too(day: str | None) -> None:
    """Two pages that were read are few to say that articles have dates; a list that gives them says so."""
    paths = [f"news/new-{word}-talks-in-the-town" for word in ("pier", "ferry", "storm", "flood")]
    notices = ("notices/201", "notices/202")
    likely = tuple(replace(link, score=0.6) for link in links(notices))
    survey = survey_of(
        ListingPlace(kind="list", url=f"{H}/list.json", found="script", links=links(paths, day)),
        ListingPlace(kind="section", url=f"{H}/notices", found="navigation", links=likely),
        samples=[
            told(path, "Long news of the pier. " * 20, "2026-11-26T22:45:00+01:00") for path in paths[:2]
        ],
    )
    survey.samples += [told(path, "Placed by the council.", None) for path in notices]
    taken = {choice.place.url for choice in propose(survey).choices if choice.taken}
    assert (f"{H}/notices" in taken) is (day is None)


@pytest.mark.parametrize(
    ("text", "when"),
    [("Long news of the pier. " * 20, None), ("The pier is open.", "2026-11-26T22:45:00+01:00")],
    ids=["undated, and as long as news", "short, and dated"],
)
def test_what_is_not_both_short_and_undated_stays_an_article(text: str, when: str | None) -> None:
    news = [f"cronaca/new-{word}-talks-in-the-town" for word in ("pier", "ferry", "flood")]
    front = ListingPlace(kind="section", url=f"{H}/", found="front page", links=links([*news, "voci/rosa-b"]))
    samples = [told(path, "Long news of the pier. " * 20, "2026-11-26T22:45:00+01:00") for path in news]
    survey = survey_of(front, samples=[*samples, told("voci/rosa-b", text, when)])
    assert propose(survey).learned.wants(f"{H}/voci/rosa-b")


def told(path: str, text: str, when: str | None) -> Sample:
    """Return an article that was read, with its text and its moment."""
    made = article(f"{H}/{path}", "en")
    made = replace(made, text=text, facts=replace(made.facts, published_at=when))
    return Sample(url=f"{H}/{path}", outcome=SampleOutcome.ARTICLE, article=made)


def test_lists_are_not_tried() -> None:
    survey = survey_of(sitemap("author/ada-holm-2/", "tag/new-pier-opens-late/", "category/12345/"))
    assert next_to_try(groups_of(survey), []) is None


def test_articles_where_others_have_lists_stay_articles() -> None:
    paths = ("labels/4711.html", "labels/4712.html", "labels/4713.html")
    survey = survey_of(feed(*paths[:2]), sitemap(*paths), samples=[read(paths[0])])
    assert len(label(survey, groups_of(survey)).articles) == 3
    assert not any("labels" in rule for rule in propose(survey).deny)


def test_an_article_in_the_menu_is_not_a_list() -> None:
    """A page that was taken for a section, and is made as the articles that were read are, is one of them."""
    section = ListingPlace(
        kind="section", url=f"{H}/n/57/", found="navigation", links=links(["n/58/", "n/59/"])
    )
    front = ListingPlace(kind="section", url=f"{H}/", found="front page", links=links(["n/57/", "n/60/"]))
    survey = survey_of(front, section, samples=[read("n/58/"), read("n/60/")])
    labels = label(survey, groups_of(survey))
    assert f"{H}/n/57/" not in labels.others
    assert f"{H}/" in labels.others


class Remembering(Asker):
    """Answers from a table, and knows what it was asked for; `get` alone differs from the real one."""

    def __init__(self, documents: dict[str, str] | None = None) -> None:
        super().__init__(_no_network, DocumentReaders(is_stopping=lambda: False))
        self.documents = {f"{H}/{path}": text for path, text in (documents or {}).items()}
        self.urls: list[str] = []

    async def get(self, url: str, *, robots: bool = True, asked: ListingRequest | None = None) -> Answered:
        del robots, asked
        self.urls.append(url)
        if url not in self.documents:
            return Answered(url, problem="http_404")
        return Answered(url, self.documents[url].encode(), "application/xml")


async def _no_network(request: Request) -> Response:
    raise AssertionError(request.url)


@pytest.mark.parametrize(
    ("named", "menu", "asked"),
    [
        (["?p=4", "?p=12"], [("?p=11", "Pier sold"), ("?cat=2", "World")], ["?cat=2"]),
        (["posts/3"], [("posts/4/", "Fire"), ("news/", "News")], ["news/"]),
        (
            ["2026/10/fire/"],
            [("2026/10/fire/", "Fire"), ("page/2/", "Older news"), ("city/", "City")],
            ["city/"],
        ),
        (
            ["spip.php?article7"],
            [("spip.php?article9", "Tempête"), ("spip.php?rubrique2", "Ville")],
            ["spip.php?rubrique2"],
        ),
    ],
    ids=["numbers", "slash", "pager", "spip"],
)
def test_the_newest_articles_are_not_asked_for_as_sections(
    named: list[str], menu: list[tuple[str, str]], asked: list[str]
) -> None:
    asker = Remembering()
    survey = survey_of(feed(*named), menu=menu)
    asyncio.run(survey_sections(asker, survey, DataListSurvey(asker, survey)))
    assert asker.urls == [f"{H}/{path}" for path in asked]


def test_a_feed_in_an_index_of_sitemaps_is_not_declared_apart() -> None:
    """Nikola lists the feeds of its authors there; the index is read whole, and they with it."""
    entry = (
        "<item><title>Pier</title><link>{}</link><pubDate>Sat, 03 Oct 2026 08:00:00 +0000</pubDate></item>"
    )
    rss = "<rss version='2.0'><channel><title>x</title>{}</channel></rss>"
    urls = "<urlset>" + "".join(f"<url><loc>{H}/{path}</loc></url>" for path in STORIES) + "</urlset>"
    children = "".join(f"<sitemap><loc>{H}/{name}</loc></sitemap>" for name in ("ada.xml", "all.xml"))
    documents = {
        "index.xml": f"<sitemapindex>{children}</sitemapindex>",
        "ada.xml": rss.format(entry.format(f"{H}/{STORIES[0]}")),
        "all.xml": urls,
    }
    survey = survey_of(samples=[read(STORIES[0])])
    survey.places += asyncio.run(survey_sitemaps(Remembering(documents), survey, [f"{H}/index.xml"]))
    taken = [choice.place.url for choice in propose(survey).choices if choice.taken]
    assert taken == [f"{H}/index.xml"]


def test_what_a_sitemap_of_pages_names_is_denied() -> None:
    """`About this site` reads like news, and only the sitemap that names it says that it is a page."""
    index = ListingPlace(
        kind="sitemap",
        url=f"{H}/sitemap.xml",
        found="robots.txt",
        links=links([*STORIES, "about/"]),
        children=2,
    )
    posts = replace(sitemap(*STORIES), url=f"{H}/sitemap-posts.xml", parent=index.url)
    pages = replace(sitemap("about/", STORIES[0]), url=f"{H}/sitemap-pages.xml", parent=index.url)
    survey = survey_of(feed(*STORIES[:2]), index, posts, pages, samples=[read(STORIES[0]), read("about/")])
    assert f"{H}/about/" not in label(survey, groups_of(survey)).articles
    deny = propose(survey).deny
    assert matches_pattern(f"{H}/about/", deny)
    assert not any(matches_pattern(f"{H}/{path}", deny) for path in STORIES)


@pytest.mark.parametrize(
    ("url", "canonical", "elsewhere"),
    [
        ("posts/3/", "posts/3", False),
        ("posts/3", "posts/3.html", False),
        ("print/3.html", "posts/3.html", True),
        ("posts/3.html?print=1", "posts/3.html", True),
    ],
)
def test_another_spelling_of_an_address_is_the_same_page(url: str, canonical: str, elsewhere: bool) -> None:
    groups = groups_of(survey_of(sitemap(url, canonical)))
    assert has_other_canonical(f"{H}/{url}", f"{H}/{canonical}", groups) is elsewhere


def test_a_pager_without_an_end_is_followed_far() -> None:
    """A page with nothing new is the last one asked for, however many are allowed."""
    pages = Pager(next=f"{H}/?paged=2", pages=0)
    front = ListingPlace(
        kind="section", url=f"{H}/", found="front page", links=links(["?p=4", "?p=5"]), pager=pages
    )
    proposal = propose(survey_of(front, samples=[read("?p=4"), read("?p=5")]))
    (section,) = proposal.taken("section")
    assert section.pages == 50
    assert (
        propose(survey_of(replace(front, pager=replace(pages, pages=12)), samples=[read("?p=4")]))
        .taken("section")[0]
        .pages
        == 12
    )


def test_the_trial_of_the_patterns_is_printed_where_they_stand() -> None:
    front = ListingPlace(
        kind="section", url=f"{H}/", found="front page", links=links(["?p=4", "?p=105", "?p=6"])
    )
    proposal = propose(survey_of(front, samples=[read("?p=4")]))
    text = written(proposal)
    assert "# it accepts 3 of 3 articles and refuses 1 of 1 lists" in text
    assert tomllib.loads(text)["sections"][0]["article"].endswith(r"\?p=\d+$")


def test_patterns_that_lose_articles_are_not_proposed() -> None:
    """Each of these articles has an address of a make of its own."""
    paths = [f"{chr(97 + n)}/{'x/' * n}p{n}1234{n}.{'php' if n % 2 else 'jsp'}" for n in range(8)]
    front = ListingPlace(kind="section", url=f"{H}/", found="front page", links=links(paths))
    text = written(propose(survey_of(front, samples=[read(path) for path in paths])))
    assert "# WARNING: it would lose articles" in text
    assert "article" not in tomllib.loads(text)["sections"][0]


def test_the_section_of_a_month_says_that_the_next_has_another_url() -> None:
    paths = [f"2026/11/{word}-talks-in-the-town.html" for word in ("pier", "ferry", "storm", "flood")]
    month, whole = (
        written(
            propose(
                survey_of(
                    ListingPlace(kind="section", url=url, found="navigation", links=links(paths)),
                    samples=[read(path) for path in paths[::2]],
                )
            )
        )
        for url in (f"{H}/2026/11/", f"{H}/politics/")
    )
    assert "# WARNING: this URL is that of a month or day" in month
    assert "of a month" not in whole
    assert tomllib.loads(month)["sections"][0]["url"] == f"{H}/2026/11/"


def test_a_survey_knows_what_lists_say_of_an_article() -> None:
    """Pages that have no date themselves are dated by the feed, in a crawl and in what is shown of it."""
    at = datetime(2026, 11, 27, tzinfo=UTC)
    facts = [ListedFacts(title="Ferries run", published_at=f"2026-11-2{day}T08:00:00+01:00") for day in "345"]
    named = tuple(
        Link(url=f"{H}/{number}?utm_source=rss", published_at=one.published_at, told=one)
        for number, one in enumerate(facts)
    )
    place = ListingPlace(kind="feed", url=f"{H}/feed", found="declared", links=named)
    (heard,) = survey_of(place, sitemap("1")).told(f"{H}/1", at)
    assert (heard.listing, heard.kind, heard.is_own, heard.heard_at) == (f"{H}/feed", "feed", True, at)
    assert heard.facts.published_at == "2026-11-24T08:00:00+01:00"
    assert "title" in heard.facts.uniform, "it says the same of all"
    body = (
        b"<html><title>Ferries run</title><h1>Ferries run</h1>" + b"<p>The ferry ran today, she said.</p>" * 9
    )
    told_page, _ = read_page(body, f"{H}/1", "text/html", asked=f"{H}/1", told=(heard,))
    assert told_page.facts.published_at == "2026-11-24T08:00:00+01:00"


def test_a_browser_is_no_help_where_no_page_is_there() -> None:
    """What is filled by scripts may need one; pages that answer 404 need other addresses."""
    survey = survey_of(feed(*STORIES), samples=[read(STORIES[0], SampleOutcome.FAILED)])
    survey.front = replace(survey.front, is_shell=True)
    assert not propose(survey).finds_something
    survey.samples.append(read(STORIES[1], SampleOutcome.SHELL))
    assert propose(survey).finds_something
    assert propose(survey).browser


@pytest.mark.parametrize(
    ("read_as", "declared", "language", "zone"),
    [
        (["zh", "en"], "en", "en", None),  # in several languages, and none of them is its own
        (["zh", "zh", "en"], "zh-CN", "zh-CN", "Asia/Shanghai"),
        (["zh", "zh", "ja"], None, "zh", "Asia/Shanghai"),
        (["ja", "en"], None, None, None),
    ],
)
def test_a_site_in_several_languages_has_the_one_it_says(
    read_as: list[str], declared: str | None, language: str | None, zone: str | None
) -> None:
    samples = [
        Sample(url=f"{H}/{n}.html", outcome=SampleOutcome.ARTICLE, article=article(f"{H}/{n}.html", code))
        for n, code in enumerate(read_as)
    ]
    survey = survey_of(feed("0.html"), samples=samples)
    survey.front = replace(survey.front, language=declared)
    proposal = propose(survey)
    assert (proposal.language, proposal.timezone) == (language, zone)


def article(url: str, language: str) -> CleanArticle:
    """Return what a page in a language is read as."""
    text = {
        "zh": "市政府周二晚间召开会议，决定新码头工程分三个阶段建设，预计明年底前完工。居民提出了许多问题。",
        "en": "The council decided on Tuesday that the pier will be built in three stages. Many asked why.",
        "ja": "市議会は火曜日の夜、新しい桟橋を三期に分けて建設することを決めた。多くの質問が出された。",
    }[language]
    html = f"<title>Pier</title><article><h1>Pier</h1><p>{text}</p></article>"
    page = FetchedPage(
        url=url,
        body=html.encode(),
        content_type="text/html; charset=utf-8",
        final_url=url,
        fetched_at=datetime(2026, 10, 3, tzinfo=UTC),
    )
    return run_stages(page)
