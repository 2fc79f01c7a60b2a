"""Headings of a few words between two lines of the text, which the judges of blocks leave out."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.text.extraction.subheadings import subheadings
from newsarchive.text.page.page_blocks import page_blocks

ABOVE, BELOW = "The pier was built in 1904 and has burned twice.", "The work is to begin in April."


def found(source: str, *more: str) -> list[str]:
    """The lines that are text since both their neighbours were read."""
    blocks = page_blocks(document_fromstring(f"<body>{source}</body>")).blocks
    return [
        block.text
        for block, is_one in zip(blocks, subheadings(blocks, (ABOVE, BELOW, *more)), strict=True)
        if is_one
    ]


@pytest.mark.parametrize(
    "between",
    [
        "<h2>The next step</h2>",
        "<h3><a name=next>The next step</a></h3>",
        "<div class=block><div class=block__inner><h3>The next step</h3></div></div>",
        "<center><h4>The next step</h4></center>",
        "<div role=heading aria-level=2>The next step</div>",
        '<section class="col widget"><h5>The next step</h5></section>',
    ],
)
def test_a_heading_between_two_lines_of_the_text_is_text(between: str) -> None:
    assert found(f"<div><p>{ABOVE}</p></div>{between}<div><p>{BELOW}</p></div>") == ["The next step"]


@pytest.mark.parametrize(
    "between",
    [
        "<p>The next step</p>",
        "<h1>The next step</h1>",
        "<div role=heading aria-level=1>The next step</div>",
        "<h2><a href=/next>The next step</a></h2>",
        "<aside><h2>The next step</h2></aside>",
        "<figure><h2>The next step</h2></figure>",
        "<div class=related><h2>The next step</h2></div>",
        "<h2>The next step</h2><p>An advert.</p>",
        "<div class=author-box><h3>Jane Doe</h3></div>",
        "<h3>Leia também</h3>",
    ],
)
def test_other_lines_are_not(between: str) -> None:
    assert found(f"<p>{ABOVE}</p>{between}<p>{BELOW}</p>") == []


FACTS = (
    "It was paid for by a brewer, who had lost a bet against the town.",
    "He never saw the sea himself, nor any of the ships.",
)


def test_the_heading_of_an_aside_is_text_where_all_of_the_aside_was_read() -> None:
    told = "".join(f"<p>{line}</p>" for line in FACTS)
    box = f"<aside class=facts><h3>Who built the pier</h3>{told}</aside>"
    assert found(f"<p>{ABOVE}</p>{box}<p>{BELOW}</p>", *FACTS) == ["Who built the pier"]


@pytest.mark.parametrize(
    "inner",
    [
        f"<h3>The next step</h3><p>{FACTS[0]}</p>",
        f"<h3>The next step</h3><p>{FACTS[0]}</p><p>{FACTS[1]}</p><p>Left out by the judge of blocks.</p>",
        f"<h3>The next step</h3><p>{FACTS[0]}</p><p><a href=/a>{FACTS[1]}</a></p>",
        f"<p>{FACTS[0]}</p><h3>The next step</h3><p>{FACTS[1]}</p>",
    ],
)
def test_the_heading_of_another_aside_is_not(inner: str) -> None:
    assert found(f"<p>{ABOVE}</p><aside>{inner}</aside><p>{BELOW}</p>", *FACTS) == []


def test_where_each_line_stands_in_a_figure_headings_do_too() -> None:
    lines = (f"<p>{ABOVE}</p>", "<h2>The next step</h2>", f"<p>{BELOW}</p>")
    assert found("".join(f"<figure><div>{one}</div></figure>" for one in lines)) == ["The next step"]
    shown = "".join(f"<figure>{one}</figure>" for one in (lines[0], "<h3>Most read today</h3>", lines[2]))
    others = [f"Bridge {number} is open." for number in range(3)]
    assert found(shown + "".join(f"<p>{one}</p>" for one in others), *others) == []
    caption = f"<figure><h2>The pier</h2><figcaption>{BELOW}</figcaption></figure>"
    assert found(f"<figure><p>{ABOVE}</p></figure>{caption}") == []


CARD = "<div class=c><a href=/o><div>Another page</div><div>What it is about.</div></a></div>"


def test_the_card_of_another_page_parts_no_heading_from_its_text() -> None:
    answer = f"<div class=t><div><h4>Was it worth it?</h4></div><div><p>{BELOW}</p></div></div>"
    assert found(f"<p>{ABOVE}</p>{CARD}{answer}") == ["Was it worth it?"]
    assert found(f"<p>{ABOVE}</p><div><h4>Our stories</h4></div>{CARD}<p>{BELOW}</p>") == []
    shop = f"<div><h3>Our shop this week</h3></div><p>{BELOW}</p>"
    assert found(f"<p>{ABOVE}</p>{CARD}{shop}") == []
    assert found(f"<p>{ABOVE}</p>{CARD}<div class=promo><h4>A boat for you</h4><p>{BELOW}</p></div>") == []


def test_nor_the_heading_of_a_box_beside_the_story() -> None:
    """What stands in it may have been read by mistake; above the box the heading says whose it is."""
    box = f"<div class=comments><h3>Remarks</h3><p>{BELOW}</p></div>"
    assert found(f"<p>{ABOVE}</p>{box}") == []
    assert found(f"<p>{ABOVE}</p><h2>Two</h2><h3>Three</h3><p>{BELOW}</p>", "Three") == []


def test_nor_a_heading_that_stands_there_twice() -> None:
    player = "<div class=p1><h4>Listen to this article</h4></div>"
    assert found(f"<p>{ABOVE}</p>{player}<p>{BELOW}</p>{player}<p>{ABOVE}</p>") == []


def test_nothing_is_found_on_a_page_without_text() -> None:
    assert found("") == []
    assert found("<h2>The next step</h2>") == []


LINKS = "<ul><li><a href=/1>Storm bill rises</a></li><li><a href=/2>Ferry strike is off</a></li></ul>"


@pytest.mark.parametrize(
    "between",
    [
        f"<div><h2>The next step</h2></div><div>{LINKS}</div>",
        f"<div><h2>The next step</h2></div><div></div><div>{LINKS.replace('<a', '<p><a')}</div>",
        "<div>Advertisement</div><div><h3>The next step</h3></div>",
        "<p>Publicidad</p><h3>The next step</h3>",
        f"<aside>{LINKS}</aside><h3>The next step</h3>",
    ],
)
def test_labels_and_links_of_other_boxes_part_no_heading_from_its_text(between: str) -> None:
    assert found(f"<div><p>{ABOVE}</p>{between}<p>{BELOW}</p></div>") == ["The next step"]


@pytest.mark.parametrize(
    "between",
    [
        f"<div><h2>The next step</h2>{LINKS}</div>",
        f"<h2>The next step</h2>{LINKS}",
        "<div><div>Advertisement</div><h3>The next step</h3></div>",
        "<div><p>An advert.</p></div><div><h3>The next step</h3></div>",
    ],
)
def test_but_a_heading_of_links_and_one_of_an_advert_stay_theirs(between: str) -> None:
    assert found(f"<div><p>{ABOVE}</p>{between}<p>{BELOW}</p></div>") == []


@pytest.mark.parametrize(
    "heading",
    ["Our best stories", "News of the town", "Noticias destacadas", "Unsere besten Artikel", "编辑部文章"],
)
def test_nor_is_one_text_that_says_it_heads_a_list(heading: str) -> None:
    between = f"<div><h3>{heading}</h3></div><div>{LINKS}</div>"
    assert found(f"<p>{ABOVE}</p>{between}<p>{BELOW}</p>") == []


@pytest.mark.parametrize(
    "heading", ["Union anger", "Bad news for the stories' friends in town", "Storied town"]
)
def test_but_other_headings_above_links_are(heading: str) -> None:
    between = f"<div><h2>{heading}</h2></div><div>{LINKS}</div>"
    assert found(f"<p>{ABOVE}</p>{between}<p>{BELOW}</p>") == [heading]


def posts(second: str) -> str:
    """Two posts of a live report, each with a header that says when and by whom."""
    header = "<header><time>1:10 p.m. ET</time>{}<div>Jane Doe</div></header>"
    return (
        f"<article>{header.format('')}<p>{ABOVE}</p><footer><p>Updated at 11.30</p></footer></article>"
        f"<article>{header.format(second)}</article>"
    )


def test_the_heading_of_a_later_post_of_a_live_report_is_text() -> None:
    report = posts("<h2>The next step</h2>").replace(
        "</header></article>", f"</header><p>{BELOW}</p></article>"
    )
    assert found(report) == ["The next step"]


def test_but_not_of_a_teaser_amid_the_text() -> None:
    teaser = "<article><header><h2>The next step</h2><time>1:10 p.m. ET</time></header></article>"
    assert found(f"<p>{ABOVE}</p>{teaser}<p>{BELOW}</p>") == []
