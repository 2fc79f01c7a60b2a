"""JSON-LD as pages really have it: nested, broken, huge."""

from __future__ import annotations

import time

import pytest
from lxml.html import document_fromstring

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.page.structured_data import article_nodes


def headlines(*scripts: str) -> list[str]:
    page = "".join(f"<script type='application/ld+json'>{script}</script>" for script in scripts)
    return [node["headline"] for node in article_nodes(document_fromstring(f"<html>{page}<p>x</p></html>"))]


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Ferry"}',
        '[{"@type": "Organization"}, {"@type": ["Thing", "NewsArticle"], "headline": "Ferry"}]',
        '{"@graph": [{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Ferry"}}]}',
        '{"@type": "NewsArticle", "headline": "Ferry",}',
        '<!-- {"@type": "NewsArticle", "headline": "Ferry"} -->',
    ],
)
def test_finds_the_article(script: str) -> None:
    assert headlines(script) == ["Ferry"]


@pytest.mark.parametrize("name", ["script:ld+json", "structured-data", "ld"])
def test_reads_what_a_framework_put_into_a_meta_tag(name: str) -> None:
    told = '{"@type": "NewsArticle", "headline": "Ferry"}'
    tree = document_fromstring(f"<html><meta name='{name}' content='{told}'><p>x</p></html>")
    assert [node["headline"] for node in article_nodes(tree)] == ["Ferry"]


@pytest.mark.parametrize(
    "content", ["{a brace", '{"type": "NewsArticle"}', 'Ferry "@type" {"@type": 1}', "["]
)
def test_other_meta_tags_are_no_data(content: str) -> None:
    tree = document_fromstring("<html><p>x</p></html>")
    tree.insert(0, tree.makeelement("meta", {"name": "description", "content": content}))
    assert article_nodes(tree) == ()


def test_broken_and_huge_scripts_are_skipped() -> None:
    huge = '{"@type": "NewsArticle", "headline": "' + "x" * 500_000 + '"}'
    assert headlines("{", "[" * 100_000, huge, '{"@type": "NewsArticle", "headline": "Ferry"}') == ["Ferry"]


def test_a_job_that_is_advertised_is_no_article() -> None:
    job = '{"@type": "JobPosting", "headline": "Deckhand"}'
    post = '{"@type": "BlogPosting", "headline": "Ferry"}'
    assert headlines(job, post) == ["Ferry"]


REVIEW = (
    '{"@type": "Review", "author": {"@type": "Person", "name": "amy_bakes"}, "datePublished": "2026-03-02"}'
)
WRITTEN = '"author": "Ada Roe", "datePublished": "2026-01-09"'


def authors(*nodes: str) -> list[object]:
    """Who the nodes of a page say to have written it, the likeliest first."""
    told = f'<script type="application/ld+json">{{"@graph": [{", ".join(nodes)}]}}</script>'
    found = article_nodes(document_fromstring(f"<html>{told}<p>x</p></html>"))
    named = [node.get("author") for node in found]
    return [one.get("name") if isinstance(one, dict) else one for one in named if one]


@pytest.mark.parametrize("reviews", [REVIEW, f"[{REVIEW}, {REVIEW}]"])
@pytest.mark.parametrize("key", ["review", "reviews"])
def test_who_reviewed_a_recipe_did_not_write_it(key: str, reviews: str) -> None:
    """Of 234 recipes twenty named their readers so (2026-11)."""
    assert authors(f'{{"@type": "Recipe", {WRITTEN}, "{key}": {reviews}}}') == ["Ada Roe"]
    assert authors(f'{{"@type": "Recipe", "datePublished": "2026-01-09", "{key}": {reviews}}}') == []


@pytest.mark.parametrize("thing", ["Movie", "Product", "LocalBusiness", "NewsArticle"])
def test_who_reviewed_a_thing_did_not_write_the_story_about_it(thing: str) -> None:
    story = f'{{"@type": "NewsArticle", "headline": "Ferry", {WRITTEN}}}'
    assert authors(f'{{"@type": "{thing}", "review": [{REVIEW}]}}', story) == ["Ada Roe"]
    apart = REVIEW.replace("{", '{"@id": "#r1", ', 1)
    assert authors(apart, f'{{"@type": "{thing}", "review": [{{"@id": "#r1"}}]}}', story) == ["Ada Roe"]


@pytest.mark.parametrize("thing", ["Movie", "Product", "NewsArticle"])
@pytest.mark.parametrize(
    "author", ["", ', "author": {"@type": "NewsMediaOrganization", "name": "The Bay Post"}']
)
def test_who_reviewed_a_thing_wrote_the_page_where_nobody_else_did(thing: str, author: str) -> None:
    """A critic's page says of what it is a review."""
    found = authors(f'{{"@type": "{thing}", "name": "Oven"{author}, "review": {REVIEW}}}')
    assert "amy_bakes" in found


@pytest.mark.parametrize("held", ["[[{}]]", '{{"@type": "ItemList", "itemListElement": [{}]}}'])
def test_reviews_stand_in_lists_of_lists(held: str) -> None:
    assert authors(f'{{"@type": "Recipe", {WRITTEN}, "review": {held.format(REVIEW)}}}') == ["Ada Roe"]


@pytest.mark.parametrize("identity", ["null", '"#a"', "7", "{}"])
def test_a_review_takes_nobody_along(identity: str) -> None:
    """`"@id": null` is no name that others share; who calls a review like the article is wrong."""
    review = REVIEW.replace("{", f'{{"@id": {identity}, ', 1)
    article = f'{{"@type": "Recipe", "@id": "#a", {WRITTEN}, "review": {review}}}'
    other = '{"@type": "WebPage", "datePublished": "2026-01-09", "author": "Ada Roe"}'
    assert set(map(str, authors(article, other))) == {"Ada Roe"}


def test_names_of_nodes_are_no_work() -> None:
    """Nine seconds: each was written out, with all it holds."""
    value = '"' + "x" * 380_000 + '"'
    for _ in range(900):
        value = f'{{"@id":{value}}}'
    begun = time.process_time()
    assert headlines(value) == []
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Anna O&#8217;Neil", "Anna O’Neil"),
        ("Se&aacute;n O&#039;Brien", "Seán O'Brien"),
        ("Jos&eacute; Magalh&atilde;es", "José Magalhães"),
        ("Milica &Scaron;ari&cacute;", "Milica Šarić"),
        ("Ren&#233;e Roe", "Renée Roe"),
    ],
)
def test_character_references_in_data_are_characters(written: str, name: str) -> None:
    """Many systems write names into JSON-LD and meta tags as they write them into markup."""
    node = (
        f'{{"@type": "NewsArticle", "headline": "Ferry", "articleSection": "{written}",'
        f' "author": {{"@type": "Person", "name": "{written}"}}}}'
    )
    for told in (
        f'<script type="application/ld+json">{node}</script>',
        f'<meta name="author" content="{written.replace("&", "&amp;")}">',
    ):
        lines = "".join(f"<p>The board said that pier {number} was mended.</p>" for number in range(6))
        page = f"<html><head>{told}</head><body><article><h1>Ferry</h1>{lines}</article></body></html>"
        facts = run_stages(FetchedPage(url="https://lantern.example/ferry", body=page.encode())).facts
        assert facts.authors == (name,)
        assert facts.section in {None, name}
