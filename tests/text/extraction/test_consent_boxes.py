"""What a consent manager lays over a page is no text of it; a page that is nothing else is a wall."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.lifecycle import Verdict
from newsarchive.stages import run_stages
from newsarchive.text.extraction.consent_boxes import (
    CONSENT_IDS,
    cut_consent_boxes,
)
from newsarchive.text.letters import letters_only
from newsarchive.text.page_kinds.consent_prose import _prose, _said_in, _without_digits

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


ASKED = (
    "We and our 310 partners store information on your device and read it, cookies among it.",
    "With your consent we show personalised ads and measure how many people have seen them.",
    "You can withdraw your consent, or object where a partner has a legitimate interest, at any time.",
)
BOXES = (
    "<div role='dialog' class='x1'>{}</div>",
    "<div aria-modal='true'>{}</div>",
    "<div id='sp_message_container_4711'>{}</div>",
    "<div class='qc-cmp2-container'>{}</div>",
    "<div class='site-cmp'><div>{}</div></div>",
    "<div class='fixed inset-0 z-50'>{}</div>",
    "<amp-consent layout='nodisplay'><div>{}</div></amp-consent>",
)


@pytest.mark.parametrize("markup", BOXES)
@pytest.mark.parametrize("first", [True, False])
def test_a_box_whose_prose_asks_is_cut_whatever_it_is_called(markup: str, first: bool) -> None:
    asking = markup.format(f"<h2>Your choices</h2>{paragraphs(ASKED)}<button>OK</button>")
    story = f"<main><h1>The ferry stays in harbour until Thursday</h1>{paragraphs(NEWS)}</main>"
    parts = (asking, story) if first else (story, asking)
    article = read(f"<html><body>{''.join(parts)}</body></html>")
    assert tuple(article.text.split("\n")) == NEWS
    assert ASKED[0] in "\n".join(one.text for one in article.removed if one.rule == "consent_box")


@pytest.mark.parametrize(
    "asked",
    [
        "Wir und unsere 90 Partner lesen Daten auf Ihrem Gerät. Ihre Einwilligung ist widerrufbar.",
        "Avec nos 90 partenaires, nous lisons des données de votre appareil avec votre consentement.",
        "Nosotros y nuestros 90 socios leemos datos de tu dispositivo con tu consentimiento.",
        "本网站使用Cookie。继续浏览即表示您同意我们的隐私政策,并接受相关广告。",
        "Мы используем cookie. Продолжая пользоваться сайтом, вы даете согласие на это.",
    ],
)
def test_it_may_ask_in_any_language(asked: str) -> None:
    asking = f"<div class='q7'>{paragraphs((asked, asked))}<button>OK</button></div>"
    story = f"<main><h1>The ferry stays in harbour until Thursday</h1>{paragraphs(NEWS)}</main>"
    assert tuple(read(f"<html><body>{asking}{story}</body></html>").text.split("\n")) == NEWS


REPORT = (
    "The data protection board has fined a chain of cinemas because its box had no button to refuse.",
    "“We and our partners value your privacy,” the box began, and went on for eleven screens.",
    "Visitors who looked for the end of it gave up after four minutes on average, a university found.",
    "The chain says that it asked for consent as everybody does, and has already paid a lawyer to appeal.",
    "Its cookies were read by a broker in another country, which sold the films people saw to insurers.",
    "The ruling takes effect in March, and the board means to look at three other chains in the summer.",
)


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='b'><h1>Cinemas fined for a box</h1></div><div class='c'>{}<button>Share</button></div>",
        "<div class='category-cookies tag-gdpr'><h1>Cinemas fined</h1>{}<button>Share</button></div>",
        "<article class='cookie-report'><h1>Cinemas fined for a box</h1><div>{}</div></article>",
        "<div role='dialog'><h1>Cinemas fined for a box</h1>{}<button>Close</button></div>",
    ],
)
def test_a_story_about_consent_stays_in_any_box(markup: str) -> None:
    body = markup.format(paragraphs(REPORT))
    assert tuple(read(f"<html><body>{body}</body></html>").text.split("\n")) == REPORT


def test_a_section_that_quotes_such_boxes_stays() -> None:
    """In an article, whatever its id; elsewhere where the story goes on below it."""
    quoted = (
        "Most of them begin with the words “We value your privacy” and end with a large green button.",
        "“Our partners” may be eight hundred companies in a dozen countries that read your browsing data.",
    )
    head = "<h2>The small print <a role='button'>Link</a></h2>"
    section = f"<section id='cookies'>{head}{paragraphs(quoted)}</section>"
    item = f"<div><button>What does it say?</button>{paragraphs(quoted)}</div>"
    for body in (
        f"<article><h1>Cinemas fined for a box</h1>{paragraphs(REPORT)}{section}</article>",
        f"<div><h1>Cinemas fined for a box</h1>{paragraphs(REPORT[:3])}{item}{paragraphs(REPORT[3:])}</div>",
    ):
        assert {*quoted, *REPORT} <= {*read(f"<html><body>{body}</body></html>").text.split("\n")}


PHRASES = sorted(phrase for phrases in _prose().values() for phrase in phrases)


FILLING = ("word", "слово", "cook", "cookiesparts", "otherwise" * 12)


@given(st.lists(st.sampled_from([*PHRASES, *FILLING]) | st.text(max_size=4), max_size=8).map("".join))
def test_phrases_are_found_as_a_look_for_each_finds_them(letters: str) -> None:
    for speaker, phrases in _prose().items():
        assert sorted(_said_in(letters, speaker)) == sorted(phrase for phrase in phrases if phrase in letters)


@given(st.text() | st.text("a1é٣三 0९"))
def test_digits_of_any_script_are_left_out(text: str) -> None:
    assert _without_digits(text) == re.sub(r"\d+", "", letters_only(text))
