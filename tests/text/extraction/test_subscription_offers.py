"""Offers of the rest of a story, or of a newsletter, are no text; what a story says of subscriptions is."""

from __future__ import annotations

import pytest
from lxml import html

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.extraction.subscription_offers import subscription_offers
from newsarchive.text.page_model import PageModel

LEAD = (
    "The orchard on the hill above the station was planted in 1911 by railwaymen who wanted fruit.",
    "Since the line was closed nobody has pruned its ninety trees, and a storm broke eleven of them.",
)
OFFER = (
    "<h3>Read on for a pound</h3><p>Subscribe now for unlimited access. You can cancel anytime. Log in</p>"
)
PLANS = (
    "The paper will ask readers to subscribe from May, at four pounds a month, its publisher told the staff.",
    "Subscribers get unlimited access, and students read for nothing until they have left their schools.",
    "Half of the newsroom voted against it, because the villages in the north have no other paper at all.",
)


def read(body: str) -> CleanArticle:
    markup = f"<html><body><main><h1>The railwaymen's orchard</h1><div>{body}</div></main></body></html>"
    return run_stages(
        FetchedPage(
            url="https://h.example/news/2031/05/04/orchard",
            body=markup.encode(),
            content_type="text/html; charset=utf-8",
        )
    )


def paragraphs(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


@pytest.mark.parametrize(
    "names",
    [
        "class='paywall'",
        "class='tp-modal tp-active'",
        "id='poool-widget'",
        "class='subscribe-wall'",
        "class='q1' aria-label='paywall'",
        "class='story__gate'",
    ],
)
def test_an_offer_in_the_body_goes_and_the_lead_stays(names: str) -> None:
    article = read(f"{paragraphs(LEAD)}<div {names}>{OFFER}</div>")
    assert tuple(article.text.split("\n")) == LEAD
    assert any("cancel anytime" in one.text for one in article.removed)


def test_an_offer_without_a_name_is_told_by_its_first_line() -> None:
    offer = "<h3>Nur für Abonnenten</h3><p>Jetzt testen, jederzeit kündbar. Bereits Abonnent?</p>"
    assert tuple(read(f"{paragraphs(LEAD)}<div class='k2'>{offer}</div>").text.split("\n")) == LEAD


def test_what_a_paywall_protects_stays() -> None:
    article = read(f"<p>{LEAD[0]}</p><div class='paywall'>{paragraphs((LEAD[1], *PLANS))}</div>")
    assert tuple(article.text.split("\n")) == (*LEAD, *PLANS)


def test_a_protected_part_with_an_offer_in_it_stays_but_for_the_offer() -> None:
    tree = html.fromstring(
        f"<div class='paywall'><p>{LEAD[0]}</p><div class='paywall-offer'>{OFFER}</div></div>"
    )
    (offer,) = subscription_offers(PageModel(tree))
    assert offer.get("class") == "paywall-offer"


def test_a_box_that_asks_for_an_address_goes_from_amid_the_text() -> None:
    said = "<p>Every morning</p><p>The valley in five lines.</p>"
    box = f"<div class='z'>{said}<input type='email'><button>OK</button></div>"
    article = read(f"{paragraphs(LEAD)}{box}{paragraphs(PLANS)}")
    assert tuple(article.text.split("\n")) == (*LEAD, *PLANS)
    assert any("five lines" in one.text for one in article.removed)


def test_a_story_whose_own_box_holds_the_field_stays() -> None:
    article = read(f"{paragraphs(LEAD)}{paragraphs(PLANS)}<input type='email'><button>OK</button>")
    assert tuple(article.text.split("\n")) == (*LEAD, *PLANS)
