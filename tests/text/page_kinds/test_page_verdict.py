"""Pages of every kind: what is an article, and what a page is that is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.page_kinds.consent_prose import consent_phrases
from newsarchive.text.page_kinds.page_verdict import is_error_title

PAGES = Path(__file__).parent / "kinds"
REASONS = {
    "access_denied": "error_page",
    "archive_that_says_article": "index_page",
    "bot_wall": "error_page",
    "chinese_gallery": "gallery",
    "chinese_index": "index_page",
    "chinese_not_found": "error_page",
    "chinese_paywall_stub": "paywall",
    "chinese_section": "index_page",
    "cookie_wall": "error_page",
    "gallery_by_figures": "gallery",
    "gallery_by_json_ld": "gallery",
    "headline_list": "index_page",
    "home_page": "index_page",
    "not_found": "error_page",
    "paywall_stub": "paywall",
    "paywall_stub_by_class": "paywall",
    "paywall_stub_text_flag": "paywall",
    "section_page": "index_page",
    "section_page_by_json_ld": "index_page",
    "section_page_of_article_nodes": "index_page",
    "video_page": "video",
}


def read(html: str) -> CleanArticle:
    return run_stages(FetchedPage(url="https://ferrybridge.example/river/weir", body=html.encode()))


@pytest.mark.parametrize("file", sorted(PAGES.glob("*.html")), ids=lambda file: file.stem)
def test_each_kind(file: Path) -> None:
    article = read(file.read_text(encoding="utf-8"))
    if file.stem.endswith("_is_article"):
        assert (article.verdict, article.reason) == ("article", None)
    else:
        assert (article.verdict, article.reason) == ("not_article", REASONS[file.stem])
        assert article.text, "what was extracted is kept"


STORIES = re.findall(
    r'<h3><a href="([^"]+)">([^<]+)</a></h3><p>([^<]+)</p>',
    (PAGES / "section_page.html").read_text(encoding="utf-8"),
)
FORMS = {
    "flat": '<h3><a href="{0}">{1}</a></h3><p>{2}</p>',
    "card": '<a href="{0}"><h3>{1}</h3><p>{2}</p></a>',
    "list": '<li><a class="t" href="{0}">{1}</a><p>{2}</p></li>',
    "boxes": '<div><div class="t"><a href="{0}">{1}</a></div><div>{2} <a href="{0}">more</a></div></div>',
    "articles": '<article><header><h2><a href="{0}">{1}</a></h2></header><div><p>{2}</p></div></article>',
    "signed": (
        '<article><h3><a href="{0}">{1}</a></h3><ul><li><a href="/staff/blythe">By Nora Blythe</a></li></ul>'
        "<p>{2}</p></article>"
    ),
    "terms": '<dt><a href="{0}">{1}</a></dt><dd>{2}</dd>',
    "table": '<tr><td><a href="{0}"><b>{1}</b></a><br>{2}</td></tr>',
}


@pytest.mark.parametrize("form", FORMS)
def test_lists_of_stories_in_many_forms(form: str) -> None:
    body = "".join(FORMS[form].format(*story) for story in STORIES)
    body = {"list": f"<ul>{body}</ul>", "terms": f"<dl>{body}</dl>", "table": f"<table>{body}</table>"}.get(
        form, f"<main>{body}</main>"
    )
    article = read(f"<html><head><title>River</title></head><body><h1>River</h1>{body}</body></html>")
    assert (article.verdict, article.reason) == ("not_article", "index_page")


def test_a_list_whose_stories_are_announced_alike_is_one() -> None:
    body = "".join(FORMS["articles"].format(link, title, STORIES[0][2]) for link, title, _ in STORIES)
    article = read(f"<html><head><title>River</title></head><body><h1>River</h1>{body}</body></html>")
    assert (article.verdict, article.reason) == ("not_article", "index_page")


def test_an_article_above_lists_of_stories_is_one() -> None:
    """Nothing in the markup says what it is: the paragraphs stand in no teaser's box."""
    text = "".join(f"<p>{story[2]}</p>" for story in STORIES[:4])
    for form in ("flat", "list", "boxes", "articles"):
        others = "".join(FORMS[form].format(*story) for story in STORIES[4:] * 2)
        body = f"<div><h1>Four reports</h1>{text}</div><div class='more'>{others}</div>"
        assert (
            read(f"<html><head><title>Four reports</title></head><body>{body}</body></html>").verdict
            == "article"
        )


def test_a_digest_beside_links_to_its_stories_is_an_article() -> None:
    """Its headings lead nowhere; the box beside it has the same headlines as links."""
    text = "".join(f"<h2>{title}</h2><p>{says}</p>" for _, title, says in STORIES)
    links = "".join(f'<li><a href="{link}">{title}</a></li>' for link, title, _ in STORIES)
    body = f"<div><h1>The week on the river</h1><div>{text}</div></div><div><ul>{links}</ul></div>"
    digest = read(
        f"<html><head><title>The week on the river - Ferry Post</title></head><body>{body}</body></html>"
    )
    assert digest.verdict == "article"


def test_every_update_of_a_live_blog_is_kept() -> None:
    text = read((PAGES / "live_blog_is_article.html").read_text(encoding="utf-8")).text
    for words in ("closed to boats on Monday", "lowered divers", "eleven years", "upper basin", "The repair"):
        assert words in text


def test_an_empty_offer_on_every_page_makes_no_stub() -> None:
    html = (PAGES / "brief_is_article.html").read_text(encoding="utf-8")
    empty = html.replace("</main>", '<div id="paywall"></div></main>')
    assert read(empty).verdict == "article"
    full = html.replace(
        "</main>", '<div id="paywall">Subscribe to read on, four weeks for one crown.</div></main>'
    )
    assert (read(full).verdict, read(full).reason) == ("not_article", "paywall")


@pytest.mark.parametrize(
    ("title", "error"),
    [
        ("404", True),
        ("Error 503", True),
        ("2024", False),
        ("404 ships counted", False),
        ("404 Not Found", True),
        ("Error 404 – Page not found!", True),
        ("Seite nicht gefunden", True),
        ("您访问的页面不存在", True),
        ("Just a moment...", True),
        ("Page not found: how the town lost its archive", False),
        ("Access denied to the harbour", False),
        ("Forbidden", False),
        ("", False),
    ],
)
def test_error_titles_are_compared_whole(title: str, *, error: bool) -> None:
    assert is_error_title(title) == error


FAILED = (
    "We could not load this story at the moment. Our engineers have been told of the problem and are working"
    " on it. Please try again in a few minutes, or read one of the other stories on our home page."
)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Something went wrong", FAILED),
        (
            "Da ist etwas schiefgelaufen",
            (
                "Dieser Artikel kann leider nicht angezeigt werden, weil unser Server nicht antwortet."
                " Bitte versuchen Sie es in einigen Minuten noch einmal oder besuchen Sie die Startseite."
            ),
        ),
        (
            "Что-то пошло не так",
            (
                "Не удалось получить текст статьи, потому что сервер редакции не отвечает на запросы."
                " Пожалуйста, обновите страницу через несколько минут или вернитесь на главную сайта."
            ),
        ),
        (
            "文章加载失败",
            (
                "暂时无法加载这篇文章，我们的工程师已经得知这一问题并正在处理，给您带来的不便我们深表歉意。"
                "请您在几分钟以后刷新页面再试一次，或者返回本站的首页阅读编辑部今天为您选出的其他各篇文章。"
            ),
        ),
    ],
)
def test_what_scripts_show_for_a_story_that_did_not_come_is_none(title: str, told: str) -> None:
    page = "<html><head><title>{0}</title></head><body>{2}<h1>{0}</h1><p>{1}</p></body></html>"
    article = read(page.format(title, told, ""))
    assert (article.verdict, article.reason) == ("not_article", "error_page")
    dated = read(page.format(title, told, '<p><time datetime="2026-11-02">2 November 2026</time></p>'))
    assert dated.reason != "error_page"
    story = "".join(f"<p>{says}</p>" for _, _, says in STORIES[:3])
    assert read(page.format(title, f"{told}</p>{story}<p>", "")).verdict == "article"


def test_consent_is_told_by_several_phrases() -> None:
    assert consent_phrases("We use cookies. Accept all? See our privacy policy.") == 3
    assert consent_phrases("The council met.") == 0


PIECES = st.sampled_from(
    [
        "<h2><a href='/1'>A story of a river</a></h2>",
        "<p>Words of a story that go on for a while and end with a stop.</p>",
        "<figure><figcaption>A ferry at the quay in the evening</figcaption></figure>",
        "<div class='paywall'>",
        "</div>",
        "<h3>",
        "<a href='#'>",
        '<script type="application/ld+json">{"@type": ["CollectionPage", 3, null]}</script>',
        '<script type="application/ld+json">{"@type": "VideoObject", "isAccessibleForFree": []}</script>',
        "<meta property='og:type' content='website'>",
        "第一章 江河",
        "\x00",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_no_page_makes_it_raise(pieces: list[str]) -> None:
    assert read("<html><body>" + "".join(pieces)).verdict in {"article", "not_article", "undecodable"}


def test_the_sentence_of_an_offer_is_no_text_of_an_article() -> None:
    """A lead just below what an article needs, and an offer that says the rest, are a stub."""
    lead = (
        "The weir below the old mill was closed to boats on Monday after an inspector found a crack in it. "
    )
    page = "<title>Weir closed</title><article><h1>Weir closed after crack is found</h1><p>{}</p>{}</article>"
    offer = (
        '<div class="paywall"><p>Subscribe to read on in the paper.</p><a href="/offer">Subscribe</a></div>'
    )
    text = (
        lead * 3 + "Boats may be carried around it until the spring, when it is to be mended again at last."
    )
    assert 360 < len(text) < 400 < len(text) + len("Subscribe to read on in the paper.")
    walled = read(page.format(text, offer))
    assert (walled.verdict, walled.reason) == ("not_article", "paywall")
    assert read(page.format(text + lead, offer)).verdict == "article"


def test_a_short_story_with_a_wall_that_waits_is_no_stub() -> None:
    """Five sentences are a story, however short: pages have walls for those who have read enough of them."""
    story = (
        "The weir is closed.",
        "An inspector found a crack.",
        "Boats go around it.",
        "It was mended in 1998.",
        "Work begins in May.",
    )
    page = "<title>Weir closed</title><article><h1>Weir closed after crack is found</h1>{}</article>{}"
    wall = '<div class="paywall" style="display:none"><p>You have read all your free articles.</p></div>'
    for lines, verdict in ((story, "article"), (story[:3], "not_article")):
        assert read(page.format("".join(f"<p>{line}</p>" for line in lines), wall)).verdict == verdict


FILLED = "<div id=app></div>{0}<script>fetch('/api/story/7').then(a => a.json()).then(draw)</script>"


@pytest.mark.parametrize("form", ["flat", "card", "boxes", "articles", "signed"])
@pytest.mark.parametrize("number", [1, 2, 4])
@pytest.mark.parametrize("head", ["", "<title>Council votes on the tram</title>", "<h1>Ferry Bridge</h1>"])
def test_teasers_beside_a_story_that_scripts_fill_in(form: str, number: int, head: str) -> None:
    title = "<meta property='og:site_name' content='Ferry Bridge'>"
    stories = "".join(FORMS[form].format(*story) for story in STORIES[:number])
    article = read(f"{title}{head}<main>{FILLED.format(stories)}</main>")
    assert (article.verdict, article.reason) != ("article", None)


@pytest.mark.parametrize(
    "page",
    [
        # A round-up; a story, and other stories below it.
        "<div id=root></div><h1>What else the week brought</h1>{0}<script src=/chat.js></script>",
        "<div id=root></div>{1}{0}<script src=/chat.js></script>",
        "<div id=app><p>{1}</p></div>{0}<script src=/app.js></script>",
    ],
)
def test_stories_beside_teasers_and_an_empty_element(page: str) -> None:
    story = "<h1>Weir gates close for the winter</h1>" + "".join(f"<p>{words}</p>" for *_, words in STORIES)
    stories = "".join(FORMS["flat"].format(*one) for one in STORIES[:2])
    assert read(f"<main>{page.format(stories, story)}</main>").verdict == "article"
