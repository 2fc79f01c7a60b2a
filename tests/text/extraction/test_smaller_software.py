"""Short news as smaller site software writes it: built after programs met in 2026-11, words of our own.

Jekyll's Chirpy, ikiwiki, Hugo's Thulite, VitePress with Teek, VuePress, Mezzanine, Plone, Lektor, Puput,
DJ Press, Starlight Blog.
"""

from __future__ import annotations

import numpy as np
import pytest
from lxml.html import document_fromstring

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.lifecycle import Verdict
from newsarchive.stages import run_stages
from newsarchive.text.extraction.block_judge import likely_lines
from newsarchive.text.page.page_blocks import page_blocks

KO = "내항의 오래된 등대는 수요일 밤부터 다시 불을 밝히고 있으며, 항만청은 수리비로 시의 예산을 썼다."
JA = "商店主らは、港の通りが閉まる間の売り上げを心配している。"
TH = "เรือข้ามฟากเที่ยวสุดท้ายจะออกจากท่าเร็วขึ้นหนึ่งชั่วโมงจนกว่าจะซ่อมสะพานเสร็จ"
EN = "The last ferry will leave an hour earlier until the bridge is mended."


def read(body: str, head: str = "", url: str = "https://post.example/posts/n7/") -> CleanArticle:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return run_stages(FetchedPage(url=url, body=page.encode(), content_type="text/html; charset=utf-8"))


def tags(box: str) -> str:
    return f'<div class="{box}"><b>Trending tags</b>' + "".join(
        f'<a href="/tags/{word}/">{word}</a> ' for word in ("harbour", "budget", "school", "tram", "light")
    )


def test_a_box_of_tags_called_as_the_story_is_takes_nothing_from_it() -> None:
    menu = "".join(
        f'<li><a href="/{word}/"><span>{word}</span></a></li>' for word in ("home", "tags", "about")
    )
    body = (
        f'<div id=sidebar><a href="/">港新報</a><ul>{menu}</ul></div><div id=topbar><span>Post</span><span>'
        "Cancel</span></div><div id=main><div class=post><h1>港の通り、秋まで閉鎖</h1>"
        "<div class=meta><span>Posted <em>Oct 23, 2031</em></span><span>By <em><a href='/'>佐藤健一</a></em>"
        f"</span><span><em>1 min</em> read</span></div><div class='post-content'><p>{JA}</p></div>"
        "<div class=license>This post is licensed under <a href='https://l.example/'>CC BY 4.0</a> by the"
        f" author.</div></div></div>{tags('col post-content')}</div></div>"
        "<footer><p>© 2031 港新報</p></footer><p>A new version of content is available.</p>"
    )
    article = read(body, "<title>港の通り、秋まで閉鎖 | 港新報</title>")
    assert (article.verdict, article.text) == (Verdict.ARTICLE, JA)


@pytest.mark.parametrize("text", [JA, TH])
def test_a_main_part_of_sentences_alone_is_the_body(text: str) -> None:
    body = (
        "<article class=page><header><span><a href='../../'>港新報</a>/</span>"
        f"<span class=title>港の通り、秋まで閉鎖</span></header><section id=content role=main><p>{text}</p>"
        "</section></article>"
    )
    article = read(body, "<title>港の通り、秋まで閉鎖</title>")
    assert (article.verdict, article.text) == (Verdict.ARTICLE, text)


def test_a_main_part_with_its_labels_is_not_taken_for_the_body() -> None:
    body = f"<article><main><span>Old harbour</span><p>{EN}</p><p>Share</p></main></article>"
    assert "Share" not in read(body, "<title>Ferry leaves early</title>").text


HEADLINE = "<h1>The bridge over the Lune opens</h1><time datetime=2031-05-04>4 May 2031</time>"
STORY = "".join(f"<p>{EN} So said the harbour office on day {number}.</p>" for number in range(8))


@pytest.mark.parametrize(
    "body",
    [
        f"<main><p>We use cookies to make this site better.</p></main><article>{HEADLINE}{STORY}</article>",
        f"{HEADLINE}<main><p>{EN}</p></main><div class=text>{STORY}</div>",
        f"<article>{HEADLINE}<main><p>{EN}</p></main>{STORY}</article>",
        f"<div id=content>{HEADLINE}<div role=main><p>{EN}</p></div>{STORY}</div>",
    ],
)
def test_a_main_part_beside_the_story_is_not_taken_for_it(body: str) -> None:
    text = read(body, "<title>The bridge over the Lune opens</title>").text
    assert all(f"on day {number}." in text for number in range(8))


def test_results_below_a_main_part_stay() -> None:
    rows = "".join(f"<tr><td>Mary Holt {n}</td><td>0:1{n}</td><td>Lune Row</td></tr>" for n in range(30))
    body = f"<article>{HEADLINE}<div role=main><p>{EN}</p></div><table>{rows}</table></article>"
    assert "Mary Holt 7" in read(body, "<title>The bridge over the Lune opens</title>").text


@pytest.mark.parametrize(
    ("path", "note"),
    [
        ("/search?q=x", "No results were found for your search."),
        ("/login", "Please log in to read this article."),
        ("/", "We use cookies to make this site better for you."),
    ],
)
def test_a_notice_is_no_article_for_standing_in_the_main_part(path: str, note: str) -> None:
    article = read(f"<main><p>{note}</p></main>", "<title>Post</title>", f"https://post.example{path}")
    assert article.verdict is Verdict.NOT_ARTICLE


@pytest.mark.parametrize(
    "second",
    [
        "".join(f"<p>Mary Holt 0:1{number}</p>" for number in range(9)),
        "<p>The ferry leaves<br>the quay is dark<br>and who will row<br>until the lark</p>",
    ],
)
def test_a_second_box_without_a_stop_is_text(second: str) -> None:
    box = "<div class='post-content'>{}</div>"
    body = f"<article>{HEADLINE}{box.format(f'<p>{EN}</p>')}{box.format(second)}</article>"
    text = read(body, "<title>The bridge over the Lune opens</title>").text
    assert text.split("\n")[-1] != EN


def test_a_day_beside_another_story_dates_no_east_asian_page() -> None:
    stories = "".join(
        f'<div class=archivepage><a href="../n{number}/">市議会、東町の図書館に{number}万円を追加</a><br>'
        f"<span>Posted <time datetime=2031-10-{number}T11:21:00Z class=dt-published>2031年10月{number}日"
        "</time> by 佐藤健一</span></div>"
        for number in (27, 28)
    )
    body = (
        f"<article><header><span class=title>港の通り、秋まで閉鎖</span></header><aside>{stories}</aside>"
        f"<section id=content role=main><p>{JA}{JA}</p></section><footer><div class=pagedate>Last edited "
        "<time datetime=2031-10-20T12:10:00Z>2031年10月20日</time></div></footer></article>"
    )
    facts = read(body, "<title>港の通り、秋まで閉鎖</title>").facts
    assert (facts.published_at or "")[:10] == "2031-10-20"


def test_the_only_day_of_a_page_is_taken_though_a_link_stands_beside_it() -> None:
    body = (
        "<header><h1><a href='/n7/'>港の通り、秋まで閉鎖</a></h1><p>港新報 | <a href='/news/'>ニュース</a>"
        f" | 2031年10月20日</p></header><article><p>{JA}{JA}</p></article>"
    )
    facts = read(body, "<title>港の通り、秋まで閉鎖</title>", "https://post.example/n7/").facts
    assert (facts.published_at or "")[:10] == "2031-10-20"


@pytest.mark.parametrize(
    ("name", "text"), [("김민준", KO), ("Анна Соколова", EN), ("มาลี ศรีสุข", TH), ("Ada Roe", EN)]
)
def test_a_by_line_of_pieces_is_told_not_stored(name: str, text: str) -> None:
    body = (
        "<article><div class=row><div class=col><h1>The harbour street is closed until autumn</h1><p><small>"
        "2031년 10월 25일&nbsp;in&nbsp;<a href='/categories/culture/'>Culture</a> by"
        f" <a href='/contributors/n/'>{name}</a><span title='Estimated reading time'>1&nbsp;minutes</span>"
        f"</small></p></div><div class=col><p>{text}</p><p>{text}</p></div></div></article>"
    )
    article = read(body, "<title>The harbour street is closed until autumn</title>")
    assert article.facts.authors == (name,)
    assert article.text == f"{text}\n{text}"
    assert any(name in block.text for block in article.removed)


@pytest.mark.parametrize("label", ["作者", "Author", "Autor", "작성자", "Written by"])
@pytest.mark.parametrize("attribute", ["title", "aria-label"])
def test_a_name_labelled_for_those_who_cannot_see_is_the_author(label: str, attribute: str) -> None:
    body = (
        f'<div class=info><span role=group><i></i><a {attribute}="{label}">Nora Whitfield</a></span>'
        f"<span><a>2031-10-26</a></span></div><main><h1>The last ferry leaves early</h1><p>{EN}</p>"
        f"<p>{EN}</p>"
        "</main>"
    )
    assert read(body, "<title>The last ferry leaves early</title>").facts.authors == ("Nora Whitfield",)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("<div class=card><h4><a href=/r/1>School wins prize</a></h4>{}</div>", ""),
        ("<figure><img src=a.jpg><figcaption>{}</figcaption></figure>", ""),
        ("<aside>{}</aside>", ""),
        ("", "<ol><li><p>Well done!</p>{}</li></ol>"),
    ],
)
def test_a_label_counts_less_than_a_by_line(above: str, below: str) -> None:
    label = "<b title=Author>Peter Lane</b>"
    body = (
        f"{above.format(label)}<article><h1>The last ferry leaves early</h1><p>By Anna Smith</p>"
        f"<p>4 May 2031</p><p>{EN}</p><p>{EN}</p></article>{below.format(label)}"
    )
    article = read(body, "<title>The last ferry leaves early</title>")
    assert article.facts.authors == ("Anna Smith",)
    assert "By Anna" not in article.text


@pytest.mark.parametrize("named", ["<a href=/about title=Author>About us</a>", "<b title=Author>Local</b>"])
def test_a_word_labelled_as_an_author_is_nobody(named: str) -> None:
    body = f"<div>{named}</div><main><h1>The last ferry leaves early</h1><p>{EN}</p><p>{EN}</p></main>"
    assert not read(body, "<title>The last ferry leaves early</title>").facts.authors


@pytest.mark.parametrize("label", ["Authority", "About the harbour", "Autobahn", ""])
def test_another_label_names_no_author(label: str) -> None:
    body = (
        f'<div class=info><span><a title="{label}">Nora Whitfield</a></span><span><a>2031-10-26</a></span>'
        f"<a>gale warning</a></div><main><h1>The last ferry leaves early</h1><p>{EN}</p><p>{EN}</p></main>"
    )
    assert not read(body, "<title>The last ferry leaves early</title>").facts.authors


@pytest.mark.parametrize("other", ["/another-story/", "#", "#top", "#!/r/1", "#tab1"])
def test_a_heading_in_the_link_to_itself_has_no_link(other: str) -> None:
    heading = (
        '<h2 id=what><a class=header-anchor href="{}"><span>What the office says</span></a></h2><p>{}</p>'
    )
    ours, theirs = (
        page_blocks(document_fromstring(f"<body>{heading.format(href, EN)}</body>")).blocks[0]
        for href in ("#what", other)
    )
    assert (ours.linked, ours.links) == (0, 0)
    assert (theirs.linked, theirs.links) == (len("What the office says"), 1)


@pytest.mark.parametrize("count", ["(7 comentarios)", "8 comments", "댓글 5", "コメント(3)", "No comments"])
def test_a_count_of_comments_is_no_text(count: str) -> None:
    body = f"<div><h1>The last ferry leaves early</h1><p>{count}</p><p>{EN}</p><p>{EN}</p><p>{EN}</p></div>"
    assert count not in read(body, "<title>The last ferry leaves early</title>").text


TOWNS = ("Harrow Mill", "Eastfell", "Saltmarsh")
LISTED = "".join(f"<li><p>{town}</p></li>" for town in TOWNS)


@pytest.mark.parametrize(
    ("between", "is_text"),
    [
        (f"<ul>{LISTED}</ul>", True),
        ("<h3>Harrow Mill</h3><ol><li>Eastfell</li><li>Saltmarsh</li></ol>", True),
        (LISTED.replace("<p>", "<p><a href=/t/>").replace("</p>", "</a></p>"), False),
        (f"<aside><ul>{LISTED}</ul></aside>", False),
        ("".join(f"<div>{town}</div>" for town in TOWNS), False),
    ],
)
def test_a_list_of_towns_between_paragraphs_is_text(between: str, is_text: bool) -> None:
    tree = document_fromstring(f"<div><p>{EN}</p><p>It stops here:</p>{between}<p>{EN} Still.</p></div>")
    page = page_blocks(tree)
    chances = np.array([float(block.text not in TOWNS) for block in page.blocks])
    assert [town for town in TOWNS if town in likely_lines(page, chances)] == (list(TOWNS) if is_text else [])


PLONE = (
    "<section id=byline><span class=label-by-author>by <span class=badge>Ada Roe</span> —</span>"
    "<span class=documentPublished><span>published</span> <span>2031-10-28</span></span></section>"
)


def headed(line: str, text: str, title: str = "The last ferry leaves early", more: str = "") -> CleanArticle:
    body = f"<article><h1>{title}</h1>{line}<div><p>{text}</p><p>{text}</p></div></article>{more}"
    return read(body, f"<title>{title}</title>")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("<p class=meta>written by 佐藤健一 on 2031-10-28</p>", "佐藤健一"),
        ("<div class=info><span>佐藤健一</span><span>2031-10-28 09:14:00</span></div>", "佐藤健一"),
        ("<ul><li><a href='/author/w1/'>이서연</a></li><li>2031년 10월 28일</li></ul>", "이서연"),
        ("<ul><li><a href='/author/w2/'>김지원</a></li><li>2031년 10월 28일</li></ul>", "김지원"),
        ("<div class=info><span>Дмитрий Орлов</span><span>2031-10-28 09:14:00</span></div>", "Дмитрий Орлов"),
        (PLONE, "Ada Roe"),
    ],
)
def test_the_by_line_of_a_program_names_its_author(line: str, name: str) -> None:
    text = {"佐": JA, "이": KO, "김": KO}.get(name[0], EN)
    assert headed(line, text).facts.authors == (name,)


@pytest.mark.parametrize("word", ["관리자", "문화부", "전체보기", "정치팀", "이전글"])
def test_a_korean_word_in_the_place_of_a_name_is_nobody(word: str) -> None:
    assert not headed(f"<ul><li><a href='/author/w1/'>{word}</a></li></ul>", KO).facts.authors


def test_a_sentence_that_begins_with_a_name_and_a_day_is_no_by_line() -> None:
    text = "上游船闸周五前对所有船只关闭，维修工人正在更换闸门。船只须等到中午。"
    assert not headed("<p>王小明2031年10月28日访问了上游的船闸，并同船员谈话。</p>", text).facts.authors


def test_a_list_of_all_who_write_names_no_author() -> None:
    writers = "".join(
        f"<li><a href='/blog/authors/{name}/'>{name} (6)</a></li>"
        for name in ("Jana Petersen", "Uwe Hartmann")
    )
    body = (
        f"<ul>{writers}</ul><main><h1>The last ferry leaves early</h1><div class=authors><div class=author>"
        f"<div class=name>Uwe Hartmann</div></div></div><div><p>{EN}</p><p>{EN}</p></div></main>"
    )
    assert read(body, "<title>The last ferry leaves early</title>").facts.authors == ("Uwe Hartmann",)


def test_lines_by_which_a_program_signs_are_no_text() -> None:
    signed = (
        "<ul><li>By <span class=p-author><a href='/author/w1/'>Ada Roe</a></span>. <time class=dt-published"
        " datetime=2031-10-25T16:40:00>Oct 25, 2031, 4:40 PM.</time></li><li>Categories: <a href='/c/n/'>News"
        "</a></li><li>Tags: <a href='/tag/t4/'>harbour</a></li></ul>"
    )
    body = f"<main><article><h1>The last ferry leaves early</h1><p>{EN}</p>{signed}</article></main>"
    article = read(body, "<title>The last ferry leaves early</title>")
    assert (article.text, article.facts.authors) == (EN, ("Ada Roe",))


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Roe, who left in 2031.",
        "By 4 May 2031 the bridge is mended.",
        "By Ada Roe and the sea",
        "Ada Roe left",
        "Categories: best song, and who won it?",
        "300 words",
    ],
)
def test_the_last_words_of_a_text_stay(line: str) -> None:
    stated = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-05-04T08:00Z",'
        ' "author": {"@type": "Person", "name": "Ada Roe"}}</script>'
    )
    body = f"{stated}<main><h1>The last ferry leaves early</h1><p>{EN}</p><p>{EN}</p><p>{line}</p></main>"
    assert line in read(body, "<title>The last ferry leaves early</title>").text


def test_what_is_hidden_for_machines_does_not_take_the_place_of_a_sentence() -> None:
    hidden = (
        '<span id=social-tags style="display: none" itemscope><span itemprop=name>The last ferry leaves early'
        "</span> <span itemprop=url>https://post.example/s2/n24160/the-ferry</span> <span itemprop=image>"
        "https://post.example/resource/plone-logo-of-the-site.svg</span></span>"
    )
    body = f"{hidden}<main><h1>The last ferry leaves early</h1><div><p>{EN}</p></div></main>"
    assert read(body, "<title>The last ferry leaves early</title>").text == EN


@pytest.mark.parametrize("count", ["약 23 단어1분 미만", "About 320 words, 1 min", "共 320 字"])
def test_a_count_of_words_is_no_text(count: str) -> None:
    assert count not in headed(f"<p>{count}</p>", KO if "단" in count else EN).text


@pytest.mark.parametrize(
    "line",
    [
        "4 May 2031 · News · Anna Smith · 3 min read",
        "News | Anna Smith | 4 May 2031",
        "By Anna Smith / 4 May 2031",
        "2031/5/4 by Anna Smith in News",
    ],
)
def test_pieces_of_a_by_line_may_stand_between_bars(line: str) -> None:
    head = (
        '<title>The last ferry leaves early</title><script type="application/ld+json">'
        '{"@type": "NewsArticle", "datePublished": "2031-05-04", "articleSection": "News",'
        ' "author": {"@type": "Person", "name": "Anna Smith"}}</script>'
    )
    lines = "".join(f"<p>{one}</p>" for one in (line, "3 comments", EN, EN))
    body = f"<main><h1>The last ferry leaves early</h1>{lines}</main>"
    assert read(body, head).text == f"{EN}\n{EN}"
