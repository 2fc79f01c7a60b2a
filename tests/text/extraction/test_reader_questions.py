"""What readers ask in a live report is text where the answer is, whatever the box of it is called."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.text.extraction.reader_questions import reader_questions
from newsarchive.text.page.page_blocks import page_blocks
from newsarchive.text.page.page_model import PageModel

ANSWER = "Hello Ann, the upper lock opens on Thursday, the town says."
REPORT = "<p>Water falls at the upper lock.</p>" * 12
LIVE = '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Flood"}</script>'


def found(post: str, stated: str = LIVE) -> list[str]:
    """The lines of a page with a post that are questions of readers."""
    tree = document_fromstring(f"<html><head>{stated}</head><body>{REPORT}{post}</body></html>")
    blocks = page_blocks(tree).blocks
    taken = reader_questions(PageModel(tree), blocks, (ANSWER,))
    return [block.text for block, is_one in zip(blocks, taken, strict=True) if is_one]


@pytest.mark.parametrize("question", ["When does the lock open?", "船闸何时开放？", "متى يفتح الهويس؟"])
@pytest.mark.parametrize("asker", ["", "<p class=comment-author>Ann</p>"])
def test_a_question_stands_by_its_answer(question: str, asker: str) -> None:
    post = f"<section><div class=comment-quote>{question}</div>{asker}<div><p>{ANSWER}</p></div></section>"
    assert found(post) == [question]
    assert found(post, stated="") == []


@pytest.mark.parametrize(
    "post",
    [
        f"<section><p>Any news for us?</p></section><section><p>{ANSWER}</p></section>",
        f"<section><p><a href=/tip>Any news for us?</a></p><p>{ANSWER}</p></section>",
        f"<section><aside><p>Any news for us?</p></aside><p>{ANSWER}</p></section>",
        f"<section><p>Any news for us?</p><p>Write to the desk by mail.</p><p>{ANSWER}</p></section>",
    ],
)
def test_what_the_page_asks_its_readers_is_none(post: str) -> None:
    assert found(post) == []
