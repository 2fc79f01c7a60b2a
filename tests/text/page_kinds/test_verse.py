"""Poems on news sites are articles; lists of headlines, which lead elsewhere, are none."""

from __future__ import annotations

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages

VERSES = (
    "渡口的灯亮了一夜",
    "没有船来",
    "芦苇把影子借给水",
    "水把影子还给岸",
    "父亲坐在石阶上",
    "数着对岸的窗",
    "一扇是旧的",
    "一扇是更旧的",
    "木桥还在图纸里睡着",
    "我们已经走过去",
    "像走过一句",
    "没有说完的话",
    "雨落在两岸",
    "两岸都不说话",
    "只有摆渡人的帽子",
    "替我们淋湿",
)
HEAD = "<title>渡口（组诗）_青河新闻网</title><h1>渡口（组诗）</h1><div>2016-05-09 08:12　作者：林小舟</div>"


def verdict(body: str, head: str = HEAD) -> tuple[str, str]:
    page = f"<html><head></head><body>{head}<div class='zw'>{body}</div></body></html>"
    read = run_stages(FetchedPage(url="https://qinghe.example/fk/2016-05/09/c_1181.htm", body=page.encode()))
    return read.verdict, read.text or ""


def test_a_poem_of_lines_in_paragraphs_is_an_article() -> None:
    body = "".join(f"<p>{'<br>'.join(VERSES[at : at + 4])}</p>" for at in range(0, len(VERSES), 4))
    found, text = verdict(body)
    assert found == "article"
    assert text.split("\n")[-1] == VERSES[-1]


def test_a_poem_of_a_paragraph_a_line_is_an_article() -> None:
    assert verdict("".join(f"<p>{line}</p>" for line in VERSES))[0] == "article"


def test_headlines_that_lead_elsewhere_are_no_poem() -> None:
    links = [f"<a href='/fk/2016-05/09/c_{at}.htm'>{line}</a>" for at, line in enumerate(VERSES)]
    assert verdict("<br>".join(links))[0] == "not_article"


def test_a_list_is_no_poem() -> None:
    assert verdict(f"<ul>{''.join(f'<li>{line}</li>' for line in VERSES)}</ul>")[0] == "not_article"


def test_lines_of_nobody_and_no_day_are_no_poem() -> None:
    head = "<title>渡口</title><h1>渡口</h1>"
    assert verdict("<br>".join(VERSES), head)[0] == "not_article"
