"""Pages read by a source's own selectors; what these miss, the general way finds, and it is said."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from newsarchive.hints import NO_HINTS, PageHints, Selectors
from newsarchive.items import ExtractedArticle, FetchedPage
from newsarchive.text.extraction.declared_selectors import choose_facts, chosen_paragraphs
from newsarchive.text.extraction.extract_page import extract_article
from newsarchive.text.page.selectors import selector_problem
from tests.line_values import decoded_page

STORY = (
    "The lighthouse on Gull Point was lit again on Friday after the lens had been cleaned by two volunteers.",
    "Keepers' families came from as far as Norhaven to see the first beam go over the water at dusk.",
    "The harbour office will publish the new hours of the light in its notices to mariners next week.",
)
ASIDE = (
    "Subscribe to our letter and get the news of the coast every morning before breakfast, free of charge."
)
PAGE = f"""<html lang="en"><head><title>Wrong by markup</title>
<meta property="og:title" content="Wrong by markup"><meta name="author" content="Wanda Wrong">
<meta property="article:published_time" content="2020-01-01T00:00:01Z"></head>
<body><div class="lead"><p>{ASIDE}</p><p>{ASIDE} Really.</p></div>
<h2 class="head">Light on Gull Point is back</h2><p class="by">By <a>Ina Marsh</a> and <a>Olaf Reed</a></p>
<span class="when">2024-06-03 18:05</span>
<div class="text"><p>{STORY[0]}</p><p>{STORY[1]}</p><p class="letter">{ASIDE}</p><p>{STORY[2]}</p></div>
<div class="text"><p>One more paragraph stands in a box of its own, as the layout has it.</p></div>
</body></html>"""
ALL = Selectors(body="div.text", title="h2.head", author=".by a", date=".when", remove=(".letter",))


def extracted(hints: PageHints, text: str = PAGE) -> ExtractedArticle:
    page = FetchedPage(url="https://gull.example/light", body=b"")
    return extract_article(decoded_page(text, page, hints=hints))


def test_selectors_win_over_markup() -> None:
    article = extracted(PageHints(selectors=ALL))
    assert article.paragraphs[:3] == STORY
    assert article.paragraphs[3].startswith("One more paragraph")
    assert len(article.paragraphs) == 4
    assert (article.title, article.facts.authors) == (
        "Light on Gull Point is back",
        ("Ina Marsh", "Olaf Reed"),
    )
    assert article.title_candidates == ("Wrong by markup",)
    assert (article.facts.published_at, article.facts.date_source) == (
        "2024-06-03T18:05:00",
        "selector+no-offset",
    )
    assert article.facts.missed_selectors == ()


def test_what_selectors_miss_the_general_way_finds() -> None:
    missing = Selectors(body=".none", title="#none", author=".head", date=".by", remove=(".letter", ".none"))
    article = extracted(PageHints(selectors=missing))
    assert article.facts.missed_selectors == ("body", "title", "date", "remove[2]")
    assert (article.title, article.facts.published_at) == ("Wrong by markup", "2020-01-01T00:00:01+00:00")
    assert STORY[1] in article.paragraphs


def test_without_selectors_nothing_changes() -> None:
    assert extracted(NO_HINTS).facts.missed_selectors == ()
    assert extracted(NO_HINTS).title == "Wrong by markup"


def test_a_body_of_many_elements_is_read_whole() -> None:
    """It ended at the two hundredth."""
    lines = tuple(f"The light on Gull Point, question {number}, was answered." for number in range(300))
    tree = fromstring(f"<div>{''.join(f'<p>{line}</p><i>ad</i>' for line in lines)}</div>")
    chosen = choose_facts(tree, Selectors(remove=("i",)))
    assert chosen.missed == ()
    assert tree.find(".//i") is None
    assert chosen_paragraphs(tree, "p") == lines


def test_attributes_count_before_text() -> None:
    tree = fromstring(
        '<div><time datetime="2024-06-03">today</time><i class=a content="Ina Marsh">she</i></div>'
    )
    chosen = choose_facts(tree, Selectors(date="time", author=".a"))
    assert (chosen.date, chosen.authors) == ("2024-06-03", ("Ina Marsh",))


def test_elements_inside_selected_ones_are_read_once() -> None:
    tree = fromstring("<div><section><p>One.</p><section><p>Two.</p></section></section></div>")
    assert chosen_paragraphs(tree, "section") == ("One.", "Two.")


def test_text_behind_a_removed_element_stays() -> None:
    tree = fromstring("<div><p>Before <b>advertisement</b> after.</p></div>")
    choose_facts(tree, Selectors(remove=("b",)))
    assert chosen_paragraphs(tree, "p") == ("Before after.",)


@pytest.mark.parametrize(
    ("zone", "published", "evidence"),
    [
        ("Europe/Berlin", "2024-06-03T18:05:00+02:00", "selector+source-zone"),
        ("Asia/Taipei", "2024-06-03T18:05:00+08:00", "selector+source-zone"),
        ("No/Where", "2024-06-03T18:05:00", "selector+no-offset"),
    ],
)
def test_a_printed_clock_is_in_the_source_s_zone(zone: str, published: str, evidence: str) -> None:
    article = extracted(PageHints(selectors=Selectors(date=".when"), timezone=zone))
    assert (article.facts.published_at, article.facts.date_source) == (published, evidence)


def test_an_offset_on_the_page_stands_whatever_the_zone() -> None:
    article = extracted(PageHints(timezone="Asia/Tokyo"))
    assert article.facts.published_at == "2020-01-01T00:00:01+00:00"


def test_an_escaped_control_character_is_named_as_a_problem() -> None:
    problem = selector_problem(r"\1 ")
    assert problem is not None
    assert "control characters" in problem


def test_what_is_nested_too_deep_is_a_problem() -> None:
    assert selector_problem("div " * 20_000)
    assert selector_problem(":not(a" * 500 + ")" * 500)


@settings(max_examples=60, deadline=None)
@example(r"\1", "")
@given(st.text(max_size=30), st.text(max_size=60))
def test_any_selector_on_any_page_has_a_verdict(css: str, text: str) -> None:
    selectors = Selectors(body=css, title=css, author=css, date=css, remove=(css,))
    article = extracted(PageHints(selectors=selectors, timezone=css), f"<p>{text}</p>{text}")
    assert article.verdict in {"article", "not_article"}
    assert set(article.facts.missed_selectors) <= {"body", "title", "author", "date", "remove[1]"}
