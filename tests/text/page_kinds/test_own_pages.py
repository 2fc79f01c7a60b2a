"""Pages a site has about itself and its writers are no articles; stories about such pages are."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.letters import letters_only
from newsarchive.text.page_kinds.own_pages import own_names

HOST = "https://ferrybridge.example"
TOLD = (
    "This page says how the house handles what you tell it when you read, write to us or register with us.",
    "Last changed on 12 March 2024. Questions are answered by the office at the harbour, Quay Road 1.",
    "You may ask at any time what is kept about you, and have it put right or taken off our lists for good.",
)
STORY = (
    "The council of Reedham voted on Monday to change what its website says about the data of readers.",
    "Nora Blythe, who has run the harbour office since 2009, said nobody had read the old page in ten years.",
    "“We asked three hundred people on the ferry,” she said. “Two had seen it, and one had written it.”",
    "The new page is to be finished by April, and a third of what it costs is paid for by the county.",
)


def read(path: str, heading: str, lines: tuple[str, ...], *, head: str = "", more: str = "") -> CleanArticle:
    body = "".join(f"<p>{line}</p>" for line in lines)
    source = (
        f"<!doctype html><html><head><meta charset=utf-8><title>{heading} | The Bridge</title>{head}</head>"
        "<body>"
        "<header><nav><ul><li><a href=/n>News</a></li><li><a href=/s>Sport</a></li></ul></nav></header>"
        f"<main><article><h1>{heading}</h1>{body}</article>{more}</main></body></html>"
    )
    return run_stages(FetchedPage(url=HOST + path, body=source.encode()))


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/privacy-policy/", "Privacy policy"),
        ("/en/legal/terms-and-conditions", "Terms & Conditions"),
        ("/about/contact-us.html", "Contact us"),
        ("/impressum", "Impressum"),
        ("/datenschutzerklaerung/", "Datenschutzerklärung"),
        ("/datenschutz", "Datenschutzerklärung"),
        ("/politique-de-confidentialite", "Politique de confidentialité"),
        ("/mentions-legales/", "Mentions légales"),
        ("/info/aviso-legal", "Aviso legal"),
        ("/politica-de-privacidade/", "Política de Privacidade"),
        ("/page/regulamin", "Regulamin"),
        ("/gizlilik-politikasi", "Gizlilik Politikası"),
        ("/kunye", "Künye"),
        ("/privacy", "Политика конфиденциальности"),
        ("/about/contact/index.html", "联系我们"),
        ("/kiyaku.html", "利用規約"),
        ("/policy/privacy", "개인정보 처리방침"),
        ("/سياسة-الخصوصية", "سياسة الخصوصية"),
        ("/terms", "ข้อกำหนดและเงื่อนไข"),
        ("/kebijakan-privasi", "Kebijakan Privasi"),
        ("/help/faq", "Frequently asked questions"),
        ("/aide/faq", "Foire aux questions"),
        ("/about/", "About us"),
        ("/om-oss", "Om oss"),
    ],
)
def test_terms_and_ways_to_reach_a_site_are_a_service(path: str, heading: str) -> None:
    article = read(path, heading, TOLD)
    assert (article.verdict, article.reason, article.facts.kind) == ("not_article", "service", "service")


POSTING = {
    "@context": "https://schema.org",
    "@type": "BlogPosting",
    "headline": "Contact",
    "author": "Ada Roe",
}


@pytest.mark.parametrize(
    ("path", "heading", "head"),
    [
        ("/privacy-policy", "New privacy policy angers readers", ""),
        ("/news/privacy-policy", "Privacy policy", ""),
        ("/2024/03/12/privacy-policy", "Privacy policy", ""),
        ("/films/contact", "Contact", ""),
        ("/films/about", "About", ""),
        ("/about-us-he-said", "About us", ""),
        ("/news/faq", "FAQ: what the strike means", ""),
        ("/contact", "Contact", f"<script type=application/ld+json>{json.dumps(POSTING)}</script>"),
        ("/privacy-policy-of-reedham-changes-48213", "Privacy policy", ""),
        ("/impressum-streit-in-altenbruch", "Impressum: Streit in Altenbruch", ""),
        ("/datenschutz", "Datenschutz: Gemeinde räumt Fehler ein", ""),
        ("/subscribe-or-leave", "Subscribe or leave", ""),
        ("/news/login", "Login", ""),
    ],
)
def test_a_story_about_them_is_one(path: str, heading: str, head: str) -> None:
    day = "<time datetime=2024-03-12>12 March 2024</time>"
    assert read(path, heading, STORY, head=head, more=day).verdict == "article"


PUBLISHED = '<meta property="article:published_time" content="2024-03-12T10:00:00Z">'


@pytest.mark.parametrize("path", ["/contact/", "/en/disclaimer"])
@pytest.mark.parametrize(
    ("head", "lines"),
    [
        ("", ("Reviewed by Nora Blythe, 12 March 2024", *STORY, *STORY)),
        ("", ("By Nora Blythe", *STORY)),
        (PUBLISHED, STORY),
        ("<meta property=og:type content=article>", STORY),
    ],
)
def test_a_review_of_a_film_called_so_is_one(path: str, head: str, lines: tuple[str, ...]) -> None:
    heading = path.strip("/").rpartition("/")[2].title()
    assert read(path, heading, lines, head=head).verdict == "article"


BUTTON = "<button>Go on</button>"


@pytest.mark.parametrize(
    ("path", "heading", "lines"),
    [
        (
            "/subscribe",
            "Subscriber-only story",
            (
                "This story is for subscribers. Sign up to read on.",
                "All stories for 9.99 a month. Cancel any time.",
            ),
        ),
        (
            "/r/login",
            "有料会員限定の記事です",
            (
                "この記事は会員限定です。登録すると続きをお読みいただけます。",
                "月額1,980円で、すべての記事が読み放題。いつでも解約できます。",
            ),
        ),
        (
            "/subscribe",
            "유료회원 전용 기사",
            (
                "이 기사는 유료회원만 볼 수 있습니다. 구독하시면 전문을 읽으실 수 있습니다.",
                "월 9,900원으로 모든 기사를 제한 없이 읽어보세요. 언제든지 해지할 수 있습니다.",
            ),
        ),
        (
            "/abo",
            "Jetzt weiterlesen",
            (
                "Dieser Artikel ist nur für Abonnenten, mit einem Probemonat lesen Sie sofort weiter.",
                "Alle Artikel der Zeitung im Netz und in der App, monatlich kündbar und ohne jede Bindung.",
            ),
        ),
    ],
)
def test_an_offer_to_subscribe_is_a_service(path: str, heading: str, lines: tuple[str, ...]) -> None:
    article = read(path, heading, lines, more=BUTTON)
    assert (article.verdict, article.facts.kind) == ("not_article", "service")


@pytest.mark.parametrize("path", ["/subscribe", "/pay", "/en/login"])
def test_what_is_longer_than_an_offer_stays(path: str) -> None:
    """A site may send whoever asks for a story to it at any address."""
    lines = (*STORY, *(f"{line} So it was on Tuesday." for line in STORY))
    assert read(path, "Why readers pay", lines, more=BUTTON).verdict == "article"


@pytest.mark.parametrize(("path", "heading"), [("/register", "Register opens"), ("/pay", "Pay")])
def test_a_short_story_beside_a_search_is_no_offer(path: str, heading: str) -> None:
    search = "<form><input name=q><button>Go</button></form>"
    assert read(path, heading, STORY, more=search).verdict == "article"


# Pages of writers.

LIFE = ("Jo Rigg has covered the courts, the council and the river since 2009, and grew up beside it.",)
PROFILE = "<meta property=og:type content=profile>"


def cards(count: int, said: str = "What those say who live there and have to pay for it.") -> str:
    headlines = ("Ferry leaves earlier", "Storm bill tops a million", "The town that said no", "Bread", "Ice")
    return "".join(
        f"<div class=item><h3><a href=/2024/03/0{number}/story>{headlines[number]}</a></h3>"
        f"<p>{said}</p>"
        f"<time>{number + 1} March 2024</time></div>"
        for number in range(count)
    )


@pytest.mark.parametrize(
    ("path", "heading", "head"),
    [
        ("/author/jo-rigg/", "Jo Rigg", ""),
        ("/en/authors/jo_rigg", "Jo Rigg", ""),
        ("/yazarlar/iskender-cinar", "İskender Çınar", ""),
        ("/autor/jorg-muller", "Jörg Müller", ""),
        ("/autoren/joerg-mueller", "Jörg Müller", ""),
        ("/profile/jo-rigg", "Jo Rigg", PROFILE),
        ("/authors/kovrigina/", "Анна Ковригина", PROFILE),
        ("/author/manoj-tripathi", "मनोज त्रिपाठी", PROFILE),
    ],
)
@pytest.mark.parametrize("count", [3, 5])
def test_a_page_of_a_writer_is_a_list(path: str, heading: str, head: str, count: int) -> None:
    article = read(path, heading, LIFE, head=head, more=cards(count))
    assert (article.verdict, article.facts.kind) == ("not_article", "listing")


@pytest.mark.parametrize("path", ["/author/jo-rigg/", "/profile/jo-rigg"])
def test_so_it_is_where_sentences_say_what_the_stories_are(path: str) -> None:
    said = (
        "Those who live by the river say that the sum is only the start, and that worse is to come for all."
    )
    head = PROFILE if "profile" in path else ""
    assert read(path, "Jo Rigg", LIFE, head=head, more=cards(5, said)).verdict == "not_article"


@pytest.mark.parametrize(
    ("path", "heading", "head"),
    [
        ("/people/jo-rigg", "Jo Rigg", ""),
        ("/obituaries/jo-rigg", "Jo Rigg", ""),
        ("/author/jo-rigg/the-ferry-leaves", "The ferry leaves", ""),
        ("/author/jo-rigg", "The ferry leaves", ""),
        ("/author/jo-rigg", "Jo Rigg", ""),
        ("/profile/jo-rigg", "Jo Rigg", PROFILE),
    ],
)
def test_a_portrait_and_a_column_are_articles(path: str, heading: str, head: str) -> None:
    lines = tuple(f"{line} {other}" for line in STORY for other in STORY[1:3])
    assert read(path, heading, lines, head=head, more=cards(3)).verdict == "article"


@pytest.mark.parametrize(
    ("path", "heading", "head"),
    [
        ("/columna/la-ciudad-dormida", "La ciudad dormida", ""),
        ("/columnists/the-harbour-we-lost", "The harbour we lost", ""),
        ("/columnist/the-harbour-we-lost", "The harbour we lost", ""),
        ("/reporter/ferry-leaves", "Ferry leaves", ""),
        ("/author/the-harbour-we-lost", "The harbour we lost", ""),
        ("/people/jo-rigg", "Jo Rigg", PROFILE),
    ],
)
@pytest.mark.parametrize("lines", [STORY, (" ".join(STORY[:2]), STORY[3])])
def test_a_short_column_beside_links_is_one(
    path: str, heading: str, head: str, lines: tuple[str, ...]
) -> None:
    links = "".join(f"<a href=/2024/0{at}/story>Another story of the day</a> " for at in (1, 2, 3))
    assert read(path, heading, lines, head=head, more=f"<div>{links}</div>").verdict == "article"


def links(count: int) -> str:
    """List so many stories by their headlines and days."""
    return "".join(
        f"<li><a href=/news/story-{number}>The ferry leaves for the last time {number}</a>"
        f" <span>{number + 1} March 2024</span></li>"
        for number in range(count)
    )


LIVES = (
    "Jo Rigg writes about the river and about its people. She reported from eleven ports before this.",
    "She has won the Harbour Prize for two of her reports. Her first book came out in 2021 and tells of it.",
)


@pytest.mark.parametrize(
    ("path", "head", "count", "verdict"),
    [
        ("/author/r/", PROFILE, 5, "not_article"),
        ("/people/jo-rigg", PROFILE, 3, "not_article"),
        ("/people/jo-rigg", PROFILE, 2, "article"),
        ("/author/jo-rigg", "", 5, "not_article"),  # by the learner: it is hardly an article
    ],
)
def test_a_life_in_sentences_is_none_where_the_page_says_whose(
    path: str, head: str, count: int, verdict: str
) -> None:
    plain = "".join(f"<h3><a href=/story-{number}>The ferry leaves</a></h3>" for number in range(count))
    assert read(path, "Jo Rigg", LIVES, head=head, more=plain).verdict == verdict


@pytest.mark.parametrize(
    ("path", "heading", "verdict"),
    [
        ("/author/taras-levchuk", "Тарас Левчук", "not_article"),
        ("/author/12", "Κατερίνα Μαυρίδη", "not_article"),
        ("/author/the-harbour-we-lost", "The harbour that we all have lost", "article"),
    ],
)
def test_a_writer_above_many_stories_needs_no_address_in_her_script(
    path: str, heading: str, verdict: str
) -> None:
    more = f"<ul>{links(8)}</ul>"
    assert read(path, heading, (f"{heading}. {LIFE[0]}",), more=more).verdict == verdict


@pytest.mark.parametrize(
    ("path", "heading", "day"),
    [
        ("/author/4821", "港口道路关闭至星期五晚上", ""),
        ("/writer/4821", "Harbour road closed", "<p>By Ada Roe</p>"),
        ("/author/harbour-road", "Harbour road", "<p>12 March 2025</p>"),
    ],
)
def test_a_brief_above_other_stories_is_no_page_of_a_writer(path: str, heading: str, day: str) -> None:
    lines = ("The harbour road is closed until Friday night, the county said, since the wall has given way.",)
    page = read(path, heading, lines, more=f"{day}<ul>{links(8)}</ul>")
    assert page.reason != "index_page"


def test_days_of_the_stories_of_a_writer_are_theirs() -> None:
    cards = "".join(
        f"<article><a href=/s-{number}><h3>The ferry leaves</h3></a><time>{number} May 2024</time></article>"
        for number in range(1, 8)
    )
    assert read("/author/jo-rigg", "Jo Rigg", LIVES[:1], more=cards).reason == "index_page"


def test_days_of_the_stories_of_a_topic_are_theirs() -> None:
    boxes = "".join(
        f"<article><h3><a href=/s-{number}>The ferry leaves</a></h3><time>{number} May 2024</time></article>"
        for number in range(1, 8)
    )
    assert read("/topic/kestrel-point", "Kestrel Point", (ABOUT,), more=boxes).verdict == "not_article"
    day = "<time>3 May 2024</time>"
    assert read("/topic/kestrel-point", "Kestrel Point", (ABOUT,), more=day + boxes).verdict == "article"


ABOUT = "Kestrel Point is a town by the sea with some 230 boats. Read the latest news about the town here."


@pytest.mark.parametrize(
    "path", ["/topic/kestrel-point", "/tags/kestrel-point", "/etiket/kestrel/", "/en/tema/x"]
)
def test_what_a_topic_is_above_its_stories_is_a_list(path: str) -> None:
    article = read(path, "Kestrel Point", (ABOUT,), more=f"<ul>{links(8)}</ul>")
    assert (article.verdict, article.facts.kind) == ("not_article", "listing")


@pytest.mark.parametrize(
    ("path", "lines", "head", "count"),
    [
        ("/topic/kestrel-point", STORY, "", 8),
        ("/topic/kestrel-point/the-ferry-leaves", (ABOUT,), "", 8),
        ("/tag/the-ferry-leaves", STORY[:2], "", 3),
        ("/tag/the-ferry-leaves", STORY[:2], "<meta property=article:published_time content=2024-03-05>", 8),
        ("/news/kestrel-point", STORY[:2], "", 8),
        ("/topics/the-ferry-leaves-1234567.html", STORY[:2], "", 8),
    ],
)
def test_a_story_below_a_topic_is_one(path: str, lines: tuple[str, ...], head: str, count: int) -> None:
    page = read(path, "The ferry leaves", lines, head=head, more=f"<ul>{links(count)}</ul>")
    assert page.verdict == "article"


def test_a_brief_below_a_topic_with_its_day_is_one() -> None:
    more = f"<p class=date>14 March 2026</p><ul>{links(8)}</ul>"
    assert read("/tema/the-ferry-leaves", "The ferry leaves", STORY[:2], more=more).verdict == "article"


def test_the_names_are_told_once() -> None:
    table = files("newsarchive.text.page_kinds").joinpath("data/own_pages.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    for use, language, *phrases in rows:
        assert use in ("title", "named", "around", "author", "people", "offer", "topic")
        folded = [
            letters_only(one)
            for phrase in phrases
            for one in ([phrase] if use == "title" else phrase.split())
        ]
        assert len(folded) == len(set(folded)), (use, language)
    names = own_names()
    assert names.named.isdisjoint(names.offers)
    assert all(word.isascii() and word.isalpha() for word in names.authors | names.around | names.offers)
