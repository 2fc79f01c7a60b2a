"""What page and lists together say: title, authors, tags, section, and the text where the page has none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.hints import NO_HINTS, PageHints, Selectors
from newsarchive.items import ExtractedArticle, FetchedPage
from newsarchive.lifecycle import NotArticle, Verdict
from newsarchive.stages import run_stages
from newsarchive.testimony import HeardFacts, ListedFacts, bounded_facts, by_weight, placed_facts
from newsarchive.text.testimony.weighing import weigh_testimony
from tests.line_values import extracted_article

AT = datetime(2026, 3, 20, 12, tzinfo=UTC)
PAGE = FetchedPage(url="https://bay.example/news/ferry", body=b"<p>Ferry</p>", fetched_at=AT)
LONG = "".join(
    f"<p>The ferry to Holm runs again from pier {n}, and the harbour board is glad of it.</p>"
    for n in range(4)
)


def heard(is_own: bool = True, listing: str = "https://bay.example/feed", **facts: Any) -> HeardFacts:
    return HeardFacts(
        listing=listing, kind="feed", is_own=is_own, heard_at=AT, last_heard_at=AT, facts=ListedFacts(**facts)
    )


def weighed(*told: HeardFacts, hints: PageHints = NO_HINTS, **article: Any) -> ExtractedArticle:
    page = article.pop("page", PAGE)
    given: dict[str, Any] = {"title": "Ferry runs again", "paragraphs": ("The ferry runs again.",)}
    return weigh_testimony(extracted_article(replace(page, told=told), **(given | article)), hints)


def test_a_title_chooses_among_the_headlines_of_the_page() -> None:
    found = weighed(heard(title="FERRY: runs at last"), title_candidates=("Ferry – runs at last", "Bay"))
    assert found.title == "Ferry – runs at last"
    assert found.title_candidates == ("Ferry runs again", "Bay")
    assert [(one.field, one.page_said) for one in found.facts.votes] == [("title", "Ferry runs again")]


def test_a_title_that_the_page_does_not_state_is_not_taken() -> None:
    found = weighed(heard(title="Quite another headline"), title_candidates=("Bay",))
    assert found.title == "Ferry runs again"
    assert not found.facts.votes


def test_a_declared_title_and_author_hold() -> None:
    hints = PageHints(selectors=Selectors(title="h1", author=".by"))
    told = heard(title="Bay", authors=("Ada Roe",))
    found = weighed(told, hints=hints, title_candidates=("Bay",))
    assert (found.title, found.facts.authors) == ("Ferry runs again", ())


@pytest.mark.parametrize(
    ("page", "listed", "expected"),
    [
        ((), ("Ada Roe",), ("Ada Roe",)),
        (("Ada Roe",), ("Ada Roe", "Bo Lind"), ("Ada Roe", "Bo Lind")),
        (("Ada Roe", "Bo Lind"), ("Ada Roe",), ("Ada Roe", "Bo Lind")),
        (("Ada Roe",), ("Bo Lind",), ("Ada Roe",)),
        ((), ("admin",), ()),
        ((), ("news@bay.example",), ()),
    ],
)
def test_authors(page: tuple[str, ...], listed: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert weighed(heard(authors=listed), authors=page).facts.authors == expected


@pytest.mark.parametrize(
    "name",
    [
        *("WP Admin", "Marketing", "jroe", "Gastbeitrag", "Praktikant Eins", "Web Team"),
        *("Der Spiegel", "The Guardian", "Le Monde", "El País", "南方周末", "新华社", "Bay", "bay.example"),
    ],
)
def test_accounts_desks_and_outlets_that_a_list_names_are_no_persons(name: str) -> None:
    assert weighed(heard(authors=(name,))).facts.authors == ()
    gone = weighed(heard(authors=(name,), content=LONG), page=replace(PAGE, status=404))
    assert (gone.facts.stands_in_for, gone.facts.authors) == ("not_found", ())


@pytest.mark.parametrize("name", ["Ada Roe", "Bill Press", "John Le Carré", "李明", "Le Duc Anh", "김민수"])
def test_persons_that_a_list_names_are_authors(name: str) -> None:
    assert weighed(heard(authors=(name,))).facts.authors == (name,)


def test_another_sites_list_does_not_choose_the_headline() -> None:
    told = heard(is_own=False, listing="https://planet.example/feed", title="Bay")
    assert weighed(told, title_candidates=("Bay",)).title == "Ferry runs again"


@pytest.mark.parametrize(
    ("categories", "expected"),
    [
        (("Uncategorized",), ((), None)),
        (("Allgemein", "Startseite", "Slider"), ((), None)),
        (("Allgemein", "Harbour"), ((), "Harbour")),
        (("Startseite", "Harbour", "Ferry"), (("Harbour", "Ferry"), None)),
    ],
)
def test_where_software_puts_a_story_is_no_topic(categories: tuple[str, ...], expected: object) -> None:
    found = weighed(heard(categories=categories))
    assert (found.tags, found.facts.section) == expected


def test_what_a_list_says_of_all_its_links_is_not_of_one_article() -> None:
    facts = [ListedFacts(title=f"Story {n}", authors=("Ada Roe",), guid="same") for n in range(3)]
    placed = placed_facts(facts)
    assert [one.uniform for one in placed] == [("authors", "guid")] * 3
    assert [one.position for one in placed] == [1, 2, 3]
    told = replace(heard(), facts=placed[0])
    assert weighed(told).facts.authors == ()
    assert [one.uniform for one in placed_facts(facts[:1])] == [()]


@pytest.mark.parametrize(
    ("tags", "categories", "expected"),
    [
        ((), ("Harbour", "Ferry"), (("Harbour", "Ferry"), None)),
        (("ferry",), ("Harbour", "Ferry"), (("ferry",), "Harbour")),
        ((), ("Harbour",), ((), "Harbour")),
        (("pier",), ("Harbour", "Ferry"), (("pier",), None)),
    ],
)
def test_topics(tags: tuple[str, ...], categories: tuple[str, ...], expected: tuple[object, object]) -> None:
    found = weighed(heard(categories=categories), tags=tags)
    assert (found.tags, found.facts.section) == expected


@pytest.mark.parametrize(
    "reason", [NotArticle.PAYWALL, NotArticle.ERROR_PAGE, NotArticle.EMPTY_BODY, NotArticle.TOO_SHORT]
)
def test_a_text_stands_in_where_the_page_shows_none(reason: NotArticle) -> None:
    found = weighed(heard(title="Ferry", content=LONG), verdict=Verdict.NOT_ARTICLE, reason=reason)
    assert found.verdict == Verdict.ARTICLE
    assert found.reason is None
    assert found.facts.stands_in_for == reason
    assert len(found.paragraphs) == 4
    assert found.title == ("Ferry runs again" if reason == NotArticle.PAYWALL else "Ferry")


@pytest.mark.parametrize(
    ("told", "facts"),
    [
        (heard(content=LONG), {"verdict": Verdict.NOT_ARTICLE, "reason": NotArticle.INDEX_PAGE}),
        (heard(content=LONG), {"verdict": Verdict.ARTICLE}),
        (heard(content="<p>Short.</p>"), {"verdict": Verdict.NOT_ARTICLE, "reason": NotArticle.PAYWALL}),
        (heard(content=LONG, is_own=False), {"verdict": Verdict.NOT_ARTICLE, "reason": NotArticle.PAYWALL}),
        (heard(summary=LONG), {"verdict": Verdict.NOT_ARTICLE, "reason": NotArticle.PAYWALL}),
    ],
)
def test_nothing_stands_in_for_other_pages_nor_without_a_text(
    told: HeardFacts, facts: dict[str, Any]
) -> None:
    found = weighed(told, **facts)
    assert (found.verdict, found.facts.stands_in_for) == (facts["verdict"], None)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [("The quay is closed until Friday.", Verdict.ARTICLE), ("The quay is closed.", Verdict.NOT_ARTICLE)],
)
def test_short_news_that_its_site_lists_with_the_same_text_is_an_article(
    shown: str, expected: Verdict
) -> None:
    told = heard(content="<p>The quay is closed until Friday.</p>")
    found = weighed(told, paragraphs=(shown,), verdict=Verdict.NOT_ARTICLE, reason=NotArticle.TOO_SHORT)
    assert (found.verdict, found.facts.stands_in_for) == (expected, None)


def test_a_text_stands_in_for_an_empty_answer() -> None:
    empty = replace(PAGE, body=b"\n")
    found = weighed(heard(title="Ferry", content=LONG), page=empty, verdict=Verdict.UNDECODABLE)
    assert (found.title, found.facts.stands_in_for) == ("Ferry", "empty_body")


def test_of_a_page_that_is_gone_nothing_is_believed() -> None:
    gone = replace(PAGE, status=404)
    found = weighed(
        heard(title="Ferry", content=LONG), page=gone, title="Not found", authors=("Nobody",), tags=("x",)
    )
    assert (found.title, found.facts.authors, found.tags) == ("Ferry", (), ())
    assert found.facts.stands_in_for == "not_found"


WORDS = st.one_of(st.none(), st.text(max_size=40), st.sampled_from(["Ferry runs again", "Ada Roe"]))
NAMES = st.lists(st.text(max_size=20), max_size=3).map(tuple)
FACTS = st.builds(
    ListedFacts,
    title=WORDS,
    published_at=st.one_of(WORDS, st.datetimes().map(lambda at: at.isoformat())),
    changed_at=WORDS,
    authors=NAMES,
    categories=NAMES,
    guid=WORDS,
    content=WORDS,
    uniform=st.lists(st.sampled_from(["authors", "title", "guid"]), max_size=2).map(tuple),
).map(bounded_facts)
HEARD = st.builds(
    lambda facts, days, own: replace(
        heard(own, f"https://bay.example/{days}"), facts=facts, last_heard_at=AT + timedelta(days=days)
    ),
    FACTS,
    st.integers(0, 3),
    st.booleans(),
)


@given(st.lists(HEARD, max_size=4), st.randoms(use_true_random=False))
def test_no_testimony_raises_and_no_order_counts(told: list[HeardFacts], chance: Any) -> None:
    once = weighed(*told)
    shuffled = [*told, *told[:1]]
    chance.shuffle(shuffled)
    again = weighed(*shuffled)
    assert replace(once, page=PAGE) == replace(again, page=PAGE)
    assert by_weight(told, AT) == by_weight(shuffled, AT)


@given(FACTS)
def test_bounded_facts_are_bounded_once(facts: ListedFacts) -> None:
    assert bounded_facts(facts) == facts


def test_what_the_page_says_by_itself_is_known_where_its_feed_named_the_moment_first() -> None:
    """The moment of the list that named the URL is a list's word too."""
    html = (
        "<html><head><title>Ferry runs again</title></head><body><article><h1>Ferry runs again</h1>"
        f"<p>3 March 2026</p>{LONG}</article></body></html>"
    )
    moment = "2026-03-03T08:15:30+00:00"
    page = replace(PAGE, body=html.encode(), listed_at=moment, told=(heard(published_at=moment),))
    facts = run_stages(page).facts
    assert (facts.published_at, facts.date_source) == (moment, "listing")
    assert [(one.field, one.page_said) for one in facts.votes] == [("published_at", "2026-03-03")]


@pytest.mark.parametrize(
    ("moment", "is_own", "expected"),
    [
        ("2020-01-01T10:00:00+00:00", False, ("2026-03-03", "url+day")),
        ("2020-01-01", False, ("2026-03-03", "url+day")),
        ("2026-03-02T23:00:00+02:00", False, ("2026-03-03", "url+day")),
        ("2026-03-03T08:15:30+00:00", False, ("2026-03-03T08:15:30+00:00", "listing")),
        ("2026-03-02T22:15:30+00:00", False, ("2026-03-02T22:15:30+00:00", "listing")),
        ("2020-01-01T10:00:00+00:00", True, ("2026-03-03", "url+day")),
    ],
)
def test_the_day_in_the_address_holds_against_a_list(
    moment: str, is_own: bool, expected: tuple[str, str]
) -> None:
    """A moment in UTC may be on the address's day where the site is."""
    html = (
        "<html><head><title>Ferry runs again</title></head>"
        f"<body><article><h1>Ferry runs again</h1>{LONG}</article></body></html>"
    )
    told = (heard(is_own=is_own, listing="https://planet.example/feed", published_at=moment),)
    page = replace(PAGE, body=html.encode(), listed_at=moment, told=told)
    dated = run_stages(replace(page, url="https://bay.example/2026/03/03/ferry")).facts
    assert (dated.published_at, dated.date_source) == expected
    undated = run_stages(page).facts
    assert undated.published_at == moment, "where nothing else dates the page, any list does"


def moment_stored(places: str, listed: str) -> str | None:
    """Return the moment that is stored of a page with `places` that state one, against that of its feed."""
    html = (
        f"<html><head><title>Ferry runs again</title>{places}</head>"
        f"<body><article><h1>Ferry runs again</h1>{LONG}</article></body></html>"
    )
    return run_stages(
        replace(PAGE, body=html.encode(), told=(heard(published_at=listed),))
    ).facts.published_at


def test_two_kinds_of_markup_hold_against_a_later_moment_and_one_does_not() -> None:
    own, listed = "2026-02-01T10:00:00+00:00", "2026-03-03T08:15:30+00:00"
    meta = f'<meta property="article:published_time" content="{own}">'
    data = f'<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{own}"}}</script>'
    assert moment_stored(meta, listed) == listed
    assert moment_stored(meta + meta, listed) == listed
    assert moment_stored(meta + data, listed) == own


def test_a_list_s_clock_without_an_offset_takes_no_offset_away() -> None:
    stated = "2026-03-03T09:15:30+01:00"
    meta = f'<meta property="article:published_time" content="{stated}">'
    assert moment_stored(meta, "2026-03-03 09:15:30") == stated
    assert moment_stored("", "2026-03-03 09:15:30") == "2026-03-03T09:15:30"


@pytest.mark.parametrize(
    ("hints", "facts"),
    [
        (PageHints(timezone="Asia/Taipei"), ("2026-03-03T09:15:30+08:00", "listing+source-zone")),
        (NO_HINTS, ("2026-03-03T09:15:30+08:00", "listing+assumed-zone")),
    ],
)
def test_a_list_s_clock_is_read_as_one_of_the_page_is(hints: PageHints, facts: tuple[str, str]) -> None:
    told = heard(published_at="2026-03-03 09:15:30")
    article = extracted_article(replace(PAGE, told=(told,)), title="渡轮复航", paragraphs=("渡轮复航。",))
    chinese = replace(article, facts=replace(article.facts, language="zh", script="Hans"))
    weighed_facts = weigh_testimony(chinese, hints).facts
    assert (weighed_facts.published_at, weighed_facts.date_source) == facts


NOT_FOUND = replace(PAGE, status=404)
FOOTER = "<p>The post <a href='/x'>Ferry</a> appeared first on <a href='/'>Bay</a>.</p>"
ADVERT = "<p>Sponsored: Get 20% off your winter coat at Holm Outfitters with the code FERRY.</p>"


def test_a_text_stands_in_without_what_feeds_put_beside_it() -> None:
    found = weighed(heard(title="Ferry &amp; <b>quay</b>", content=ADVERT + LONG + FOOTER), page=NOT_FOUND)
    assert found.title == "Ferry & quay"
    assert len(found.paragraphs) == 4
    assert [block.rule for block in found.removed] == ["beside_listed_text"] * 2
    escaped = LONG.replace("<", "&lt;").replace(">", "&gt;")
    assert weighed(heard(content=escaped), page=NOT_FOUND).paragraphs == found.paragraphs


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(LONG + "<p>The shop … <a href='/x'>Read more</a></p>", id="goes_on"),
        pytest.param(LONG + "<p><a href='/x'>Continue reading</a></p>" + FOOTER, id="goes_on_above_a_footer"),
        pytest.param("<p>The ferry to Holm runs again, the board says.</p>", id="short"),
    ],
)
def test_half_an_article_stands_in_for_nothing(content: str) -> None:
    found = weighed(heard(content=content), page=NOT_FOUND, verdict=Verdict.NOT_ARTICLE)
    assert found.facts.stands_in_for is None


@pytest.mark.parametrize(("shown", "stands_in"), [(3, True), (4, False), (5, False)])
def test_a_preview_is_not_replaced_by_one_that_says_no_more(shown: int, stands_in: bool) -> None:
    """The page shows so many paragraphs of the text, the feed four."""
    lines = tuple(
        f"The ferry to Holm runs again from pier {n}, and the harbour board is glad of it."
        for n in range(shown)
    )
    told = heard(content=LONG)
    found = weighed(told, paragraphs=lines, verdict=Verdict.NOT_ARTICLE, reason=NotArticle.PAYWALL)
    assert (found.facts.stands_in_for == "paywall") == stands_in


@pytest.mark.parametrize("status", [401, 402, 404, 410])
def test_a_text_stands_in_for_what_is_closed_or_gone_but_not_for_what_law_forbids(status: int) -> None:
    told = heard(content=LONG)
    assert weighed(told, page=replace(PAGE, status=status)).facts.stands_in_for is not None
    forbidden = weighed(told, page=replace(PAGE, status=451), verdict=Verdict.NOT_ARTICLE)
    assert (forbidden.verdict, forbidden.facts.stands_in_for) == (Verdict.NOT_ARTICLE, None)


def test_a_text_that_a_list_gives_to_several_links_is_of_none() -> None:
    texts = [LONG, LONG, "<p>Its own.</p>", LONG]
    placed = placed_facts([ListedFacts(title=f"Story {n}", content=text) for n, text in enumerate(texts)])
    assert [one.uniform for one in placed] == [("content",), ("content",), (), ("content",)]
    told = replace(heard(), facts=placed[0])
    assert weighed(told, page=NOT_FOUND).facts.stands_in_for is None
