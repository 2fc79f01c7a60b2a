"""What screen readers alone say in a paragraph, and a link that shares it, go; an only copy stays."""

from __future__ import annotations

import pytest
from lxml import html

from newsarchive.text.extraction.inline_notes import cut_inline_notes

REST = " that the county published on Tuesday, after three years of work on it by nine people."


def cut(markup: str) -> tuple[str, tuple[str, ...]]:
    tree = html.fromstring(f"<html><body>{markup}</body></html>")
    removed = cut_inline_notes(tree)
    return " ".join(tree.text_content().split()), tuple(one.text for one in removed)


@pytest.mark.parametrize(
    "name",
    [
        *("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "u-visually-hidden"),
        *("a11y-hidden", "screen-reader-only", "element-invisible", "show-for-sr"),
    ],
)
def test_a_note_for_screen_readers_goes(name: str) -> None:
    note = f"<span class='{name}'> (opens in a new tab)</span>"
    said, removed = cut(f"<p>Read the <a href='/m'>map{note}</a>{REST}</p>")
    assert said == f"Read the map{REST}"
    assert removed == ("(opens in a new tab)",)


@pytest.mark.parametrize(
    "markup",
    [
        "<h1><span class='sr-only'>A map of every well in the county</span></h1>",
        "<p><span class='sr-only'>A map of every well in the county.</span></p>",
        "<p><span class='sr-only'>By</span> <a href='/a'>Ada Roe</a></p>",
        f"<p><span class='sr-only'>T</span>his is the map{REST}</p>",
        f"<p><span class='sr-only'>The map</span> is the one{REST}</p>",
        f"<p>Read the map<span class='sr-only sm:not-sr-only'> of wells</span>{REST}</p>",
    ],
)
def test_what_a_page_says_nowhere_else_stays(markup: str) -> None:
    assert cut(markup)[1] == ()


def test_a_link_that_shares_a_paragraph_goes_from_its_end() -> None:
    link = "<a class='tweet-this' href='https://twitter.com/intent/tweet?text=x'>Tweet this</a>"
    assert cut(f"<p>Read the map{REST} {link}</p>") == (f"Read the map{REST}", ("Tweet this",))


def test_a_word_of_a_sentence_that_shares_it_stays() -> None:
    link = "<a href='https://twitter.com/intent/tweet?text=x'>Tweet</a>"
    assert cut(f"<p>{link} the map{REST}</p>")[1] == ()


def test_a_short_sentence_loses_its_note() -> None:
    note = "<span class='sr-only'> (new tab)</span>"
    assert cut(f"<p>Read the <a href='/m'>map{note}</a> of our wells and springs.</p>")[1] == ("(new tab)",)


def test_the_word_for_a_sign_that_nobody_is_read_stays() -> None:
    index = "<p>The index of Reedham <span class='sr-only'>fell</span><span aria-hidden='true'>▼</span>"
    assert cut(f"{index} by three percent{REST}</p>")[1] == ()


LABEL = "<div class='visually-hidden'>Story text</div>"


def labelled(label: str, times: int) -> str:
    return "".join(
        f"<section>{label}<div><p>Well {number} is dry{REST}</p></div></section>" for number in range(times)
    )


@pytest.mark.parametrize("label", ["Story text", "Article content", "Article Content", "Content"])
def test_a_label_for_screen_readers_goes_from_between_paragraphs(label: str) -> None:
    said, removed = cut(labelled(LABEL.replace("Story text", label), 3))
    assert label not in said
    assert removed == (label,)


@pytest.mark.parametrize(
    "markup",
    [
        labelled(LABEL, 2),
        labelled(LABEL.replace("div", "h2"), 3),
        labelled(LABEL.replace("div", "p"), 3),
        labelled(LABEL.replace("Story text", "Reporter"), 3)
        + labelled(LABEL.replace("Story text", "Mayor"), 3),
        labelled(LABEL.replace("Story text", "Jane Roe"), 3),
        labelled(LABEL.replace("Story text", "Jane"), 3),
        labelled(LABEL.replace("Story text", "The county has mapped its wells."), 3),
        "".join(f"<div>{LABEL}<time>2024-05-0{day}</time></div>" for day in range(1, 5)),
        "".join(f"<div><p>Well {day}</p>{LABEL}<p>It is dry{REST}</p></div>" for day in range(1, 5)),
    ],
)
def test_a_label_that_says_something_of_its_own_stays(markup: str) -> None:
    assert cut(markup)[1] == ()
