"""Chinese, Japanese and Korean names in a line with the day and a bar: nothing else on the page has them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages

from .test_dated_bylines import STORIES as OTHERS

STORIES = {
    "zh": (
        "上游船闸关闭",
        "上游船闸将于星期五关闭，船只要在码头等到春天，市政府星期二宣布。",
        "市长说，修理旧闸门需要三个月，费用由省里承担，工程队下周进场。",
        "渔民对这个决定不满意，要求另开一条通往大海的水路。",
    ),
    "ja": OTHERS["ja"],
    "ko": OTHERS["ko"],
}
DAY = "<time datetime='2031-10-28T01:51:00+01:00'>28.10.2031, 01:51</time>"
BARS = (" | ", " · ", " — ", " / ", "｜")


def authors(language: str, line: str) -> tuple[str, ...]:
    headline, *paragraphs = STORIES[language]
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    page = (
        f"<!doctype html><html lang={language}><meta charset=utf-8><title>{headline}</title><body>"
        f"<main><article><h1>{headline}</h1><div class=meta>{line}</div>{body}</article></main></body></html>"
    )
    return run_stages(
        FetchedPage(
            url="http://quay.example/harbour/lock/",
            body=page.encode(),
            content_type="text/html; charset=utf-8",
            fetched_at=datetime(2031, 10, 29, tzinfo=UTC),
        )
    ).facts.authors


@pytest.mark.parametrize(
    ("language", "name"),
    [("zh", "李静"), ("zh", "王晓东"), ("ja", "佐藤美咲"), ("ja", "伊藤 陽子"), ("ko", "김서연")],
)
def test_a_name_behind_or_before_its_day(language: str, name: str) -> None:
    for bar in BARS:
        assert authors(language, f"{DAY}{bar}{name}") == (name,), bar
        assert authors(language, f"{name}{bar}{DAY}") == (name,), bar


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("zh", f"{DAY} | 李静、王晓东", ("李静", "王晓东")),
        ("zh", f"{DAY} | 李静 / 王晓东", ("李静", "王晓东")),
        ("zh", f"{DAY} | 青河日报 | 李静", ("李静",)),
        ("zh", f"{DAY} | 李静 | 阅读 132", ("李静",)),
        ("zh", "2031年10月28日 01:51 | 李静", ("李静",)),
        ("ja", f"{DAY} | 佐藤美咲、高橋一郎", ("佐藤美咲", "高橋一郎")),
        ("ko", f"{DAY} | 김서연, 박도현", ("김서연", "박도현")),
        ("ko", "2031.10.28. 01:51 | 김서연", ("김서연",)),
    ],
)
def test_what_else_may_stand_there(language: str, line: str, names: tuple[str, ...]) -> None:
    assert authors(language, line) == names


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", "新华社 青河日报 建设局 财经部 责任编辑 来源：新华社 阅读&nbsp;132 132次浏览 分享"),
        ("zh", "北京 上海 常熟 张家港 余姚 时政 文化 金融 高层论坛 王小姐 李先生 陈教授 张市长"),
        ("ja", "共同通信 読売新聞 社会部 政治 国際 東京 大阪 千葉市 清水建設 本田技研 佐藤市長 高校野球"),
        ("ko", "연합뉴스 사회부 정치 경제 서울 강남구 성남시 강원도 이벤트 조회수 문화재 노동계 장애인"),
    ],
)
def test_places_houses_and_sections_are_nobody(language: str, words: str) -> None:
    for word in words.split():
        for line in (f"{DAY} | {word}", f"{word} | {DAY}", f"{DAY} · {word}"):
            assert authors(language, line) == (), line
