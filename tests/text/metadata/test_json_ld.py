"""JSON-LD as pages really have it: nested, broken, huge."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.text.metadata.structured_data import article_nodes


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


@pytest.mark.parametrize("reviews", [REVIEW, f"[{REVIEW}, {REVIEW}]"])
@pytest.mark.parametrize("key", ["review", "reviews"])
def test_who_reviewed_an_article_did_not_write_it(key: str, reviews: str) -> None:
    """Of 234 recipes twenty named their readers so (2026-11)."""
    tree = document_fromstring(
        '<html><script type="application/ld+json">{"@type": "Recipe", "name": "Rye loaf", '
        f'"author": "Ada Roe", "datePublished": "2026-01-09", "{key}": {reviews}}}</script><p>x</p></html>'
    )
    assert [node["author"] for node in article_nodes(tree)] == ["Ada Roe"]


def test_who_reviewed_a_thing_wrote_the_review() -> None:
    told = f'{{"@type": "Product", "name": "Oven", "review": {REVIEW}}}'
    tree = document_fromstring(f'<html><script type="application/ld+json">{told}</script><p>x</p></html>')
    assert [node["author"]["name"] for node in article_nodes(tree)] == ["amy_bakes"]
