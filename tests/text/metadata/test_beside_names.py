"""Who is named beside a by-line, and who wrote: places, photographers, speakers; capitals of the markup."""

from __future__ import annotations

import json

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.metadata.byline_parts import plain_byline
from newsarchive.text.metadata.datelines import signing_names
from newsarchive.text.metadata.known_names import as_printed
from newsarchive.text.metadata.person_names import is_name_line, split_names

STORY = (
    "The harbour wall in Port Mara will be rebuilt before the winter, the council decided on Tuesday.",
    "“It took far too long and everybody knows it,” said Mary Hobart, whose cellar has flooded four times.",
    "Fishermen asked for a place at the old quay, and the harbour office has promised them one.",
)
TITLE = "Harbour wall to be rebuilt"
SAID = "<p>It took far too long and everybody knows it</p><span class=quote-credit>Mary Hobart</span>"


def read(head: str = "", amid: str = "", *, author: str | None = None) -> CleanArticle:
    """The story with what stands under its headline and behind its second sentence."""
    said: dict[str, object] = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2031-05-04"}
    if author:
        said |= {"author": {"@type": "Person", "name": author}}
    data = f"<script type='application/ld+json'>{json.dumps(said)}</script>"
    first, second, third = (f"<p>{line}</p>" for line in STORY)
    page = (
        f"<html lang=en><head><title>{TITLE}</title>{data}</head><body><article>"
        f"<h1>{TITLE}</h1>{head}{first}{second}{amid}{third}</article></body></html>"
    )
    return run_stages(FetchedPage(url="https://paper.example/town/wall.html", body=page.encode()))


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("Por Renata Sá e Caio Melo, de Serra Clara", "Por Renata Sá e Caio Melo"),
        ("Por Lucía Pardo, desde París", "Por Lucía Pardo"),
        ("By Ada Roe, from Port Mara", "By Ada Roe"),
        ("Door Wim Claes, uit Brussel", "Door Wim Claes"),
        ("Von unserer Redakteurin Jana Wolters", "By Jana Wolters"),
        ("Von unserem Volontär Max Poe", "By Max Poe"),
        ("Van onze verslaggever Wim Claes", "By Wim Claes"),
        ("De notre correspondant Luc Morel", "By Luc Morel"),
        ("Dal nostro inviato Ugo Neri", "By Ugo Neri"),
        # Nobody writes from here.
        ("4 May 2031, de Renata Sá", "4 May 2031, de Renata Sá"),
        ("Por Renata Sá de Oliveira", "Por Renata Sá de Oliveira"),
        ("Von unserer Redakteurin", "Von unserer Redakteurin"),
    ],
)
def test_where_somebody_writes_from(line: str, plain: str) -> None:
    assert plain_byline(line) == plain


@pytest.mark.parametrize("box", ["<div class=pull-quote>{}</div>", "<blockquote>{}</blockquote>"])
def test_who_is_quoted_wrote_nothing(box: str) -> None:
    assert read(amid=box.format(SAID)).facts.authors == ()


def test_who_took_the_picture_wrote_nothing() -> None:
    caption = "<p>The wall on Monday.</p><ul><li><span class=credit>Kit Dale, Courier</span></li></ul>"
    figure = f"<figure><img src=1.jpg><figcaption class=caption>{caption}</figcaption></figure>"
    assert read(figure).facts.authors == ()
    assert read(f"<p class=byline>By Ada Roe</p>{figure}").facts.authors == ("Ada Roe",)


def test_who_signs_may_have_taken_the_picture_too() -> None:
    figure = "<figure><img src=1.jpg><figcaption>By Ada Roe</figcaption></figure>"
    article = read(f"<p>By Ada Roe</p>{figure}")
    assert article.facts.authors == ("Ada Roe",)
    assert "By Ada Roe" not in article.text
    assert read(figure).facts.authors == ()


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Roe, Environment Correspondent, and Max Poe in Port Mara",
        "By Ada Roe in Port Mara and Max Poe",
        "By Dr. Ada Roe, special to the Harbour Courier",
        "By Ada Roe FOR THE COURIER",
    ],
)
def test_a_byline_with_places_and_houses_is_no_text(line: str) -> None:
    article = read(f"<div class=byline>{line}</div>")
    assert article.facts.authors[0].endswith("Ada Roe")
    assert line not in article.text
    assert line in {block.text for block in article.removed}


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Roe, Max Poe and many others in Port Mara",
        "By Ada Roe, the mayor, special to nobody",
        "By Port Mara in winter",
    ],
)
def test_a_line_that_says_more_stays(line: str) -> None:
    assert line in read(f"<p>{line}</p>", author="Ada Roe").text


@pytest.mark.parametrize(
    "box",
    [
        "<span>Ada Roe</span><time datetime=2031-05-04>4 May 2031</time><span>10:12</span>",
        "<span>Ada Roe</span><time datetime=2031-05-04>Sunday 4 May 2031</time>",
    ],
)
def test_boxes_side_by_side_are_no_text(box: str) -> None:
    article = read(f"<div class=meta>{box}</div>", author="Ada Roe")
    assert (article.facts.authors, article.text.split("\n")[0]) == (("Ada Roe",), STORY[0])


def test_a_longer_name_is_no_author_with_a_day_behind_it() -> None:
    assert "Ada Roelandt" in read("<p>Ada Roelandt 4 May 203110:12</p>", author="Ada Roe").text


@pytest.mark.parametrize(
    ("name", "lines", "printed"),
    [
        ("ADA ROE", ("By Ada Roe", "ADA ROE"), "Ada Roe"),
        ("ADA MCROE", ("By Ada McRoe",), "Ada McRoe"),
        ("ADA ROE", ("BY ADA ROE",), "ADA ROE"),
        ("ADA ROE", ("By Ada Roelandt",), "ADA ROE"),
        ("ADA ROE", ("what ada roe said",), "ADA ROE"),
        ("AFP", ("Afp",), "AFP"),
    ],
)
def test_capitals_are_the_markups(name: str, lines: tuple[str, ...], printed: str) -> None:
    assert as_printed(name, lines) == printed


def test_the_byline_spells_the_name() -> None:
    assert read("<p class=byline>By Ada Roe</p>", author="ADA ROE").facts.authors == ("Ada Roe",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("윤서진 (moon) | 작은 마을 이야기를 씁니다 | 구독하기", ("윤서진", "구독하기")),
        ("작은 마을 이야기를 씁니다.", ()),
        ("이 기자 구독하기", ()),
        ("윤서진 기자", ("윤서진",)),
        ("윤 영기", ("윤 영기",)),
    ],
)
def test_what_somebody_says_of_themselves_in_korean_is_no_name(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Hoàng Phong - Lê Tuấn", ("Hoàng Phong", "Lê Tuấn")),
        ("Nguyễn Thu Hà – Lê Tuấn", ("Nguyễn Thu Hà", "Lê Tuấn")),
        ("Lý Sơn - Hoàng Sa", ()),
        ("Hà Nội - Sài Gòn", ()),
        ("Hoàng Phong", ()),
        ("Hoàng Phong - Lê Tuấn nói", ()),
    ],
)
def test_two_names_sign_a_vietnamese_text(line: str, names: tuple[str, ...]) -> None:
    assert signing_names(line) == names


VIETNAMESE = (
    "Gần 200 hộ dân ở xã ven sông phải sơ tán trong đêm khi nước dâng cao, tràn qua đoạn đê bao dài 300 m.",
    "Lực lượng chức năng huy động xuồng máy đưa người già, trẻ em đến trường học ở nơi cao hơn.",
    "Nước lên nhanh quá, tôi chỉ kịp bế hai cháu ra đường, bao nhiêu thóc mới gặt để lại hết, một người nói.",
)


def signed_in_vietnamese(line: str) -> tuple[str, ...]:
    text = "".join(f"<p>{one}</p>" for one in VIETNAMESE)
    page = f"<html lang=vi><body><article><h1>Vỡ đê bao trong đêm</h1>{text}{line}</article></body></html>"
    return run_stages(FetchedPage(url="https://paper.example/vo-de.html", body=page.encode())).facts.authors


@pytest.mark.parametrize(
    "box",
    ["<p style='text-align: right'>{}</p>", "<p align=right>{}</p>", "<p><strong>{}</strong></p>"],
)
def test_a_line_set_apart_signs_a_vietnamese_text(box: str) -> None:
    assert signed_in_vietnamese(box.format("Hoàng Phong - Lê Tuấn")) == ("Hoàng Phong", "Lê Tuấn")


def test_a_name_of_two_syllables_signs_right_behind_a_vietnamese_text() -> None:
    box = "<p style='text-align: right'><strong>{}</strong></p>"
    assert signed_in_vietnamese(box.format("Lê Tuấn")) == ("Lê Tuấn",)
    assert signed_in_vietnamese(box.format("Đường Lê Lợi")) == ()


@pytest.mark.parametrize(
    "line",
    ["Trần Hưng Đạo - Lê Lợi", "Nguyễn Trãi - Lê Duẩn - Phạm Ngọc Thạch", "Lý Hoàng Nam - Phạm Minh Tuấn"],
)
def test_streets_and_a_match_sign_nothing(line: str) -> None:
    assert signed_in_vietnamese(f"<p>{line}</p>") == ()


@pytest.mark.parametrize(
    ("line", "is_text"), [("Ada Roe was in Port Mara", True), ("Ada Roe in Port Mara", False)]
)
def test_what_the_author_did_is_no_name_line(line: str, *, is_text: bool) -> None:
    assert is_name_line(line, ("Ada Roe",)) is not is_text
    assert (line in read(f"<p>{line}</p>", author="Ada Roe").text) is is_text


def test_a_category_beside_a_link_to_the_author_is_nobody() -> None:
    category = "<a href=/category/kurz-notiert.html>Kurz Notiert</a>"
    line = "<p>{} | {} | <time datetime=2031-05-04>4 May 2031</time></p>"
    assert read(line.format(category, "<a href=/author/desk.html>The Paper Team</a>")).facts.authors == ()
    admin = "<p>By <a href=/category/ada-roe>Ada Roe</a> | Posted by <a href=/author/admin>admin</a></p>"
    assert read(admin).facts.authors == ("Ada Roe",)
    # On a blog of several whoever writes may be a category.
    writer = "<a href=/category/ada-roe>Ada Roe</a>"
    assert read(f"<p>By {writer} | <a href=/news/>News</a></p>").facts.authors == ("Ada Roe",)


@pytest.mark.parametrize(
    ("language", "line", "name"),
    [
        ("ko", "김하늘 09.07.2031 산책로", "김하늘"),
        ("ja", "佐藤健一 4/5/2031", "佐藤健一"),
        ("zh", "林佳穎 25.09.2031 圖書館", "林佳穎"),
    ],
)
def test_a_name_alone_may_stand_before_a_day_written_backwards(language: str, line: str, name: str) -> None:
    told = {
        "ko": "해담시가 10년 넘게 방치된 철길 6킬로미터를 산책로로 바꾸기로 했다. 공사는 내년에 시작한다.",
        "ja": "浜の町は使われなくなった校舎を宿に改める。工事は来年の春に始まり、秋には客を迎えるという。",
        "zh": "南灣鄉圖書館自下月起延長夜間開放時間至晚上十點，方便學生與上班族使用。試辦期為半年。",
    }[language]
    page = (
        f"<html lang={language}><title>{told[:12]}</title><main><h1>{told[:12]}</h1>"
        f"<div><span>{line}</span></div><div class=content><p>{told}</p></div></main>"
    )
    article = run_stages(FetchedPage(url="https://paper.example/town/a.html", body=page.encode()))
    assert article.facts.authors == (name,)


def parts_of(first: str, tag: str = "h2", then: str = "SPORTS") -> CleanArticle:
    """Parts of a text below the day, each with a heading."""
    told = "".join(
        f"<{tag}>{heading}</{tag}><p>{line}</p>" for heading, line in zip((first, then), STORY, strict=False)
    )
    page = f"<html lang=en><title>{TITLE}</title><h1>{TITLE}</h1><time>4 May 2031</time>{told}"
    return run_stages(FetchedPage(url="https://paper.example/town/wall.html", body=page.encode()))


@pytest.mark.parametrize("first", ["FRONT PAGE", "BUSINESS DAY", "Weekend Arts"])
def test_the_first_heading_of_the_parts_of_a_text_names_nobody(first: str) -> None:
    page = parts_of(first)
    assert page.facts.authors == ()
    assert page.text.split("\n") == [first, STORY[0], "SPORTS", STORY[1]]


def test_a_byline_may_be_set_as_the_headings_of_a_text_are() -> None:
    assert parts_of("By Mary Hobart", "h3").facts.authors == ("Mary Hobart",)


@pytest.mark.parametrize(
    "first", ["Ada Roe, Harbour Reporter", "Ada Roe | Staff writer", "Zeynep Karaosmanoğlu"]
)
def test_a_name_may_stand_above_the_headings_of_parts(first: str) -> None:
    (name,) = parts_of(first, "h4", then="What comes next").facts.authors
    assert first.startswith(name)


def test_the_link_to_a_reporters_page_is_nobody_in_korean() -> None:
    box = "<div class=writer-zone><strong><a href=/r/1>김지훈</a></strong><span>기자 페이지</span></div>"
    story = "<p>보고서는 사업 관리에서 드러난 세 가지 잘못을 지적했다고 시는 밝혔다.</p>" * 2
    page = (
        f"<html lang=ko><title>다리 공사 연기</title><h1>다리 공사 연기</h1>{box}<article>{story}</article>"
    )
    answer = run_stages(FetchedPage(url="https://paper.example/view/1", body=page.encode()))
    assert answer.facts.authors == ("김지훈",)


@pytest.mark.parametrize("label", ["Media Contacts", "Pressekontakt", "Contacto de prensa", "媒体联系人"])
def test_whom_the_press_may_ask_is_no_author(label: str) -> None:
    assert split_names(label) == ()


def test_who_asked_and_wrote_is_a_line_of_names_in_japanese() -> None:
    assert is_name_line("取材・文：高橋隆", ("高橋隆",))


@pytest.mark.parametrize(
    ("behind", "added"),
    [
        (", Manchester United", ()),
        (", Green Party", ()),
        (", Red Cross", ()),
        (", Local Resident", ()),
        (", Deputy Mayor", ()),
        (", Santa Barbara", ()),
        (", Silver Spring", ()),
        (", Bad Tölz", ()),
        (" and Prime Minister Max Poe", ()),
        (" and Max Poe, mayor of Northfield", ()),
        (" and Reporters Without Borders", ()),
        (" and Elizabeth City", ()),
        (" and Mercy Corps", ()),
        (" and Lori Borders", ("Lori Borders",)),
        (" and Kyle May", ("Kyle May",)),
        (" and Max Poe", ("Max Poe",)),
        (", Jon Baker", ("Jon Baker",)),
    ],
)
def test_who_stands_behind_a_linked_name(behind: str, added: tuple[str, ...]) -> None:
    line = f"<div class=meta>By <a rel=author href=/author/a>Ada Roe</a>{behind}</div>"
    assert read(line).facts.authors == ("Ada Roe", *added)


@pytest.mark.parametrize(
    ("told", "authors"),
    [
        ('{"author": "Max Poe", "section": "News"}', ("Max Poe",)),
        ('{"authors": ["Max Poe", "Jon Baker"]}', ("Max Poe", "Jon Baker")),
        ('{"author": "Paper"}', ()),
        ("{broken", ()),
        ("[1]", ()),
    ],
)
def test_the_old_tag_of_an_analyst_names_authors(told: str, authors: tuple[str, ...]) -> None:
    assert read(f"<meta name=parsely-page content='{told}'>").facts.authors == authors


@pytest.mark.parametrize("line", ["Ada Roe, Denver", "Ada Roe, Santa Cruz", "Ada Roe, Valencia"])
def test_a_town_behind_the_author_is_no_text(line: str) -> None:
    article = read(f"<p class=byline>{line}</p>")
    assert (article.facts.authors, article.text.split("\n")[0]) == (("Ada Roe",), STORY[0])


@pytest.mark.parametrize(
    ("kicker", "byline", "authors"),
    [
        ("<p class=kicker>Entrevista: Carlos Pérez</p>", "<p>María López</p>", ("María López",)),
        ("<span class=kicker>Interview: Max Poe</span>", "", ()),
        (
            (
                "<div class=columnists><a class=author href=/author/a>Tom Hay</a>"
                "<a class=author href=/author/b>Kate May</a></div>"
            ),
            "<p class=byline>By <a href=/author/ada-roe rel=author>Ada Roe</a></p>",
            ("Ada Roe",),
        ),
    ],
)
def test_who_stands_over_the_headline_wrote_nothing(
    kicker: str, byline: str, authors: tuple[str, ...]
) -> None:
    story = "".join(f"<p>{line}</p>" for line in STORY)
    page = (
        f"<html lang=en><title>{TITLE}</title><body>{kicker}<article><h1>{TITLE}</h1>{byline}"
        f"<div>{story}</div></article></body></html>"
    )
    answer = run_stages(FetchedPage(url="https://paper.example/town/wall.html", body=page.encode()))
    assert answer.facts.authors == authors


@pytest.mark.parametrize("headline", ["Interview: Max Mustermann", "Entrevista: Carlos Pérez"])
def test_whom_a_headline_asks_wrote_nothing(headline: str) -> None:
    story = "".join(f"<p>{line}</p>" for line in STORY)
    page = f"<html lang=de><title>{headline}</title><article><h1>{headline}</h1>{story}</article></html>"
    answer = run_stages(FetchedPage(url="https://paper.example/town/wall.html", body=page.encode()))
    assert answer.facts.authors == ()


ANSWER = (
    "<p>Ms {}, what will become of the old quay where your family has sold its fish for so many years?</p>"
)


@pytest.mark.parametrize(
    ("line", "amid", "authors"),
    [
        ("<p class=deck>Interview: Max Poe</p>", "", ()),
        ("<h2>Entrevista: Carlos Pérez</h2>", "", ()),
        ("<p class=standfirst>Interview: Joan Millar, mayor</p>", "", ()),
        ("<p>Interview: Joan Millar</p>", ANSWER.format("Millar"), ()),
        ("<p>Interview: Joan Millar</p>", ANSWER.format("Hobart"), ("Joan Millar",)),
        ("<p class=author>Interview: Joan Millar</p>", "", ("Joan Millar",)),
        ("<div class=meta>Entrevista: Carlos Pérez</div>", "", ("Carlos Pérez",)),
    ],
)
def test_a_deck_names_whom_the_story_asks(line: str, amid: str, authors: tuple[str, ...]) -> None:
    assert read(f"{line}<p>4 May 2031</p>", amid).facts.authors == authors
