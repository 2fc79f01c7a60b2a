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
    "th": ("ประตูน้ำปิดวันศุกร์", "สมชาย ใจดี", "ประตูน้ำด้านบนจะปิดในวันศุกร์ และเรือต้องรอที่ท่าจนถึงฤดูใบไม้ผลิ ทางเมืองแจ้ง"),
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


@pytest.mark.parametrize("icon", ICONS)
@pytest.mark.parametrize("language", STORIES)
def test_whom_the_page_shows_wrote_it_not_whom_markup_alone_names(language: str, icon: str) -> None:
    title, name, text = STORIES[language]
    page = (
        f"<html lang={language}><head><title>{title}</title><meta name=author content='Max Poe'></head><body>"
        f"<article><h1>{title}</h1>{icon.format(name)}<p>{text}</p><p>{text[::-1]}</p></article></body></html>"
    )
    read = run_stages(
        FetchedPage(
            url="https://lock.example/a/1.html",
            body=page.encode(),
            content_type="text/html; charset=utf-8",
        )
    )
    assert read.facts.authors == (name,)
