"""Whom lines of Chinese pages credit: authors, organisations, nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.metadata.chinese_bylines import chinese_credits, find_editor

FORMS = Path(__file__).with_name("chinese_bylines.tsv")


def forms() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The forms of by-lines: lines joined by ⏎, authors, organisations."""
    rows = (line.split("\t") for line in FORMS.read_text("utf-8").splitlines() if not line.startswith("#"))
    return [
        (lines, tuple(filter(None, authors.split(";"))), tuple(filter(None, bodies.split(";"))))
        for lines, authors, bodies in rows
    ]


@pytest.mark.parametrize(("text", "authors", "bodies"), forms())
def test_every_form(text: str, authors: tuple[str, ...], bodies: tuple[str, ...]) -> None:
    lines = tuple(text.split("⏎"))
    found = chinese_credits(lines, under_title=lines, last=lines[-1:])
    assert (found.authors or found.lone, found.organisations) == (authors, bodies)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("青河社“远方故事”记者林晓 周明杰", ("林晓", "周明杰")),
        ("本报讯（记者 林晓 通讯员 周明）五月五日，工程完工。", ("林晓", "周明")),
        ("青河社青河5月6日电（记者林晓、周明）石桥修好了。", ("林晓", "周明")),
        ("据本报西宁电（记者 卓玛央金次仁）记者上周获悉，新桥通车了。", ("卓玛央金次仁",)),
        # What readers may do with a page is no name, wherever it stands.
        ("来源：青河日报 作者：林晓 我要评论", ("林晓",)),
        ("作者：林晓 打印本页 收藏 举报", ("林晓",)),
        ("作者：登录", ()),
        ("来源：青河日报 作者：林晓 评论", ("林晓",)),
        ("作者：林晓 阅读全文", ("林晓",)),
        # 于 is a family name as well as a word.
        ("本报记者 于洋", ("于洋",)),
        ("本报记者 王强 于洋 李明", ("王强", "于洋", "李明")),
        # Who took the picture is no author of the text.
        ("新华社记者 李明摄", ()),
        ("石桥" * 3_000 + "修好了。（记者 林晓）", ("林晓",)),
        ("（完）", ()),
        ("（青河网编辑 林晓）", ()),
        ("青河日报记者林晓/文受访者供图", ("林晓",)),
        ("记者从县政府获悉，工程完工。", ()),
        # Behind the label of a thing a reporter begins anew; behind a picture's he took it.
        ("来源：青河在线  记者 林晓", ("林晓",)),
        ("图/青河社记者 林晓", ()),
        # A desk, then who reports; a place is nobody.
        ("地方中心／林曉雯報導", ("林曉雯",)),
        ("地方中心／高雄報導", ()),
        ("國際中心／溫哥華報導", ()),
        ("社會中心／萬華區報導", ()),
        # A label with a pause behind it, as pages for those who listen have it.
        ("作者, 林晓雯", ("林晓雯",)),
        ("作者，一个普通的农民", ()),
        # The house glued to the occupation is none of the authors.
        ("作者：青河周末记者 林晓 周明", ("林晓", "周明")),
        ("作者：林晓记者", ("林晓",)),
        ("更多报道：石桥修好了", ()),
        ("报道：林晓", ("林晓",)),
        # A place in traditional characters.
        ("【青河報記者李東寧鄭州13日電】13日早上，巴士總站停電。", ("李東寧",)),
        # The agency's name is many people's given name.
        ("本报记者 周新华", ("周新华",)),
        ("记者 据新华社", ()),
        ("记者张罗了半天，才见到那位老人。后来他说起了桥的故事。", ()),
        ("记者簡以寧、羅雲舒／報導", ("簡以寧", "羅雲舒")),
    ],
)
def test_authors(line: str, names: tuple[str, ...]) -> None:
    assert chinese_credits([line]).authors == names


def test_who_posted_a_text_is_its_author_where_nobody_else_is() -> None:
    assert chinese_credits(["由海边人张贴 @ 2010-08-02"]).lone == ("海边人",)
    assert chinese_credits(["海边人写于2010年8月"]).lone == ("海边人",)
    assert chinese_credits(["楼主：海边人"]).lone == ("海边人",)


def test_a_name_without_a_role_counts_under_the_headline_only() -> None:
    assert chinese_credits(["林晓"]) == chinese_credits([])
    assert chinese_credits([], under_title=["林晓", "高清图集", "江苏"]).lone == ("林晓",)


@pytest.mark.parametrize(
    "section", ["文旅", "马拉松", "高铁", "时讯", "國際", "林晓 体育", "体育 林晓", "林晓 视频"]
)
def test_a_section_under_the_headline_is_nobody(section: str) -> None:
    assert chinese_credits([], under_title=[section]).lone == ()


@pytest.mark.parametrize(
    "line",
    [
        "青河网 | 要闻 | 林晓 | 2010年3月4日",
        "2010-03-04 ｜ 林晓 ｜ 青河晚报",
        "要闻 │ 林晓 │ 10:20 │ 2010/3/4",
    ],
)
def test_the_one_name_between_bars_of_a_dated_line(line: str) -> None:
    assert chinese_credits([], under_title=[line]).lone == ("林晓",)


@pytest.mark.parametrize(
    "line", ["青河网 | 要闻 | 林晓", "林晓 | 周明 | 吴佳 | 2010年3月4日 | 要闻 | 更多 | 分享"]
)
def test_a_bar_of_links_names_nobody(line: str) -> None:
    assert chinese_credits([], under_title=[line]).lone == ()


@pytest.mark.parametrize("word", ["圖書館", "地方", "港口", "渡轮", "兩岸"])
def test_what_stands_behind_a_name_and_its_day_is_a_section(word: str) -> None:
    assert chinese_credits([], under_title=[f"林佳穎 2024-09-25 {word}"]).lone == ("林佳穎",)
    assert chinese_credits([], under_title=[f"林佳穎 2024/09/25 王志明 {word}"]).lone == ("林佳穎", "王志明")
    assert chinese_credits([], under_title=["2024-09-25 林佳穎 佟丽"]).lone == ("林佳穎", "佟丽")


def test_a_rare_surname_beside_a_common_one_is_a_name() -> None:
    assert chinese_credits([], under_title=["林晓 佟丽"]).lone == ("林晓", "佟丽")
    assert chinese_credits([], under_title=["林晓 雪平"]).lone == ("林晓", "雪平")


def test_the_name_before_the_colon_of_a_column() -> None:
    titles = ("海边人：石桥修好了",)
    assert chinese_credits([], under_title=["海边人"], titles=titles).lone == ("海边人",)
    assert chinese_credits([], under_title=["海边人"], titles=("石桥修好了",)).lone == ()


@pytest.mark.parametrize(
    "lines",
    [
        ["▲林曉雯（左）在橋上。"],
        ["林晓（右二）和工友"],
        ["林晓（青河县桥工）向记者介绍石桥"],
        ["石湖队 19:21 林州队"],
        ["一等奖（2名）", "林晓、周明"],
        ["入选名单：", "林晓 周明"],
    ],
)
def test_who_is_shown_or_won_is_no_author(lines: list[str]) -> None:
    assert chinese_credits([], under_title=lines).lone == ()


@pytest.mark.parametrize("line", ["林晓（青河日报）", "林晓 10:12", "林晓、周明"])
def test_who_stands_alone_is_one(line: str) -> None:
    assert chinese_credits([], under_title=[line]).lone[0] == "林晓"


def test_only_the_last_paragraph_is_signed() -> None:
    paragraph = "工程在五月完工，桥上的路灯都亮了，村里的人都来看。（林晓）"
    assert chinese_credits([paragraph]).authors == ()
    assert chinese_credits([paragraph], last=[paragraph]).authors == ("林晓",)


@pytest.mark.parametrize(
    ("lines", "editor"),
    [
        (["责任编辑：吴佳"], "吴佳"),
        (["（责编：吴佳、林晓）"], "吴佳、林晓"),
        (["责任编辑：吴佳、本报综合"], "吴佳"),
        (["责任编辑：", "吴佳"], "吴佳"),
        (["责　编"], None),
        (["责 任 编 辑：", "吴佳"], "吴佳"),
        (["【责任编辑 吴佳】"], "吴佳"),
        (["编辑/吴佳"], "吴佳"),
        (["值班编辑：吴佳"], "吴佳"),
        (["编辑部的人都来了"], None),
        (["小编：吴佳"], "吴佳"),
        (["责编吴佳 美编周明"], "吴佳"),
        # What readers and reports say of one is no label.
        (["小编辛苦了，楼上说得对"], None),
        (["编辑王林说，这本书卖得好。"], None),
        ([], None),
    ],
)
def test_editor(lines: list[str], editor: str | None) -> None:
    assert find_editor(lines) == editor


WORDS = st.sampled_from(
    ["记者", "林晓", " ", "文/", "（", "）", "作者：", "图", "摄", "责编", "、", "·", "新华社", "a"]
)


@given(st.lists(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map("".join)), max_size=6))
def test_any_lines_are_read(lines: list[str]) -> None:
    found = chinese_credits(lines, under_title=lines, last=lines, titles=lines)
    for name in (*found.authors, *found.lone, *found.organisations):
        assert name.strip() == name != ""
