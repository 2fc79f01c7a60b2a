"""Which reading a page gets: that of the judges of blocks, trafilatura's, the densest container's."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest
from lxml.html import HtmlElement, document_fromstring

from newsarchive.text.extraction import main_text
from newsarchive.text.extraction.main_text import MainText, read_main_text
from newsarchive.text.page.block_facts import Array
from newsarchive.text.page.marked_parts import marked_parts
from newsarchive.text.page.page_blocks import PageBlocks, page_blocks

LINES = tuple(
    f"Ferry number {n} left the new pier at six in the morning, the harbour said on Monday." for n in range(6)
)


def page(lines: tuple[str, ...], around: str = "") -> HtmlElement:
    """An article without markup that names it, in a box, and what stands beside it."""
    inside = "".join(f"<p>{line}</p>" for line in lines)
    return document_fromstring(f"<html><body><div>{inside}</div>{around}</body></html>")


def forest(chance: float) -> Callable[..., Array]:
    """A judge that gives every block the same chance."""
    return lambda page, own, judge, usual: np.full(len(page.blocks), chance)


def test_where_the_judges_find_nothing_trafilatura_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = page(LINES)
    monkeypatch.setattr(main_text, "block_chances", forest(0.1))
    found = read_main_text(tree, "", page_blocks(tree))
    assert found.paragraphs == LINES
    assert found.confidence == pytest.approx(0.2 / 1.1)


def test_where_nobody_finds_anything_the_densest_box_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = page(LINES)
    monkeypatch.setattr(main_text, "block_chances", forest(0.1))
    monkeypatch.setattr(main_text, "trafilatura_paragraphs", lambda *_, **__: ())
    assert read_main_text(tree, "", page_blocks(tree)).paragraphs == LINES


def test_a_menu_is_no_text_where_nothing_else_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    menu = tuple(f"Chapter {number}" for number in range(8))
    tree = document_fromstring("".join(f"<p><a href=/{line[-1]}>{line}</a></p>" for line in menu))
    monkeypatch.setattr(main_text, "block_chances", forest(0.1))
    monkeypatch.setattr(main_text, "trafilatura_paragraphs", lambda *_, **__: menu)
    assert read_main_text(tree, "", page_blocks(tree)).paragraphs == ()


def test_trafilatura_is_asked_in_doubt_only(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = page(LINES)
    monkeypatch.setattr(main_text, "trafilatura_paragraphs", lambda *_, **__: pytest.fail("asked"))
    monkeypatch.setattr(main_text, "block_chances", forest(0.99))
    found = read_main_text(tree, "", page_blocks(tree))
    assert found.paragraphs == LINES
    assert found.confidence == pytest.approx(2 * 0.99 / 1.99)
    monkeypatch.setattr(main_text, "block_chances", forest(0.7))
    with pytest.raises(pytest.fail.Exception):
        read_main_text(tree, "", page_blocks(tree))


OTHERS = tuple(
    f"Gulls breed in box {n} of the western wall, and nobody is asked to feed them." for n in range(9)
)


@pytest.mark.parametrize(
    ("quick", "opinions"),
    [(LINES, [True]), (LINES[:1], [True, False]), (OTHERS, [True, False]), ((), [True, False])],
)
def test_second_opinions_are_asked_where_the_quick_reading_is_another(
    monkeypatch: pytest.MonkeyPatch, quick: tuple[str, ...], opinions: list[bool]
) -> None:
    asked: list[bool] = []
    started_from: list[tuple[str, ...]] = []

    def trafilatura(_: HtmlElement, __: str | None, *, fast: bool = True) -> tuple[str, ...]:
        asked.append(fast)
        return quick if fast else LINES

    def chances(blocks: PageBlocks, _: object, judge: str, usual: tuple[str, ...]) -> Array:
        if judge == "helped":
            started_from.append(usual)
        return np.array([0.7 if block.text in LINES else 0.3 for block in blocks.blocks])

    tree = page(LINES, "".join(f"<p>{line}</p>" for line in OTHERS))
    monkeypatch.setattr(main_text, "trafilatura_paragraphs", trafilatura)
    monkeypatch.setattr(main_text, "block_chances", chances)
    assert read_main_text(tree, "", page_blocks(tree)).paragraphs == LINES
    assert asked == opinions
    assert started_from[0] == LINES


def test_pages_of_too_many_blocks_are_left_to_trafilatura(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = page(LINES)
    monkeypatch.setattr(main_text, "MOST_JUDGED", 3)
    assert read_main_text(tree, "", page_blocks(tree)) == MainText(LINES, None, LINES)


def test_a_page_without_text_has_none() -> None:
    tree = document_fromstring("<html><body><p> </p></body></html>")
    assert read_main_text(tree, "", page_blocks(tree)) == MainText((), None)


@pytest.mark.parametrize("language", ["zh", "en", "ja"])
def test_a_list_of_other_stories_outweighs_no_article(language: str) -> None:
    lines = {
        "en": LINES,
        "zh": tuple(
            f"昨天清晨，第{n}班渡船从新码头开出，两岸的居民站在雨里鼓掌，船长很高兴。" for n in "一二三四五"
        ),
        "ja": tuple(
            f"昨日の朝、{n}番の渡し船が新しい桟橋から出て、両岸の住民は雨の中で拍手を送った。"
            for n in range(5)
        ),
    }[language]
    headline = {
        "en": "Bridge {} closed for repair",
        "zh": "江边第{}号桥今起封闭检修",
        "ja": "第{}橋が修理のため通行止めに",
    }
    stories = "".join(
        f"<li><a href=/{number}>{headline[language].format(number)}</a></li>" for number in range(40)
    )
    tree = page(lines, f"<div><ul>{stories}</ul></div>")
    assert read_main_text(tree, "", page_blocks(tree)).paragraphs == lines


def test_lines_of_comments_are_sought_in_bounded_time() -> None:
    """20,000 lines beside as many of comments took 15 s."""
    own = tuple(f"The council heard about berth {number} of the quay." for number in range(20_000))
    said = "".join(f"<p>Reader {number} would rather keep the ferry.</p>" for number in range(20_000))
    tree = document_fromstring(f"<div><p>One line.</p></div><div id=comments>{said}</div>")
    begun = time.process_time()
    assert not main_text._holds_others(own, tree, marked_parts(tree))
    assert main_text._holds_others((*own, "Reader 7 would rather keep the ferry."), tree, marked_parts(tree))
    assert time.process_time() - begun < 5


def test_of_many_lines_those_of_the_body_are_found_in_bounded_time() -> None:
    body = "".join(f"<p>The council heard about berth {number}.</p>" for number in range(20_000))
    tree = document_fromstring(f"<div class=entry-content>{body}</div>")
    parts = marked_parts(tree)
    begun = time.process_time()
    found = tuple(f"Elsewhere nothing was heard of berth {number} at all." for number in range(20_000))
    assert main_text._of_body(found, parts) == parts.prose
    assert time.process_time() - begun < 5


FIGURE = '<figure class="wp-block-image"><img src="/pier.jpg">{}</figure>'
UNDER = "The pier in the storm of March, as seen from the old lighthouse."
CAPTIONS = {
    "by its tag": f"<figcaption><p>{UNDER}</p></figcaption>",
    "by its class": f'<div class="image__caption">{UNDER}</div>',
}


@pytest.mark.parametrize("caption", CAPTIONS)
def test_what_stands_under_a_picture_is_no_line_of_the_story(
    monkeypatch: pytest.MonkeyPatch, caption: str
) -> None:
    """However much it reads like one; the same words in the story stay."""
    monkeypatch.setattr(main_text, "block_chances", forest(0.97))
    tree = page(LINES, FIGURE.format(CAPTIONS[caption]))
    assert read_main_text(tree, "", page_blocks(tree)).paragraphs == LINES
    tree = page((*LINES, UNDER), FIGURE.format(CAPTIONS[caption]))
    assert read_main_text(tree, "", page_blocks(tree)).paragraphs == (*LINES, UNDER, UNDER)


@pytest.mark.parametrize(
    "shown", ["<blockquote><p>{}</p></blockquote>", "<table><tr><td>{}</td></tr></table>"]
)
def test_a_quotation_in_a_figure_is_no_caption(monkeypatch: pytest.MonkeyPatch, shown: str) -> None:
    monkeypatch.setattr(main_text, "block_chances", forest(0.97))
    figure = f'<figure class="wp-block-pullquote has-caption">{shown.format(UNDER)}</figure>'
    tree = page(LINES, figure)
    assert read_main_text(tree, "", page_blocks(tree)).paragraphs == (*LINES, UNDER)


def test_a_gallery_is_its_captions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main_text, "block_chances", forest(0.97))
    captions = tuple(f"Picture {number}: {UNDER}" for number in range(6))
    tree = page(LINES[:1], "".join(FIGURE.format(f"<figcaption>{line}</figcaption>") for line in captions))
    assert read_main_text(tree, "", page_blocks(tree)).paragraphs == (LINES[0], *captions)


def test_what_is_stated_stands_where_the_page_has_it() -> None:
    """Lines that are no block of their own stay in their order, and what stands twice is told twice."""
    tree = document_fromstring("<div><p>One.</p><p>Salt</p><p>Two.</p><p>Salt</p><p>Three.</p></div>")
    page = page_blocks(tree)
    stated = np.array([block.text == "Salt" for block in page.blocks])
    joined = ("One.", "Two, and", "more of it", "Two.", "Three.")
    expected = ("One.", "Two, and", "more of it", "Salt", "Two.", "Salt", "Three.")
    assert main_text._with_stated(page, stated, joined) == expected
    assert main_text._with_stated(page, stated, joined, joined[:1]) == expected
    assert main_text._with_stated(page, stated, ()) == ("Salt", "Salt")
