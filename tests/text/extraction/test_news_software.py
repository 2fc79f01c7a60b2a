"""Pages as news systems and weblogs of 2026-11 write them that were met last, in our words.

SPIP, django CMS Stories, Nextra, mynt, BlazeBlogger, Tinkerer, VuePress with Hope, VitePress with Lando,
MediaWiki with GreyStuff.
"""

from __future__ import annotations

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.lifecycle import Verdict
from newsarchive.stages import run_stages
from newsarchive.text.dates.date_labels import day_of_line

JA = "内港の古い灯台が水曜日の夜からふたたび灯をともしている。"
KO = "내항의 오래된 등대는 수요일 밤부터 다시 불을 밝히고 있다."
EN = "The last ferry will leave an hour earlier until the bridge is mended."
NEXT = "Shopkeepers of the quay fear the noise, and have been promised that it will rest on Sundays."


def read(
    body: str, head: str = "", url: str = "https://post.example/news/n24118-ferry/", language: str = "en"
) -> CleanArticle:
    page = f"<html lang={language}><head>{head}</head><body>{body}</body></html>"
    return run_stages(FetchedPage(url=url, body=page.encode(), content_type="text/html; charset=utf-8"))


def test_a_standfirst_of_one_short_sentence_is_kept() -> None:
    story = "".join(
        f"<p>{JA}{number}月まで工事が続く見通しだと港湾局は説明した。</p>" for number in (3, 5, 7)
    )
    article = read(
        "<main><div class=hentry><h1 class=entry-title>灯台に灯</h1><p class=info-publi>"
        "<abbr class=published title='2031-10-26T11:38:00Z'>2031年10月26日</abbr>, <span class=auteurs>"
        "著者： <span class='vcard author'><a href='auteur2'>佐藤健一</a></span></span></p>"
        f"<div class=chapo><p>{JA}</p></div><div class='texte surlignable'>{story}</div></div></main>",
        language="ja",
    )
    assert article.text.split("\n")[0] == JA
    assert article.text.count("\n") == 3
    assert article.facts.authors == ("佐藤健一",)


@pytest.mark.parametrize(
    ("byline", "name", "text", "language"),
    [
        ("Lucía Ferrer,<time>28 de octubre de 2031</time>•1 min read", "Lucía Ferrer", EN, "es"),
        ("김민준,<time>2031년 10월 28일</time>•1 min read", "김민준", KO, "ko"),
        ("佐藤健一,<time>2031年10月28日</time>•1 min read", "佐藤健一", JA, "ja"),
    ],
)
def test_a_comma_glues_a_name_to_a_day(byline: str, name: str, text: str, language: str) -> None:
    article = read(
        f"<article><h1>{text[:12]}</h1><div>{byline}</div>"
        f"<p>{text}</p><small>© Quay Courier</small></article>",
        language=language,
    )
    assert (article.text, article.facts.authors) == (text, (name,))


def test_an_article_in_an_article_whose_headline_leads_away_is_another_story() -> None:
    other = (
        "<article class=post-item><h3><a href='/2031/10/25/n24132/'>Storm damages the mole</a></h3>"
        f"<div class=lead><p>{NEXT} {NEXT}</p></div><a href='/2031/10/25/n24132/'>more</a></article>"
    )
    comment = f"<article><h3>Ada Roe</h3><p>{NEXT}</p></article>"
    story = f"<main><article><header><h2>Ferry leaves earlier</h2></header><div><p>{EN}</p></div>"
    title = "<title>Ferry leaves earlier - Quay Courier</title>"
    assert read(f"{story}<section>{other * 2}</section></article></main>", title).text == EN
    # Without a headline of its own the outer one is a frame around the story.
    framed = f"<main><article>{other}</article></main>"
    assert NEXT in read(framed, "<title>Storm damages the mole</title>").text
    assert EN in read(f"{story}{comment}</article></main>", title).text


def test_a_sidebar_with_the_name_of_the_site_is_no_story() -> None:
    blurb = "".join(
        f"<p>This is a convenient place for a quick blurb about yourself and {one}.</p>" for one in "abc"
    )
    article = read(
        f"<div id=sidebar><h1><a href='/'>Quay Courier</a></h1>{blurb}</div><div id=content><div class=post>"
        "<h1 class=post-title>Ferry leaves earlier</h1><h2 class=post-meta>28/10/2031 <span>»</span> "
        f"<a href='/archives/'>budget</a>, <a href='/archives/'>port</a></h2><p>{EN}</p></div></div>",
        "<title>Ferry leaves earlier : Quay Courier</title>",
        url="https://post.example/2031/10/28/ferry/",
    )
    assert (article.verdict, article.text) == (Verdict.ARTICLE, EN)


def test_a_sidebar_that_holds_the_headline_is_the_story() -> None:
    story = f"<h1>Ferry leaves earlier</h1><p>{EN}</p><p>{NEXT}</p>"
    assert NEXT in read(f"<div id=sidebar>{story}</div>", "<title>Ferry leaves earlier</title>").text


@pytest.mark.parametrize(
    "facts",
    [
        "<span>2031-10-28</span> by <b class=author>Ada Roe</b>, tagged as <a href='/tags/1'>budget</a>",
        "<span>2031-10-28</span> » <a href='/archives/'>budget</a>, <a href='/archives/'>old port</a>",
    ],
)
def test_a_line_of_day_name_and_links_is_no_text(facts: str) -> None:
    article = read(
        f"<h2>Ferry leaves earlier</h2><div class=facts>{facts}</div><p>{EN} {NEXT}</p><p>{NEXT}</p>",
        "<title>Ferry leaves earlier</title>",
    )
    assert article.text == f"{EN} {NEXT}\n{NEXT}"


def test_a_line_of_day_and_words_beside_links_is_text() -> None:
    line = "On 2031-10-28 the council met in <a href='/tags/2'>old port</a>, and heard the fishermen."
    article = read(f"<h1>Ferry leaves earlier</h1><p>{line}</p><p>{EN} {NEXT}</p><p>{NEXT}</p>")
    assert "the council met" in article.text


def test_a_hidden_window_is_no_story_however_much_it_says() -> None:
    window = (
        "<div id=install-modal-wrapper style='display:none;'><div class=install-modal><p>This app can be "
        "installed on your device. It will look like any other installed app. You will find it in your app "
        "lists, and be able to pin it to your home screen. It will also meet other apps.</p></div></div>"
    )
    article = read(
        f"<main><h1>등대 다시 켜져</h1><div class=content><p>{KO}</p></div></main>{window}",
        "<title>등대 다시 켜져</title>",
        language="ko",
    )
    assert article.text == KO


@pytest.mark.parametrize(
    "script",
    [
        'mw.log.warn("{words}");',
        "throw new TypeError('{words}');",
        'var icons = {{"icon": "<svg viewBox=\'0 0 9 9\'><path d=\'{words}\'/></svg>", "content": "none"}};',
    ],
)
def test_what_scripts_say_to_programmers_or_draw_is_no_story(script: str) -> None:
    words = (
        "This page is using a deprecated module of the skin, which will go in the next release of it. " * 5
    )
    said = script.format(words=words)
    article = read(
        f"<main><h1>등대 다시 켜져</h1><div><p>{KO}</p></div></main><script>{said}</script>",
        "<title>등대 다시 켜져</title>",
        language="ko",
    )
    assert article.text == KO


@pytest.mark.parametrize(
    "line",
    [
        "<a href='/'>Home</a> &gt; <a href='/s2'>News</a> &gt; <b>Last ferry leaves an hour earlier</b>",
        "<a href='/s2/'>News</a> | <a href='../'>2031</a> | Last ferry leaves …",
        "Last ferry leaves an (…)",
    ],
)
def test_a_trail_to_the_headline_or_its_beginning_is_no_text(line: str) -> None:
    article = read(
        f"<main><p class=arbo>{line}</p><h1>Last ferry leaves an hour earlier</h1>"
        f"<div class='texte surlignable'><p>{EN}</p></div></main>",
        "<title>Last ferry leaves an hour earlier - Quay Courier</title>",
    )
    assert article.text == EN


def test_a_line_that_begins_as_the_headline_and_says_more_is_text() -> None:
    line = "Last ferry leaves an hour earlier, and the first one an hour later than it did …"
    article = read(
        f"<main><h1>Last ferry leaves an hour earlier</h1><p>{line}</p><p>{EN}</p><p>{NEXT}</p></main>",
        "<title>Last ferry leaves an hour earlier - Quay Courier</title>",
    )
    assert article.text.startswith(line)


@pytest.mark.parametrize(
    "byline",
    [
        "Γιώργος Μανωλάκης 2031/10/27 · 2 min read",
        "Γιώργος Μανωλάκης 27/10/2031",
        "27/10/2031 Γιώργος Μανωλάκης",
    ],
)
def test_a_name_stands_beside_a_day_without_a_mark(byline: str) -> None:
    article = read(
        f"<h2>Ferry leaves earlier</h2><small>{byline}</small><article><p>{EN} {NEXT}</p></article>",
        "<title>Ferry leaves earlier</title>",
        language="el",
    )
    assert article.facts.authors == ("Γιώργος Μανωλάκης",)


def test_the_clock_of_the_program_is_not_the_day_of_the_story() -> None:
    article = read(
        "<h2>Ferry leaves earlier</h2><div><span class=date>2031-10-28</span> by <b>Ada Roe</b></div>"
        f"<p>{EN} {NEXT}</p><p>{NEXT}</p>",
        "<title>Ferry leaves earlier</title><meta name=Date content='Sun Nov 29 00:08:49 2032'>",
    )
    assert str(article.facts.published_at)[:10] == "2031-10-28"


@pytest.mark.parametrize(
    ("day", "language"),
    [
        ("Οκτώβριος 24, 2031 5 πμ.", "el"),
        ("אוקטובר 25, 2031 8:12 אחר הצהריים", "he"),
        ("अक्टूबर 18, 2031 9:26 बजे", "hi"),
    ],
)
def test_a_day_with_its_time_of_day_is_a_line_of_nothing_else(day: str, language: str) -> None:
    assert day_of_line(day, language)


@pytest.mark.parametrize("name", ["modal-open", "drawer drawer--right", "page-modal", "popup-story"])
def test_a_story_in_a_hidden_box_called_as_windows_are_is_read(name: str) -> None:
    story = "".join(f"<p>{EN} {NEXT} Number {number}.</p>" for number in range(8))
    inside = f"<main><article><h1>Ferry</h1>{story}</article></main>"
    whole = f"<div class='{name}' style='display:none'>{inside}</div>"
    assert read(whole, "<title>Ferry</title>").text.count(NEXT) == 8
    beside = f"<h1>Ferry leaves earlier</h1><p>{EN}</p><div class='{name}' hidden>{story}</div>"
    assert read(beside, "<title>Ferry leaves earlier</title>").text.count(NEXT) == 8


@pytest.mark.parametrize(
    "link", ["/news/n24118-ferry/#p2", "https://other.example/a", "/node/3", "mailto:a@b.example"]
)
def test_entries_of_a_live_blog_in_its_article_are_its_text(link: str) -> None:
    entry = f"<article><h2><a href='{link}'>Mayor concedes</a></h2><time>22:30</time><p>{NEXT}</p></article>"
    article = read(f"<article><h1>Election night live</h1><p>{EN} {EN}</p>{entry * 3}</article>")
    assert article.text.count(NEXT) == 3


@pytest.mark.parametrize(
    "work",
    [
        "<p>de Iris Halle</p>",
        "<figure><img src=a.png><figcaption>24/10/2026, par Iris Halle</figcaption></figure>",
        "<ul><li><a href='/news/other'>A story of the harbour</a><br>24/10/2026, par Iris Halle</li></ul>",
    ],
)
def test_who_wrote_a_book_or_another_story_is_not_the_author(work: str) -> None:
    article = read(
        f"<h1>Un roman sur la mer</h1>{work}<p>{EN} {NEXT}</p><p>{NEXT} {EN}</p><p><i>Denis Perrault</i></p>",
        "<title>Un roman sur la mer</title>",
        language="fr",
    )
    assert "Iris Halle" not in article.facts.authors


@pytest.mark.parametrize("byline", ["24/10/2026, par Iris Halle", "par Iris Halle"])
def test_a_story_in_an_entry_of_a_list_is_signed_there(byline: str) -> None:
    story = f"<h1>Un roman sur la mer</h1><p>{byline}</p><p>{EN} {NEXT}</p><p>{NEXT} {EN}</p>"
    article = read(
        f"<main><ul class=posts><li>{story}</li></ul></main>", "<title>Un roman sur la mer</title>"
    )
    assert article.facts.authors == ("Iris Halle",)


def test_a_label_for_those_who_cannot_see_names_before_a_small_word() -> None:
    article = read(
        "<h1>Un roman sur la mer</h1><p>par Iris Halle</p>"
        "<div><span title=Author>Denis Perrault</span> <time>2031-10-28</time></div>"
        f"<p>{EN} {NEXT}</p><p>{NEXT} {EN}</p>",
        "<title>Un roman sur la mer</title>",
    )
    assert article.facts.authors == ("Denis Perrault",)
