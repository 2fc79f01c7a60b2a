"""A box that is named as walls are and that a reader sees says that a page is not free to read."""

from __future__ import annotations

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages

STORY = [
    f"The keeper of lock {number} counted {number * 7} barges before noon, and wrote down where they went."
    for number in range(2, 9)
]
ASKS = "Subscribe to read the rest of this story, from two crowns a week."
FREE = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": true}</script>'
URL = "https://lantern.example/2026/barges"


def read(below: str, lines: list[str] | None = None) -> CleanArticle:
    """Read the story's page with `below` under its paragraphs."""
    body = "".join(f"<p>{line}</p>" for line in (STORY if lines is None else lines))
    page = (
        "<html><head><title>Barges are counted</title></head><body>"
        f"<article><h1>Barges are counted</h1>{body}{below}</article></body></html>"
    )
    return run_stages(FetchedPage(url=URL, body=page.encode(), content_type="text/html; charset=utf-8"))


@pytest.mark.parametrize(
    "named",
    ['class="paywall"', 'class="c-pay-wall__box"', 'id="regwall"', 'class="Piano-Offer"'],
)
def test_a_wall_that_is_shown_says_not_free(named: str) -> None:
    assert read(f"<div {named}>{ASKS}</div>", STORY[:3]).facts.for_subscribers


@pytest.mark.parametrize(
    "below",
    [
        "",
        f"<p>{ASKS}</p>",
        '<div class="paywall"></div>',
        f'<div class="paywall" hidden>{ASKS}</div>',
        f'<div style="display:none"><div class="paywall">{ASKS}</div></div>',
        f"<style>.paywall {{ display: none }}</style><div class='paywall'>{ASKS}</div>",
        f'<template><div class="paywall">{ASKS}</div></template>',
        f'<a class="paywall-link" href="/subscribe">{ASKS}</a>',
        f'<div class="wallpaper">{ASKS}</div>',
        f'<div class="no-paywall">{ASKS}</div>',
        f'<div class="paywall-disabled">{ASKS}</div>',
        f'<div class="paywall d-none">{ASKS}</div>',
        f'<div class="unmetered-content">{ASKS}</div>',
        f'<div class="repaygate">{ASKS}</div>',
        f'<aside class="paygate-promo">{ASKS}</aside>',
        f'<div id="metered-taxi-map">{ASKS}</div>',
        f'{FREE}<div class="paywall">{ASKS}</div>',
    ],
)
def test_one_that_nobody_sees_says_nothing(below: str) -> None:
    page = read(below)
    assert not page.facts.for_subscribers
    assert STORY[-1] in page.text


def test_what_holds_the_story_is_no_wall() -> None:
    """Google has sites mark the part that is for subscribers by a class, whoever reads it."""
    body = "".join(f"<p>{line}</p>" for line in STORY)
    page = f"<html><body><h1>Barges are counted</h1><div class=paywall>{body}</div></body></html>"
    read_page = run_stages(FetchedPage(url=URL, body=page.encode(), content_type="text/html"))
    assert STORY[-1] in read_page.text
    assert not read_page.facts.for_subscribers


OFFER = (
    "<p><a href=/login>Sign in</a> to go on reading.</p>"
    "<ul><li>All the news of the locks.</li><li>A letter each week.</li></ul>"
)


@pytest.mark.parametrize("head", ["", "<h2>Sign in or create an account</h2>"])
@pytest.mark.parametrize(
    "named",
    [
        "sign-in-box hidden",
        "c-register d-none",
        "js-subscribe is-hidden",
        "subscribe-panel hidden",
        "subscription-steps hidden",
    ],
)
def test_an_offer_that_waits_amid_the_text_is_no_text(named: str, head: str) -> None:
    page = read(f'<div class="{named}">{head}{OFFER}</div><p>{STORY[0]}</p>', STORY[1:])
    assert page.text.split("\n") == [*STORY[1:], STORY[0]]
    assert any(one.rule == "waiting_offer" and "All the news" in one.text for one in page.removed)


def test_windows_side_by_side_are_no_parts_of_one_thing() -> None:
    boxes = "".join(
        f'<div class="{name}-modal modal hidden">{OFFER}</div>' for name in ("subscribe", "login")
    )
    page = read(f"{boxes}<p>{STORY[0]}</p>", STORY[1:])
    assert page.text.split("\n") == [*STORY[1:], STORY[0]]


@pytest.mark.parametrize(
    "below",
    [
        f'<div class="sign-in-box hidden"><p>{STORY[0]} {STORY[1]}</p></div>',
        f'<div class="sign-in-box hidden"><h1>Barges</h1><p>{STORY[0]}</p></div>',
        f'<div class="subscriber-content hidden"><p>{STORY[0]}</p></div>',
        f'<div class="design-info hidden"><p>{STORY[0]}</p></div>',
        f'<div id="sign-in" class="box hidden">{OFFER}</div>',
        f'<div class="sign-in hide">{OFFER}</div>',
        f'<div class="hidden lg:block sign-in-aside">{OFFER}</div>',
        f'<div class="d-none d-md-block sign-in">{OFFER}</div>',
        '<div class="registration hidden"><p>Bring a passport.</p><p>Register to vote in May.</p></div>',
        '<div class="sign-in hidden"><p>The mayor could sign in until 3 March.</p><p>He does not.</p></div>',
        f'<div class="sign-in hidden"><h3>Locks</h3>{OFFER}</div>',
        f'<div class="tab-pane login-phone hidden">{OFFER}</div>',
        f'<div class="login panel hidden">{OFFER}</div>',
        f'<div class="login-guide hidden">{OFFER}</div>',
        f'<section class="faq-item subscription is-hidden">{OFFER}</section>',
        f'<div class="pay login"><p>Pay.</p></div><div class="pay login-phone hidden">{OFFER}</div>',
        '<div class="voter-registration hidden"><h3>Register now</h3><p>Bring a passport.</p></div>',
        '<div class="login-app hidden"><p>Log in with your <a href=/thumb>thumb</a>.</p><p>Pay.</p></div>',
        f'<div class="sign-in hidden">{OFFER}<ul><li>{" ".join(STORY)}</li></ul></div>',
    ],
)
def test_what_waits_and_is_a_story_or_a_wall_is_left(below: str) -> None:
    assert not any(one.rule == "waiting_offer" for one in read(below, STORY[1:]).removed)


@pytest.mark.parametrize(
    "asks",
    [
        "Jetzt anmelden und weiterlesen.",
        "Abonnez-vous pour lire la suite.",
        "Inicia sesión para seguir leyendo.",
        "Faça login para continuar.",
        "Accedi per continuare.",
        "Log in om verder te lezen.",
        "Logga in för att läsa vidare.",
        "Log ind for at læse videre.",
        "Logg inn for å lese videre.",
        "Zaloguj się, aby czytać dalej.",
        "Войдите, чтобы читать дальше.",
    ],
)
def test_an_offer_asks_in_the_language_of_its_page(asks: str) -> None:
    page = read(f'<div class="sign-in-box hidden"><p>{asks}</p><button>OK</button></div>')
    assert any(one.rule == "waiting_offer" and asks in one.text for one in page.removed)


NOT_FREE = FREE.replace("true", "false")
LEAD = (
    f"{' '.join(STORY[:3])[:-1]}, from the first day of May to the last day of June, and so he was told to."
)
PARAGRAPHS = [LEAD, LEAD.replace("lock", "weir"), LEAD.replace("lock", "gate")]
OFFERS_OF_REST = [
    "Subscribe to read the full story. Already a subscriber? Log in.",
    "Jetzt abonnieren und weiterlesen.",
    "Abonnez-vous pour lire la suite.",
    "Inicia sesión para seguir leyendo.",
    "Accedi per leggere tutto l'articolo.",
    "Logga in för att läsa vidare.",
    "Zaloguj się, aby czytać dalej.",
    "Войдите, чтобы читать дальше.",
    "続きを読むにはログインしてください。",
    "기사를 계속 읽으려면 로그인하세요.",
    "请登录后继续阅读。",
]


FRAME = """<html lang="en"><head><title>Barges are counted - Harbour Courier</title>{head}</head><body>
<header><a href="/">Harbour Courier</a><nav><a href="/0">Politics</a><a href="/1">Business</a></nav></header>
<main><article><h1>Barges are counted</h1><p class="byline">By Ada Holm</p>
<div class="article-body">{body}</div>
</article></main><footer><p>Harbour Courier 2026. Imprint. Privacy.</p></footer></body></html>"""


def read_body(below: str, lines: list[str]) -> CleanArticle:
    """Read a page that marks the body of its story, and has `below` in it."""
    head = NOT_FREE if NOT_FREE in below else ""
    body = "".join(f"<p>{line}</p>" for line in lines) + below.replace(NOT_FREE, "")
    return run_stages(FetchedPage(url=URL, body=FRAME.format(head=head, body=body).encode()))


@pytest.mark.parametrize("offer", OFFERS_OF_REST)
@pytest.mark.parametrize("wall", ['<div class="paywall"><p>{}</p></div>', f"{NOT_FREE}<p>{{}}</p>"])
def test_the_offer_of_a_wall_is_no_text(wall: str, offer: str) -> None:
    page = read_body(wall.replace("{}", offer), PARAGRAPHS)
    assert page.verdict == "article"
    assert page.text.split("\n") == PARAGRAPHS


def test_the_offer_that_was_cut_is_told() -> None:
    page = read_body(f'<div class="paywall"><p>{OFFERS_OF_REST[0]}</p></div>', PARAGRAPHS)
    assert [one.text for one in page.removed if one.rule == "wall_offer"] == OFFERS_OF_REST[:1]


@pytest.mark.parametrize(
    "below",
    [
        f"<p>{OFFERS_OF_REST[0]}</p>",
        '<div class="paywall"><p>Subscribers of the canal pay two crowns, its keeper says.</p></div>',
        '<div class="paywall"><p>Log in to the new system by Friday, the harbour told clerks.</p></div>',
        f"{NOT_FREE}<p>Readers could not log in to continue for nine hours, the paper of Holm said.</p>",
        f"{NOT_FREE}<p>Subscribe to our letter to read more stories like this one each week.</p>",
    ],
)
def test_what_is_no_wall_or_says_more_than_an_offer_stays(below: str) -> None:
    page = read_body(below, PARAGRAPHS)
    assert not any(one.rule == "wall_offer" for one in page.removed)


def test_an_offer_amid_a_story_that_its_page_shows_leaves_the_story() -> None:
    wall = f'<div class="paywall"><p>{OFFERS_OF_REST[0]}</p></div><p>{PARAGRAPHS[0]}</p>'
    page = read_body(wall, PARAGRAPHS[1:])
    assert page.text.split("\n") == [*PARAGRAPHS[1:], PARAGRAPHS[0]]


@pytest.mark.parametrize("box", ["paywall", "offer"])
def test_one_paragraph_above_the_offer_of_a_page_that_is_not_free_is_a_stub(box: str) -> None:
    wall = f'<div class="{box}"><p>{OFFERS_OF_REST[0]}</p></div>'
    lead = f"{LEAD[:-1]}, and he went on until the first snow fell on the canal of Holm, at fair time."
    assert len(lead) > 400
    stub = read_body(wall + NOT_FREE, [lead])
    assert (stub.verdict, stub.reason) == ("not_article", "paywall")
    # Nothing says so, two paragraphs are shown, no offer is, or five sentences tell the whole of it.
    assert read_body(wall, [lead]).verdict == "article"
    assert read_body(wall + NOT_FREE, [lead, STORY[5]]).verdict == "article"
    assert read_body(NOT_FREE, [lead]).verdict == "article"
    assert read_body(wall + NOT_FREE, [f"{lead} {STORY[5]} It rained."]).verdict == "article"


def test_a_page_of_an_offer_alone_is_no_article() -> None:
    page = read(f'<div class="paywall"><p>{OFFERS_OF_REST[0]}</p></div>', [])
    assert (page.verdict, page.reason) == ("not_article", "error_page")
