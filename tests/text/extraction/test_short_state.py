"""A story of short paragraphs, or hidden in a text area, is read from the page's data; messages are not."""

from __future__ import annotations

import html
import json
from typing import Any
from urllib.parse import quote

import pytest

from newsarchive.items import Charset, CleanArticle, FetchedPage
from newsarchive.text.cleaning.clean import clean_article
from newsarchive.text.extraction.extract_page import extract_article
from tests.line_values import decoded_page

URL = "https://bay.example/news/2026/old-ferry-landing-rebuilt-48213"
# A headline, and paragraphs that have fewer than sixty letters each, or are two.
STORIES = {
    "en": (
        "Ferry landing to be rebuilt",
        "The council met on Monday and agreed to rebuild the landing.",
        "Nobody from the shipping line came, the clerk said.",
        "“We waited two hours in the rain,” said Nora Blythe, 61.",
        "The old landing was closed in March after a storm.",
        "Work should start in May and take nine months.",
        "Buses will use the lower road until it is finished.",
    ),
    "ko": (
        "낡은 나루터, 봄부터 다시 짓는다",
        "군의회는 월요일 폭풍에 무너진 옛 나루터를 다시 짓기로 했다고 밝혔다.",
        "2009년부터 항만사무소를 맡아 온 박순임(61)씨는 너무 오래 기다렸다고 말했다.",
        "공사는 4월에 시작하며 비용의 3분의 1은 도에서 부담한다.",
    ),
    "ja": (
        "古い渡し場、春から再建へ",
        "町議会は月曜日、あらしで壊れた渡し場をつくり直すことを決めた。",
        "港の事務所につとめる人たちは、みんな長いあいだ待っていたと話した。",
        "工事は４月にはじまり、来年の夏にはおわるという。",
    ),
    "hy": (
        "Հին նավամատույցը կվերակառուցվի",
        "Քաղաքի ավագանին երկուշաբթի օրը որոշեց վերակառուցել փոթորկից քանդված հին նավամատույցը։",
        "Աշխատանքները կսկսվեն ապրիլին և կտևեն ինը ամիս։",
    ),
    "lo": (
        "ທ່າເຮືອເກົ່າຈະສ້າງຄືນໃໝ່",
        "ສະພາເມືອງຕົກລົງໃນວັນຈັນ ທີ່ຈະສ້າງທ່າເຮືອເກົ່າທີ່ຖືກພາຍຸທຳລາຍຄືນໃໝ່ ໃນລະດູບານໃໝ່ປີໜ້ານີ້",
        "ປະຊາຊົນທັງສອງຝັ່ງລໍຖ້າມາດົນນານແລ້ວ",
    ),
}
LONG = tuple(
    f"{line} It had been planned for years, and nobody had believed in it." for line in STORIES["en"][1:]
)
MESSAGES = (
    "Please enter a valid address.",
    "The two passwords do not match.",
    "Your session has expired, sign in.",
    "Something went wrong, try again later.",
    "The file is too large to be sent.",
    "This field must not be left empty.",
    "You have been signed out of the site.",
)
LABELS = ("Home and garden", "World and politics", "Business", "Sport of the region", "Letters to us") * 6


def read(title: str, body: str, url: str = URL) -> CleanArticle:
    source = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    page = decoded_page(source, FetchedPage(url=url, body=b""), charset=Charset("utf-8", "test"))
    return clean_article(extract_article(page))


def of_json(value: Any) -> str:
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(value)}</script>'


def markup(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


SHAPES = {
    "markup": lambda title, lines: of_json({"article": {"title": title, "content": markup(lines)}}),
    "blocks": lambda title, lines: of_json(
        {
            "story": {
                "headline": title,
                "content_elements": [{"type": "text", "content": one} for one in lines],
            }
        }
    ),
    "assigned": lambda title, lines: (
        f"<script>var story = {json.dumps({'title': title, 'body': markup(lines)})};</script>"
    ),
    "percent": lambda title, lines: (
        '<script id="RENDER_DATA" type="application/json">'
        + quote(json.dumps({"data": {"title": title, "content": markup(lines)}}))
        + "</script>"
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", STORIES)
def test_a_story_of_short_paragraphs_is_read(language: str, shape: str) -> None:
    title, *lines = STORIES[language]
    article = read(title, f"<div id=app></div>{SHAPES[shape](title, tuple(lines))}")
    assert (article.verdict, article.text) == ("article", "\n".join(lines))


@pytest.mark.parametrize(
    "value",
    [
        {"form": {"body": MESSAGES}},
        {"article": {"title": STORIES["en"][0], "labels": LABELS}},
        {"article": {"title": STORIES["en"][0], "menu": [{"text": one} for one in LABELS]}},
        {"article": {"title": STORIES["en"][0], "translations": MESSAGES}},
        {"article": {"title": STORIES["en"][0], "comments": [{"text": one} for one in STORIES["en"][1:]]}},
        {"article": {"title": STORIES["ko"][0], "replies": [{"text": one} for one in STORIES["ko"][1:]]}},
        {"other": {"title": STORIES["ja"][0], "content": markup(STORIES["ko"][1:])}},
        {"article": {"title": STORIES["en"][0], "summary": " ".join(STORIES["en"][1:3])}},
        {"article": {"title": STORIES["en"][0], "content": {"standfirst": " ".join(STORIES["en"][1:3])}}},
    ],
)
def test_messages_menus_and_remarks_are_no_story(value: Any) -> None:
    for title in (STORIES["en"][0], STORIES["ko"][0]):
        article = read(title, f"<div id=app></div>{of_json(value)}")
        assert article.verdict == "not_article"
        assert not article.facts.repairs


def of_story(**more: Any) -> dict[str, Any]:
    return {"article": {"id": 48213, "title": STORIES["en"][0], **more}}


def of_page(**more: Any) -> dict[str, Any]:
    return {"page": {"url": "/news/2026/old-ferry-landing-rebuilt-48213", **more}}


# What a program says to its readers, of fewer than sixty letters each.
SAID = (
    "You have reached the limit of free stories for this month.",
    "Please sign in to read on, or become a member now.",
    "We could not save your settings, please try again.",
    "Your remark was sent and will be read by us soon.",
)


@pytest.mark.parametrize("shown", [1, 3])
@pytest.mark.parametrize(
    "value",
    [
        of_page(text=SAID * 2),
        of_page(text=SAID * 8),
        of_page(content=SAID * 8),
        of_page(strings=SAID * 8),
        of_story(content={"offer": SAID * 2}),
        of_story(content={"help": markup(SAID * 6)}),
        of_story(content={"faq": [{"text": one} for one in SAID * 6]}),
        of_story(content=SAID * 8),
    ],
)
def test_messages_replace_no_paragraph_that_is_shown(value: Any, shown: int) -> None:
    title = STORIES["en"][0]
    body = f"<div id=app><h1>{title}</h1>{markup(LONG[:shown])}</div>{of_json(value)}"
    assert read(title, body).text == "\n".join(LONG[:shown])


@pytest.mark.parametrize(
    "value",
    [
        of_page(text=SAID),
        of_page(strings={"tos_text": "\n".join(SAID)}),
        of_story(paywall={"content": SAID}),
        of_story(widgets=[{"html": markup(SAID)}]),
        of_story(help={"content": "\n".join(SAID)}),
        of_story(content={"offer": SAID}),
    ],
)
def test_nor_are_they_a_story_below_a_headline_alone(value: Any) -> None:
    title = STORIES["en"][0]
    article = read(title, f"<div id=app><h1>{title}</h1></div>{of_json(value)}")
    assert article.verdict == "not_article"
    assert not article.facts.repairs


def test_programs_in_a_text_are_left_out_in_linear_time() -> None:
    title = STORIES["en"][0]
    read(title, of_json({"body": "<script " * 20_000}))
    lines = "\n".join(LONG)
    text = f"<SCRIPT>say('Nothing at all of this.')</Script >{lines}<style>p {{}}</style>"
    data = json.dumps(of_story(body=text)).replace("<", "\\u003c")
    assert read(title, f"<script type=application/json>{data}</script>").text == lines


@pytest.mark.parametrize("language", ["en", "ko", "ja"])
@pytest.mark.parametrize("hidden", ["<noscript>{}</noscript>", "<div style='display:none'>{}</div>"])
def test_a_hidden_story_of_short_paragraphs_is_read(language: str, hidden: str) -> None:
    title, *lines = STORIES[language]
    article = read(title, f"<h1>{title}</h1>{hidden.format(markup(tuple(lines)))}")
    assert (article.verdict, article.text) == ("article", "\n".join(lines))


def test_a_hidden_form_is_no_story() -> None:
    form = f"<div style='display:none'>{markup(MESSAGES[:4])}</div>"
    assert read(STORIES["en"][0], f"<h1>{STORIES['en'][0]}</h1>{form}").verdict == "not_article"


@pytest.mark.parametrize("language", ["en", "ko", "ja"])
def test_a_shown_story_of_short_paragraphs_stays_beside_hidden_terms(language: str) -> None:
    title, *lines = STORIES[language]
    terms = (
        "Readers who use the timetable have to accept that it may change without further notice at any time."
    )
    hidden = f"<div style='display:none'>{f'<p>{terms}</p>' * 9}</div>"
    assert terms not in read(title, f"<h1>{title}</h1><main>{markup(tuple(lines))}</main>{hidden}").text


@pytest.mark.parametrize(
    "hidden",
    [
        "<div hidden>{}</div>",
        "<div style='display:none'>{}</div>",
        "<noscript>{}</noscript>",
        "<dialog>{}</dialog>",
        "<style>.msgs {{ display: none }}</style><div class=msgs>{}</div>",
        "<link rel=stylesheet href=/s.css><style>.msgs {{ display: none }}</style><div class=msgs>{}</div>",
    ],
)
@pytest.mark.parametrize(("shown", "times"), [(1, 1), (2, 2), (3, 4)])
def test_hidden_messages_are_no_text_beside_one(hidden: str, shown: int, times: int) -> None:
    title = STORIES["en"][0]
    messages = hidden.format(markup(MESSAGES * times))
    body = f"<article><h1>{title}</h1>{markup(LONG[:shown])}{messages}</article>"
    assert read(title, body).text == "\n".join(LONG[:shown])


# What scripts put into the page from a text area.


@pytest.mark.parametrize("attributes", ["", " style='display:none'", " class='article-content'"])
@pytest.mark.parametrize(
    "written", [markup, lambda lines: html.escape(f"<article>{markup(lines)}</article>")]
)
def test_the_markup_in_a_text_area_is_read(attributes: str, written: Any) -> None:
    title = STORIES["en"][0]
    article = read(title, f"<h3>{title}</h3><textarea{attributes}>{written(LONG)}</textarea>")
    assert (article.verdict, article.text) == ("article", "\n".join(LONG))


@pytest.mark.parametrize(
    "area",
    [
        f"<textarea name=comment>{markup(LONG)}</textarea>",
        f"<textarea>{' '.join(LONG)}</textarea>",
        f"<textarea>{html.escape('<div class=player><iframe src=https://bay.example/e></iframe></div>')}</textarea>",
    ],
)
def test_what_somebody_writes_or_copies_is_no_story(area: str) -> None:
    article = read(STORIES["en"][0], f"<h3>{STORIES['en'][0]}</h3>{area}")
    assert not article.facts.repairs


def test_a_copy_to_take_away_is_not_read_beside_the_story() -> None:
    area = (
        f"<textarea>{html.escape(markup((*LONG, 'Copied from the Bay, which asks to be named.')))}</textarea>"
    )
    article = read(STORIES["en"][0], f"<article><h1>{STORIES['en'][0]}</h1>{markup(LONG)}</article>{area}")
    assert article.text == "\n".join(LONG)
