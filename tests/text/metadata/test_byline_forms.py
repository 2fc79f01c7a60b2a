"""Forms of whole by-lines, words of desks and buttons that are nobody, and lines that are no by-line."""

from __future__ import annotations

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.metadata.byline_forms import common_form
from newsarchive.text.metadata.japanese_bylines import bracketed_names, lone_name
from newsarchive.text.metadata.person_names import split_bodies, split_names
from newsarchive.text.metadata.stated_bodies import house_on_portal

STORY = {
    "en": (
        "The harbour wall in Port Mara will be rebuilt before the winter, the council decided on Tuesday.",
        "The work costs four million and closes the northern basin until the end of October.",
        "Fishermen asked for a place at the old quay, and the harbour office has promised them one.",
    ),
    "ko": (
        "윗 갑문은 금요일에 닫히고 배는 봄까지 부두에서 기다려야 한다고 시가 밝혔다.",
        "시장은 낡은 문을 고치는 데 석 달이 걸리며 비용은 도에서 낸다고 말했다.",
        "어부들은 이 결정이 달갑지 않다며 바다로 나가는 다른 길을 요구했다.",
    ),
    "ja": (
        "上の閘門は金曜日に閉まり、船は岸壁で春まで待つことになると市が発表した。",
        "市長は古い扉の修理に三か月かかり、費用は県が払うと説明した。",
        "漁師たちはこの決定に納得せず、海への別の道を求めている。",
    ),
}


def read(head: str, language: str = "en", *, meta: str = "", end: str = "") -> CleanArticle:
    text = "".join(f"<p>{line}</p>" for line in STORY[language])
    title = STORY[language][0][:12]
    page = (
        f"<html lang={language}><head><title>{title}</title>{meta}</head><body><main><article>"
        f"<h1>{title}</h1>{head}<div class=txt>{text}{end}</div></article></main></body></html>"
    )
    return run_stages(FetchedPage(url="https://paper.example/town/wall.html", body=page.encode()))


DAY = "<div class=d>15 May 2031</div>"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        (
            "By Clara Winter in Port Mara, Paul Sommer in Oslo and Maria Brandt",
            ("Clara Winter", "Paul Sommer", "Maria Brandt"),
        ),
        ("Par CLARA WINTER (à Brest) et PAUL SOMMER", ("CLARA WINTER", "PAUL SOMMER")),
        ("Laporan Wartawan Baynews.com, Clara Winter", ("Clara Winter",)),
        ("Tekst: Clara Winter Foto's: Paul Sommer", ("Clara Winter",)),
        # When first, and then by whom.
        ("Enviado el 15 de mayo de 2031 por Clara Winter", ("Clara Winter",)),
        ("Clara Winter 15.05.2031, ostatnia aktualizacja 15.05.2031 19:04", ("Clara Winter",)),
    ],
)
def test_by_lines_of_other_forms(line: str, authors: tuple[str, ...]) -> None:
    found = read(f"<p>{line}</p>{DAY}").facts.authors
    assert tuple(map(str.casefold, found)) == tuple(map(str.casefold, authors))


@pytest.mark.parametrize(
    "line",
    [
        # Whom a caption or a deck tells of.
        "Clara Winter reports from Port Mara",
        "Clara Winter in Brest und Paul Sommer in Lyon",
        "Clara Winter in Port Mara, Paul Sommer in Oslo and Maria Brandt",
        "The mayor reports from Port Mara",
        "Clara Winter reports from Port Mara, where the wall was built in 1921.",
        "Clara Winter in Port Mara",
        "Door Mara Quist en Jon Bell",
        "Bread / Butter",
        "Port Mara / Harbour and Wall",
        "Published - May 15, 2031",
        "기자는 그렇게 말했다",
        "文：序",
        "เรื่อง: การประชุม",
        "",
    ],
)
def test_lines_that_keep_their_form(line: str) -> None:
    assert common_form(line) == line


@pytest.mark.parametrize(
    ("line", "form"),
    [
        (
            "Posted on Monday, July 26, 2031 @ 09:12:44 CST by Clara Winter",
            "Posted by Clara Winter | July 26, 2031 @ 09:12:44",
        ),
        ("Publié le 15 mai 2031 par Clara Winter", "Publié par Clara Winter | 15 mai 2031"),
        # Somebody did something else on the day, or nobody is named.
        ("Posted on May 15, 2031 by the harbour office", "Posted on May 15, 2031 by the harbour office"),
        ("Posted on May 15, 2031, edited by Clara Winter", "Posted on May 15, 2031, edited by Clara Winter"),
    ],
)
def test_what_says_when_and_then_by_whom(line: str, form: str) -> None:
    assert common_form(line) == form


def test_the_place_of_a_dated_line_is_nobody() -> None:
    assert read("<p class=t>Published - May 15, 2031 08:12 pm IST - PORT MARA</p>").facts.authors == ()


@pytest.mark.parametrize("title", ["Bay News, Cedar Heights", "Bay News, Clara Falls", "Paris"])
def test_the_box_of_a_title_names_nobody(title: str) -> None:
    byline = (
        "<div class=byline><span class='byline__name'>By Paul Sommer</span> "
        f"<span class='byline__title'>{title}</span></div>{DAY}"
    )
    assert read(byline).facts.authors == ("Paul Sommer",)


def test_two_boxes_of_names_name_two() -> None:
    byline = (
        "<div class=byline><span class='byline__name'>Paul Sommer</span> and "
        f"<span class='byline__name'>Clara Winter</span></div>{DAY}"
    )
    assert read(byline).facts.authors == ("Paul Sommer", "Clara Winter")


@pytest.mark.parametrize(
    ("stated", "house"),
    [
        ("항구일보 | 네이버", "항구일보"),
        ("한겨레 | 네이버", "한겨레"),
        ("항구스포츠|네이트", "항구스포츠"),
        ("항구일보 | 윤서진", ""),
        # Who writes on a portal for everybody, and whoever may be a person.
        ("윤서진 | 브런치", ""),
        ("바닷가서재 | 브런치", ""),
        ("윤서진 | 네이버", ""),
        ("윤서진 기자 | 네이버", ""),
        ("Ada Roe | Bay Courier", ""),
        ("윤서진", ""),
    ],
)
def test_a_portal_states_the_paper(stated: str, house: str) -> None:
    assert house_on_portal(stated) == house


def test_the_reporter_of_a_page_on_a_portal() -> None:
    meta = "<meta property='og:article:author' content='항구일보 | 네이버'>"
    found = read("<div class=journalist><em class=journalist_name>윤서진 기자</em></div>", "ko", meta=meta)
    assert found.facts.authors == ("윤서진",)
    assert found.facts.organisations == ("항구일보",)


@pytest.mark.parametrize(
    "head",
    [
        "<ul class=info><li><i></i> 기자명 윤서진 기자</li><li>입력 2031.05.15 21:47</li></ul>",
        "<div>기자명 <a href=/r>윤서진</a></div><div>입력 2031.05.15 21:47</div>",
        "<div class=writer><strong class=name>윤서진 기자</strong><a>다른기사 보기</a></div>",
    ],
)
def test_korean_labels_and_buttons_beside_a_name(head: str) -> None:
    meta = "<meta name=author content='항구일보'>"
    assert read(head, "ko", meta=meta).facts.authors == ("윤서진",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("工事は来春に始まる。（佐藤美咲）", ("佐藤美咲",)),
        ("工事は来春に始まる。（文・佐藤美咲、写真・高橋一郎）", ("佐藤美咲",)),
        ("工事は来春に始まる。＜東京本社・佐藤美咲＞", ("佐藤美咲",)),
        ("工事は来春に始まる。（聞き手・佐藤美咲）", ("佐藤美咲",)),
        ("工事は来春に始まる。（料理研究家・大塚健吾）", ("大塚健吾",)),
        # Who speaks, answers, plays, or is told of.
        ("「工事は来春に始まる」（佐藤美咲）", ()),
        ("工事の責任者は誰か。（佐藤美咲）", ()),
        ("主演は別の人だ。（主演・佐藤美咲）", ()),
        ("工事は来春に始まる（佐藤美咲）", ()),
        ("工事は来春に始まる。（写真・高橋一郎）", ()),
        ("工事は来春に始まる。（千葉地裁）", ()),
        ("工事は来春に始まる。（東京都・佐藤美咲・会社員）", ()),
    ],
)
def test_who_signs_in_brackets(line: str, names: tuple[str, ...]) -> None:
    assert bracketed_names(line) == names


def test_brackets_alone_sign_what_stands_over_them() -> None:
    assert bracketed_names("（佐藤美咲）", "工事は来春に始まる。") == ("佐藤美咲",)
    assert bracketed_names("（佐藤美咲）", "「工事は来春に始まる」") == ()
    assert bracketed_names("（佐藤美咲）") == ()
    assert read("", "ja", end="<p>（佐藤美咲）</p>").facts.authors == ("佐藤美咲",)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("佐藤美咲＝港通信局長", "佐藤美咲"),
        ("佐藤 美咲：港新聞 記者", "佐藤 美咲"),
        ("ワシントン=佐藤美咲", "佐藤美咲"),
        ("佐藤美咲＝容疑者", ""),
        # Captions and news of who was appointed.
        ("女子準優勝＝佐藤美咲", ""),
        ("新市長＝佐藤美咲", ""),
        ("主将＝高橋一郎", ""),
        ("キャプテン＝高橋一郎", ""),
        ("佐藤美咲：工事を語る", ""),
        ("主演=千葉日報", ""),
        ("上の閘門が閉まる", ""),
    ],
)
def test_a_name_beside_a_role_alone(line: str, name: str) -> None:
    assert lone_name(line) == name


@pytest.mark.parametrize(
    "end",
    [
        "<p>港歌壇の選者が今月の三首を選んだ。</p><p>夕波の白きを数え岸に立つ。（佐藤美咲）</p>",
        "<p>読者の便りを紹介する。</p><p>岸壁で夕日を見て、祖父を思い出した。（佐藤美咲）</p>",
        "<p>朝の市場が楽しい。（高橋一郎）</p><p>岸壁で夕日を見た。（佐藤美咲）</p>",
    ],
)
def test_who_sent_in_a_poem_or_a_letter_signs_that_alone(end: str) -> None:
    assert read("", "ja", end=end).facts.authors == ()


@pytest.mark.parametrize("end", ["【佐藤美咲】", "（文・佐藤美咲）"])
def test_staff_signs_what_it_tells_of_readers(end: str) -> None:
    told = f"<p>読者から寄せられた短歌は岸壁の公園で展示される。{end}</p>"
    assert read("", "ja", end=told).facts.authors == ("佐藤美咲",)


def test_a_reading_in_wide_brackets_is_no_part_of_a_name() -> None:
    assert split_names("佐藤美咲 （編集部）") == ("佐藤美咲",)
    assert split_names("（佐藤）") == ("（佐藤）",)


@pytest.mark.parametrize("text", ["نسخ الرابط", "Copy link", "링크 복사", "다른기사 보기", "Copier le lien"])
def test_buttons_are_nobody(text: str) -> None:
    assert split_names(text) == ()


@pytest.mark.parametrize("text", ["قسم المطبخ", "ข่าว ท่าเรือออนไลน์", "துறைமுகம் செய்திச் சேவை"])
def test_desks_are_nobody(text: str) -> None:
    assert split_names(text) == ()
    assert split_bodies(text) == (text,)


def test_an_administrator_is_no_account_of_a_writer() -> None:
    assert read("<p class=byline>By <a rel=author>admin</a></p><div>15 May 2031</div>").facts.authors == ()
    assert read("<p class=byline>By <a rel=author>roe1987</a></p><div>15 May 2031</div>").facts.authors == (
        "roe1987",
    )


@pytest.mark.parametrize(
    ("site", "end"),
    [
        # Whom to ask, who won, and of another house.
        ("Canal Works", "<p>Press office:</p><p><b>Clara Winter</b></p><p><b>Canal Works Ltd</b></p>"),
        ("Canal Works Ltd", "<p><b>Clara Winter</b></p><p><b>Canal Works Ltd</b></p>"),
        ("Bay Times", "<p>The first prize went to:</p><p><b>Clara Winter</b></p><p><b>Bay Times</b></p>"),
        ("Bay Times", "<p>Shortlisted</p><p><b>Clara Winter</b></p><p><b>Bay Times</b></p>"),
        ("Bay Times", "<p><b>Clara Winter</b></p><p><b>Canal Gazette</b></p>"),
    ],
)
def test_a_name_over_a_firm_or_another_paper_signs_nothing(site: str, end: str) -> None:
    assert read("", meta=f"<meta property=og:site_name content='{site}'>", end=end).facts.authors == ()


def test_a_name_in_bold_type_over_a_sentence_heads_it() -> None:
    told = (
        "<p><strong>Clara Winter</strong></p><p>She has run the harbour office since the spring of 2019.</p>"
    )
    assert read("", end=told).facts.authors == ()
    beside = "<p><strong>Clara Winter</strong></p><p>Bay Times</p><p>She has run the office since 2019.</p>"
    assert read("", end=beside).facts.authors == ()


def test_a_by_line_with_its_day_is_no_text() -> None:
    line = "Piše: Clara Winter Foto: Paul Sommer / BAYPIX 15.05.2031. u 10:11"
    found = read("", end="")
    assert found.facts.authors == ()
    page = read(f"<div class=txt><p>{line}</p></div>")
    assert page.facts.authors == ("Clara Winter",)
    assert tuple(page.text.split("\n")) == STORY["en"]


def test_a_sentence_that_begins_as_a_by_line_stays() -> None:
    told = "By Clara Winter and her crew the wall was measured on 15 May 2031, stone by stone."
    page = read(f"<p class=byline>By Clara Winter</p>{DAY}<div class=txt><p>{told}</p></div>")
    assert told in page.text
