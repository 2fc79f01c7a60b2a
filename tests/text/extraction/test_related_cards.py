"""Cards of other stories amid a text or below it, and lists of an article's own that are built like them."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.dates.other_stories import OtherStories
from newsarchive.text.extraction.related_cards import related_cards
from newsarchive.text.page.bounded_parse import parse_html
from newsarchive.text.page.page_blocks import page_blocks

URL = "https://gazette.example/town/2031/05/04/lock-keeper"
TITLE = "The last lock keeper of Tarrow hands in her keys"
STORY = (
    "Edith Marl turned the wheel of the upper lock for the last time on Friday, as she has done since 1994.",
    "From June the gates of the canal will be opened by a motor, and watched from an office in town.",
    "The boatmen, of whom eleven are left, gave her a lantern and a song that nobody had rehearsed.",
    "She will keep the house beside the lock, whose garden the canal company leaves to her for life.",
    "What becomes of the two geese that guard the weir the company has not yet decided, its spokesman said.",
)
HEADS = (
    "Ferry leaves without its captain",
    "The baker's oven turns a hundred",
    "Snow closes the pass for a week",
)
SAID = (
    "The ferry to the island left the quay on Monday while its captain was still buying bread.",
    "Four generations have baked in it, and the fifth is learning how to light it.",
    "Those who live beyond the pass have flour, the mayor told us, and time for cards.",
)
ADDRESS = "/town/2031/04/{}/story"


def card(at: int, form: str = "<div class=c><h3><a href={url}>{head}</a></h3><p>{said}</p></div>") -> str:
    return form.format(url=ADDRESS.format(at + 10), head=HEADS[at], said=SAID[at])


def deck(label: str, form: str = "<div class=c><h3><a href={url}>{head}</a></h3><p>{said}</p></div>") -> str:
    return f"<section>{label}{''.join(card(at, form) for at in range(3))}</section>"


def page_of(body: str) -> str:
    return f"<html lang=en><title>{TITLE}</title><body><main><h1>{TITLE}</h1>{body}</main></body></html>"


def text_of(body: str) -> list[str]:
    return run_stages(FetchedPage(url=URL, body=page_of(body).encode())).text.split("\n")


def cards_in(body: str, lines: tuple[str, ...], title: str = TITLE) -> int:
    """How many boxes of a page are cards, and labels over them, where all of it was read."""
    tree = parse_html(page_of(body))
    assert not isinstance(tree, str)
    return len(related_cards(page_blocks(tree), lines, title, lambda: OtherStories(tree, URL)))


def paragraphs(first: int = 0, end: int = len(STORY)) -> str:
    return "".join(f"<p>{line}</p>" for line in STORY[first:end])


@pytest.mark.parametrize("where", ["amid", "end", "below"])
def test_what_related_cards_tell_is_no_text_of_the_story(where: str) -> None:
    cards = deck("<h2>Related stories</h2>")
    body = {
        "amid": f"<div>{paragraphs(0, 3)}{cards}{paragraphs(3)}</div>",
        "end": f"<div>{paragraphs()}{cards}</div>",
        "below": f"<div>{paragraphs(0, 3)}</div>{cards}",
    }[where]
    page = FetchedPage(url=URL, body=page_of(body).encode())
    answer = run_stages(page)
    text = answer.text.split("\n")
    assert text == [line for line in STORY if line in body]
    cut = "\n".join(block.text for block in answer.removed)
    assert where == "below" or [line for line in SAID if line in cut] == list(SAID)


EVERY = (*STORY, *SAID, *(f"{line} […]" for line in SAID))
FORMS = (
    "<li><a href={url}>{head}</a><p>{said}</p></li>",
    "<article><time>4 May 2031</time><h3><a href={url}>{head}</a></h3><p>{said}</p></article>",
    "<div><a href={url}><img></a><h4><a href={url}>{head}</a></h4><p>{said}</p><a href={url}>…</a></div>",
    "<div><h3><a href={url}>{head}</a></h3><p>{said} <a href={url}>[…]</a></p></div>",
    "<div><span><a href=/author/ada>Ada Roe</a></span><h3><a href={url}>{head}</a></h3><p>{said}</p></div>",
)


@pytest.mark.parametrize("form", FORMS)
def test_cards_are_known_in_whatever_form(form: str) -> None:
    assert cards_in(f"<div>{paragraphs()}{deck('<h2>Read also</h2>', form)}</div>", EVERY) == 4


@pytest.mark.parametrize(
    "label", ["Mehr zum Thema", "À lire aussi", "Te puede interesar", "関連記事", "Leia também"]
)
def test_labels_of_many_languages_head_them(label: str) -> None:
    assert cards_in(f"<div>{paragraphs()}{deck(f'<p><b>{label}</b></p>')}</div>", (*STORY, *SAID)) == 4


@pytest.mark.parametrize(
    "label",
    ["", "<h2>Three poems</h2>", "<h2>Other news</h2>", "<h2>Recommended</h2>", "<h2>Más noticias</h2>"],
)
def test_what_a_letter_tells_under_labels_of_its_own_stays(label: str) -> None:
    assert cards_in(f"<div>{paragraphs() * 3}{deck(label)}{paragraphs()}</div>", EVERY) == 0
    text = text_of(f"<div>{paragraphs()}{deck(label)}</div>")
    assert [line for line in SAID if line in text] == list(SAID)


def test_under_a_label_of_other_links_cards_break_off() -> None:
    every = (*STORY, *SAID, *(f"{line[:-1]}…" for line in SAID))
    broken = deck("<h2>Read more</h2>").replace(".</p>", "…</p>")
    assert cards_in(f"<div>{paragraphs()}{broken}</div>", every) == 4
    poems = broken.replace("<h2>Read more</h2>", "")
    assert cards_in(f"<div>{paragraphs() * 3}{poems}{paragraphs()}</div>", every) == 0


HONEST = {
    "ten books, each with a review of ours": deck("<h2>What to pack</h2>"),
    "books, announced": deck("<p>These three we read twice:</p>"),
    "the papers of other towns": deck("<h2>Read also</h2>").replace(
        "href=/town", "href=https://herald.example/t"
    ),
    "a longer word on each": deck("<h2>Recommended</h2>").replace("</p></div>", f" {STORY[0] * 4}</p></div>"),
    "a link in what is said": deck("<h2>Recommended</h2>").replace(
        "</p></div>", " She wrote <a href=/town/9/x>another book</a> as well.</p></div>"
    ),
    "a link to who made it": deck("<h2>Recommended</h2>").replace(
        "</p></div>", " Of the same house is <a href=/author/9>what else she wrote</a> so far.</p></div>"
    ),
    "two links to each": deck("<h2>Recommended</h2>").replace(
        "</p></div>", "</p><p><a href=/shop/2031/{}>Order it</a></p></div>"
    ),
    "headings and paragraphs in one box": "".join(
        f"<h3><a href={ADDRESS.format(at)}>{HEADS[at]}</a></h3><p>{SAID[at]}</p>" for at in range(3)
    ),
    "headings that lead nowhere": deck("<h2>Read also</h2>").replace("href=", "data-x="),
    "parts of the page itself": deck("<h2>Read also</h2>").replace("href=/town", f"href={URL}#"),
}


@pytest.mark.parametrize("kind", HONEST)
def test_lists_of_the_story_that_are_built_so_stay(kind: str) -> None:
    body = f"<div>{paragraphs(0, 3)}{HONEST[kind]}{paragraphs(3)}</div>"
    assert cards_in(body, (*STORY, *SAID)) == 0


def test_a_round_up_that_is_little_more_than_its_entries_stays() -> None:
    intro = "<p>The week at the canal, in the stories you read most.</p>"
    text = text_of(f"<div>{intro}{deck('<h2>Related stories</h2>')}</div>")
    assert [line for line in SAID if line in text] == list(SAID)
    text = text_of(f"<div>{paragraphs(0, 2)}{deck('<h2>What we liked</h2>')}</div>")
    assert [line for line in SAID if line in text] == list(SAID)
    assert cards_in(f"<div>{paragraphs(0, 2)}{deck('<h2>Other news</h2>')}</div>", (*STORY, *SAID)) == 0
