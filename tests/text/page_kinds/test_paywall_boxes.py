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
