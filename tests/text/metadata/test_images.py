"""The lead image: stated or shown, absolute, no logo."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.text.metadata.page_facts import lead_image
from newsarchive.text.page.structured_data import MetaTags, article_nodes

LD = """<script type='application/ld+json'>{"@type": "NewsArticle", "headline": "Ferry",
"image": [{"@type": "ImageObject", "url": "https://baycourier.example/i/pier.jpg"}]}</script>"""


@pytest.mark.parametrize(
    ("page", "image"),
    [
        ("<meta property='og:image' content='/i/ferry.jpg'>", "https://baycourier.example/i/ferry.jpg"),
        (LD, "https://baycourier.example/i/pier.jpg"),
        (
            "<meta property='og:image' content='/i/site-logo.png'>" + LD,
            "https://baycourier.example/i/pier.jpg",
        ),
        ("<meta property='og:image' content='/i/og-default.png'>", None),
        ("<figure><img src='/i/ferry.jpg'></figure>", "https://baycourier.example/i/ferry.jpg"),
        (
            "<figure><img src='data:image/gif;base64,R0' data-src='/i/a.jpg'></figure>",
            "https://baycourier.example/i/a.jpg",
        ),
        ("<figure><img src='/i/thumb.jpg' width='80'></figure>", None),
        ("<aside><figure><img src='/i/ferry.jpg'></figure></aside>", None),
        ("<figure>no picture</figure>", None),
        ("<meta property='og:image' content='https://['>", None),
    ],
)
def test_lead_image(page: str, image: str | None) -> None:
    tree = document_fromstring(f"<html>{page}<p>x</p></html>")
    found = lead_image(tree, MetaTags(tree), article_nodes(tree), "https://baycourier.example/2024/ferry")
    assert found == image
