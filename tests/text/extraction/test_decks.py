"""Decks between the headline and the text are text, by name, by what the data says, or by their place."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.extraction.decks import decks, stated_summaries
from newsarchive.text.letters import letters_only
from newsarchive.text.page.page_blocks import page_blocks
from newsarchive.text.page.page_model import PageModel

HEAD = "Lock keeper retires"
TEXT = "The keeper of the upper lock retires on Friday after 31 years, the town said."
DAY = "<div class=meta><time>2031-05-04 09:12</time></div>"


def found(between: str, *told: str, head: str = HEAD) -> list[str]:
    """The lines between the headline and the sentence read that are decks."""
    source = f"<article><header><h1>{head}</h1>{between}</header>{DAY}<p>{TEXT}</p></article>"
    blocks = page_blocks(document_fromstring(f"<body>{source}</body>")).blocks
    taken = decks(blocks, (TEXT,), HEAD, lambda: frozenset(map(letters_only, told)))
    return [block.text for block, is_one in zip(blocks, taken, strict=True) if is_one]


@pytest.mark.parametrize(
    "line",
    [
        "He opened 90,000 gates",
        "Er hat die Tore nie gezählt",
        "Никто не считал ворота",
        "איש לא ספר את השערים",
        "لم يحص أحد البوابات",
        "接替者尚未选定",
        "後任は未定、来月公募",
        "후임은 아직 미정",
        "ยังไม่มีผู้รับช่วงต่อ",
        "Chưa có người thay ông",
    ],
)
@pytest.mark.parametrize(
    "box", ["<p class=deck>{}</p>", "<h4 class=subtitle>{}</h4>", "<div id=art-sub-title>{}</div>"]
)
def test_a_short_line_in_a_box_that_is_called_so_is_a_deck(line: str, box: str) -> None:
    assert found(box.format(line)) == [line]
    assert found(f"{DAY}<div><a href=/c>Comments</a> <a>Print</a></div>{box.format(line)}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Roe",
        "Von Ada Roe",
        "Ada Roe",
        "4 May 2031",
        "Published 4 May 2031, 09:12",
        "Photo: Ada Roe",
        "Share this article",
        "Views : 7,909",
        "(2) 4 Sterne von 5",
        "Thread starter roe@post.example",
        "This story is also told in:",
        "News",
        "来源：河镇晚报",
        "记者：王小明",
        "本报记者 王小明 通讯员 李四",
        "홍길동 기자",
        "with Ada Roe and Max Poe in Wexcombe",
        "mit Ada Roe und Max Poe",
        "Published in Wexcombe on Tuesday morning at half past ten",
        "Share this with all of your friends",
        "Partagez cet article avec vos amis",
    ],
)
def test_who_wrote_and_when_is_none_however_the_box_is_called(line: str) -> None:
    assert found(f"<p class=subtitle>{line}</p>") == []


@pytest.mark.parametrize(
    "line",
    [
        "with Ada Roe gone, nobody opens the gates",
        "with two gates and no keeper",
        "Published on a Tuesday, his diary tells of 90,000 gates.",
        "Published at last: the diary of the keeper",
        "Share the lock, friends of the river say",
    ],
)
def test_but_what_only_begins_so_is_one(line: str) -> None:
    assert found(f"<p class=subtitle>{line}</p>") == [line]


@pytest.mark.parametrize("name", ["sub", "subline"])
def test_a_name_of_what_only_stands_below_is_none_of_a_deck(name: str) -> None:
    for line in ("Local politics and town affairs", "From only two pounds a month"):
        assert found(f"{DAY}<p class={name}>{line}</p>") == []
        assert found(f"{DAY}<p class={name}>{line}</p>", line) == [line]


@pytest.mark.parametrize(
    "between",
    [
        "<p class=kicker>Town and country</p>",
        "<p class=deck><a href=/more>He opened 90,000 gates</a></p>",
        "<p class='deck caption'>He opened 90,000 gates</p>",
        "<div class=share><p class=lead>Tell your friends today</p></div>",
        "<div class=author><p class=intro>She writes about locks</p></div>",
        "<aside><p class=deck>He opened 90,000 gates</p></aside>",
        "<h2 class=site-description>All the news of the river</h2>",
        f"<p class=deck>{HEAD}</p>",
        "<p>Town and country</p>",
        "<div>He opened 90,000 gates</div>",
    ],
)
def test_nor_are_other_lines_there(between: str) -> None:
    assert found(between) == []


ENCLOSED = "Nobody counted what the keeper of the upper lock did"
SIGNED = "<div class=byline><a rel=author href=/a>Ada Roe</a></div>"
SAME = {
    ENCLOSED: "",
    "Никто не считал ворота реки": "Ворота на верхней реке считал и открывал один человек.",
    "没有人数过这条河的闸门": "这条河的闸门由一位老人看守，他将于周五退休。",
    "لم يحص أحد بوابات النهر القديم": "يتقاعد حارس بوابات النهر القديم يوم الجمعة.",
    "川の水門を数えた人はいない": "川の水門を守ってきた男性が金曜日に退職すると町が発表した。",
    "강의 수문을 센 사람은 없다": "강의 수문을 지켜 온 사람이 금요일에 은퇴한다.",
}


@pytest.mark.parametrize("name", ["recap", "brief", "teaser-text", "article__announce", "highlight", ""])
@pytest.mark.parametrize("line", SAME)
def test_a_clause_of_the_story_alone_between_headline_and_byline_is_one_whatever_its_box(
    name: str, line: str
) -> None:
    assert found(f"<div class='{name}'>{line}</div>{SIGNED}", SAME[line]) == [line]
    assert found(f"<div class='{name}'>{line}</div>", SAME[line]) == [line]  # a day follows


@pytest.mark.parametrize(
    "line",
    [
        "We may earn a commission from what you buy there",
        "This article is for subscribers of the paper only",
        "You can listen to this article in six minutes",
        "Home › News › The keeper of the upper lock",
        "Breaking: keeper of the upper lock found well",
        "Three die as a ferry sinks off the island",
        "published a week ago and updated three days ago",
        "打开手机客户端阅读全文体验更佳",
        "この記事は有料会員限定です。",
    ],
)
def test_what_is_not_of_the_story_is_none_there(line: str) -> None:
    for name in ("", "teaser"):
        assert found(f"<div class='{name}'>{line}</div>{SIGNED}", *SAME.values()) == []


@pytest.mark.parametrize(
    "between",
    [
        f"<div class=promo>{ENCLOSED}</div>{SIGNED}",
        f"<div class=kicker>{ENCLOSED}</div>{SIGNED}",
        f"<div class=related>{ENCLOSED}</div>{SIGNED}",
        f"<div class=recap><a href=/x>{ENCLOSED}</a></div>{SIGNED}",
        f"<div class=recap>{ENCLOSED}</div><p>Town</p>{SIGNED}",
        f"<div>Federal Ministry of Finance</div>{SIGNED}",
        f"<div>Town and country</div>{SIGNED}",
        f"<div>Read here what we know:</div>{SIGNED}",
        f"{SIGNED}<div class=recap>{ENCLOSED}</div>",
    ],
)
def test_nor_is_there_what_sells_sorts_or_leads_on(between: str) -> None:
    assert found(between) == []


def test_a_teaser_beside_the_headline_is_a_deck() -> None:
    assert found(f"{SIGNED}<p class=teaser-text>Nobody counted</p>") == []
    assert found(f"<p class=teaser-text>{ENCLOSED}</p>{SIGNED}") == [ENCLOSED]
    assert found(f"{SIGNED}<p class=teaser-text>{ENCLOSED}</p>") == []
    assert found(f"{SIGNED}<div class=latest><p class=teaser>{ENCLOSED}</p></div>") == []


@pytest.mark.parametrize(
    "line", ["He opened the gates 90,000 times", "老闸工带出新徒弟", "[사라지는 것들 ⑤] 강을 지킨 사람들"]
)
def test_a_heading_right_below_the_headline_is_a_deck(line: str) -> None:
    assert found(f"<h2>{line}</h2>") == [line]
    assert found(f"{DAY}<h2>{line}</h2>") == []


@pytest.mark.parametrize("line", ["Town news", "Ada Roe", "Politics", "国内新闻"])
def test_a_section_and_a_name_are_none(line: str) -> None:
    assert found(f"<h2>{line}</h2>") == []


def test_nor_is_a_line_below_the_name_of_a_site() -> None:
    blocks = page_blocks(
        document_fromstring(
            f"<body><h1 class=site-title>{HEAD}</h1><h2>All the news of the river</h2><p>{TEXT}</p></body>"
        )
    ).blocks
    assert not decks(blocks, (TEXT,), HEAD, frozenset).any()


def test_a_long_paragraph_right_below_the_headline_is_a_deck() -> None:
    line = "This report is closed now, you can read the whole story in tomorrow's paper"
    assert found(f"<div><p>{line}</p></div>") == [line]
    assert found(f"{DAY}<div><p>{line}</p></div>") == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("He opened 90,000 gates", "He opened 90,000 gates."),
        ("He opened 90,000 gates in his time", "He opened 90,000 gates in his time, and more to come"),
        ("He opened 90,000 gates in his time, and more", "He opened 90,000 gates in his time…"),
    ],
)
def test_what_the_data_says_of_the_story_is_a_deck(line: str, told: str) -> None:
    assert found(f"{DAY}<div>{line}</div>", told) == [line]
    assert found(f"{DAY}<div>{line}</div>", "He opened") == []


def test_summaries_and_second_headlines_are_what_the_data_says() -> None:
    tree = document_fromstring(
        '<html><head><meta property="og:description" content="He opened 90,000 gates">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Lock keeper retires",'
        '"alternativeHeadline": "A life at the lock", "description": "Nobody counted"}</script></head>'
        "<body><p>Text</p></body></html>"
    )
    assert stated_summaries(PageModel(tree)) == {"heopened90000gates", "alifeatthelock", "nobodycounted"}


POINTS = ("The upper lock closes on Friday for the summer", "Boats have to wait for three days at the pier")


def test_a_list_of_clauses_right_below_the_headline_is_text() -> None:
    items = "".join(f"<li><b>{point}</b></li>" for point in POINTS)
    assert found(f"<ul>{items}</ul>") == list(POINTS)
    assert found(f"{DAY}<ul>{items}</ul>") == []


@pytest.mark.parametrize(
    "items",
    [
        "<li>Save this article</li><li>Listen to it</li>",
        f"<li><a href=/1>{POINTS[0]}</a></li><li><a href=/2>{POINTS[1]}</a></li>",
        f"<li>{POINTS[0]}</li><li>4 May 2031</li>",
    ],
)
def test_a_list_of_tools_or_links_is_none(items: str) -> None:
    assert found(f"<ul>{items}</ul>") == []


BODY = (
    "The keeper of the upper lock retires on Friday after 31 years, the town said on Monday.",
    "He opened its gates for the first time in the spring of the great flood.",
    "“I never counted the boats,” he said at the pier.",
)


def read(between: str) -> CleanArticle:
    """The record of a page with a body of its own."""
    body = "".join(f"<p>{escape(line)}</p>" for line in BODY)
    source = (
        f"<html><head><meta charset=utf-8><title>{HEAD}</title></head><body><main><article><h1>{HEAD}</h1>"
        f"{between}<div class=article-body>{body}</div></article></main></body></html>"
    )
    return run_stages(FetchedPage(url="https://post.example/news/lock-1", body=source.encode()))


def test_a_deck_above_a_short_body_stays() -> None:
    assert read("<p class=lead>Nobody follows him yet</p>").text.split("\n") == [
        "Nobody follows him yet",
        *BODY,
    ]


def test_labels_go_from_both_sides_of_a_deck() -> None:
    article = read("<p>2031-05-04 09:12</p><p class=lead>Nobody follows him yet</p><p>Share this article</p>")
    assert article.text.split("\n") == ["Nobody follows him yet", *BODY]


def test_what_was_read_beside_the_body_is_told() -> None:
    article = read("<div>Nobody follows him yet</div>")
    told = [block.text for block in article.removed if block.rule in ("beside_headline", "outside_body")]
    assert "Nobody follows him yet" in (*article.text.split("\n"), *told)


@given(st.text(alphabet="Ab 9.,|本记者者<>", max_size=60))
def test_total(line: str) -> None:
    assert len(found(f"<p class=deck>{escape(line)}</p>")) <= 1
