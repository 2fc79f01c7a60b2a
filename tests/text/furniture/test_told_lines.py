"""Lines in the form of furniture stay where the story tells them, and go where nothing says that it does."""

from __future__ import annotations

import pytest

from newsarchive.text.furniture import trim_furniture
from newsarchive.text.furniture.told_lines import AskedLines

ENGLISH = (
    "The lock at Eastmere opens again on Friday, two years after a barge broke its lower gate.",
    "Its keeper has counted every boat since then, and none had to wait for more than an hour.",
)
CHINESE = (
    "青河县图书馆本月起为读者修补旧书，第一周就收到三百多册，最老的一本印于清末。",
    "修书的师傅说，纸和人一样，怕潮也怕晒，放得平整才能活得久。",
)


def trimmed(*lines: str, asked: AskedLines | None = None) -> tuple[str, ...]:
    return trim_furniture(lines, (), asked=asked or AskedLines()).paragraphs


@pytest.mark.parametrize(
    "stages",
    [
        ("初审：镇文化站收齐参评的旧照片",),
        ("复审：7月2日至7月9日", "终审：7月20日"),
        ("一审：罚款八百元", "二审：撤销判决", "再审：尚未开庭"),
        ("译者：林晚舟", "校对：何一", "装帧：周砚"),
    ],
)
def test_stages_and_makers_that_a_story_lists_stay(stages: tuple[str, ...]) -> None:
    page = (CHINESE[0], *stages, CHINESE[1])
    assert trimmed(*page) == page


@pytest.mark.parametrize(
    "credit",
    [
        "审核：王小明",
        "二审：王小明 三审：李一",
        "责任编辑：王小明 QH0412",
        "校对：王小明、李一",
        "监制：李一",
    ],
)
def test_who_read_a_text_goes(credit: str) -> None:
    assert trimmed(CHINESE[0], credit, CHINESE[1]) == CHINESE
    beside = (CHINESE[0], "摄影：周砚", "文字：何一")
    assert trimmed(*beside, credit, CHINESE[1]) == (*beside, CHINESE[1])


def test_an_exercise_is_no_title() -> None:
    page = (CHINESE[0], "原题：一根绳子对折三次后长两米，原长多少", CHINESE[1])
    assert trimmed(*page) == page
    assert trimmed(CHINESE[0], "原标题：青河县修补旧书", CHINESE[1]) == CHINESE
    assert trimmed("原题：青河县修补旧书", *CHINESE) == CHINESE
    assert trimmed(CHINESE[0], "原题：青河县修补旧书", CHINESE[1]) == CHINESE
    solved = (CHINESE[0], "原题：甲乙二人同时修书", "解：设甲每天修三册。", CHINESE[1])
    assert trimmed(*solved) == solved


@pytest.mark.parametrize("number", ["978-2-07-036822-8", "4401-2209-8812-0034"])
def test_a_number_between_sentences_is_told(number: str) -> None:
    page = (ENGLISH[0], number, ENGLISH[1])
    assert trimmed(*page) == page
    # Where it ends the text, it is the page's.
    assert trimmed(*ENGLISH, number) == ENGLISH
    assert trimmed(ENGLISH[0], "-" * 30, ENGLISH[1]) == ENGLISH


@pytest.mark.parametrize("number", ["4401220988120034", "a9f3" * 16])
def test_a_number_of_a_program_is_told_where_it_is_announced(number: str) -> None:
    assert trimmed(ENGLISH[0], number, ENGLISH[1]) == ENGLISH
    page = ("The program of the keeper answers with this line:", number, *ENGLISH)
    assert trimmed(*page) == page
    assert trimmed(*ENGLISH, "Please quote the code of this article:", number)[-1] != number


def test_marks_that_a_text_is_about_stay() -> None:
    marks = ("?", "Wer fragt, setzt dieses Zeichen.", "!", "Wer ruft, setzt dieses Zeichen.")
    assert trimmed(ENGLISH[0], *marks, ENGLISH[1]) == (ENGLISH[0], *marks, ENGLISH[1])
    page = (CHINESE[0], "“书呢？”", "？？", CHINESE[1])
    assert trimmed(*page) == page
    assert trimmed(ENGLISH[0], "??", ENGLISH[1]) == ENGLISH


def test_what_a_line_announces_stays() -> None:
    page = (*ENGLISH, "The number of boats in all was therefore:", "1,204")
    assert trimmed(*page) == page
    page = (CHINESE[0], "修好以后请按下面这个键：", "打印", CHINESE[1])
    assert trimmed(*page) == page
    assert trimmed(*ENGLISH, "Views:", "1,204") == (*ENGLISH, "Views:")


STEPS = ("Fold the map along the river", "Print", "Pin it above the desk")
ADVICE = ("Tie up every boat twice", "Sign up to receive the calls of the keeper", "Leave the lower quay")


@pytest.mark.parametrize("items", [STEPS, ADVICE])
def test_an_item_among_the_items_of_a_story_stays(items: tuple[str, ...]) -> None:
    page = (ENGLISH[0], *items, ENGLISH[1])
    assert trimmed(*page, asked=AskedLines(items=lambda: items)) == page
    assert items[1] not in trimmed(*page)
    linked = AskedLines(items=lambda: items, links=lambda: items)
    assert items[1] not in trimmed(*page, asked=linked)


def test_a_bar_of_buttons_is_no_list_of_the_story() -> None:
    bar = ("Print", "Email", "Pin it")
    kept = trimmed(ENGLISH[0], *bar, ENGLISH[1], asked=AskedLines(items=lambda: bar))
    assert kept == (ENGLISH[0], "Pin it", ENGLISH[1])


@pytest.mark.parametrize(
    "notice",
    [
        ("会场：青河剧院小厅", "日期：6月8日至6月11日"),
        ("主讲人：何一", "时间：周六下午2:30", "联系电话：0351-5550166"),
        ("联系人：周老师", "联系电话：0351-5550166"),
    ],
)
def test_when_and_where_something_takes_place_stays(notice: tuple[str, ...]) -> None:
    assert trimmed(*CHINESE, *notice) == (*CHINESE, *notice)


def test_the_day_of_minutes_stays_above_the_place() -> None:
    page = ("时间：2031年5月4日14:00", "地点：青河县图书馆三楼", *CHINESE)
    assert trimmed(*page) == page
    assert trimmed("时间：2031年5月4日14:00", "来源：青河网", *CHINESE) == CHINESE
    assert trimmed("时间：2031年5月4日14:00", "文号：青文2031", *CHINESE)[0] == "文号：青文2031"
    assert trimmed(*CHINESE, "时间：2031年5月4日14:00", "联系电话：0351-5550166") == CHINESE
    imprint = (*CHINESE, "地址：青河县桥头街3号")
    assert trimmed(*imprint, "联系电话：0351-5550166") == imprint


@pytest.mark.parametrize(
    "line",
    ["Topics: the lock, the quay, the price of a berth.", "Themen: Schleuse, Kai, Umzug nach Oberwerth."],
)
def test_what_a_meeting_is_about_is_no_list_of_tags(line: str) -> None:
    page = (*ENGLISH, line)
    assert trimmed(*page, asked=AskedLines(amid=lambda: page)) == page
    assert trimmed(*page, asked=AskedLines(amid=lambda: ENGLISH)) == ENGLISH
    bare = (*ENGLISH, line.rstrip("."))
    assert trimmed(*bare, asked=AskedLines(amid=lambda: bare)) == ENGLISH


@pytest.mark.parametrize(
    "line",
    ["Filed under: Locks, Quays.", "Themen: Schleuse, Kai.", "标签：水闸 码头。", "Теги: шлюз, причал."],
)
def test_tags_go_though_a_stop_ends_them(line: str) -> None:
    page = (*ENGLISH, line)
    assert trimmed(*page, asked=AskedLines(amid=lambda: page)) == ENGLISH


@pytest.mark.parametrize(
    "line",
    [
        "How many people read this article so far:",
        "Liczba odsłon tego artykułu:",
        "Anzahl der Aufrufe dieser Seite:",
        "这篇报道的阅读次数到今天为止：",
    ],
)
def test_what_a_page_counts_is_not_announced(line: str) -> None:
    assert trimmed(*ENGLISH, line, "1,204")[-1] != "1,204"
    visits = (*ENGLISH, "The museum of the lock had this many visitors:", "1,204")
    assert trimmed(*visits) == visits


def test_a_bar_of_buttons_is_not_announced() -> None:
    call = "Help the keeper of the lock to be heard:"
    assert trimmed(*ENGLISH, call, "Share", "Email", "Print") == (*ENGLISH, call)


@pytest.mark.parametrize(
    "foot",
    [
        ("信息类别：政务动态", "时间：2031-05-04 14:00 浏览次数：77"),
        ("投稿邮箱：lock@mail.example", "联系电话：0351-5550166"),
        ("联系人：何编辑", "联系电话：0351-5550166"),
    ],
)
def test_the_foot_of_an_office_page_is_no_notice(foot: tuple[str, str]) -> None:
    assert trimmed(*CHINESE, *foot)[-1] != foot[1]


@pytest.mark.parametrize("reader", ["县图书馆宣传科", "融媒体采编中心", "2031年5月4日"])
def test_an_office_that_read_a_text_goes(reader: str) -> None:
    assert trimmed(CHINESE[0], f"审核：{reader}", CHINESE[1]) == CHINESE


@pytest.mark.parametrize(
    "hours",
    [
        ("06.10", "07.45", "09.30"),
        ("6:10", "7:45", "9:30"),
        ("3月1日 6:10", "3月1日 7:45", "3月2日 9:30"),
        ("1", "2", "3"),
        ("Small", "Medium", "Large"),
    ],
)
def test_a_line_that_has_mates_over_passages_stays(hours: tuple[str, ...]) -> None:
    third = "Nobody has seen the heron that used to stand on the upper gate."
    page = tuple(line for pair in zip(hours, (*ENGLISH, third), strict=True) for line in pair)
    assert trimmed(*page) == page
    assert trimmed(hours[0], *ENGLISH) == ENGLISH


@pytest.mark.parametrize(
    ("heading", "items"),
    [
        ("Recommended reading", ("Ada Roe, The Lower Gate (2019)", "Ivo Lind, Barges (2022)")),
        ("排行榜", ("第一名 东村", "第二名 西村")),
        ("热门推荐", ("桂花糕 8元", "米酒 12元")),
    ],
)
def test_a_list_that_leads_nowhere_is_the_storys(heading: str, items: tuple[str, ...]) -> None:
    page = (*ENGLISH, *CHINESE, heading, *items)
    told = AskedLines(headings=lambda: (heading,), amid=lambda: page)
    assert trimmed(*page, asked=told) == page
    linked = AskedLines(headings=lambda: (heading,), amid=lambda: page, links=lambda: items)
    assert trimmed(*page, asked=linked) == page[:4]
    apart = AskedLines(headings=lambda: (heading,), amid=lambda: page[:4])
    assert trimmed(*page, asked=apart) == page[:4]


@pytest.mark.parametrize("heading", ["相关新闻", "Related stories", "Latest posts"])
def test_a_list_of_stories_goes_without_links(heading: str) -> None:
    page = (*ENGLISH, *CHINESE, heading, "Council puts off its vote", "A heron comes home")
    told = AskedLines(headings=lambda: (heading,), amid=lambda: page)
    assert trimmed(*page, asked=told) == page[:4]


@pytest.mark.parametrize("heading", ["推荐阅读", "Recommended reading", "Lire aussi", "Trending now"])
@pytest.mark.parametrize(
    "items",
    [
        ("Council puts off its vote", "A heron comes home"),
        ("1. Council puts off its vote", "2. A heron comes home"),
    ],
)
def test_headlines_that_lead_nowhere_are_no_list_of_the_storys(heading: str, items: tuple[str, ...]) -> None:
    page = (*ENGLISH, *CHINESE, heading, *items)
    told = AskedLines(headings=lambda: (heading,), amid=lambda: page)
    assert trimmed(*page, asked=told) == page[:4]
