"""The box of the text is learned from sure readings, in any order; one misreading is nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.boilerplate.box_learning import LearnedBoxes, learn_boxes
from newsarchive.text.boilerplate.page_outline import (
    OutlinedBox,
    PageOutline,
    pack_outline,
    unpack_outline,
)
from tests.text.boilerplate.gazette import gazette_story

PARAGRAPHS = "html > body > div.w4 > div.b6 > p"
LETTERS = "html > body > div.k1 > div.k8 > div.k5"


@cache
def outline_of(number: int) -> PageOutline:
    """The outline of a page of the newspaper, as it is read alone."""
    body = gazette_story(number).encode()
    packed = run_stages(FetchedPage(url=f"https://gull.example/{number}", body=body)).boxes.outline
    outline = unpack_outline(packed or b"")
    assert outline is not None
    return outline


def roles(learned: LearnedBoxes) -> dict[str, str]:
    return {box.path: box.role for box in learned.boxes}


def test_long_stories_tell_where_short_ones_stand() -> None:
    learned = learn_boxes(outline_of(number) for number in range(1, 17))
    assert roles(learned)[PARAGRAPHS] == "text"
    assert roles(learned)[LETTERS] == "apart"
    assert dict(learned.names)["b6"] == learned.pages == 16


def test_short_stories_alone_teach_nothing() -> None:
    assert learn_boxes(outline_of(number) for number in range(2, 40, 2)).boxes == ()


def test_few_pages_teach_nothing_nor_do_copies_of_one() -> None:
    assert learn_boxes(outline_of(number) for number in range(1, 9, 2)).boxes == ()
    assert learn_boxes([outline_of(1)] * 20) == LearnedBoxes(1)


def page(*boxes: tuple[str, int, bool], confidence: float = 0.97, words: int = 0) -> PageOutline:
    """A page of boxes in a row, each with its name and letters, and whether it was read."""
    rows = [
        OutlinedBox(0, "div", (name,), 1, size, size * read, 0, 0 if read else size, f"{words}{name}")
        for name, size, read in boxes
    ]
    return PageOutline((OutlinedBox(-1, "body", (), 1, 0, 0, 0, 0, ""), *rows), confidence)


def test_readings_that_contradict_each_other_teach_nothing() -> None:
    one = [page(("a", 900, True), ("b", 900, False), words=number) for number in range(10)]
    other = [page(("a", 900, False), ("b", 900, True), words=number) for number in range(10, 20)]
    assert learn_boxes([*one, *other]).boxes == ()
    assert roles(learn_boxes([*one, *other[:1]])) == {"body > div.a": "text", "body > div.b": "apart"}


def test_each_layout_has_a_box_of_its_own() -> None:
    one = [page(("a", 900, True), ("menu", 90, False), words=number) for number in range(8)]
    other = [page(("b", 900, True), ("menu", 90, False), words=number) for number in range(10, 18)]
    assert roles(learn_boxes([*one, *other])) == {
        "body > div.a": "text",
        "body > div.b": "text",
        "body > div.menu": "apart",
    }


def test_a_box_in_which_no_sentence_was_seen_is_one_of_labels() -> None:
    pages = [page(("a", 900, True), ("menu", 90, False), words=number) for number in range(10)]
    bare = [
        PageOutline(tuple(replace(box, prose=0) for box in one.boxes), one.confidence) for one in pages[1:]
    ]
    assert roles(learn_boxes([pages[0], *bare])) == {"body > div.a": "text", "body > div.menu": "label"}
    assert roles(learn_boxes([*pages[:4], *bare[3:]]))["body > div.menu"] == "apart"


def test_a_box_that_is_read_now_and_then_is_neither() -> None:
    pages = [page(("a", 900, True), ("lead", 60, number % 4 == 0), words=number) for number in range(20)]
    assert roles(learn_boxes(pages)) == {"body > div.a": "text"}


def test_names_of_single_articles_make_no_box_another() -> None:
    boxes = [
        OutlinedBox(0, "div", ("post", f"post-{number}"), 1, 900, 900, 0, 0, str(number))
        for number in range(9)
    ]
    root = OutlinedBox(-1, "body", (), 1, 0, 0, 0, 0, "")
    assert roles(learn_boxes(PageOutline((root, box), 0.97) for box in boxes)) == {"body > div.post": "text"}


@pytest.mark.parametrize("seed", range(3))
def test_no_order_shows(seed: int) -> None:
    outlines = [outline_of(number) for number in range(1, 17)]
    before = learn_boxes(outlines)
    random.Random(seed).shuffle(outlines)
    assert learn_boxes(outlines) == before


def outlines() -> st.SearchStrategy[PageOutline]:
    def made(rows: Sequence[tuple[int, str, tuple[str, ...], int, int]]) -> tuple[OutlinedBox, ...]:
        return tuple(
            OutlinedBox(
                at % number - 1 if number else -1,
                tag,
                names,
                1,
                letters,
                min(read, letters),
                0,
                letters - min(read, letters),
                str(read),
            )
            for number, (at, tag, names, letters, read) in enumerate(rows)
        )

    names = st.lists(st.text(max_size=4), max_size=3).map(tuple)
    row = st.tuples(
        st.integers(0, 50),
        st.sampled_from(["div", "p", ""]),
        names,
        st.integers(0, 900),
        st.integers(0, 900),
    )
    return st.builds(PageOutline, st.lists(row, max_size=12).map(made), st.floats(0, 1))


@given(st.lists(outlines(), max_size=12), st.randoms())
def test_any_outlines_are_learned_from_in_any_order(found: list[PageOutline], chance: random.Random) -> None:
    learned = learn_boxes(found)
    assert {box.role for box in learned.boxes} <= {"text", "apart"}
    chance.shuffle(found)
    assert learn_boxes(found) == learned


@given(outlines())
def test_an_outline_is_unpacked_as_it_was(outline: PageOutline) -> None:
    assert unpack_outline(pack_outline(outline)) == outline
