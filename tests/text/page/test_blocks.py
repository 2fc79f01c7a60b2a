"""The page as blocks: the lines of `page_lines`, and where each stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, document_fromstring

from newsarchive.text.page.page_blocks import TAG_BIT, hint_bits, page_blocks
from newsarchive.text.page.page_lines import page_lines

PAGE = """<html><body><div class="page"><h1>The ferry is back</h1>
<div class="share-bar"><a href="/f">Share</a> <a href="/m">Mail</a></div>
<p>It left at <b>six</b>, with <a href="/p">forty</a> people.<br>Nobody waved.</p>
<figure><img src="f.jpg"><figcaption>The new pier</figcaption></figure> A word in between.
<script>var hidden = 1;</script><ul><li>One</li><li>Two</li></ul></div></body></html>"""

PARTS = st.recursive(
    st.sampled_from(["word ", "Ein Satz. ", "一句话。", "<br>", "&nbsp;", "<script>x()</script>"]),
    lambda inner: st.builds(
        lambda tag, children: f"<{tag}>{''.join(children)}</{tag}>",
        st.sampled_from(["p", "div", "a", "b", "span", "ul", "li", "table", "tr", "td", "svg", "h2"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


def tree_of(source: str) -> HtmlElement:
    return document_fromstring(source)


def test_each_line_is_a_block_that_knows_its_box() -> None:
    page = page_blocks(tree_of(PAGE))
    assert page.lines == (
        "The ferry is back",
        "Share Mail",
        "It left at six, with forty people.",
        "Nobody waved.",
        "The new pier",
        "A word in between.",
        "One",
        "Two",
    )
    heading, share, first, second, caption, between, one, _ = page.blocks
    assert heading.box.tag == TAG_BIT["h1"]
    assert share.box.hints & hint_bits("share") == hint_bits("share")
    assert (share.links, share.linked) == (2, len("Share") + len("Mail"))
    assert (first.links, first.linked, first.bold) == (1, len("forty"), len("six"))
    assert first.box is second.box is not between.box
    assert caption.box.tags & TAG_BIT["figure"]
    assert one.box.parent is not None
    assert one.box.parent.tag == TAG_BIT["ul"]


def test_a_long_paragraph_is_read_to_its_end() -> None:
    paragraph = " ".join(f"Ferry number {number} left the new pier in the rain." for number in range(400))
    tree = tree_of(f"<body><div><p>{paragraph}</p></div></body>")
    assert page_blocks(tree).lines == page_lines(tree) == (paragraph,)


def test_a_box_holds_the_blocks_between_its_bounds() -> None:
    page = page_blocks(tree_of(PAGE))
    items = next(box for box in page.boxes if box.tag == TAG_BIT["ul"])
    assert [block.text for block in page.blocks[items.first : items.end]] == ["One", "Two"]
    assert (page.boxes[0].first, page.boxes[0].end) == (0, len(page.blocks))


@given(st.lists(PARTS, max_size=12))
def test_lines_are_those_of_page_lines(parts: list[str]) -> None:
    tree = tree_of(f"<html><body><i></i>{''.join(parts)}</body></html>")
    page = page_blocks(tree)
    assert page.lines == page_lines(tree)
    for box in page.boxes:
        assert 0 <= box.first <= box.end <= len(page.blocks)
    for number, block in enumerate(page.blocks):
        assert block.box.first <= number < block.box.end
        assert block.linked <= sum(map(len, tree.itertext()))


def test_words_behind_a_comment_are_lines_of_the_page() -> None:
    assert page_lines(document_fromstring("<p>The quay<!-- draft --> is closed.</p>")) == (
        "The quay is closed.",
    )


@pytest.mark.parametrize(
    ("link", "linked"),
    [
        ("<a name=q1>Who pays?</a>", 0),
        ("<a id=q1>Who pays?</a>", 9),
        ("<a name=q1 ng-click=pay()>Who pays?</a>", 9),
        ("<a name=q1>Who pays?", 0),
        ("<a href=/pays name=q1>Who pays?</a>", 9),
        ("<a href=#q1>Who pays?</a>", 9),
        ("<a class=button id=pay>Who pays?</a>", 9),
        ("<a name=pay onclick=pay()>Who pays?</a>", 9),
        ("<a>Who pays?</a>", 9),
    ],
)
def test_a_place_to_link_to_is_no_link(link: str, linked: int) -> None:
    (block,) = page_blocks(tree_of(f"<body><p>{link}</p></body>")).blocks
    assert (block.text, block.linked, block.links) == ("Who pays?", linked, int(linked > 0))
