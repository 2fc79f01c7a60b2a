"""A form that asks for an address offers letters, whatever its box is called; a story beside it stays."""

from __future__ import annotations

import time

import pytest
from lxml.html import document_fromstring

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.page.newsletter_boxes import newsletter_boxes
from newsarchive.text.page.page_model import model_of

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
        f"<div class=newsletter><h3>Letters</h3><p>Get our newsletter today.</p><form>{FIELD}</form></div>",
        f'<div class="widget-newsletter"><h3>What moves the islands</h3><form>{FIELD}</form></div>',
        f"<aside><h3>Harbour notes</h3><p>Sign up for our letter</p><form>{FIELD}</form></aside>",
        f"<div><h3>Newsletter</h3><p>Our newsletter tells you what comes.</p><form>{FIELD}</form></div>",
        f"<div><p>Abonnieren Sie den Newsletter.</p><form>{FIELD}</form><p>Zum Datenschutz</p></div>",
        f'<section id="nyhetsbrev"><p>Prenumerera på vårt nyhetsbrev.</p><div>{FIELD}</div></section>',
    ],
)
def test_the_words_around_a_field_for_an_address_are_no_text(box: str) -> None:
    assert read(page(box)) == list(NEWS)


@pytest.mark.parametrize(
    "box",
    [
        (
            "<div class=newsletter><h4>Our newsletter</h4><p>Get the Island Post in your inbox every morning."
            " Sign up now.</p></div>"
        ),
        (
            "<div class='box newsletter-teaser'><p>Get the Island Post in your inbox every morning."
            ' <a href="/letters/">Sign up now.</a></p></div>'
        ),
        "<aside id=nyhetsbrev><h3>Nyhetsbrev</h3><p>Prenumerera på vårt nyhetsbrev.</p></aside>",
    ],
)
def test_a_box_named_after_letters_needs_no_field(box: str) -> None:
    """A theme with such a box in each text was told as an edit of each article, by stealth."""
    assert read(page(box)) == list(NEWS)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("newsletter", "The mayor sends a newsletter to each house in town, at the cost of the town."),
        (
            "newsletter",
            "Sign up for the mayor's newsletter, she told them, and you will read nothing but praise.",
        ),
        ("newsletter", "Get the Island Post in your inbox every morning."),  # nothing leads to it
        (
            "newsletter",
            "Get rid of any newsletter you never read: <a href='/x'>open the settings</a>, and strike it.",
        ),
        (
            "newsletter-scam",
            "Receive one newsletter of the firm, and you have a contract. <a href='/x'>Sign up now.</a>",
        ),
        (
            "newsletter",
            "Subscribe to no newsletter that costs you a rent, <a href='/x'>a newsletter</a> advises.",
        ),
        # More than an offer takes: an article in a box of that name.
        ("newsletter", "".join(f"Get our newsletter {n}. <a href='/x'>Sign up</a></p><p>" for n in range(9))),
        ("newsletter", f"Get our newsletter{' of the islands' * 40}. <a href='/x'>Sign up</a>"),
        ("notes", "Get the Island Post in your inbox every morning. <a href='/x'>Sign up now.</a>"),
        ("newsletter", "Nobody paid for the letters, he said.</p><p>Get ours. <a href='/x'>Sign up now.</a>"),
    ],
)
def test_what_else_a_box_of_that_name_says_stays(name: str, said: str) -> None:
    first = said.partition("<")[0].partition(":")[0].strip()
    assert first in article(page(f"<div class={name}><p>{said}</p></div>")).text


@pytest.mark.parametrize(
    "amid",
    [
        # A paragraph that shares a plain box with a form.
        f"<div><p>The mayor called it a shame for the town.</p><form>Newsletter {FIELD}</form></div>",
        # A box with a story of letters, and no field.
        '<div class="newsletter"><p>The mayor called it a shame for the town.</p></div>',
        # Reports on letters, and a lone short sentence, whatever its box is called.
        (
            "<div><p>The mayor called it a shame for the town.</p>"
            "<p>More than 2,000 people lost money to the fake newsletter.</p><p><input type=email></p></div>"
        ),
        (
            "<section><p>The mayor called it a shame for the town.</p>"
            "<p>The police ask readers not to subscribe to it.</p><form><input type=email></form></section>"
        ),
        f'<div class="sign-up"><p>The mayor called it a shame for the town.</p><form>{FIELD}</form></div>',
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


@pytest.mark.parametrize(
    "box",
    [
        "<div><p>{0}</p><p><input type=email></p></div>",
        "<section><p>{0}</p><form><input type=email></form></section>",
        "<div class=newsletter><p>{0}</p><form><input type=email></form></div>",
    ],
)
@pytest.mark.parametrize(
    "said",
    [
        "More than 2,000 people lost money to the fake newsletter.",
        "The police ask readers not to subscribe to it.",
        "The talks are to begin at nine.",
        "Subscribe to no newsletter of that kind, the police told them.",
    ],
)
def test_a_sentence_of_the_report_beside_a_field_stays(box: str, said: str) -> None:
    assert said in read(page(box.format(said)))


@pytest.mark.parametrize(
    "said",
    [
        "Get the newsletter wrong and the whole town laughs, as the mayor found out on Monday.",
        "Our newsletter on Monday had the wrong day for the sailing; it is Thursday, they learned.",
        "Unsubscribers of the company's newsletter have doubled since the strike began in January.",
        "Join the 4,000 residents who have written to the mayor, and get an answer in your inbox.",
    ],
)
def test_a_long_sentence_beside_a_field_stays_where_no_name_says_what_the_box_is(said: str) -> None:
    assert said in read(page(f"<div><p>{said}</p><form>{FIELD}</form></div>"))


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ("<ul><li>Crew: 41</li><li>Unpaid since: January</li></ul>", "Unpaid since: January"),
        ("<p>Harbour FC 2, Marsh Town 1</p><p>Mill United 0, Port City 0</p>", "Mill United 0, Port City 0"),
        ("<h3>Newsletter</h3><ul><li>Crew: 41</li><li>Cost: 4 million</li></ul>", "Cost: 4 million"),
    ],
)
def test_facts_beside_a_field_stay(facts: str, told: str) -> None:
    assert told in read(page(f"<div>{facts}<form>{FIELD}</form></div>"))


def test_a_body_that_ends_with_a_form_stays() -> None:
    told = (
        "The council will send its newsletter by e-mail from May, the mayor said on Monday.",
        "Those who want to subscribe on paper can ask at the counter of the town hall.",
    )
    markup = (
        "<html><body><h1>Council goes digital</h1><div class='entry-content'>"
        f"{''.join(f'<p>{line}</p>' for line in told)}<form><input type='email'></form></div></body></html>"
    )
    assert read(markup) == list(told)


def test_a_brief_in_one_form_with_a_field_stays() -> None:
    told = NEWS[:3]
    form = f"<form>{''.join(f'<p>{line}</p>' for line in told)}<p>Newsletter</p>{FIELD}</form>"
    markup = f"<html><body><h1>Ferry stays in harbour</h1><div>{form}</div></body></html>"
    tree = document_fromstring(markup)
    assert not [*newsletter_boxes(model_of(tree))]
    assert set(told) <= {*read(markup)}


def test_many_fields_in_a_long_box_are_read_in_linear_time() -> None:
    told = "".join(f"<p>{NEWS[0]}</p>" for _ in range(6_000))
    tree = document_fromstring(
        f"<html><body><div>{told}{'<p><input type=email></p>' * 20}</div></body></html>"
    )
    model = model_of(tree)
    started = time.process_time()
    assert not [*newsletter_boxes(model)]
    assert time.process_time() - started < 0.1


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
