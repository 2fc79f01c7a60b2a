"""A by-line may be labelled by the picture of a person; what a visitor may do is labelled so as well."""

from __future__ import annotations

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages

# In each language: the headline, the name, and the text; written for this test.
STORIES = {
    "en": (
        "The upper lock closes",
        "Ada Roe",
        "The upper lock closes on Friday, and boats must wait at the quay.",
    ),
    "ja": (
        "上の閘門が閉まる",
        "佐藤健一",
        "上の閘門は金曜日に閉まり、船は岸壁で春まで待つことになると市が発表した。",
    ),
    "ko": (
        "윗 갑문이 닫힌다",
        "이서연",
        "윗 갑문은 금요일에 닫히고 배는 봄까지 부두에서 기다려야 한다고 시가 밝혔다.",
    ),
    "zh": ("上闸周五关闭", "周明", "上闸将于周五关闭，船只须在码头等候到春天，市政府在公告中这样写道。"),
    "zh-TW": ("上閘週五關閉", "林曉峰", "上閘將於週五關閉，船隻須在碼頭等候到春天，市政府在公告中這樣寫道。"),
    "ru": (
        "Верхний шлюз закрывают",
        "Иван Петров",
        "Верхний шлюз закроют в пятницу, и суда будут ждать у причала.",
    ),
    "vi": (
        "Cửa cống trên đóng",
        "Trần Thị Mai",
        "Cửa cống trên sẽ đóng vào thứ Sáu, và tàu thuyền phải đợi ở bến tới xuân.",
    ),
}
ICONS = [
    '<div><i class="fa fa-user"></i> {} <i class="fa fa-calendar"></i> 2031-05-04</div>',
    '<ul class=meta><li><i class="icon-user"></i>{}</li><li>2031-05-04</li></ul>',
    '<p><span class="glyphicon glyphicon-user"></span> <a href="/u/7">{}</a> 2031-05-04</p>',
    '<p><span><svg class="bi bi-person-fill"></svg></span><span>{}</span><span>2031-05-04</span></p>',
    '<p><svg class=ic><use href="#icon-author"></use></svg> <span>{}</span> <span>2031-05-04</span></p>',
    '<p><svg><use xlink:href="/sprite.svg#user"></use></svg> <span>{}</span> <span>2031-05-04</span></p>',
]
NOBODY = [
    '<p><i class="fa fa-users"></i> 312 <i class="fa fa-calendar"></i> 2031-05-04</p>',
    '<p><i class="fa fa-user-plus"></i> Join now 2031-05-04</p>',
    '<nav><i class="fa fa-user"></i> Sign in</nav><p>2031-05-04</p>',
    '<p><i class="fa fa-user"></i> <i class="fa fa-calendar"></i> 2031-05-04</p>',
]
MENUS = [
    "<div role=navigation id=p-personal><h3>{0}</h3><p id=anoncontribs><a href=/c>{1}</a></p></div>",
    "<div id=personal><div role=navigation><h3>{0}</h3><ul><li><a href=/c>{1}</a></li></ul></div></div>",
    "<header><nav><a href=/join><i class=icon-person></i><span class=username>{1}</span></a></nav></header>",
]
# "Not logged in" and "Contributions", as a wiki has them.
WORDS = {
    "ja": ("ログインしていません", "投稿記録"),
    "ko": ("로그인하지 않음", "계정 만들기"),
    "zh": ("未登录", "贡献"),
    "zh-TW": ("尚未登入", "貢獻"),
    "en": ("Not logged in", "Create account"),
}


def read(language: str, above: str) -> CleanArticle:
    title, _, text = STORIES[language]
    head, byline = (above, "") if "navigation" in above or "<nav>" in above else ("", above)
    story = f"<article><h1>{title}</h1>{byline}<p>{text}</p><p>{text[::-1]}</p></article>"
    page = f"<html lang={language}><head><title>{title}</title></head><body>{head}{story}</body></html>"
    return run_stages(
        FetchedPage(
            url="https://lock.example/a/1.html",
            body=page.encode(),
            content_type="text/html; charset=utf-8",
        )
    )


@pytest.mark.parametrize("icon", ICONS)
@pytest.mark.parametrize("language", STORIES)
def test_a_picture_of_a_person_labels_the_author(language: str, icon: str) -> None:
    name = STORIES[language][1]
    assert read(language, icon.format(name)).facts.authors == (name,)


@pytest.mark.parametrize("line", NOBODY)
def test_other_pictures_of_persons_name_nobody(line: str) -> None:
    assert read("en", line).facts.authors == ()


@pytest.mark.parametrize("menu", MENUS)
@pytest.mark.parametrize("language", WORDS)
def test_no_menu_of_visitors_is_an_author(language: str, menu: str) -> None:
    assert read(language, menu.format(*WORDS[language])).facts.authors == ()


@pytest.mark.parametrize(
    "line",
    [
        "By {} on October 28, 2031",
        'By <a href="/">{}</a> on <time datetime="2031-10-28">October 28, 2031</time>',
        "Posted by {} at 2031-10-28",
        "Written by {}, October 28, 2031",
        "Author: {}",
        "{} · 2031-10-28",
        "Posted on 2031-10-28 by {} in <a href=/n>News</a>",
    ],
)
@pytest.mark.parametrize("language", ["ja", "zh", "zh-TW"])
def test_themes_in_english_around_other_names(language: str, line: str) -> None:
    name = STORIES[language][1]
    assert read(language, f"<div>{line.format(name)}</div>").facts.authors == (name,)


@pytest.mark.parametrize(
    "line",
    [
        *(
            f'<p>{label} <i class="fa fa-user"></i> Maria Lopez <time>2031-05-04</time></p>'
            for label in (
                "Photo:",
                "Edited by",
                "Last comment by",
                "Sponsored by",
                "Speaker:",
                "Logged in as",
            )
        ),
        '<p><span>Reviewed by</span> <i class="fa fa-user"></i> Maria Lopez 2031-05-04</p>',
        '<p><i class="fa fa-user"></i> Sign Up Today 2031-05-04</p>',
        '<p><i class="fa fa-user"></i> San Marino 2031-05-04</p>',
        '<p><i class="fa fa-user"></i> <a href="/tag/maria-lopez">Maria Lopez</a> 2031-05-04</p>',
        '<p><span class="current-user"></span> <b>Maria Lopez</b> 2031-05-04</p>',
    ],
)
def test_whom_markup_names_wrote_it_whatever_an_icon_labels(line: str) -> None:
    data = '{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Helen Carter"}}'
    page = f'{line}<script type="application/ld+json">{data}</script>'
    assert read("en", page).facts.authors == ("Helen Carter",)


@pytest.mark.parametrize(
    "line",
    [
        '<p>Photo: <i class="fa fa-user"></i> 周明 2031-05-04</p>',
        '<p><span>Edited by</span> <i class="fa fa-user"></i> <b>周明</b> 2031-05-04</p>',
        '<p><i class="fa fa-user"></i> Sign Up Today 2031-05-04</p>',
        '<p><i class="fa fa-user"></i> San Marino Today 2031-05-04</p>',
        '<p><i class="fa fa-user"></i> <a href="/tag/zhou">周明</a> 2031-05-04</p>',
        '<p><span class="current-user"></span> <b>周明</b> 2031-05-04</p>',
    ],
)
def test_an_icon_behind_other_words_or_before_no_name_labels_nobody(line: str) -> None:
    assert read("en", line).facts.authors == ()


def test_who_is_logged_in_below_the_name_of_the_site_wrote_nothing() -> None:
    title, _, text = STORIES["en"]
    page = (
        "<html lang=en><head><title>The upper lock closes</title></head><body><header><h1>Lock Courier</h1>"
        '<div class=login><i class="fa fa-user"></i> 周明</div><span>4 May 2031</span></header>'
        f"<h2>{title}</h2><p class=date>3 May 2031</p><p>{text}</p><p>{text[::-1]}</p></body></html>"
    )
    found = run_stages(FetchedPage(url="https://lock.example/a/1.html", body=page.encode()))
    assert found.facts.authors == ()


@pytest.mark.parametrize(
    "line",
    [
        "By Night at May Fair",
        "By Popular on May Day",
        "Stand By Me on May 4, 2031",
        "By 日本 at war",
        "By 東京 on May 4",
    ],
)
def test_a_standfirst_is_no_byline(line: str) -> None:
    found = read("en", f"<p>{line}</p>")
    assert found.facts.authors == ()
    assert line in (found.text or "")


@pytest.mark.parametrize(
    "line",
    [
        "金 - 银",
        "张伟 · 王芳 · 李娜",
        "张伟 — 王芳",
        "Book Author: 王芳",
        "Cover · Template Author: 王芳",
        "Translated by 王芳, 2031-05-04",
        "Song written by 王芳, 2031",
        "Published by 商务印书馆, 2031",
        "Author: 新闻中心",
    ],
)
def test_two_names_and_other_parts_are_no_byline(line: str) -> None:
    assert read("zh", f"<p>{line}</p>").facts.authors == ()
