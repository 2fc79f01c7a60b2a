"""Words in elements that are not block stay in their sentence, in every reading, whatever the element."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.hints import PageHints, Selectors
from newsarchive.items import Charset, CleanArticle, FetchedPage
from newsarchive.lifecycle import NotArticle
from newsarchive.text.cleaning.clean import clean_article
from newsarchive.text.extraction import main_text
from newsarchive.text.extraction.extract_page import extract_article
from newsarchive.text.extraction.trafilatura_text import DROPPED
from newsarchive.text.page.bounded_parse import parse_html
from newsarchive.text.page.html_display import BLOCK, IN_SENTENCES, UNSEEN_TAGS, stands_in_words
from newsarchive.text.sanitising.page_tree import text_of
from tests.line_values import decoded_page

# Every element of the HTML standard (its index of elements), and those it calls obsolete (16.2).
STANDARD = (
    *("a", "abbr", "address", "area", "article", "aside", "audio", "b", "base", "bdi", "bdo"),
    *("blockquote", "body", "br", "button", "canvas", "caption", "cite", "code", "col", "colgroup"),
    *("data", "datalist", "dd", "del", "details", "dfn", "dialog", "div", "dl", "dt", "em", "embed"),
    *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head"),
    *("header", "hgroup", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend"),
    *("li", "link", "main", "map", "mark", "math", "menu", "meta", "meter", "nav", "noscript", "object"),
    *("ol", "optgroup", "option", "output", "p", "picture", "pre", "progress", "q", "rp", "rt", "ruby"),
    *("s", "samp", "script", "search", "section", "select", "selectedcontent", "slot", "small"),
    *("source", "span", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td"),
    *("template", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "track", "u", "ul", "var"),
    *("video", "wbr"),
)
OBSOLETE = (
    *("acronym", "applet", "basefont", "bgsound", "big", "blink", "center", "dir", "font", "frame"),
    *("frameset", "isindex", "keygen", "listing", "marquee", "menuitem", "multicol", "nextid", "nobr"),
    *("noembed", "noframes", "param", "plaintext", "rb", "rtc", "spacer", "strike", "tt", "xmp"),
)
MADE_UP = ("x-name", "news-quote-2", "rte:link", "fb:name", "noindex", "shadow")
# What is in these is not shown: code, controls' values, what stands in for players, pictures and frames.
UNSHOWN = (
    *("audio", "canvas", "datalist", "iframe", "noembed", "noframes", "noscript", "rp", "rt", "rtc"),
    *("script", "select", "style", "svg", "template", "textarea", "video"),
)
# Parsers end the paragraph there.
HEAD_ONLY = {"title"}
NOT_BLOCK = [
    tag
    for tag in (*STANDARD, *OBSOLETE, *MADE_UP)
    if tag not in BLOCK - IN_SENTENCES and tag not in HEAD_ONLY
]

ENGLISH = (
    "The council of Reedham voted on Monday evening to rebuild the old ferry landing, lost to a storm.",
    "Nora Blythe, who has run the harbour office since 2009, said that the town had waited long enough.",
    "The chair said that {} would speak to residents next week about the next steps and the costs.",
    "Work is to begin in April and to cost some 2.4 million crowns, a third of it paid by the county.",
    "The last ferry crossed the river in November, with eleven people and a dog on board, she said.",
    "A petition for its return was signed by more than four thousand people from both banks of the river.",
)
CHINESE = (
    "昨天清晨，第一班渡船从新码头开出，两岸的居民站在雨里鼓掌，孩子们挥着自己画的小旗。",
    "船长说，这条航线停了十一年，他每天从桥上开车经过，总要看一眼江面，想着哪天能再开船。",
    "市交通局局长{}介绍，新船每小时一班，早上六点开始，晚上十点结束，票价仍是两元。",
    "据了解，旧码头在前年的洪水中被冲毁，重建工程历时八个月，共花费四百二十万元。",
    "住在江边的居民表示，有了渡船以后，去对岸的医院看病只需要十分钟，比坐车快得多。",
)
NAMES = {ENGLISH: "Mayor Annette Holm", CHINESE: "林晓明先生"}
READINGS = ["judge", "trafilatura", "selector", "chinese"]


def page(lines: tuple[str, ...]) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    return (
        "<html><head><title>Ferry landing</title></head><body><nav><a href=/a>News</a></nav>"
        f"<article><h1>Ferry landing</h1><div class=body>{paragraphs}</div></article></body></html>"
    )


def extracted(source: str, *, body: str | None = None) -> CleanArticle:
    return clean_article(
        extract_article(
            decoded_page(
                source,
                FetchedPage(url="https://bay.example/news/ferry-landing", body=b""),
                charset=Charset("utf-8", "test"),
                hints=PageHints(selectors=Selectors(body=body)),
            )
        )
    )


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(params=READINGS)
def reading(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The way the page is read: each must keep the words, whichever a page gets."""
    if request.param == "trafilatura":
        monkeypatch.setattr(main_text, "likely_lines", lambda *_: ())
    return str(request.param)


def test_a_sentence_keeps_its_words_around_and_in_any_element(reading: str) -> None:
    lines = CHINESE if reading == "chinese" else ENGLISH
    name = NAMES[lines]
    wrong = {}
    for tag in NOT_BLOCK:
        marked = lines[2].format(f"<{tag}>{name}</{tag}>")
        source = page((*lines[:2], marked, *lines[3:]))
        text = extracted(source, body=".body" if reading == "selector" else None).text
        words = "" if tag in UNSHOWN else f"“{name}”" if tag == "q" else name
        if squeezed(lines[2].format(words)) not in map(squeezed, text.split("\n")):
            wrong[tag] = text
    assert wrong == {}


@pytest.mark.parametrize(("lang", "marks"), [("en-GB", "“”"), ("de", "„“"), ("ru", "«»"), ("x", "“”")])
def test_a_quotation_has_the_marks_a_reader_sees(lang: str, marks: str, reading: str) -> None:
    lines = CHINESE if reading == "chinese" else ENGLISH
    name = NAMES[lines]
    marked = lines[2].format(f"<q>{name}</q>")
    source = page((*lines[:2], marked, *lines[3:])).replace("<html>", f"<html lang={lang}>")
    text = extracted(source, body=".body" if reading == "selector" else None).text
    assert squeezed(lines[2].format(marks[0] + name + marks[1])) in map(squeezed, text.split("\n"))


@pytest.mark.parametrize(
    "between", ["on <b>Tuesday</b> ({}) <i>all</i>", "<b>he</b> {} <b>and</b>", '"{}", <u>he</u>']
)
def test_nor_where_marks_and_other_elements_stand_between(between: str, reading: str) -> None:
    name = NAMES[ENGLISH]
    wrong = {}
    for tag in (*sorted(DROPPED), "span"):
        marked = ENGLISH[2].format(between.format(f"<{tag}>{name}</{tag}>"))
        source = page((*ENGLISH[:2], marked, *ENGLISH[3:]))
        text = extracted(source, body=".body" if reading == "selector" else None).text
        if name not in text:
            wrong[tag] = text
    assert wrong == {}


def test_a_date_alone_with_its_author_is_no_sentence() -> None:
    meta = "<p>By <a href=/staff>Ada Holm</a> <time>3 March 2026</time></p>"
    tree = parse_html(meta)
    assert not isinstance(tree, str)
    assert not stands_in_words(next(tree.iter("time")))


def test_what_is_not_shown_is_listed_on_purpose() -> None:
    """Void elements hold nothing: those in UNSEEN beside the ones above change no words."""
    voids = {"area", "base", "basefont", "link", "meta", "param"}
    formulas = {"annotation", "annotation-xml"}
    assert {*UNSHOWN, *voids, *formulas, "title", "fencedframe"} == UNSEEN_TAGS - BLOCK


@pytest.mark.parametrize(
    "ruby",
    [
        "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>",
        "<ruby><rb>漢</rb><rb>字</rb><rtc><rt>kan</rt><rt>ji</rt></rtc></ruby>",
        "<ruby><rb>漢<rb>字<rt>kan<rt>ji</ruby>",
        "<ruby>漢<rt>kan<rb>字<rt>ji</ruby>",
    ],
)
def test_ruby_leaves_its_base(ruby: str) -> None:
    tree = parse_html(f"<p>The word {ruby} is old.</p>")
    assert not isinstance(tree, str)
    assert text_of(tree) == "The word 漢字 is old."


def test_a_shadow_root_that_browsers_show_is_read() -> None:
    story = f"<news-story><template shadowrootmode=open>{page(ENGLISH)}</template></news-story>"
    assert ENGLISH[0] in extracted(story).text
    assert ENGLISH[0] not in extracted(story.replace(" shadowrootmode=open", "")).text


@pytest.mark.parametrize(
    ("holder", "shown"),
    [
        ("{root}<p>b</p>", "a b c"),
        ("<p>b</p>{root}", "a b c"),
        ("{root}<p slot=end>e</p>b", "a b c e"),
        ("b{root}<i>b</i> b", "a bb b c"),
        ("{root} ", "a none c"),
        ("{root}<p slot=other>left</p>", "a none c left"),
        ("{root}<x-in><template shadowrootmode=open>(<slot></slot>)</template>b</x-in>", "a (b) c"),
    ],
)
def test_slots_are_filled_as_browsers_fill_them(holder: str, shown: str) -> None:
    root = (
        "<template shadowrootmode=open>a <slot>none</slot> c <slot name=end></slot>"
        "<template><slot></slot></template></template>"
    )
    tree = parse_html(f"<div><x-out>{holder.format(root=root)}</x-out></div>")
    assert not isinstance(tree, str)
    assert " ".join(text_of(tree).split()) == shown


@pytest.mark.parametrize(
    ("root", "is_gone"),
    [
        ("<style>p {{ display: none }}</style><p>{chat}</p>", True),
        (
            "<style>.c, p {{ display: none }} @media screen {{ p {{ left: 0 }} }}</style><p>{chat}</p>",
            True,
        ),
        ("<style>p {{ display: none }}</style>{chat}", False),
        ("<style>:host {{ display: block }} p {{ display: none </style><p>{chat}</p>", False),  # broken
        # A slot's words are no business of the root's rules.
        ("<style>p {{ display: none }}</style><div>{chat}</div><slot></slot>", False),
    ],
)
def test_styles_of_a_shadow_root_are_for_it_alone(root: str, is_gone: bool) -> None:
    chat = "The editors of this paper are glad to answer what readers ask them in the chat below."
    inside = f"<template shadowrootmode=open>{root.format(chat=chat)}</template>"
    rest = "The dredgers of the neighbouring port arrive on Monday, said the engineer of the board."
    text = extracted(page((*ENGLISH, f"<x-a>{inside}<p>{rest}</p></x-a>"))).text
    assert all(line in text for line in ENGLISH)
    if "slot" in root:
        assert rest in text
    tree = parse_html(f"<p>{rest}</p><x-a>{inside}</x-a>")
    assert not isinstance(tree, str)
    assert (chat in text) is not is_gone


def test_roots_in_roots_do_not_nest_without_end() -> None:
    deep = "<div>" * 100 + "<slot></slot>" + "</div>" * 100
    root = f"<template shadowrootmode=open>{deep}</template>"
    assert parse_html(f"<x-a>{root}" * 60 + "<p>b</p>") == NotArticle.TOO_DEEP


def test_evidence_keeps_its_words() -> None:
    tree = parse_html("<p>One <nobr>two</nobr> <x-y>three</x-y><script>no</script> four<br>five</p>")
    assert not isinstance(tree, str)
    assert text_of(tree) == "One two three four\nfive"


WRAPPERS = sorted(
    set(NOT_BLOCK)
    - set(UNSHOWN)
    - {tag for tag in NOT_BLOCK if tag in UNSEEN_TAGS}
    # Void, and what says something of the words: links and bold type may be a label, a button is a control.
    - {
        "a",
        "b",
        "strong",
        *IN_SENTENCES,
        "q",  # adds its marks
        "rb",
        "ruby",
        "keygen",
        "source",
        "track",
        "embed",
        "bgsound",
        "input",
        "img",
    }
    - {"wbr", "nextid", "isindex", "selectedcontent"}
)


@cache
def plain_text() -> str:
    return extracted(page(tuple(line.format(NAMES[ENGLISH]) for line in ENGLISH))).text


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(WRAPPERS), min_size=1, max_size=8))
def test_wrapping_runs_of_words_changes_nothing(rng: random.Random, tags: list[str]) -> None:
    paragraphs = [line.format(NAMES[ENGLISH]).split() for line in ENGLISH]
    for tag in tags:
        words = rng.choice(paragraphs)
        first = rng.randrange(len(words))
        last = rng.randrange(first, len(words))
        # Around what is wrapped already too, whole elements only: a word holds its own tags.
        words[first : last + 1] = [f"<{tag}>{' '.join(words[first : last + 1])}</{tag}>"]
    assert extracted(page(tuple(" ".join(words) for words in paragraphs))).text == plain_text()
