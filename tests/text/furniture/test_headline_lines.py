"""A headline repeated above the text goes, whole or broken; a sentence that is worded like it stays."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.furniture import trim_furniture
from newsarchive.text.furniture.headline_lines import NO_HEADLINE_BOXES, HeadlineBoxes, headline_lines

TITLE = "The lighthouse keeper goes home"
STORY = (
    "For thirty-one winters Olav Brekke lit the lamp above the sound at four in the afternoon.",
    "The new lamp lights itself, and a boat from the mainland looks in on it twice a year.",
    "He has packed two suitcases and left the third, with the charts, to the museum in the harbour.",
)
OPENED = "2020年起，海峡对岸的灯塔改由电脑点亮，守塔人从此不必再住在岛上。"


def kept(*lines: str, title: str = TITLE, boxes: HeadlineBoxes = NO_HEADLINE_BOXES) -> tuple[str, ...]:
    return trim_furniture(lines, (title,), boxes=boxes).paragraphs


@pytest.mark.parametrize(
    "above",
    [
        (TITLE,),
        (TITLE, TITLE),
        ("The lighthouse", "keeper goes home"),
        ("The", "lighthouse keeper", "goes", "home"),
    ],
)
def test_a_headline_above_the_text_goes(above: tuple[str, ...]) -> None:
    assert kept(*above, *STORY) == STORY
    assert kept("Harbour", *above, *STORY) == ("Harbour", *STORY)


@pytest.mark.parametrize("said", [f"{TITLE}.", f"“{TITLE}.”", TITLE])
def test_a_sentence_worded_like_the_headline_stays(said: str) -> None:
    amid, last = (STORY[0], said, *STORY[1:]), (*STORY, said)
    assert kept(*amid) == amid
    assert kept(*last) == last
    chinese = (OPENED, "守塔人回家了。", OPENED)
    assert kept(*chinese, title="守塔人回家了") == chinese


def test_only_a_box_of_the_headline_is_told_from_sentences_below() -> None:
    lines = (STORY[0], TITLE, *STORY[1:])
    assert kept(*lines, boxes=HeadlineBoxes(only=frozenset({TITLE}))) == STORY


def test_a_part_of_a_broken_headline_goes_above_the_text_alone() -> None:
    boxes = HeadlineBoxes(broken=frozenset({"The lighthouse keeper", "goes home"}))
    assert kept("goes home", *STORY, boxes=boxes) == STORY
    assert kept("goes home", *STORY) == ("goes home", *STORY)
    below = (*STORY, "goes home")
    assert kept(*below, boxes=boxes) == below


def test_lines_of_a_poem_are_no_headlines() -> None:
    verses = tuple(f"And line {number} of the song" for number in range(6))
    assert headline_lines((*verses, TITLE), (TITLE,), NO_HEADLINE_BOXES, lambda _: False) == frozenset()
    assert headline_lines((), (TITLE,), NO_HEADLINE_BOXES, lambda _: False) == frozenset()


def text_of(body: str) -> tuple[str, ...]:
    page = f"<html><head><title>{TITLE} | Sound Post</title></head><body>{body}</body></html>"
    record = run_stages(FetchedPage(url="https://sound.example/2031/x", body=page.encode()))
    assert record.title == TITLE
    return tuple((record.text or "").split("\n"))


def test_a_broken_heading_is_no_text() -> None:
    told = "".join(f"<p>{line}</p>" for line in STORY)
    assert text_of(f"<table><tr><td><h1>The lighthouse<br>keeper goes home</h1>{told}</table>") == STORY
    assert text_of(f"<article><h1>The lighthouse keeper<br>goes home</h1>{told}</article>") == STORY


def test_a_quotation_worded_like_the_heading_is_text() -> None:
    told = [f"<p>{line}</p>" for line in STORY]
    quoted = f"<blockquote>{TITLE}.</blockquote>"
    found = text_of(f"<article><h1>{TITLE}</h1>{told[0]}{quoted}{told[1]}{told[2]}</article>")
    assert found == (STORY[0], f"{TITLE}.", *STORY[1:])
