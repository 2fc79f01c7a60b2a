"""A form that asks for an address offers letters, whatever its box is called; a story beside it stays."""

from __future__ import annotations

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages

NEWS = (
    "The ferry to the northern islands stays in harbour until Thursday, the company said on Monday evening.",
    "Two of its three engines had failed in the storm, and the spare parts come by train from the capital.",
    "Passengers get their money back, or a place on the bus that leaves at seven each morning.",
    "The islanders, some of whom have waited since Friday, asked for a ship of the navy in vain.",
)
FIELD = '<input type="email" name="email"><button>OK</button>'


def article(markup: str) -> CleanArticle:
    page = FetchedPage(
        url="https://h.example/news/ferry", body=markup.encode(), content_type="text/html; charset=utf-8"
    )
    return run_stages(page)


def read(markup: str) -> list[str]:
    return article(markup).text.split("\n")


def page(amid: str) -> str:
    before, after = ("".join(f"<p>{line}</p>" for line in some) for some in (NEWS[:2], NEWS[2:]))
    head = "<h1>Ferry to the northern islands stays in harbour</h1>"
    return f"<html><body><main><article>{head}<div>{before}{amid}{after}</div></article></main></body></html>"


@pytest.mark.parametrize(
    "box",
    [
        f'<div class="newsletter"><h3>Letters</h3><p>What the islands say.</p><form>{FIELD}</form></div>',
        f'<div class="widget-newsletter"><h3>What moves the islands.</h3><form>{FIELD}</form></div>',
        f"<aside><h3>Harbour notes</h3><p>The islands in one letter.</p><form>{FIELD}</form></aside>",
        f"<div><h3>Newsletter</h3><p>Our newsletter tells you what comes.</p><form>{FIELD}</form></div>",
        f"<div><p>Abonnieren Sie den Newsletter.</p><form>{FIELD}</form><p>Zum Datenschutz</p></div>",
        f'<section id="nyhetsbrev"><p>Det viktigaste från öarna.</p><div>{FIELD}</div></section>',
    ],
)
def test_the_words_around_a_field_for_an_address_are_no_text(box: str) -> None:
    assert read(page(box)) == list(NEWS)


@pytest.mark.parametrize(
    "amid",
    [
        # A paragraph that shares a plain box with a form.
        f"<div><p>The mayor called it a shame for the town.</p><form>Newsletter {FIELD}</form></div>",
        # A box with a story of letters, and no field.
        '<div class="newsletter"><p>The mayor called it a shame for the town.</p></div>',
        # A comment's neighbour.
        (
            "<div><p>The mayor called it a shame for the town.</p>"
            f"<form><textarea name='comment'></textarea>{FIELD}</form></div>"
        ),
        # A post that is filed under letters.
        (
            '<div class="category-newsletter"><p>The mayor called it a shame for the town.</p>'
            f"<p>The ships of the navy were at sea, he was told.</p><form>{FIELD}</form></div>"
        ),
    ],
)
def test_a_paragraph_beside_a_field_stays(amid: str) -> None:
    assert "The mayor called it a shame for the town." in read(page(amid))


def test_a_page_in_one_form_stays() -> None:
    told = "".join(f"<p>{line}</p>" for line in NEWS)
    markup = (
        f"<html><body><form id='aspnetForm'><h1>Ferry stays in harbour</h1><div class='story'>{told}</div>"
        f"<div class='newsletter'><p>Our newsletter.</p>{FIELD}</div></form></body></html>"
    )
    assert set(NEWS) <= {*read(markup)}


def test_what_the_box_says_is_told() -> None:
    said = "Our newsletter tells you each day what the islands talk about."
    box = f"<div><h3>Newsletter</h3><p>{said}</p><form>{FIELD}</form></div>"
    (told,) = [block for block in article(page(box)).removed if block.rule == "newsletter_box"]
    assert told.text.splitlines() == ["Newsletter", said, "OK"]
