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


def test_broken_and_huge_scripts_are_skipped() -> None:
    huge = '{"@type": "NewsArticle", "headline": "' + "x" * 500_000 + '"}'
    assert headlines("{", "[" * 100_000, huge, '{"@type": "NewsArticle", "headline": "Ferry"}') == ["Ferry"]
