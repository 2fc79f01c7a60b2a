"""Tags: the first source that has any, what machines read left out."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.text.metadata.page_elements import page_elements
from newsarchive.text.metadata.page_facts import article_tags
from newsarchive.text.metadata.structured_data import MetaTags, article_nodes


@pytest.mark.parametrize(
    ("page", "tags"),
    [
        ("<meta name='keywords' content='ferry, harbour;pier'>", ("ferry", "harbour", "pier")),
        ("<meta property='article:tag' content='Ferry'><meta name='keywords' content='bay'>", ("Ferry",)),
        (
            "<meta name='keywords' content='Arts &amp;amp; Crafts, 石桥、青河'>",
            ("Arts & Crafts", "石桥", "青河"),
        ),
        (
            "<meta name='keywords' content='Category: Life, baycourier.example, 1, ftp://a.example, ferry'>",
            ("ferry",),
        ),
        ("<meta name='keywords' content='0f8fad5b-d9cb-469f-a165-70867728950e,ferry'>", ("ferry",)),
        ("<p><a rel='tag' href='/t'>Ferry</a> <a rel='category tag' href='/c'>News</a></p>", ("Ferry",)),
        ("<aside><a rel='tag' href='/t'>Ferry</a></aside>", ()),
        ("<p>x</p>", ()),
    ],
)
def test_tags(page: str, tags: tuple[str, ...]) -> None:
    tree = document_fromstring(f"<html>{page}<p>x</p></html>")
    assert (
        article_tags(page_elements(tree), MetaTags(tree), article_nodes(tree), ("baycourier.example",))
        == tags
    )
