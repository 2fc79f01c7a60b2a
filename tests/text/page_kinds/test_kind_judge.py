"""Pages of every kind in several languages, each told by what it is; and what may never be refused."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.evidence import PageKind
from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.lifecycle import NotArticle, Verdict
from newsarchive.stages import run_stages
from newsarchive.text.page.bounded_parse import parse_html
from newsarchive.text.page.page_blocks import page_blocks
from newsarchive.text.page.page_model import PageModel
from newsarchive.text.page_kinds.kind_features import PageToSort, kind_features
from newsarchive.text.page_kinds.kind_judge import KIND_REASONS, kind_chances, kind_forest
from newsarchive.text.page_kinds.story_lists import is_empty_search, is_one_story, lists_stories

# Written before the learner was trained: `KIND.LANGUAGE.html`, or
# `article.WHAT.LANGUAGE.html`.
PAGES = {file.stem: file for file in sorted((Path(__file__).parent / "other_kinds").glob("*.html"))}
ADDRESS = re.compile(r"<!-- (\S+) -->")
ARTICLES = [name for name in PAGES if name.startswith(("article.", "live_blog."))]
# Kept in doubt: the shop's page wrongly, the story of what is cheap today rightly.
DOUBTED = {"collection.fr", "article.deals.en"}
OTHERS = [name for name in PAGES if name not in {*ARTICLES, *DOUBTED}]
BY_RULES = {
    "gallery": NotArticle.GALLERY,
    "video": NotArticle.VIDEO,
    "paid_stub": NotArticle.PAYWALL,
}


def page_of(name: str) -> FetchedPage:
    html = PAGES[name].read_text(encoding="utf-8")
    found = ADDRESS.match(html)
    assert found
    return FetchedPage(url=found[1], body=html[found.end() :].encode())


def read(name: str) -> CleanArticle:
    return run_stages(page_of(name))


@pytest.mark.parametrize("name", ARTICLES)
def test_articles_of_every_sort_are_kept(name: str) -> None:
    """A press release, a shop's story about itself, a how-to with code, a test with prices, a letter."""
    article = read(name)
    assert (article.verdict, article.reason) == (Verdict.ARTICLE, None)
    assert article.facts.kind == name.partition(".")[0]
    assert article.facts.kind_confidence is not None
    assert (article.facts.kind_confidence <= 0.5) is (name in DOUBTED)


@pytest.mark.parametrize("name", OTHERS)
def test_other_pages_are_refused_as_what_they_are(name: str) -> None:
    article = read(name)
    kind = PageKind(name.partition(".")[0])
    assert (article.verdict, article.facts.kind) == (Verdict.NOT_ARTICLE, kind)
    assert article.reason == (KIND_REASONS.get(kind) or BY_RULES[kind])
    assert article.text, "what was extracted is kept"


@pytest.mark.parametrize("name", sorted(DOUBTED))
def test_doubt_keeps_a_page_and_says_so(name: str) -> None:
    article = read(name)
    assert (article.verdict, article.facts.kind) == (Verdict.ARTICLE, PageKind.ARTICLE)
    assert article.facts.kind_confidence is not None
    assert article.facts.kind_confidence < 0.5


def test_a_page_that_states_a_story_is_never_refused_for_its_looks() -> None:
    """The manual's page, with the markup every news site has: its word counts more than its make."""
    page = page_of("documentation.zh")
    story = (
        b'<script type="application/ld+json">{"@type": "NewsArticle", "headline": "\xe4\xb8\x8a"}</script>'
    )
    stated = FetchedPage(url=page.url, body=page.body.replace(b"</head>", story + b"</head>"))
    assert run_stages(page).verdict == Verdict.NOT_ARTICLE
    assert run_stages(stated).verdict == Verdict.ARTICLE


def test_a_list_is_a_home_page_at_the_root_alone() -> None:
    page = page_of("home_page.en")
    deeper = FetchedPage(url=f"{page.url}news/", body=page.body)
    assert run_stages(page).facts.kind == PageKind.HOME_PAGE
    assert (run_stages(deeper).facts.kind, run_stages(deeper).reason) == (PageKind.LISTING, "index_page")


def test_plain_text_and_errors_have_no_kind() -> None:
    plain = FetchedPage(url="https://a.example/b.txt", body=b"Some words.\n" * 20, content_type="text/plain")
    gone = b"<html><head><title>404 Not Found</title></head><body><p>There is nothing here.</p></body></html>"
    for page in (plain, FetchedPage(url="https://a.example/b", body=gone)):
        facts = run_stages(page).facts
        assert (facts.kind, facts.kind_confidence) == (None, None)


def known_page(html: str, url: str, paragraphs: tuple[str, ...] = ()) -> PageToSort:
    tree = parse_html(f"<html><head></head><body>{html}<p>A word.</p></body></html>")
    assert not isinstance(tree, str)
    return PageToSort(
        url=url,
        model=PageModel(tree),
        page=page_blocks(tree),
        paragraphs=paragraphs,
        weight=1,
        stated=frozenset(),
        dated_by=None,
        names=0,
    )


HTML = st.text(alphabet="<>/=\"' apdivtrelihnk123$€:-\x00\ud800{}@", max_size=300)
URLS = st.one_of(st.text(max_size=80), st.text(alphabet="htps:/.[]%?&a1-", max_size=60))


@given(HTML, URLS, st.lists(st.text(max_size=90), max_size=5))
def test_never_raises_and_always_names_the_same_numbers(html: str, url: str, paragraphs: list[str]) -> None:
    known = known_page(html, url, tuple(paragraphs))
    found = kind_features(known)
    assert tuple(found) == kind_forest().names
    assert np.isfinite([float(value) for value in found.values()]).all()
    assert sum(kind_chances(known).values()) == pytest.approx(1)
    assert {lists_stories(known), is_empty_search(known), is_one_story(known)} <= {True, False}


def test_a_page_is_one_story_that_has_a_headline_above_all_it_says() -> None:
    title, lines = SECTIONS["en"][0], [told for _, told in SECTIONS["en"][1:]]
    menu = "<ul><li><a href=#when>When it starts</a></li><li><a href=/2>Town buys a new ferry</a></li></ul>"
    told = "".join(f"<h2>{head}</h2><p>{line}</p>" for head, line in SECTIONS["en"][1:])
    fog = "Fog held up the first of them."
    lead = f"<h2><a href=/3>Ferries run late on Monday</a></h2><p>{fog}</p>"
    address = "https://kurier.example/town/bins"
    head = f"<title>{title} | Kurier</title><h1>{title}</h1>"
    assert is_one_story(known_page(menu + head + told, address, tuple(lines)))
    assert not is_one_story(known_page(head + told + lead, address, (*lines, fog)))
    assert not is_one_story(known_page(f"<title>Kurier</title><h1>Kurier</h1>{told}", address, tuple(lines)))


def test_what_the_features_say_of_an_address() -> None:
    found = kind_features(
        known_page("", "https://forum.boats.example/t/boiler-loses-pressure-overnight/2281")
    )
    assert (found["address_forum"], found["address_docs"], found["depth"], found["at_root"]) == (1, 0, 3, 0)
    headline = kind_features(known_page("", "https://a.example/2024/a-forum-for-the-new-shop-in-town"))
    assert headline["address_forum"] == headline["address_shop"] == 0, "words of a headline are no place"


def test_what_the_features_say_of_repetition_and_prices() -> None:
    offers = "".join(
        f"<div class='card'><h3><a href='/p/{n}'>Boot {n}</a></h3><b>£{n}9.00</b></div>" for n in range(6)
    )
    found = kind_features(known_page(f"<main>{offers}</main>", "https://a.example/boots"))
    assert np.expm1(found["alike"]) == pytest.approx(6)
    assert np.expm1(found["prices"]) == pytest.approx(6)
    assert found["alike_priced"] == 1


SECTIONS = {
    "en": (
        "What the new bin days mean",
        ("When it starts", "The town collects rubbish on other days from Monday."),
        ("What it costs", "The fee stays as it is, the council says."),
        ("Who misses the day", "Those who do wait a week, and so does their rubbish."),
        ("Who decided", "One councillor voted against, and asked for a count."),
    ),
    "ru": (
        "Что значат новые дни вывоза",
        ("Когда", "Город с понедельника вывозит мусор в другие дни."),
        ("Сколько", "Плата остаётся прежней, говорит совет."),
        ("Если забыли", "Кто пропустит день, ждёт неделю."),
        ("Кто решил", "Одна депутатка голосовала против."),
    ),
    "ja": (
        "新しいごみの日の意味",
        ("いつから", "市は月曜日から別の曜日にごみを集める。"),
        ("いくら", "料金は変わらないと市議会は言う。"),
        ("逃したら", "その日を逃すと一週間待つことになる。"),
        ("誰が決めた", "議員一人が反対した。"),
    ),
}
ADDRESSES = (
    "https://kurier.example/?p=812",
    "https://kurier.example/node/812",
    "https://kurier.example/2026/11/bins",
)


@pytest.mark.parametrize("url", ADDRESSES)
@pytest.mark.parametrize("language", SECTIONS)
def test_a_story_of_short_sections_on_a_plain_page_is_kept(language: str, url: str) -> None:
    """It looks like what a firm says of itself, but for a word of how to reach it."""
    title, *sections = SECTIONS[language]
    text = "".join(f"<h2>{head}</h2><p>{told}</p>" for head, told in sections)
    page = (
        f"<html lang={language}><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>"
    )
    assert run_stages(FetchedPage(url=url, body=page.encode())).verdict == Verdict.ARTICLE


@pytest.mark.parametrize("address", ["https://kurier.example/?p=812", "https://kurier.example/?q=node/812"])
@pytest.mark.parametrize("language", SECTIONS)
def test_short_news_is_no_front_page_for_its_address(language: str, address: str) -> None:
    title, (_, first), (_, second), *_ = SECTIONS[language]
    page = f"<title>{title}</title>{MENU}<h1>{title}</h1><p>{first} {second}</p>"
    assert run_stages(FetchedPage(url=address, body=page.encode())).verdict == Verdict.ARTICLE


def test_the_name_of_a_box_makes_no_live_blog_of_a_thread() -> None:
    thread = page_of("forum.en")
    named = FetchedPage(url=thread.url, body=thread.body.replace(b"<body", b'<body class="has-liveblog"'))
    assert named.body != thread.body
    assert run_stages(named).facts.kind == PageKind.FORUM


TOLD = {
    "en": "Forgotten your password? Enter your e-mail address, and we will send you a link to a new one,"
    " which is good for an hour.",
    "de": "Bitte geben Sie Ihre E-Mail-Adresse an, um einen Link für ein neues Passwort zu erhalten."
    " Er gilt eine Stunde.",
    "bg": "За да възстановите паролата си, въведете вашия имейл. Ще получите връзка към страница,"
    " която важи един час.",
    "ja": "ご登録のメールアドレスを入力してください。パスワードを再設定するためのリンクをお送りします。",
}
FIELDS = {
    "in the form": "<form>{told}<label>E-mail <input type=email name=mail></label></form>",
    "beside it": "<div>{told}</div><form><input name=user> <input type=password name=pass></form>",
    "in a table": "<form><table><tr><td>{told}</td></tr><tr><td><input name=mail></td></tr></table></form>",
}
MENU = "<nav><a href=/>Home</a> <a href=/news>News</a> <a href=/about>About</a></nav>"


def filled_in(told: str, fields: str, around: str = "") -> CleanArticle:
    page = f"<title>Bay Courier</title>{MENU}<main><h1>Account</h1>{fields.format(told=told)}{around}</main>"
    return run_stages(FetchedPage(url="https://bay.example/account/reset", body=page.encode()))


@pytest.mark.parametrize("fields", FIELDS)
@pytest.mark.parametrize("language", TOLD)
def test_a_page_to_fill_in_is_no_article(language: str, fields: str) -> None:
    article = filled_in(f"<p>{TOLD[language]}</p>", FIELDS[fields])
    assert article.verdict == Verdict.NOT_ARTICLE
    assert article.reason in {NotArticle.SERVICE, NotArticle.INDEX_PAGE, NotArticle.TOO_SHORT}


NEWS = (
    "<p>The council of Reedham voted on Monday to rebuild the old ferry landing, lost in March.</p>"
    "<p>Nora Blythe, who has run the harbour office since 2009, said the town had waited far too long."
    " Work is to begin in June.</p>"
)
COMMENTS = (
    "<form class=comments><input name=author><input name=email><textarea name=comment></textarea></form>"
)
LETTERS = "<form><label>Our letter <input type=email name=mail></label></form>"


LOGIN = "<form><input name=user><input type=password name=pass></form>"
PETITION = "<form><p>Sign here:</p><input name=who><input name=mail></form>"


@pytest.mark.parametrize("form", [COMMENTS, LETTERS, LOGIN, PETITION])
@pytest.mark.parametrize("place", ["{form}{told}", "{told}{form}", "{told}{form}{told}"])
@pytest.mark.parametrize("url", ["news.php?id=4711", "a/4711.html", "?p=4711"])
def test_a_story_without_day_and_author_is_kept_beside_a_form(form: str, place: str, url: str) -> None:
    body = place.format(form=form, told=NEWS)
    page = f"<title>Ferry landing to be rebuilt</title><h1>Ferry landing to be rebuilt</h1>{body}"
    told = FetchedPage(url=f"https://bay.example/{url}", body=page.encode())
    article = run_stages(told)
    assert (article.verdict, article.reason) == (Verdict.ARTICLE, None)


@pytest.mark.parametrize("around", [COMMENTS, LETTERS, f"{LETTERS}{COMMENTS}"])
@pytest.mark.parametrize(
    "signed", ["<p>By Ada Roe</p>", "<time datetime=2026-10-24>24 October 2026</time>", ""]
)
def test_news_with_fields_beside_it_is_kept(signed: str, around: str) -> None:
    """A search, a letter to subscribe to and comments stand on every page of some sites."""
    search = "<form><input name=q type=text></form>"
    article = filled_in(NEWS, f"{search}{signed}<div class=entry>{{told}}</div>", around)
    assert article.verdict == Verdict.ARTICLE


def test_a_page_of_aspnet_is_one_form() -> None:
    """Whatever it shows stands in it."""
    story = f"<form id=aspnetForm><input name='ctl00$search'>{MENU}<div>{{told}}</div></form>"
    assert filled_in(NEWS, story).verdict == Verdict.ARTICLE


HOME = "<link rel=canonical href='https://bay.example/'><meta property=og:url content='https://bay.example/'>"
CARD = "<div class=card><h3><a href=/2025/{0}>Story {0} of the day</a></h3><span>{0} hours ago</span></div>"
LEAD = (
    "<div class=post><p>The harbour office told more of story {0} this afternoon, and what it means to those"
    " who...</p></div>"
)
TEASERS = "".join(
    "".join(CARD.format(10 * part + number) for number in range(8))
    + f"<section><h2>Part {part}</h2>"
    + "".join(LEAD.format(10 * part + number) for number in range(3))
    + "</section>"
    for part in range(6)
)


def test_a_front_page_that_answers_for_a_story_is_none() -> None:
    """Sites send there who asks for what they have taken down."""
    url = "https://bay.example/2025/06/kisumu-traders-alerted"
    page = f"<head><title>The Bay | News</title>{HOME}</head><body>{MENU}<main>{TEASERS}</main></body>"
    article = run_stages(FetchedPage(url=url, body=page.encode()))
    assert (article.verdict, article.reason) == (Verdict.NOT_ARTICLE, NotArticle.HOME_PAGE)
    assert article.facts.kind == PageKind.HOME_PAGE


@pytest.mark.parametrize("url", ["?p=4711", "#/news/4711", "news/4711"])
def test_a_story_of_an_application_is_kept(url: str) -> None:
    """Its address may differ from the root in what a canonical link leaves out; and it has a headline."""
    story = f"<h1>Ferry landing</h1><p>By Ada Roe, 24 October 2026</p>{NEWS}"
    page = f"<head><title>Ferry landing</title>{HOME}</head><body>{story}</body>"
    told = FetchedPage(url=f"https://bay.example/{url}", body=page.encode())
    assert run_stages(told).verdict == Verdict.ARTICLE


@pytest.mark.parametrize("said", [HOME, HOME.partition("<meta")[0], "<meta" + HOME.partition("<meta")[2]])
@pytest.mark.parametrize("name", ARTICLES)
def test_a_story_whose_page_has_the_address_of_the_site_is_kept(name: str, said: str) -> None:
    """Sites made in the browser have one head for all their pages; others have made a mistake."""
    page = page_of(name)
    home = said.replace("https://bay.example/", urljoin(page.url, "/"))
    html = page.body.decode()
    assert "<head>" in html
    told = replace(page, body=html.replace("<head>", f"<head>{home}", 1).encode())
    assert run_stages(told).verdict == Verdict.ARTICLE
