"""What many stories of one host share is learned; copies of one story, and what few share, are not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.text.boilerplate.learning import (
    FEWEST_STORIES,
    LearnedBoilerplate,
    StoredPage,
    is_sentence,
    learn_shared,
    line_key,
    stories,
)
from tests.text.boilerplate.making import BUTTON, MASTHEAD, NOTICE, sentences, story


def lines(learned: LearnedBoilerplate) -> set[tuple[str, str, int]]:
    return {(line.place, line.line, line.stories) for line in learned.lines}


def test_a_footer_and_a_masthead_are_learned_where_they_stand() -> None:
    pages = [story(n, head=(MASTHEAD,), tail=(NOTICE,)) for n in range(6)]
    assert lines(learn_shared(pages)) == {("head", MASTHEAD, 6), ("tail", MASTHEAD, 6), ("tail", NOTICE, 6)}


def test_a_sentence_is_never_learned_for_the_head() -> None:
    learned = learn_shared([story(n, head=(NOTICE,)) for n in range(30)])
    assert {place for place, _, _ in lines(learned)} <= {"tail"}


def test_long_texts_keep_what_stands_at_their_head_out_of_the_tail() -> None:
    more = tuple(
        f"Paragraph {{n}}.{i} tells of the {i}th lamp and of the boats it saw pass in {{n}} hours."
        for i in range(9)
    )
    pages = [story(n, head=(MASTHEAD,), tail=tuple(line.format(n=n) for line in more)) for n in range(6)]
    assert lines(learn_shared(pages)) == {("head", MASTHEAD, 6)}


@pytest.mark.parametrize(("with_it", "without", "learned"), [(4, 0, False), (5, 11, True), (5, 12, False)])
def test_how_many_and_how_large_a_share(with_it: int, without: int, *, learned: bool) -> None:
    pages = [story(n, tail=(NOTICE,)) for n in range(with_it)]
    pages += [story(100 + n) for n in range(without)]
    assert bool(learn_shared(pages).lines) == learned


@pytest.mark.parametrize(("with_it", "without", "learned"), [(6, 4, True), (6, 5, False)])
def test_what_stands_at_the_head_of_some_stays(with_it: int, without: int, *, learned: bool) -> None:
    pages = [story(n, head=("Northport",)) for n in range(with_it)]
    pages += [story(100 + n, head=("Southport",)) for n in range(without)]
    assert (("head", "Northport", with_it) in lines(learn_shared(pages))) == learned


def test_ten_addresses_of_one_story_are_one_voice() -> None:
    copies = [StoredPage(f"Lamp 1 counts {n} ships", (*sentences(1), NOTICE)) for n in range(10)]
    assert learn_shared(copies).lines == ()
    assert learn_shared([*copies, *(story(n) for n in range(50, 53))]).lines == ()


def test_editions_of_one_story_are_one_voice() -> None:
    """The same title over a text that grew, and copies with one line changed under other titles."""
    grown = [StoredPage("Lamp 1 is lit", (*sentences(n), NOTICE)) for n in range(4)]
    assert learn_shared([*grown, *(story(n) for n in range(9, 12))]).lines == ()
    changed = "Correction number {n}: the keeper counted {n} ships."
    body = tuple(line for n in range(4) for line in sentences(n))
    copies = [StoredPage(f"Title {n}", (*body, changed.format(n=n), NOTICE)) for n in range(10)]
    assert learn_shared(copies).lines == ()


def test_the_title_of_the_site_tells_no_story_from_another() -> None:
    pages = [story(n, tail=(NOTICE,), title="Gull Point Gazette") for n in range(8)]
    assert ("tail", NOTICE, 8) in lines(learn_shared(pages))


def test_short_news_above_a_long_notice_counts() -> None:
    pages = [StoredPage(f"Flash {n}", (sentences(n)[0], NOTICE, NOTICE[:90], NOTICE[:80])) for n in range(6)]
    assert ("tail", NOTICE, 6) in lines(learn_shared(pages))


def test_a_label_on_most_pages_goes_from_inside_a_sentence_never() -> None:
    def page(n: int) -> StoredPage:
        one, two, three = sentences(n)
        return StoredPage(f"Title {n}", (one, BUTTON, two, NOTICE, three, *sentences(1000 + n)))

    learned = lines(learn_shared([page(n) for n in range(12)]))
    assert ("inside", BUTTON, 12) in learned
    assert ("inside", NOTICE, 12) not in learned
    assert not any(place == "inside" for place, _, _ in lines(learn_shared([page(n) for n in range(9)])))


def test_what_was_cut_counts_on() -> None:
    """Else a line known and cut would be forgotten by the next run and stand in the text again."""
    cut = [StoredPage(f"Title {n}", sentences(n), cut_inside=(BUTTON,)) for n in range(12)]
    assert ("inside", BUTTON, 12) in lines(learn_shared(cut))


def test_hosts_of_spam_are_learned_by_stories() -> None:
    pages = [story(n, spam_hosts=("bet.example", f"own{n}.example")) for n in range(6)]
    assert [(host.host, host.stories) for host in learn_shared(pages).hosts] == [("bet.example", 6)]


def test_the_order_of_pages_does_not_matter() -> None:
    pages = [story(n % 17, head=(MASTHEAD,), tail=(NOTICE, BUTTON)[: n % 3]) for n in range(40)]
    expected = learn_shared(pages)
    for seed in range(5):
        shuffled = pages[:]
        random.Random(seed).shuffle(shuffled)
        assert learn_shared(shuffled) == expected


def test_copies_that_differ_only_in_their_spam_count_alike_in_any_order() -> None:
    pages = [story(n, spam_hosts=hosts) for n in range(6) for hosts in ((), ("bet.example",))]
    assert learn_shared(pages) == learn_shared(pages[::-1])


LINES = st.lists(st.text(alphabet="ab .。中\n1\x00\ud800", max_size=8), max_size=6).map(tuple)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.builds(StoredPage, st.none() | st.text(max_size=4), LINES, LINES), max_size=12), st.randoms()
)
def test_any_pages_in_any_order(pages: list[StoredPage], chance: random.Random) -> None:
    expected = learn_shared(pages)
    assert all(line.stories >= FEWEST_STORIES for line in expected.lines)
    assert expected.stories == len(stories(pages)) <= len(pages)
    chance.shuffle(pages)
    assert learn_shared(pages) == expected


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Photo: dpa.", False),
        ("More from this section", False),
        ("This report was made with the help of readers.", True),
        ("未经授权不得转载", False),
        ("本文版权归本报所有，未经授权不得转载。", True),
        (NOTICE, True),
    ],
)
def test_sentences(line: str, *, sentence: bool) -> None:
    assert is_sentence(line) == sentence


def test_lines_are_the_same_whatever_their_dress() -> None:
    assert line_key("Read  More！") == line_key("ＲＥＡＤ more")
    assert line_key("* * *") is line_key("2024") is line_key("a") is None
