"""Tags: the first source that has any, what machines read left out."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.text.dates.other_stories import OtherStories
from newsarchive.text.metadata.page_elements import page_elements
from newsarchive.text.metadata.page_facts import article_tags, site_names
from newsarchive.text.page.structured_data import MetaTags, article_nodes


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


HARBOUR, PIER = "<a href='/tags/harbour/'>Harbour</a>", "<a href='https://a.example/tag/pier'>Pier</a>"
TEASER = "<div><h2><a href='/2031/other-story'>Another story of the bay</a></h2>" + PIER + "</div>"


@pytest.mark.parametrize(
    ("box", "tags"),
    [
        (f"<ul><li>{HARBOUR}</li><li>{PIER}</li></ul>", ("Harbour", "Pier")),
        (f"<p>Filed under: {HARBOUR}, {PIER}</p>", ("Harbour", "Pier")),
        ("<p><a href='/tags/%E6%B8%AF/'>港</a></p>", ("港",)),
        (f"<p>{HARBOUR} <a href='/tags/x/' rel='category'>News</a></p>", ("Harbour",)),
        # In a sentence, a heading, a cloud, a menu, another story's box, or too many.
        (f"<p>The city closed the {HARBOUR} and will not open it again before the summer.</p>", ()),
        (f"<h2>{HARBOUR}</h2>", ()),
        ("<p><a href='/tag/harbour/feed'>RSS</a> <a href='/tag/all'>Show more</a></p>", ()),
        ("<ul><li><a href='/tag/harbour'>All about the harbour</a></li></ul>", ()),
        (
            "<p><a href='/tag/gangkou'>港口</a> <a href='/?tag=low-code'>Low code</a></p>",
            ("港口", "Low code"),
        ),
        (f"<div class='tag-cloud'>{HARBOUR}</div>", ()),
        (f"<nav>{HARBOUR}</nav>", ()),
        ("<p>By <a href='/author/ada-roe/'>Ada Roe</a></p>", ()),
        (TEASER, ()),
        ("".join(f"<a href='/tag/{n}'>Tag {n}</a>" for n in range(40)), ()),
    ],
)
def test_links_to_tags_in_the_box_of_the_headline(box: str, tags: tuple[str, ...]) -> None:
    page = f"<html><body>{HARBOUR}<main><h1>News of the harbour</h1>{box}<p>x</p></main>{PIER}</body></html>"
    tree = document_fromstring(page)
    others = OtherStories(tree, "http://a.example/2031/story", ("News of the harbour",))
    found = article_tags(page_elements(tree), MetaTags(tree), article_nodes(tree), (), others)
    assert found == tags


MARKED = "<a rel='tag' href='?word19'>Pier</a>"


@pytest.mark.parametrize(
    ("margin", "tags"),
    [
        (f"<aside><div class='menu'><h2>Words</h2>{MARKED}</div></aside>", ("Pier",)),
        (f"<aside class='widget tag-cloud'>{MARKED}</aside>", ()),
        (f"<footer><aside>{MARKED}</aside></footer>", ()),
        (f"<aside>{TEASER.replace(PIER, MARKED)}</aside>", ()),
        (f"<aside>{''.join(MARKED.replace('Pier', f'Pier {number}') for number in range(40))}</aside>", ()),
        (f"<aside>{MARKED.replace('tag', 'tag category')}</aside>", ()),
    ],
)
def test_a_few_marked_links_in_the_margin_are_of_the_page_that_has_none_elsewhere(
    margin: str, tags: tuple[str, ...]
) -> None:
    for own, expected in (("", tags), ("<a rel='tag' href='?word2'>Harbour</a>", ("Harbour",))):
        page = f"<html><body><main><h1>News of the harbour</h1><p>x {own}</p></main>{margin}</body></html>"
        tree = document_fromstring(page)
        others = OtherStories(tree, "http://a.example/2031/story", ("News of the harbour",))
        found = article_tags(page_elements(tree), MetaTags(tree), article_nodes(tree), (), others)
        assert found == expected


def test_links_to_tags_outside_of_any_box_of_a_story_are_not_read() -> None:
    tree = document_fromstring(f"<html><body><h1>News of the harbour</h1><p>{HARBOUR}</p></body></html>")
    assert not article_tags(page_elements(tree), MetaTags(tree), (), (), OtherStories(tree, ""))


@pytest.mark.parametrize(
    ("url", "tags"),
    [
        ("https://harbour.example/2031/pier", ("车", "AI", "ferry")),
        ("https://bay.example/2031/pier", ("Harbour", "车", "AI", "ferry")),
    ],
)
def test_what_the_docs_say_is_left_out(url: str, tags: tuple[str, ...]) -> None:
    """The label of the host, single letters, numbers, and what is too long (how-to/count-articles.md)."""
    keywords = f"Harbour, 车, X, AI, 2031, {'pier ' * 13}, ferry"
    tree = document_fromstring(f"<html><meta name='keywords' content='{keywords}'><p>x</p></html>")
    meta, nodes = MetaTags(tree), article_nodes(tree)
    assert article_tags(page_elements(tree), meta, nodes, site_names(url, meta, nodes)) == tags
