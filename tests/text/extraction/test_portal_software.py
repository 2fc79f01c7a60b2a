"""Pages as portals, wikis and magazines of 2026-11 write them, in many languages, in our words.

Astro Accelerator, MediaWiki with Minerva, DokuWiki, FeinCMS with Elephantblog, django-cast, Lektor, a4.
"""

from __future__ import annotations

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.lifecycle import Verdict
from newsarchive.stages import run_stages

KO = "내항의 오래된 등대는 수요일 밤부터 다시 불을 밝히고 있다."
TH = "เรือข้ามฟากเที่ยวสุดท้ายจะออกจากท่าเร็วขึ้นหนึ่งชั่วโมงจนกว่าจะซ่อมสะพานเสร็จ"
TH_NEXT = "ชาวบ้านริมแม่น้ำขอให้เทศบาลติดไฟเพิ่มตลอดทางเดินก่อนถึงหน้าฝนปีหน้า"
EN = "The last ferry will leave an hour earlier until the bridge is mended."
LONG = (
    "The harbour office has bought a second crane, which the town had asked for since the storm.",
    "It will stand on the north quay, where the old warehouse was, and can lift forty tons at once.",
    "Shopkeepers of the quay fear the noise, and have been promised that it will rest on Sundays.",
    "The works begin in March, as soon as the ice has gone, and are to end before the herring fair.",
    "Half of the cost is paid by the province, the rest by the four towns on the bay and their fishermen.",
    "A first plan had failed since two owners would not sell the meadow between railway and shore.",
)


def read(
    body: str, head: str = "", url: str = "https://post.example/news/n7/", language: str = "en"
) -> CleanArticle:
    page = f"<html lang={language}><head>{head}</head><body>{body}</body></html>"
    return run_stages(FetchedPage(url=url, body=page.encode(), content_type="text/html; charset=utf-8"))


def test_credits_tags_and_teasers_in_a_marked_body_are_no_text() -> None:
    teasers = "".join(
        "<li class=list-item><article><h3><a "
        f"href='/news/n{number}/'>{title}</a></h3><div class='post-meta mini'>"
        "<a href='/authors/1/'>김민준</a><time "
        "datetime='2031-10-02'>Oct 2, 2031</time></div></article></li>"
        for number, title in (
            (11, "북하시 주민들, 옛 방조제 보존에 찬성"),
            (12, "청석읍 도서관 다시 문 연다"),
        )
    )
    body = (
        "<main><article><header><h1>내항 등대 다시 켜져</h1></header><div "
        "itemprop=articleBody><div class='post-meta mini'>"
        "<a href='/authors/1/' class=author-name>김민준</a><time datetime='2031-10-26'>Oct 26, 2031</time>"
        f"<span class=reading-time>1 min read</span></div><p>{KO}</p><div "
        "class=post-meta><div>Written by <span "
        "itemprop=author><a "
        "href='/authors/1/'>김민준</a></span><br><time datetime='2031-10-26'>Sunday, October "
        "26, 2031</time><p>푸른항구신문</p></div></div><div class=post-taxonomy><h2>Tags: </h2><ul><li><a "
        "href='/tag/1/'>학교</a></li></ul></div><ul "
        f"class=post-list>{teasers}</ul></div></article></main>"
    )
    article = read(body, "<title>내항 등대 다시 켜져</title>", language="ko")
    assert (article.verdict, article.text) == (Verdict.ARTICLE, KO)
    assert article.facts.authors == ("김민준",)


def test_sentences_in_a_box_named_after_its_author_stay() -> None:
    about = "Ada Roe has reported from the harbour for thirty years and lives above the fish market."
    body = (
        f"<article><h1>The last ferry</h1><div class=entry-content><p>{EN}</p>"
        "<div class=author-info><a href='/authors/roe/'>Ada "
        f"Roe</a><p>{about}</p></div></div></article>"
    )
    assert about in read(body, "<title>The last ferry</title>").text


def test_an_empty_box_called_as_bodies_are_takes_nothing_from_a_wiki() -> None:
    body = (
        "<main id=content><h1>The last ferry</h1><div "
        "id=bodyContent class=content><div id=mw-content-text>"
        f"<div class='mw-content-ltr mw-parser-output'><p>{EN}</p></div></div></div>"
        "<div class=post-content "
        "id=page-secondary-actions></div></main><footer><div class='post-content "
        "footer-content'><ul><li>This page was last edited on 28 "
        "October 2031, at 04:56.</li></ul></div></footer>"
    )
    article = read(body, "<title>The last ferry - The Quay Wiki</title>")
    assert (article.verdict, article.text) == (Verdict.ARTICLE, EN)


def test_a_wikis_links_to_edit_are_no_part_of_headings() -> None:
    edit = "<span class=mw-editsection><span>[</span><a href='/edit?s=1'>edit</a><span>]</span></span>"
    body = (
        "<h1>A second crane</h1><div "
        f"class=mw-parser-output>{''.join(f'<p>{text}</p>' for text in LONG[:3])}"
        "<div class=mw-heading><h2 id=works>The "
        f"works</h2>{edit}</div>{''.join(f'<p>{text}</p>' for text in LONG[3:])}"
        "</div>"
    )
    lines = read(body, "<title>A second crane</title>").text.splitlines()
    assert "The works" in lines
    assert not any("edit]" in line for line in lines)


def test_a_notice_on_cookies_does_not_take_the_place_of_a_sentence() -> None:
    notice = (
        "This website uses cookies. By using the website, you agree "
        "with storing cookies on your computer. Also, "
        "you acknowledge that you have read and understand our Privacy "
        "Policy. If you do not agree, please leave."
    )
    body = (
        "<nav><ul><li><a href='/a'>News</a></li><li><a "
        "href='/b'>Letters</a></li></ul></nav><main><article><h1>"
        f"내항 등대 다시 켜져</h1><div class=level1><p>{KO}</p></div></article><footer><p>Last modified: "
        "<time datetime='2031-10-28T13:35'>2031/10/28 "
        "13:35</time></p></footer></main><div id=cookiebanner><p>"
        f"<span>{notice}</span></p><p><button>OK</button> "
        "<a href='/cookies'>More information</a></p></div>"
    )
    assert read(body, "<title>내항 등대 다시 켜져</title>", language="ko").text == KO


def test_paragraphs_in_boxes_of_their_own_are_one_text() -> None:
    boxes = "".join(
        f"<section class=block-{name}><div class='w-block-paragraph'><p>{text}</p></div></section>"
        for name, text in (("overview", TH), ("detail", TH_NEXT))
    )
    body = (
        "<article><header><h2>เรือข้ามฟากเที่ยวสุดท้าย</h2><a "
        "href='/n7/'><time datetime='2031-10-28'>28 ตุลาคม 2031"
        "</time>, </a><span class=author>มาลี "
        f"ศรีสุข</span></header>{boxes}</article><div class=comments><div class="
        "comment><p>ในที่สุดก็มาเสียที ลูก ๆ เดินผ่านที่ก่อสร้างทุกเช้า</p></div></div>"
    )
    article = read(body, "<title>เรือข้ามฟากเที่ยวสุดท้าย</title>", language="th")
    assert article.text.splitlines() == [TH, TH_NEXT]


def test_the_section_in_a_byline_is_no_author() -> None:
    body = (
        "<article><header><h1>เรือข้ามฟากเที่ยวสุดท้าย</h1><span "
        "class='small byline'><a href='/blog/category/c0/'>ข่าว</a> | "
        "<span class='author vcard'>by <span class=fn>มาลี ศรีสุข</span> "
        "|</span><time datetime='2031-10-28'>28 ต.ค. "
        f"2031</time></span></header><p>{TH}</p><p>{TH_NEXT}</p></article>"
    )
    assert read(body, "<title>เรือข้ามฟากเที่ยวสุดท้าย</title>", language="th").facts.authors == ("มาลี ศรีสุข",)


def test_the_site_is_no_author_beside_who_signs() -> None:
    head = (
        "<title>A second crane</title><meta property=og:site_name content='The Quay Courier'><script "
        'type=application/ld+json>{"@type": "NewsArticle", "author": '
        '{"@type": "Person", "name": "The Quay Courier"}}'
        "</script>"
    )
    body = (
        "<article><header><h1>A second crane</h1><span class=author>Nguyễn Văn Hùng</span></header>"
        f"{''.join(f'<p>{text}</p>' for text in LONG)}</article>"
    )
    article = read(body, head)
    assert article.facts.authors == ("Nguyễn Văn Hùng",)
    assert "The Quay Courier" in article.facts.organisations


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("bn", "রফিকুল আলম"),
        ("ta", "ஆர். லட்சுமிபிரியா"),
        ("hi", "सुनीता मिश्रा"),
        ("fa", "علی‌رضا نوری"),
        ("hu", "Bárány Gergő"),
        ("ka", "ნინო ქავთარია"),
    ],
)
@pytest.mark.parametrize("paragraphs", [LONG, LONG[:1]])
def test_a_dated_byline_names_its_author_in_any_script(
    language: str, name: str, paragraphs: tuple[str, ...]
) -> None:
    body = (
        "<div class=blog-post><h2>A second crane for the "
        f"harbour</h2><p class=meta>written by\n  {name}\n  on "
        f"2031-10-27</p>{''.join(f'<p>{text}</p>' for text in paragraphs)}</div>"
    )
    article = read(
        body, "<title>A second crane for the harbour - The Quay Courier</title>", language=language
    )
    assert article.facts.authors == (name,)
    assert article.text.splitlines() == list(paragraphs)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Γράφει ο Γιώργος Παπαδάκης", "Γιώργος Παπαδάκης"),
        ("Της Μαρίας Οικονόμου", "Μαρίας Οικονόμου"),
        ("Írta: Bárány Gergő", "Bárány Gergő"),
        ("ავტორი: ნინო ქავთარია", "ნინო ქავთარია"),
        ("लेखक: सुनीता मिश्रा", "सुनीता मिश्रा"),
        ("به قلم نسرین فرهمند", "نسرین فرهمند"),
    ],
)
def test_labels_of_bylines(line: str, name: str) -> None:
    body = (
        f"<article><h1>A second crane</h1><p>{line}</p>{''.join(f'<p>{text}</p>' for text in LONG)}</article>"
    )
    assert read(body, "<title>A second crane</title>").facts.authors == (name,)


@pytest.mark.parametrize(
    "day", ["२०२६-१०-२४", "২৪ অক্টোবর ২০২৬", "௨௦௨௬-௧௦-௨௪", "۱۴۰۵/۰۸/۰۲", "1405/08/02", "۲٠۲٦-۱۰-۲۴"]
)
def test_days_in_other_digits_are_seen_in_any_box(day: str) -> None:
    body = (
        f"<article><h1>A second crane</h1><div><span>{day}</span></div>"
        f"{''.join(f'<p>{text}</p>' for text in LONG)}</article>"
    )
    article = read(body, "<title>A second crane</title>")
    assert (article.facts.published_at or "")[:10] == "2026-10-24"


def test_an_odd_title_does_not_make_a_page_hijacked() -> None:
    sentence = "Школи відпускатимуть дітей на годину раніше, поки не з’являться знаки об’їзду."
    title = "s2:n24160 – \\u041f\\u043e\\u0440\\u0442\\u043e\\u0432\\u0438\\u0439"
    article = read(
        f"<main><article><h1>Школи</h1><p>{sentence}</p></article></main>", f"<title>{title}</title>"
    )
    assert article.verdict is not Verdict.HIJACKED


@pytest.mark.parametrize(
    "box",
    [
        "<ul class=post-meta><li>Doors open at 7</li><li>Tickets 8 pounds</li><li>Harbour hall</li></ul>",
        "<dl class=byline><dt>Hamlet</dt><dd>Tom Ashdown</dd><dt>Ophelia</dt><dd>Nora Whitfield</dd></dl>",
        "<p class=entry-meta>The council has decided the following:</p>",
        "<div class=taxonomy>The tide goes out<br>and leaves the boats<br>like thoughts behind</div>",
    ],
)
def test_boxes_named_after_credits_that_say_something_else_stay(box: str) -> None:
    text = f"<div class=entry-content><p>{EN}</p>{box}<p>{LONG[0]}</p></div>"
    body = f"<article><h1>A night in the hall</h1>{text}</article>"
    kept = read(body, "<title>A night in the hall</title>").text.replace("\n", " ")
    said = " ".join(box.replace("<", " <").replace(">", "> ").split())
    words = [word for word in said.split() if "<" not in word and ">" not in word and "=" not in word]
    assert [word for word in words if word not in kept] == []


def test_what_is_left_out_of_a_body_is_told() -> None:
    body = (
        f"<article><h1>A night in the hall</h1><div class=entry-content><p>{EN}</p><div class=post-meta>"
        "<a rel=author href='/roe'>Ada Roe</a> <time datetime='2031-10-02'>2 October 2031</time></div></div>"
        "</article>"
    )
    article = read(body, "<title>A night in the hall</title>")
    assert article.text == EN
    assert any("Ada Roe" in block.text for block in article.removed)


def test_an_empty_box_of_a_wikis_program_is_no_body() -> None:
    body = (
        f"<article><h1>A second crane</h1>{''.join(f'<p>{text}</p>' for text in LONG[:3])}</article>"
        "<div class=mw-parser-output></div>"
    )
    assert read(body, "<title>A second crane</title>").text.splitlines() == list(LONG[:3])


def test_who_signs_a_site_of_their_name_stays_an_author() -> None:
    head = "<title>A second crane</title><meta property=og:site_name content='Nora Whitfield'>"
    body = (
        "<article><h1>A second crane</h1><p class=byline>By Nora Whitfield and Tom Ashdown</p>"
        f"{''.join(f'<p>{text}</p>' for text in LONG)}</article>"
    )
    assert set(read(body, head).facts.authors) == {"Nora Whitfield", "Tom Ashdown"}


def test_a_georgian_sentence_is_no_author() -> None:
    about = "ხიდი წყალდიდობის შემდეგ ძალიან მალე გაიხსნება"
    body = (
        f"<article><h1>A second crane</h1>{''.join(f'<p>{text}</p>' for text in LONG)}"
        f"<div class=author-bio>{about}</div></article>"
    )
    assert read(body, "<title>A second crane</title>", language="ka").facts.authors == ()


def test_a_section_behind_a_byline_goes_with_it() -> None:
    body = (
        "<main><article><h1>Rada zamyka stary most</h1><div class=byline><span>Autor: Anna Nowak</span> | <a "
        "href='/category/x'>Tarnowski</a></div><p class=date>3 maja 2031</p>"
        f"{''.join(f'<p>{text}</p>' for text in LONG[:3])}</article></main>"
    )
    article = read(body, "<title>Rada zamyka stary most - Kurier</title>", language="pl")
    assert article.facts.authors == ("Anna Nowak",)
    assert article.text.splitlines() == list(LONG[:3])
