"""Cleaning: spam out with its place and rule, every honest sentence kept, the verdict on what is left."""

from __future__ import annotations

from dataclasses import replace
from time import process_time
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import Charset, FetchedPage, RemovedBlock
from newsarchive.lifecycle import Verdict
from newsarchive.stages import run_stages
from newsarchive.text.cleaning.clean import clean_article
from tests.line_values import extracted_article

ARTICLE = (
    "昨日下午，市文化局在河东新区介绍了新图书馆的建设情况，并宣布它将在明年秋天开放。",
    "馆长说，新馆有三万平方米，读者可以在那里找到本市一百年来的报纸和地方志。",
    "附近的居民表示欢迎，他们希望公共汽车的末班车也能因此推迟到晚上十点。",
)
LIST = "国产精品久久,无码av在线,人妻少妇视频,免费毛片大全"
FOOT = "主站蜘蛛池模板: 国产精品久久| 望江县| 无码av在线| 人妻少妇视频|"
PAGE = FetchedPage(url="https://news.example/a", body=b"")
EXTRACTED = extracted_article(
    PAGE,
    charset=Charset("utf-8", "valid"),
    title="新图书馆明年开放",
    paragraphs=ARTICLE,
)


def test_an_honest_article_passes_unchanged() -> None:
    cleaned = clean_article(EXTRACTED)
    assert cleaned.text == "\n".join(ARTICLE)
    assert (cleaned.verdict, cleaned.reason, cleaned.removed) == ("article", None, ())


def test_evidence_is_clean_text_too() -> None:
    block = RemovedBlock(
        place=BlockPlace.HIDDEN,
        kind=SpamKind.ADULT,
        rule="ngrams",
        score=0.9,
        text="\ufeff  bold\x81 claim\n\n e\u0301",
    )
    assert clean_article(replace(EXTRACTED, removed=(block,))).removed[0].text == "bold claim\né"


SHORT = ("市政府周二批准了新的港口扩建方案。",)


@pytest.mark.parametrize("verdict", ["article", "not_article"])
def test_what_the_model_only_doubts_condemns_no_text(verdict: Verdict) -> None:
    """An English foot of a Chinese page may be cut for little; the sentence above it is still honest."""
    page = replace(EXTRACTED, verdict=verdict, paragraphs=SHORT)
    foot = RemovedBlock(
        place=BlockPlace.TAIL,
        kind=SpamKind.COUNTERFEIT,
        rule="ngrams",
        score=0.911,
        text="Blog\nAbout\nDesigned with WordPress " * 9,
    )
    answer = clean_article(replace(page, removed=(foot,)))
    assert (answer.verdict, answer.text) == (verdict, SHORT[0])
    for sure in (replace(foot, score=0.94), replace(foot, rule="pool")):
        assert clean_article(replace(page, removed=(sure,))).verdict == "hijacked"
    assert clean_article(replace(page, paragraphs=(), removed=(foot,))).verdict == "hijacked"


def test_a_title_counts_once_and_each_tag_for_itself() -> None:
    """Where no article was found; the farm's title stands in title, heading and metas."""
    stub = replace(EXTRACTED, verdict=Verdict.NOT_ARTICLE, paragraphs=SHORT)

    def verdict(*texts: str) -> Verdict:
        blocks = tuple(
            RemovedBlock(place=BlockPlace.TITLE, kind=SpamKind.ADULT, rule="density", score=0.9, text=text)
            for text in texts
        )
        return clean_article(replace(stub, removed=blocks)).verdict

    title = "国产精品久久 - 无码av在线"
    assert verdict(title, title.upper(), title.replace(" - ", "_"), "无码av在线") == "not_article"
    assert (
        verdict(*(f"{name}视频" for name in ("人妻", "少妇", "毛片", "偷拍", "自拍", "无码"))) == "hijacked"
    )


MENU = "".join(
    f"<li><a href=/{at}/>{name}</a></li>"
    for at, name in enumerate(("新闻", "体育", "财经", "天气", "交通", "教育", "文化"))
)
FOOTS = {
    "Twenty Twenty-Five": (
        "<ul><li><a href=#>Blog</a></li><li><a href=#>About</a></li><li><a href=#>FAQs</a></li>"
        "<li><a href=#>Authors</a></li></ul><ul><li><a href=#>Events</a></li><li><a href=#>Shop</a></li>"
        "<li><a href=#>Patterns</a></li><li><a href=#>Themes</a></li></ul><p>Twenty Twenty-Five</p>"
        "<p>Designed with <a href=https://wordpress.org rel=nofollow>WordPress</a></p>"
    ),
    "shop": "<ul><li><a href=/s>Shop all brands</a></li><li><a href=/w>Toys</a></li><li><a href=/g>Gifts</a>"
    "</li><li><a href=/r>Free returns</a></li></ul><p>Powered by Shopline</p>",
}


@pytest.mark.parametrize("foot", FOOTS.values(), ids=FOOTS)
@pytest.mark.parametrize("mark", ["class='entry-content wp-block-post-content'", ""])
def test_a_short_chinese_story_above_a_foreign_foot_is_not_hijacked(foot: str, mark: str) -> None:
    more = "".join(
        f"<li><a href=/m{at}/>渡口四月起每四十分钟新增第{at}班开往对岸的轮渡</a></li>" for at in range(3)
    )
    html = (
        f"<html lang=en-US><meta charset=utf-8><title>港口扩建方案获批</title><body><ul>{MENU}</ul><main>"
        f"<h1>港口扩建方案获批</h1><div {mark}><p>{SHORT[0]}</p></div><ul>{more}</ul></main>"
        f"<footer>{foot}</footer>"
    )
    assert (
        run_stages(FetchedPage(url="https://bay.example/harbour/", body=html.encode())).verdict != "hijacked"
    )


@pytest.mark.parametrize(("at", "place"), [(0, "head"), (1, "inside"), (3, "tail")])
def test_a_spam_paragraph_is_cut_where_it_stands(at: int, place: str) -> None:
    cleaned = clean_article(replace(EXTRACTED, paragraphs=(*ARTICLE[:at], LIST, *ARTICLE[at:])))
    assert cleaned.text == "\n".join(ARTICLE)
    assert [(block.place, block.kind, block.text) for block in cleaned.removed] == [(place, "adult", LIST)]


def test_a_plain_text_page_loses_keyword_line_and_foot() -> None:
    lines = (LIST, "新图书馆明年开放", "2031-05-06 10:00 来源: 河东日报", *ARTICLE, FOOT)
    cleaned = clean_article(replace(EXTRACTED, paragraphs=lines))
    assert cleaned.text == "\n".join(lines[1:-1])
    assert [block.place for block in cleaned.removed] == ["head", "tail"]
    assert "望江县" in cleaned.removed[1].text


def test_short_lines_of_a_farm_are_one_entry() -> None:
    farm = ("国产精品久久", "望江县", "无码av在线", "人妻少妇视频", "桐城市", "免费毛片大全")
    cleaned = clean_article(replace(EXTRACTED, paragraphs=(*ARTICLE, *farm)))
    assert cleaned.text == "\n".join(ARTICLE)
    assert [block.text for block in cleaned.removed] == ["\n".join(farm)]


def test_a_spam_title_gives_way_to_the_next() -> None:
    cleaned = clean_article(
        replace(EXTRACTED, title=LIST, title_candidates=(LIST, "新图书馆开放_欧宝体育app", "别的"))
    )
    assert cleaned.title == "新图书馆开放"
    assert [(block.place, block.text) for block in cleaned.removed] == [
        ("title", LIST),
        ("title", "_欧宝体育app"),
    ]
    assert clean_article(replace(EXTRACTED, title=LIST)).title is None


def test_spam_tags_go() -> None:
    cleaned = clean_article(replace(EXTRACTED, tags=("图书馆", "无码av在线观看")))
    assert cleaned.tags == ("图书馆",)
    assert cleaned.removed[0].place == "title"


def test_nothing_left_is_hijacked() -> None:
    cleaned = clean_article(replace(EXTRACTED, paragraphs=(LIST, "首页 关于我们", LIST, FOOT)))
    assert (cleaned.verdict, cleaned.reason, cleaned.text) == ("hijacked", "spam_only", "")
    assert len(cleaned.removed) == 3


def test_an_article_on_a_page_full_of_spam_stays_one() -> None:
    cleaned = clean_article(replace(EXTRACTED, paragraphs=(*ARTICLE, *([LIST] * 20))))
    assert cleaned.verdict == "article"


def test_refusals_keep_their_reason() -> None:
    refused = clean_article(replace(EXTRACTED, verdict=Verdict.NOT_ARTICLE, reason="index_page"))
    assert (refused.verdict, refused.reason, refused.text) == (
        "not_article",
        "index_page",
        "\n".join(ARTICLE),
    )
    binary = clean_article(extracted_article(PAGE, verdict=Verdict.UNDECODABLE, error="no text"))
    assert (binary.verdict, binary.facts.error, binary.text) == ("undecodable", "no text", "")


LINES = st.sampled_from(
    [*ARTICLE, LIST, FOOT, "望江县", "无码av在线", "国产精品", "新馆开放_欧宝体育app", "简介", "人妻少妇视频"]
)


# As extraction gives it: evidence is tidied as the text is (no controls, NFC).
TIDY = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=30).filter(
    lambda text: is_normalized("NFC", text)
)


@given(st.lists(LINES | TIDY, max_size=12))
def test_nothing_is_lost_and_a_second_pass_removes_nothing(lines: list[str]) -> None:
    paragraphs = tuple(line for line in (" ".join(line.split()) for line in lines) if line)
    cleaned = clean_article(replace(EXTRACTED, paragraphs=paragraphs))
    if cleaned.verdict == "article":
        again = clean_article(replace(EXTRACTED, paragraphs=tuple(cleaned.text.split("\n"))))
        assert again.removed == ()
        assert again.text == cleaned.text
    letters = sorted("".join("".join(block.text for block in cleaned.removed).split() + cleaned.text.split()))
    if cleaned.verdict != "hijacked":
        assert letters == sorted("".join("".join(paragraphs).split()))


@pytest.mark.parametrize("piece", ["av无码 ", "国产精品久久。 ", "机(", "&#x65E0;", "欧宝体育app_"])
def test_endless_repetition_ends_soon(piece: str) -> None:
    started = process_time()
    clean_article(replace(EXTRACTED, paragraphs=(piece * (100_000 // len(piece)),)))
    # Seconds of processor time; measured .1 to 3. A quadratic rule would take minutes.
    assert process_time() - started < 15
