"""Walls below the metas of a story, archives and pages that say so are refused; stories like them are not."""

from __future__ import annotations

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages

HOST = "https://ferrybridge.example"
OG = "<meta property=og:type content=article>"
DAY = "<meta property=article:published_time content=2026-03-12T08:00:00Z>"
PRESS = "<button>OK</button>"
MENU = "<ul><li><a href=/n>News</a></li><li><a href=/s>Sport</a></li></ul>"
TEASERS = "".join(
    f"<article class=card><h3><a href=/n/{number}>Story {number} of the harbour and its gate</a></h3>"
    f"<p>The crane number {number} stood still on Monday, and nobody on the quay knew why.</p></article>"
    for number in range(4)
)


def read(
    heading: str, lines: tuple[str, ...], *, head: str = OG, more: str = "", path: str = "/news/a-1"
) -> CleanArticle:
    body = "".join(f"<p>{line}</p>" for line in lines)
    source = (
        f"<!doctype html><html><head><meta charset=utf-8><title>{heading}</title>{head}</head><body>"
        "<header><nav><a href=/n>News</a> <a href=/s>Sport</a></nav></header>"
        f"<main><h1>{heading}</h1>{body}{more}</main></body></html>"
    )
    return run_stages(FetchedPage(url=HOST + path, body=source.encode()))


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        (
            "Your choice",
            (
                "We and our 98 partners store cookies on your device and process personal data.",
                "You can withdraw your consent in the privacy settings, or subscribe and read us ad-free.",
            ),
        ),
        (
            "Vos données, votre choix",
            (
                "Nous et nos partenaires stockons des cookies sur votre terminal et traitons vos données.",
                "Refusez et abonnez-vous pour lire sans publicité ; retirez votre consentement.",
            ),
        ),
        (
            "プライバシーについて",
            (
                "当社および提携先は、お使いの端末に保存されたクッキーを使用し、広告の表示に個人データを利用します。",
                "同意いただけない場合も、プライバシーポリシーから設定を変更できます。",
            ),
        ),
    ],
)
def test_a_wall_of_consent_may_have_the_metas_of_its_story(heading: str, lines: tuple[str, ...]) -> None:
    assert read(heading, lines, head=OG + DAY, more=PRESS).reason == "error_page"
    told = "The council of Reedham voted on Monday to keep the old harbour open until the year ends."
    assert read(heading, (*lines, told), head=OG + DAY, more=PRESS).verdict == "article"
    signed = "<meta name=author content='Nora Blythe'>"
    assert read(heading, lines, head=OG + DAY + signed, more=PRESS).verdict == "article"


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        (
            "What the banner of the county asks",
            (
                "“We and our 98 partners store cookies on your device”: so begins the box.",
                "Readers cannot refuse, and their consent is asked again each day, a court in Reedham found.",
            ),
        ),
        (
            "Landkreis fragt zu viel",
            (
                "Der Landkreis verarbeitet personenbezogene Daten für Werbung, rügt ein Gericht.",
                "Er und seine Partner dürfen Cookies nur noch mit Einwilligung setzen, entschied die Kammer.",
            ),
        ),
        (
            "クッキー規制、来月から",
            (
                "総務省は十二日、ウェブサイトがクッキーを使用する際に利用者の同意を求める新しい規則を公表した。",
                "個人データを広告の表示に使う企業は、来月までに対応を求められると説明している。",
            ),
        ),
    ],
)
def test_a_report_on_consent_stays(heading: str, lines: tuple[str, ...]) -> None:
    assert read(heading, lines, head=OG + DAY, more=PRESS).verdict == "article"
    assert read(heading, lines, more=PRESS).verdict == "article"


@pytest.mark.parametrize("layout", ["<main><article>{}</article></main>{}", MENU + "<div>{}</div>{}"])
def test_an_editorial_on_consent_has_the_banner_of_its_site_beside_it(layout: str) -> None:
    lines = (
        "From Monday we and our partners ask you for your consent, or you subscribe and read us ad-free.",
        "Your data pay for a third of our work, and our partners use cookies to choose what you see.",
    )
    text = "<h1>A word to you</h1>" + "".join(f"<p>{line}</p>" for line in lines)
    head = f"<meta charset=utf-8><title>A word to you</title>{OG}{DAY}"

    def verdict(body: str) -> str:
        source = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
        return run_stages(FetchedPage(url=HOST + "/news/a-1", body=source.encode())).verdict

    assert verdict(layout.format(text, f"<div>{PRESS}</div>")) == "article"
    assert verdict(layout.format(f"<div>{text}{PRESS}</div>", "")) == "not_article"


TOLD = (
    "The pages stand in the cellar, and nobody has counted them since the flood of last autumn.",
    "Nora Blythe, who keeps the archive of the town, has asked the county for a room that is dry.",
    "The council will decide in April. Until then readers may look at them on Mondays.",
)


@pytest.mark.parametrize(
    ("title", "verdict"),
    [
        ("404", "not_article"),
        ("Seite nicht gefunden", "not_article"),
        ("Sayfa bulunamadı", "not_article"),
        ("404 days without a mayor", "article"),
        ("Page not found: what the archive lost", "article"),
    ],
)
def test_an_error_may_have_the_metas_of_a_story_and_teasers(title: str, verdict: str) -> None:
    lines = TOLD if verdict == "article" else ()
    assert read(title, lines, more=TEASERS).verdict == verdict


@pytest.mark.parametrize(
    ("heading", "line", "verdict"),
    [
        ("Estamos en mantenimiento", "Estamos mejorando el sitio. Volvemos en breve.", "not_article"),
        ("ただいまメンテナンス中です", "しばらくしてから再度アクセスしてください。", "not_article"),
        ("El puente sigue en mantenimiento", "El puente no abrirá hasta mayo, dijo la alcaldesa.", "article"),
        ("App wegen Wartungsarbeiten gestört", "Die App fällt am Sonntag aus, so die Bahn.", "article"),
    ],
)  # fmt: skip
def test_a_notice_of_work_on_the_site_is_no_news_of_work(heading: str, line: str, verdict: str) -> None:
    more = "<p>" + "Nora Blythe hopes that it will be over soon. " * 3 if verdict == "article" else "<p>." * 9
    assert read(heading, (line,), head="", more=more, path="/2026/03/12/x").verdict == verdict


STORY = (
    "The bridge was built in 1871 and was the first of its kind, and it stood for nearly eighty years.",
    "A storm took two of its piers in 1953. They were put up again of concrete five years later.",
)
EDIT = "<h2>{}<span class=mw-editsection>[<a href=/e>edit</a>]</span></h2><p>{}</p>"
CHANGED = "<footer><ul><li>This page was last edited on 1 December 2025, at 08:38.</li></ul></footer>"


def wiki(classes: str, above: str = "") -> CleanArticle:
    body = "".join(EDIT.format(name, line) for name, line in zip(("History", "Use"), STORY, strict=True))
    source = (
        "<!doctype html><html><head><title>The Quay - Bridge Wiki</title></head>"
        f"<body class='{classes}'><h1>The Quay</h1><div class=mw-parser-output>"
        f"{above}<p>{STORY[0]}</p>{body}</div>{CHANGED}</body></html>"
    )
    return run_stages(FetchedPage(url=f"{HOST}/wiki/The_Quay", body=source.encode()))


@pytest.mark.parametrize(
    ("classes", "above", "reason"),
    [
        ("mediawiki ltr ns-0 ns-subject action-view", "", "documentation"),
        ("mediawiki ltr ns-0 ns-subject action-history", "", "index_page"),
        ("mediawiki ltr ns-1 ns-talk action-view", "", "forum"),
        ("mediawiki ltr ns-0 ns-subject action-view", "<p><b>12 March 2025</b></p>", None),
        ("mediawiki ltr ns-0 action-view", "<p>Wednesday, March 12, 2025</p>", None),
    ],
)
def test_a_wiki_says_when_it_was_changed_and_news_when_it_was_written(
    classes: str, above: str, reason: str | None
) -> None:
    assert wiki(classes, above).reason == reason


LETTER = ("Hi all, since the last release the log is cut about once a week, and nobody here knows why.",)
BY_THREAD = "<a href={}>by date</a> <a href={}#0>by thread</a> <a href=subject.html>by subject</a>"
REPLY = "<a href='mailto:list@ferrybridge.example?In-Reply-To=%3C1%3E'>reply</a>"


@pytest.mark.parametrize(
    ("head", "more", "reason"),
    [
        ("<meta name=generator content='cgit v1.2.3'>", "", "documentation"),
        ("", BY_THREAD.format("maillist.html", "threads.html") + REPLY, "forum"),
        ("", BY_THREAD.format("date.html", "thread.html") + REPLY, "forum"),
        ("", BY_THREAD.format("date.html", "thread.html"), None),
        (
            "<meta name=generator content=Hugo>",
            BY_THREAD.format("date.html", "author-tips.html"),
            None,
        ),
    ],
)
def test_archives_of_letters_and_code_say_what_made_them(head: str, more: str, reason: str | None) -> None:
    assert read("Lock file removed too early", (*LETTER, STORY[1]), head=head, more=more).reason == reason


@pytest.mark.parametrize(
    ("path", "heading", "head", "classes", "reason"),
    [
        ("/about/", "About", "", "page page-id-2", None),
        ("/about/", "About", "", "single single-post postid-2", None),
        ("/2026/03/about/", "About the night of the flood", "", "page page-id-2", None),
        ("/review/about/", "About", "<meta property=og:type content=website>", "", None),
    ],
)
def test_what_is_dated_and_signed_is_no_page_of_the_site(
    path: str, heading: str, head: str, classes: str, reason: str | None
) -> None:
    source = (
        f"<html><head><title>{heading}</title>{head}{DAY}</head><body class='{classes}'><h1>{heading}</h1>"
        f"<p>By Nora Blythe</p><time datetime=2026-03-12>12 March 2026</time>"
        f"<p>{STORY[0]}</p><p>{STORY[1]}</p></body></html>"
    )
    assert run_stages(FetchedPage(url=HOST + path, body=source.encode())).reason == reason


@pytest.mark.parametrize(
    ("path", "heading", "verdict"),
    [
        ("/jobs/fahrer-7712", "Straßenbahnfahrer (m/w/d)", "not_article"),
        ("/emploi/7712", "Conducteur de tram H/F", "not_article"),
        ("/jobs/tram-driver", "Tram driver (m/f/x)", "not_article"),
        ("/jobs/generation-mwd", "Generation (m/w/d): warum Firmen so werben", "article"),
        ("/news/fahrer", "Gesucht: Straßenbahnfahrer (m/w/d)", "article"),
    ],
)
def test_a_post_for_anybody_is_a_job(path: str, heading: str, verdict: str) -> None:
    assert read(heading, STORY, head="", path=path).verdict == verdict
