"""Injection: the same spam in the same place of the same page, and what is left of it counted."""

from __future__ import annotations

import pytest

from benchmarks.evaluation.spam_injection import PLACES, inject
from benchmarks.evaluation.spam_leaks import leak, letters_of, lost_lines
from benchmarks.evaluation.spam_phrases import phrases
from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import CleanArticle, RemovedBlock
from tests.line_values import clean_article_of

SENTENCE = "The council met in the old town hall on Tuesday and spoke about the harbour for two hours."
PAGE = (
    '<html><head><title>Council meets</title><meta name="description" content="What was said"></head>'
    f"<body><h1>Council meets</h1>{f'<p>{SENTENCE}</p>' * 4}</body></html>"
)
SPAM = "zorba slots login, free spins zorba, zorba casino bonus"


@pytest.mark.parametrize("place", sorted(PLACES))
def test_every_place_gets_all_phrases_and_keeps_the_page(place: str) -> None:
    page = f"Council meets\n{SENTENCE}\n{SENTENCE}" if place == "plain" else PAGE
    injected = inject(page, SPAM, place, 7)
    assert injected == inject(page, SPAM, place, 7)
    assert injected != page
    assert all(letters_of(phrase) in letters_of(injected) for phrase in phrases(SPAM))
    assert SENTENCE in injected


@pytest.mark.parametrize("seed", range(8))
def test_links_are_planted_in_the_text_and_never_in_a_tag(seed: int) -> None:
    """Addresses and styles have full stops and semicolons too: spam put there breaks the page."""
    styled = (
        f'<p style="margin: 0; color: red"><a href="https://a.b.example/c.html">They</a> met. {SENTENCE}</p>'
    )
    injected = inject(f"<html><body>{styled * 3}</body></html>", SPAM, "planted", seed)
    assert (
        injected.count('<p style="margin: 0; color: red"><a href="https://a.b.example/c.html">They</a>') == 3
    )


def test_pages_without_paragraphs_are_left_alone() -> None:
    assert inject("<p>short</p>", SPAM, "inside", 1) == "<p>short</p>"


def test_leaks_are_letters_that_came_back_and_were_not_there_before() -> None:
    def record(text: str) -> CleanArticle:
        return clean_article_of(text=text)

    spam = "alpha lottery, gamma voucher"
    found = leak(spam, record(SENTENCE), record(f"{SENTENCE}\ngamma voucher"))
    assert found.letters == len("alphalotterygammavoucher")
    assert found.left == len("gammavoucher")
    assert found.phrases == ("gammavoucher",)
    assert leak(spam, record(spam), record(spam)).left == 0


def test_prose_is_one_phrase_a_line_and_lists_fall_apart() -> None:
    assert len(phrases("He said that it was a good day, and that he would be back in the town soon.")) == 1
    assert phrases("甲乙在线 丙丁下载|戊己官网") == ["甲乙在线", "丙丁下载", "戊己官网"]


def test_only_lines_cut_as_spam_are_lost_to_it() -> None:
    lines = ("The council met on Tuesday.", "It spoke about the harbour.", "Share this story with friends.")
    clean = clean_article_of(text="\n".join(lines))

    def block(kind: SpamKind, text: str) -> RemovedBlock:
        return RemovedBlock(place=BlockPlace.TAIL, kind=kind, rule="any", score=0.9, text=text)

    removed = (
        block(SpamKind.FURNITURE, lines[2]),
        block(SpamKind.GAMBLING, f"zorba slots {lines[1]}"),
        block(SpamKind.GAMBLING, "Tuesday."),
    )
    injected = clean_article_of(text="The council met on", removed=removed)
    assert lost_lines(clean, injected) == list(lines[:2])
    assert lost_lines(clean, clean_article_of(text="", removed=())) == []
