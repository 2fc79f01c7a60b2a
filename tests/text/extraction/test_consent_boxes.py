"""What a consent manager lays over a page is no text of it; a page that is nothing else is a wall."""

from __future__ import annotations

import pytest
from lxml import html

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.lifecycle import Verdict
from newsarchive.stages import run_stages
from newsarchive.text.extraction.consent_boxes import CONSENT_IDS, cut_consent_boxes

SAID = (
    (
        "When you visit any website, it may store or retrieve information on your browser, mostly in the"
        " form of cookies. This information might be about you, your preferences or your device."
    ),
    (
        "Because we respect your right to privacy, you can choose not to allow some types of cookies."
        " Click on the different category headings to find out more and change our default settings."
    ),
    (
        "These cookies are necessary for the website to function and cannot be switched off in our systems."
        " They are usually only set in response to actions made by you, such as logging in."
    ),
)
NEWS = (
    "The ferry to the northern islands stays in harbour until Thursday, the company said on Monday evening.",
    "Two of its three engines had failed in the storm, and the spare parts come by train from the capital.",
    "Passengers get their money back, or a place on the bus that leaves at seven each morning.",
)


def paragraphs(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def page(box: str, news: tuple[str, ...] = NEWS) -> str:
    title = "<h1>The ferry stays in harbour until Thursday</h1>" if news else ""
    return f"<html><body><article>{title}{paragraphs(news)}</article>{box}</body></html>"


def box(name: str) -> str:
    return f"<div id='{name}'><div><h2>Privacy Preference Center</h2>{paragraphs(SAID)}</div></div>"


def read(markup: str) -> CleanArticle:
    page = FetchedPage(
        url="https://h.example/news/ferry", body=markup.encode(), content_type="text/html; charset=utf-8"
    )
    return run_stages(page)


@pytest.mark.parametrize("name", sorted(CONSENT_IDS))
def test_what_it_says_is_told_as_cut_and_no_text(name: str) -> None:
    article = read(page(box(name)))
    assert tuple(article.text.split("\n")) == NEWS
    (told,) = [one for one in article.removed if one.rule == "consent_box"]
    assert told.text.splitlines()[1:] == list(SAID)


def test_short_news_is_not_drowned_by_it() -> None:
    article = read(page(box("onetrust-consent-sdk") + f"<footer>{paragraphs(NEWS[1:])}</footer>", NEWS[:1]))
    assert not set(SAID) & set(article.text.split("\n"))


def test_a_page_that_shows_nothing_besides_is_no_article() -> None:
    assert read(page(box("didomi-host"), ())).verdict is not Verdict.ARTICLE


def test_a_wall_is_left_for_the_verdict_to_say_so() -> None:
    asking = (
        "<p>We and our partners use cookies.</p><p>You consent to it.</p><p>Withdraw your consent here.</p>"
    )
    wall = f"<html><body><div id='didomi-host'>{asking}</div></body></html>"
    tree = html.fromstring(wall)
    assert cut_consent_boxes(tree) == ()
    assert "Withdraw" in tree.text_content()
    assert read(wall).verdict is not Verdict.ARTICLE


def test_a_report_on_cookies_stays() -> None:
    assert tuple(read(page("", SAID)).text.split("\n")) == SAID


def test_boxes_in_one_another_are_cut_once() -> None:
    inner = box("onetrust-pc-sdk")
    tree = html.fromstring(page(f"<div id='onetrust-consent-sdk'>{inner}</div> The end."))
    assert len(cut_consent_boxes(tree)) == 1
    assert SAID[0] not in tree.text_content()
    assert "The end." in tree.text_content()
