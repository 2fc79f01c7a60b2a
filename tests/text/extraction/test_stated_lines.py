"""Lines below a headline that only repeat the record's authors and days are no text; nothing else goes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.dates.date_labels import day_of_line
from newsarchive.text.furniture.trimming import Trimmed, cut_stated
from newsarchive.text.metadata.person_names import is_name_line

# Author, the day as the page prints it, and two sentences of the text.
NEWS = {
    "en": (
        "Ana Brook",
        "May 4, 2031",
        "The keeper of the upper lock retires on Friday. Boats wait until noon.",
    ),
    "de": (
        "Uwe Bergmann",
        "4. Mai 2031",
        "Die obere Schleuse bleibt bis Freitag zu. Boote warten bis Mittag.",
    ),
    "ru": ("Анна Кузнецова", "4 мая 2031 г.", "Верхний шлюз закрыт до пятницы. Лодки ждут до полудня."),
    "fr": (
        "Chloé Martin",
        "4 mai 2031",
        "L'écluse du haut reste fermée jusqu'à vendredi. Les bateaux attendent.",
    ),
    "ja": (
        "佐藤健一",
        "2031年5月4日",
        "上流の水門は金曜日まですべての船に対して閉鎖される。船は正午まで待つ。",
    ),
    "zh": ("周雅琴", "2031-05-04", "上游船闸周五前对所有船只关闭，维修工人正在更换闸门。船只须等到中午。"),
}


def read(author: str, day: str, text: str, *lines: str) -> CleanArticle:
    stated = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-05-04T08:00Z",'
        f' "author": {{"@type": "Person", "name": "{author}"}}}}</script>'
    )
    shown = "".join(f"<li>{line}</li>" for line in lines)
    body = (
        f"<html><head><title>Lock news</title>{stated}</head><body><main><h1>Lock news of the upper lock</h1>"
        f"<ul class=post-metadata><li><time datetime=2031-05-04T08:00:00Z>{day}</time></li><li>{author}</li>"
        f"{shown}</ul><p>{text}</p><p>{text}</p></main></body></html>"
    )
    return run_stages(FetchedPage(url="http://lock.example/a", body=body.encode(), content_type="text/html"))


@pytest.mark.parametrize("language", NEWS)
def test_day_and_author_below_a_headline_are_told_not_stored(language: str) -> None:
    author, day, text = NEWS[language]
    article = read(author, day, text)
    assert article.text.split("\n")[0] == text
    cut = {block.text: block.rule for block in article.removed}
    assert {author, day} <= cut.keys()


def test_a_japanese_name_alone_below_a_headline_is_the_author_without_markup() -> None:
    name, day, text = NEWS["ja"]
    body = (
        "<title>水門を点検</title><main><h1>水門を点検、船は正午まで待つ</h1>"
        f"<ul><li>{day}</li><li>{name}</li></ul><p>{text}</p><p>{text}</p></main>"
    )
    page = FetchedPage(url="http://lock.example/a", body=body.encode(), content_type="text/html")
    article = run_stages(page)
    assert (article.facts.authors, article.text.split("\n")[0]) == ((name,), text)
    tagged = replace(
        page, body=page.body.replace(b"<main>", f"<meta name=keywords content={name}><main>".encode())
    )
    assert not run_stages(tagged).facts.authors, "a tag is whom the story is about"


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        ("بقلم ليلى منصور وأحمد الخطيب", True),
        ("8 أغسطس 2026 بقلم ليلى منصور وأحمد الخطيب", True),
        ("8 أغسطس 2026: ليلى منصور وأحمد الخطيب يتحدثان عن الجسر القديم", False),
    ],
)
def test_two_arabic_authors_and_a_day_are_told_not_stored(line: str, is_told: bool) -> None:
    told = (
        "أجل مجلس الميناء إصلاح الرصيف السفلي بعد اجتماع طويل يوم الاثنين ولم يعترض أحد من الشركة على القرار."
    )
    body = (
        '<html lang=ar><title>الميناء</title><script type="application/ld+json">{"@type": "NewsArticle",'
        ' "datePublished": "2026-08-08T03:47:00+03:00", "author": [{"@type": "Person", "name": "ليلى منصور"},'
        ' {"@type": "Person", "name": "أحمد الخطيب"}]}</script><main><article><h1>تأجيل إصلاح الرصيف</h1>'
        f"<p>{line}</p><p>{told}</p><p>{told[::2]}{told}</p></article></main></html>"
    )
    page = FetchedPage(url="http://lock.example/a", body=body.encode(), content_type="text/html")
    article = run_stages(page)
    assert (line not in article.text) is is_told
    assert (line in {block.text for block in article.removed}) is is_told


# A sentence may name the record's day or author; so does the heading of the first day of a diary.
@pytest.mark.parametrize(
    "line",
    [
        "Carl Hill",
        "June 9, 2029",
        "Ana Brook says no",
        "Who is Ana Brook?",
        "Ana Brook:",
        "He died on 4 May 2031.",
        "War ends 4 May 2031",
        "It began on Sunday, 4 May 2031.",
        "Er starb am 4. Mai 2031.",
        "2031年5月4日，雨。",
        "2031年5月4日，他走了。",
        "War ended on 4 May 2031 in Paris",
        "It was posted on May 4, 2031 in a bar, he says.",
        "Updated on 4 May 2031 in response to a letter",
        "Released 4 May 2031 in Vienna",
        "Posted 4 May 2031 under protest",
    ],
)
def test_what_the_record_does_not_say_stays(line: str) -> None:
    author, day, text = NEWS["en"]
    assert line in read(author, day, text, line).text


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Ana Brook 2031-05-04 lock"),
        ("en", "Ana Brook · 4 May 2031 · boats lock repairs"),
        ("ru", "Анна Кузнецова 04.05.2031 шлюз лодки"),
        ("fr", "Chloé Martin 04/05/2031 écluse"),
    ],
)
def test_tags_may_stand_behind_author_and_day(language: str, line: str) -> None:
    author, day, text = NEWS[language]
    assert line not in read(author, day, text, line).text
    longer, later = f"{line} that nobody has seen", line.replace("2031", "2029")
    assert longer in read(author, day, text, longer).text
    assert later in read(author, day, text, later).text


def test_days_that_head_the_entries_of_a_diary_stay() -> None:
    author, day, text = NEWS["en"]
    body = f"<h2>{day}</h2><p>{text}</p><h2>May 5, 2031</h2><p>{text} Then it rained.</p>"
    article = run_stages(
        FetchedPage(
            url="http://lock.example/2031/05/04/diary",
            body=f"<title>Diary of a lock</title><article><h1>Diary of a lock</h1>{body}</article>".encode(),
            content_type="text/html",
        )
    )
    assert day in article.text
    assert author not in article.text


@pytest.mark.parametrize(
    "line",
    [
        "Published on Sunday, May 4, 2031 at 9:30 am",
        "Last updated: 4 May 2031",
        "Veröffentlicht am So, 4. Mai 2031 um 09:30 Uhr",
        "Publié le dimanche 4 mai 2031",
        "Опубликовано 4 мая 2031 г.",
        "2031年5月4日 星期日 09:30",
        "domingo, 4 de mayo de 2031",
    ],
)
def test_a_line_of_a_day_may_say_when_and_what_was_done(line: str) -> None:
    assert "2031-05-04" in day_of_line(line)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("By Ana Brook and Carl Hill", True),
        ("Von Ana Brook", True),
        ("Ana Brook", True),
        ("Ana Brook, Pia Stone", False),
        ("Ana Brook retires", False),
        ("", False),
        ("By", False),
    ],
)
def test_a_line_of_names_has_nothing_else(line: str, is_one: bool) -> None:
    assert is_name_line(line, ("Ana Brook", "Carl Hill")) is is_one


@given(st.lists(st.text(max_size=90), max_size=8).map(tuple), st.sets(st.integers(0, 7)))
def test_lines_go_from_the_beginning_and_are_all_told(lines: tuple[str, ...], stated: set[int]) -> None:
    said = {line for index, line in enumerate(lines) if index in stated}
    cut = cut_stated(Trimmed(lines, ()), lambda line: "author_line" if line in said else None)
    assert Counter((*(block.text for block in cut.removed), *cut.paragraphs)) == Counter(lines)
    assert [line for line in lines if line in cut.paragraphs and line not in said] == [
        line for line in cut.paragraphs if line not in said
    ]
    assert {block.text for block in cut.removed} <= said


def test_a_text_of_nothing_but_such_lines_stays() -> None:
    lines = ("Ana Brook", "Carl Hill")
    assert cut_stated(Trimmed(lines, ()), lambda _: "author_line").paragraphs == lines


@pytest.mark.parametrize(
    "line",
    [
        "Posted on 2031-05-04 Edited on 2031-05-06 In News",
        "Posted on May 4, 2031 | Filed under Local news",
        "投稿日 2031-05-04 編集日 2031-05-06 カテゴリ ニュース",
        "โพสต์เมื่อ 2031-05-04 ใน ข่าว",
    ],
)
def test_a_line_of_a_day_may_end_with_its_section(line: str) -> None:
    author, day, text = NEWS["en"]
    sections = "".join(
        f"<a href='/categories/x/'>{name}</a>" for name in ("News", "Local news", "ニュース", "ข่าว")
    )
    article = read(author, day, text, line, sections)
    assert line not in article.text
    assert line in {block.text for block in article.removed}


def test_a_line_that_is_only_an_agency_is_told_not_stored() -> None:
    """A by-line in one box and "CNN" in the next, in the box of the text."""
    text = "The keeper of the upper lock retires on Friday. Boats wait until noon, the town says."
    html = (
        '<html><head><title>Lock news</title><meta name="author" content="Mara Quist, CNN"></head><body>'
        "<main><h1>Lock news of the upper lock</h1><div>"
        f"<div>By Mara Quist</div><p>CNN</p><p>{text}</p><p>{text[:-1]} again.</p></div></main>"
    )
    article = run_stages(FetchedPage(url="http://lock.example/a", body=html.encode()))
    assert (article.facts.authors, article.facts.organisations) == (("Mara Quist",), ("CNN",))
    assert article.text.split("\n")[0] == text


def test_a_name_that_begins_with_an_authors_is_another() -> None:
    day, text = "4 May 2031", NEWS["en"][2]
    other = read("Ada Roe", day, f"Ada Roes {day}</p><p>{text}").text.split("\n")
    assert other == [f"Ada Roes {day}", text] * 2
    assert read("Ada Roe", day, f"Ada Roedi {day}</p><p>{text}").text.split("\n")[0] == text


STONE_BRIDGE = (
    "石桥县的老桥修好了，桥上的路灯都亮了，村里的人晚上都来看。",
    "工人用了三年时间，把桥墩一个一个换过，水深的地方要等到冬天才能动工。",
    "桥头的小店又开门了，店主说，从前一天卖不出十碗面，现在要早起两个小时。",
    "县里说，明年春天还要修通往渡口的路，两边种上柳树。",
)


def article_below(*lines: str) -> str:
    """The text of a page that has `lines` in a list above its text."""
    entries = "".join(f"<li>{line}</li>" for line in lines)
    text = "".join(f"<p>{line}</p>" for line in STONE_BRIDGE)
    body = (
        '<html lang="zh"><meta charset="utf-8"><title>石桥修好了</title><main><h1>石桥修好了</h1>'
        f"<section><ul>{entries}</ul></section><div><time datetime='2031-05-04'>2031年5月4日</time></div>"
        f"{text}</main></html>"
    )
    found = run_stages(FetchedPage(url="https://news.example/2031/a.html", body=body.encode()))
    assert isinstance(found, CleanArticle)
    return found.text


def test_labels_with_a_pause_above_a_chinese_text() -> None:
    told = "<span>作者, </span>林晓雯", "<span>职称, </span>青河网记者"
    assert article_below(*told) == "\n".join(STONE_BRIDGE)


def test_what_begins_like_such_a_label_stays() -> None:
    assert "职称，是这一行里人人都在谈的事" in article_below(
        "<span>作者, </span>林晓雯", "职称，是这一行里人人都在谈的事"
    )
