"""The verdict of a review in a box of its own behind the text, and boxes that only look like it."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.text.extraction.closing_parts import closing_parts
from newsarchive.text.page.page_blocks import page_blocks

STORY = ("The wall is two hours long and none of them is dull.", "Its second half leaves the river behind.")
END = "Whoever loves rivers and has a patient friend should see it before the winter."


def found(box: str, *read: str) -> list[str]:
    story = "".join(f"<p>{line}</p>" for line in STORY)
    page = f"<body><section>{story}</section><div class=poll><h4>Did you like it?</h4></div>{box}</body>"
    blocks = page_blocks(document_fromstring(page)).blocks
    ends = closing_parts(blocks, (*STORY, *read))
    return [block.text for block, is_end in zip(blocks, ends, strict=True) if is_end]


@pytest.mark.parametrize("heading", ["The Verdict", "Fazit", "Notre avis", "Veredicto", "まとめ", "Вывод"])
def test_a_verdict_in_its_own_box_is_text(heading: str) -> None:
    assert found(f"<section class=end><h2>{heading}</h2><p>{END}</p></section>") == [heading, END]


@pytest.mark.parametrize(
    "box",
    [
        f"<section><h2>About the author</h2><p>{END}</p></section>",
        f"<section><h2><a href=/v>The Verdict</a></h2><p>{END}</p></section>",
        f"<aside><h2>The Verdict</h2><p>{END}</p></aside>",
        f"<section class=related><h2>The Verdict</h2><p>{END}</p></section>",
        f"<section><h2>The Verdict</h2><p><a href=/v>{END}</a></p></section>",
        "<section><h2>The Verdict</h2><p>8.5</p></section>",
        f"<section><h2>The Verdict</h2>{f'<p>{END}</p>' * 9}</section>",
        f"<section><p>{END}</p><h2>The Verdict</h2></section>",
    ],
)
def test_other_boxes_are_not(box: str) -> None:
    assert found(box) == []


@pytest.mark.parametrize("heading", ["Verdict", "The takeaway", "Zusammenfassung"])
def test_below_the_article_are_other_reviews_and_offers(heading: str) -> None:
    story = "".join(f"<p>{line}</p>" for line in STORY)
    box = f"<div><h3>{heading}</h3><p>{END}</p></div>"
    blocks = page_blocks(document_fromstring(f"<body><main><article>{story}</article>{box}</main>")).blocks
    assert not closing_parts(blocks, STORY).any()


def test_what_was_read_is_not_found_again() -> None:
    assert found(f"<section><h2>The Verdict</h2><p>{END}</p></section>", "The Verdict", END) == []
