"""Readings held against the known boxes of their host: what goes, what comes, when a page does not fit."""

from __future__ import annotations

from functools import cache

import pytest

from newsarchive.hints import NO_HINTS, HostBoxes, PageHints, Selectors, SharedParts
from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.record import article_record
from newsarchive.stages import run_stages
from newsarchive.text.boilerplate.box_learning import learn_boxes
from newsarchive.text.boilerplate.page_outline import unpack_outline
from tests.text.boilerplate.gazette import (
    fact,
    gazette_page,
    gazette_story,
    gazette_text,
    letter,
    paragraphs_of,
)
from tests.text.boilerplate.test_box_learning import outline_of


@cache
def known() -> HostBoxes:
    return learn_boxes(outline_of(number) for number in range(1, 17)).known()


def read(
    markup: str, *, selectors: Selectors = NO_HINTS.selectors, boxes: HostBoxes | None = None
) -> CleanArticle:
    shared = SharedParts(boxes=known() if boxes is None else boxes)
    page = FetchedPage(url="https://gull.example/7", body=markup.encode())
    return run_stages(page, PageHints(selectors=selectors, shared=shared))


def cut(article: CleanArticle) -> list[str]:
    return [block.text for block in article.removed if block.rule == "host_boxes"]


@pytest.mark.parametrize("number", range(20, 40))
def test_every_story_of_the_host_is_read_whole_and_nothing_else(number: int) -> None:
    article = read(gazette_story(number))
    assert article.verdict == "article"
    assert article.text == gazette_text(number)
    assert article.boxes.fit in {"kept", "used"}


def test_what_goes_and_what_comes_is_told() -> None:
    article = read(gazette_story(44))  # missed below ten letters where the host is unknown
    assert article.boxes.fit == "used"
    assert letter(44, 0) in cut(article)
    assert [(one.kind, one.count) for one in article.facts.repairs] == [("read_by_host", 1)]


def test_nothing_changes_without_knowledge_and_the_outline_is_of_the_page_alone() -> None:
    alone = read(gazette_story(22), boxes=HostBoxes())
    assert alone.boxes.fit is None
    assert letter(22, 0) in alone.text
    assert alone.boxes.outline == read(gazette_story(22)).boxes.outline
    record = article_record(
        run_stages(FetchedPage(url="https://gull.example/7", body=gazette_story(22).encode()))
    )
    assert record == article_record(alone)


def test_a_declaration_overrules_what_was_learned() -> None:
    article = read(gazette_story(22), selectors=Selectors(body=".k5"))
    assert article.text.split("\n") == [letter(22, line) for line in range(3)]
    assert article.boxes.fit is None
    assert article.boxes.outline is None


def test_a_page_made_otherwise_keeps_its_reading() -> None:
    other = gazette_page(21).replace('class="b6"', 'class="x9"').replace('class="w4"', 'class="x8"')
    article = read(other)
    assert article.boxes.fit == "unfit"
    assert article.text == gazette_text(21)


def test_a_sure_reading_of_a_long_text_is_not_cut_to_a_caption() -> None:
    """Where the box of the text holds a line, and the text stands where others have their letters."""
    long = "".join(f'<div class="k5">{fact(5, 2 * line)} {fact(5, 2 * line + 1)}</div>' for line in range(12))
    page = gazette_page(6, short=True, letters=0).replace('<div class="k2">0 letters</div>', long)
    article = read(page)
    assert all(fact(5, line) in article.text for line in range(24))


def test_a_sentence_in_a_box_nobody_knows_stays() -> None:
    """What stands in a new box inside of one that stands apart may be anything; its labels go."""
    own = fact(77, 3)
    page = gazette_page(5, letters=0, extra=f"<blockquote>{own}</blockquote>")
    assert own in read(page).text


SENTENCE = paragraphs_of(30, short=True)[0]
WALL = "This report is for subscribers only."
FILM = '<iframe src="https://www.youtube.com/embed/xyz"></iframe>'
CAPTION = "The dry dock at dawn, filmed from the pilots' boat."


def test_of_a_paid_post_only_what_it_shows_of_itself_is_read() -> None:
    wall = f'<div class="q9"><p>{WALL}</p><a href="/join">Subscribe now</a></div>'
    page = gazette_page(30, short=True, letters=10, extra=wall)
    assert (read(page).verdict, read(page).text) == ("article", SENTENCE)
    states = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    assert read(page.replace("</head>", f"{states}</head>")).reason == "paywall"


def test_of_a_film_the_caption_is_read_and_of_a_bare_one_nothing() -> None:
    page, text = gazette_page(30, short=True, letters=10), f"<p>{SENTENCE}</p>"
    film = f"<figure>{FILM}<figcaption>{CAPTION}</figcaption></figure>"
    assert read(page.replace(text, film)).text == CAPTION
    assert read(page.replace(text, text + film)).text == SENTENCE
    bare = read(page.replace(text, FILM))
    assert (bare.verdict, bare.text, bare.boxes.fit) == ("not_article", "", "used")
    assert letter(30, 0) in cut(bare)


@pytest.mark.parametrize("markup", ["", "<p>", "<html><body><div class=b6></div></body></html>", "\x00<b6>"])
def test_any_page_is_read(markup: str) -> None:
    assert read(markup).text == read(markup, boxes=HostBoxes()).text


def with_standfirst(number: int, line: str) -> str:
    return gazette_page(number).replace(
        '<div class="b6">', f'<div class="s2">{line}</div><div class="b6">', 1
    )


@pytest.mark.parametrize("label", ["Photo: Lind", "Topic: harbour"])
def test_a_box_of_labels_never_takes_a_sentence(label: str) -> None:
    outlines = (read(with_standfirst(number, label)).boxes.outline for number in range(1, 25))
    found = (unpack_outline(packed) for packed in outlines if packed is not None)
    boxes = learn_boxes(outline for outline in found if outline is not None).known()
    assert boxes.text
    alone, told = (read(with_standfirst(31, fact(150, 0)), boxes=one) for one in (HostBoxes(), boxes))
    assert fact(150, 0) in alone.text
    assert told.text == alone.text
    assert not [line for line in cut(told) if line != label]
