"""extract_article over invented pages: facts, furniture, refusals, and that nothing makes it raise."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsarchive.items import Charset, ExtractedArticle, FetchedPage, Media
from newsarchive.lifecycle import NotArticle, Verdict
from newsarchive.stages import decode
from newsarchive.text.extraction.extract_page import extract_article
from tests.line_values import decoded_page

CHINESE = """<html><head><title>青河县修复百年石桥-青河新闻网</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/a">时政</a></div>
<h1>青河县修复百年石桥</h1>
<div class="info">2021年05月06日 09:15 来源：青河日报 作者：林晓 我要评论</div>
<div class="content">
<p>　　本报讯（记者 林晓 通讯员 周明）五月五日，青河县历时两年的石桥修复工程完工，市民可以步行过桥。</p>
<p>　　据县文物局介绍，工程更换了四十七块桥面石，保留了全部原有栏杆，每块石头都编了号。</p>
<p>　　家住桥边的老人说，她小时候每天从桥上去上学，如今又能带着孙女走同一条路，心里很高兴。</p>
<p>　　责任编辑：吴佳</p>
<p>相关新闻</p><p>青河县春耕开始</p><p>新图书馆下月开放</p>
</div></body></html>"""

ENGLISH_LINES = (
    "The town council of Eastwick voted on Tuesday night to reopen the old ferry line across the bay.",
    "Two boats will run every hour from six in the morning, the harbour master told reporters after it.",
    "Residents had asked for the service since the bridge closed for repairs in the spring of last year.",
    "Tickets will cost two dollars, and school children travel free, according to the plan that was adopted.",
)
ENGLISH = f"""<html lang="en"><head><title>Eastwick reopens ferry line | The Bay Courier</title>
<meta property="og:site_name" content="The Bay Courier"><link rel="canonical" href="https://bay.example/ferry">
<meta property="og:image" content="/ferry.jpg">
<script type="application/ld+json">
{{"@graph": [{{"@type": "NewsArticle", "headline": "Eastwick reopens ferry line",
"datePublished": "2022-03-04T18:30:00+02:00", "dateModified": "2022-03-05", "articleSection": "Local",
"author": [{{"@type": "Person", "name": "Mara Quist"}}, {{"@type": "Person", "name": "Admin"}}]}}]}}
</script></head>
<body><article><h1>Eastwick reopens ferry line</h1>
{"".join(f"<p>{line}</p>" for line in ENGLISH_LINES)}</article>
</body></html>"""


def extracted(
    text: str, *, media: Media = "html", url: str = "https://bay.example/news/ferry"
) -> ExtractedArticle:
    page = FetchedPage(url=url, body=b"")
    return extract_article(decoded_page(text, page, charset=Charset("utf-8", "test"), media=media))


def test_english_page() -> None:
    article = extracted(ENGLISH)
    assert article.verdict == "article"
    assert article.paragraphs == ENGLISH_LINES
    assert (article.title, article.facts.authors, article.facts.outlet) == (
        "Eastwick reopens ferry line",
        ("Mara Quist",),
        "The Bay Courier",
    )
    assert (article.facts.published_at, article.facts.date_source) == ("2022-03-04T18:30:00+02:00", "json-ld")
    assert (article.facts.modified_at, article.facts.section) == ("2022-03-05", "Local")
    assert (article.facts.canonical_url, article.facts.image) == (
        "https://bay.example/ferry",
        "https://bay.example/ferry.jpg",
    )


@pytest.mark.parametrize(
    ("below", "authors"),
    [
        ("<p>By: Paul Roe</p>", ("Paul Roe",)),
        ("<p>Von Paul Roe und Maria Bell</p>", ("Paul Roe", "Maria Bell")),
        # Who typed it in is shown too, or stands in the by-line.
        ("<p>By Paul Roe</p><p class='author'>Posted by Mara Quist</p>", ("Mara Quist",)),
        ("<p>By Paul Roe and Mara Quist</p>", ("Mara Quist",)),
        # Another part, another sentence, nothing that says a person.
        ("<p>Edited by Paul Roe</p>", ("Mara Quist",)),
        ("<p>By Paul Roe, on the day the first boat sailed</p>", ("Mara Quist",)),
        ("<p>By Night Boat</p>", ("Mara Quist",)),
    ],
)
def test_a_byline_under_the_headline_counts_before_an_account(below: str, authors: tuple[str, ...]) -> None:
    page = ENGLISH.replace("ferry line</h1>", f"ferry line</h1>{below}")
    assert extracted(page).facts.authors == authors


def test_chinese_page() -> None:
    article = extracted(CHINESE, url="http://qinghe.example/2021/1.html")
    assert article.title == "青河县修复百年石桥"
    assert [line[:4] for line in article.paragraphs] == ["本报讯（", "据县文物", "家住桥边"]
    assert (article.facts.authors, article.facts.editor, article.facts.outlet) == (
        ("林晓", "周明"),
        "吴佳",
        "青河日报",
    )
    assert (article.facts.published_at, article.facts.date_source) == (
        "2021-05-06T09:15:00+08:00",
        "text+assumed-zone",
    )
    assert article.facts.dateline == "本报讯"
    rules = {(block.rule, block.place, block.kind) for block in article.removed}
    assert ("editor_line", "tail", "furniture") in rules


def test_plain_text_page() -> None:
    body = list(extracted(CHINESE).paragraphs)
    lines = [
        "青河县修复百年石桥",
        "2021-05-06 09:15:00 来源: 青河日报",
        "微博",
        "",
        *("　　" + line for line in body),
    ]
    article = extracted("\n".join([*lines, "+1", "责任编辑: 吴佳", "?"]), media="text")
    assert article.title == "青河县修复百年石桥"
    assert list(article.paragraphs) == body
    assert (article.facts.editor, article.facts.outlet) == ("吴佳", "青河日报")
    assert [block.text for block in article.removed if block.place == "tail"] == ["+1", "责任编辑: 吴佳", "?"]


def test_undecodable_page_keeps_its_error() -> None:
    article = extract_article(decoded_page(error="binary"))
    assert (article.verdict, article.facts.error, article.paragraphs) == ("undecodable", "binary", ())


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("empty_body", "no_bytes"),
        ("too_large", "too_many_bytes"),
        ("binary", "binary"),
        ("binary pdf: …", "binary"),
    ],
)
def test_only_what_is_no_text_is_called_so(error: str, reason: str) -> None:
    assert extract_article(decoded_page(error=error)).reason == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no_markup"),
        ("<html><body><p>Page not found.</p></body></html>", "too_short"),
        ("x" * 10_000_001, "too_large"),
    ],
)
def test_refusals_say_why(text: str, reason: str) -> None:
    article = extracted(text)
    assert (article.verdict, article.reason) == ("not_article", reason)


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 50_000 + "words here",
        "<p>" + "word " * 400_000 + "</p>",
        "&eacute;" * 300_000,
        '<script type="application/ld+json">' + "[" * 200_000 + "</script><p>text</p>",
        "<html><body>" + "<p>来源：" + "1" * 150 + "</p>" * 2_000 + "</body></html>",
    ],
    ids=["deep", "long", "entities", "nested-json", "digits"],
)
def test_pathological_pages_are_bounded(text: str) -> None:
    started = time.process_time()
    extracted(text)
    assert time.process_time() - started < 20  # seconds; a hang is what this would catch


FRAGMENTS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='content'>",
        "</div>",
        "<h1>",
        "</h1>",
        "<br>",
        "\x05",
        "\x00",
        "\ud800",
        "来源：",
        "记者",
        "2020-01-02",
        "责任编辑",
        "<script type='application/ld+json'>{",
        "}</script>",
        "<meta property='og:title' content='",
        "'>",
        "(jī)",
        "?",
        "<table><tr><td>",
        "&#0;",
        "&#xD800;",
        "<title>",
        "</title>",
        "<time datetime='",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(FRAGMENTS, st.text(max_size=40)), max_size=30), st.sampled_from(["html", "text"]))
def test_never_raises_and_lines_are_clean(pieces: list[str], media: Media) -> None:
    article = extracted("".join(pieces), media=media)
    for line in article.paragraphs:
        assert line == line.strip() != ""
        assert "\n" not in line
        assert not any("\ud800" <= char <= "\udfff" or char == "\x00" for char in line)


def test_a_page_of_menu_and_caption_is_too_short() -> None:
    menu = "".join(
        f"<li><a href='/{name}'>{name}</a></li>" for name in ("首页", "时政", "社会", "财经", "文化", "体育")
    )
    article = extracted(
        f"<html><body><ul>{menu}</ul><h1>图片新闻：河上放灯</h1><div>2022年05月06日 20:05</div>"
        "<div class='caption'>河灯顺流而下。</div><a href='/2'>下一张</a></body></html>"
    )
    assert (article.verdict, article.reason) == ("not_article", "too_short")


FEEDS = [
    ('<?xml version="1.0"?>\n<rss version="2.0"><channel>', "</channel></rss>\n"),
    ('\ufeff<?xml version="1.0"?><?xml-stylesheet href="f.xsl"?><!-- f --><feed xmlns="a">', "</feed>"),
    ('<rdf:RDF xmlns="http://purl.org/rss/1.0/">', "</rdf:RDF>"),
    ('<?xml version="1.0"?><urlset>', "</urlset>"),
    ('<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "rss.dtd"><RSS version="0.91">', "</RSS>"),
    ('<atom:feed xmlns:atom="http://www.w3.org/2005/Atom">', "</atom:feed>"),
    ('<!DOCTYPE rss [<!ENTITY % lat1 PUBLIC "-//W3C//ENTITIES Latin 1//EN" "l.ent">]><rss>', "</rss>"),
]


@pytest.mark.parametrize(("head", "end"), FEEDS)
def test_a_feed_that_came_as_a_page_is_a_list(head: str, end: str) -> None:
    """Feeds answer with any content type, and hold whole stories; some are cut off on their way."""
    story = "".join(
        f"<item><title>Pier</title><description>{ENGLISH_LINES[0]}</description></item>" for _ in range(3)
    )
    for text in (f"{head}{story}{end}", f"{head}{story}"):
        article = extracted(text)
        found = (article.verdict, article.reason, article.paragraphs)
        assert found == (Verdict.NOT_ARTICLE, NotArticle.INDEX_PAGE, ())


def test_real_feeds_are_lists(shared: Path) -> None:
    """Those among the files of known charsets: of blogs and papers of 2005, whole and cut off."""
    found = 0
    for file in sorted((shared / "corpora" / "charsets").glob("*.xml.bin"))[::3]:
        page = decode(
            FetchedPage(url="https://a.example/x", body=file.read_bytes(), content_type="text/html")
        )
        begins = page.text[:3000].lower()
        if "<html" not in begins and any(f"<{root}" in begins for root in ("rss", "feed", "rdf:rdf")):
            found += 1
            assert extract_article(page).reason == NotArticle.INDEX_PAGE, file.name
    assert found > 30


@pytest.mark.parametrize(("head", "end"), FEEDS)
def test_a_piece_of_a_feed_before_a_page_makes_no_list_of_it(head: str, end: str) -> None:
    """Creative Commons' licences are RDF, and some stand before the page's own head."""
    assert extracted(f"{head}{end}{ENGLISH}").paragraphs == extracted(ENGLISH).paragraphs


@pytest.mark.parametrize("head", ["<!-- a -->", "<?xml-stylesheet a?>", "<!--", " ", '<?xml version="1.0"?>'])
def test_a_long_head_of_no_feed_is_a_page_at_once(head: str) -> None:
    started = time.process_time()
    extracted(head * 2_000 + ENGLISH)
    assert time.process_time() - started < 5  # seconds; 24 comments took 41
