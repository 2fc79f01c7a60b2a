"""No field of an article is lost between two stages unnoticed: each is lost here once, behind every stage.

What is lost behind the last one, on the way into the archive, is in tests/storage/test_every_field.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime
from functools import cache
from inspect import signature
from types import ModuleType
from typing import Any

import pytest

from newsarchive.hints import NO_HINTS, PageHints, ReservationPolicy, Selectors
from newsarchive.items import (
    NO_BOXES,
    NO_FACTS,
    NOTHING_RESERVED,
    ArticleFacts,
    CleanArticle,
    DecodedPage,
    ExtractedArticle,
    FetchedPage,
    PageToRead,
    Reading,
    ReservedRights,
    cleaned_article,
)
from newsarchive.newsroom.library import SamplePage, all_pages
from newsarchive.record import article_record
from newsarchive.stages import CLEAN, DECODE, EXTRACT, LINE, StageLine, run_stages
from newsarchive.testimony import HeardFacts, ListedFacts
from newsarchive.text import reservations
from newsarchive.text.cleaning import clean
from newsarchive.text.decoding import page_decoding
from newsarchive.text.extraction import assembly, extract_page
from tests.line_values import extracted_article
from tests.mockserver.articles import SENTENCES, article, chinese
from tests.newsroom.truth import differences_from_truth
from tests.newsroom_demo import newsroom_article, served

pytestmark = pytest.mark.xdist_group("every_field")  # the pages are read once

BETWEEN = (PageToRead, DecodedPage, ReservedRights, ArticleFacts, ExtractedArticle, CleanArticle, Reading)
# Who makes a value of the line out of its parts, and by which call.
MAKERS: list[tuple[ModuleType, Callable[..., Any]]] = [
    (page_decoding, DecodedPage),
    (reservations, ReservedRights),
    (assembly, ArticleFacts),
    (assembly, ExtractedArticle),
    (extract_page, ExtractedArticle),
    (clean, cleaned_article),
]
# A page of markup, and one of which nothing can be read.
MADE_OF = (
    FetchedPage(url="https://bay.example/1", body=article(1).encode(), content_type="text/html"),
    FetchedPage(url="https://bay.example/2", body=bytes(range(256)) * 20),
)


@pytest.mark.parametrize("kind", BETWEEN, ids=lambda kind: kind.__name__)
def test_a_stage_must_name_every_field(kind: type[Any]) -> None:
    """A default would stand in for what was forgotten; without any mypy sees it."""
    assert [
        one.name for one in fields(kind) if (one.default, one.default_factory) != (MISSING, MISSING)
    ] == []


@pytest.mark.parametrize(
    ("module", "make", "name"),
    [(module, make, one) for module, make in MAKERS for one in signature(make).parameters],
    ids=lambda part: part if isinstance(part, str) else part.__name__.rpartition(".")[2],
)
def test_a_field_that_is_forgotten_fails_at_once(
    module: ModuleType, make: Callable[..., Any], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(**given: Any) -> Any:
        del given[name]
        return make(**given)

    monkeypatch.setattr(module, make.__name__, forgetful)
    with pytest.raises(TypeError, match=name):
        for page in MADE_OF:
            run_stages(page)


# What stands for nothing, where NO_FACTS does not say it.
NOTHING: dict[type[Any], dict[str, Any]] = {
    DecodedPage: {
        "page": FetchedPage(url="", body=b""),
        "text": "",
        "charset": None,
        "media": "html",
        "error": None,
        "hints": NO_HINTS,
    },
    ExtractedArticle: {
        "page": FetchedPage(url="", body=b""),
        "facts": NO_FACTS,
        "verdict": "undecodable",
        "reason": None,
        "title": None,
        "title_candidates": (),
        "paragraphs": (),
        "tags": (),
        "removed": (),
        "boxes": NO_BOXES,
    },
    CleanArticle: {
        "page": FetchedPage(url="", body=b""),
        "facts": NO_FACTS,
        "verdict": "undecodable",
        "reason": None,
        "title": None,
        "text": "",
        "tags": (),
        "removed": (),
        "boxes": NO_BOXES,
    },
}
PART = '<script type="application/ld+json">{"wordCount": 9000}</script>'
SELECTING = PageHints(
    selectors=Selectors(body=".none"), timezone="Asia/Shanghai", rights=ReservationPolicy(noarchive="refuse")
)
CLOSED = """<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Ferry runs", "isAccessibleForFree": false}</script>
<meta name="robots" content="noarchive">"""
PAYWALLED = f"""<html><head><title>Ferry runs</title>{CLOSED}</head><body><article><h1>Ferry runs</h1>
<p>The ferry to Holm runs again, and the pier was mended in nine days by the men of the harbour board.</p>
<p>Subscribe to read the rest of the article.</p></article></body></html>"""
HEARD_AT = datetime(2026, 3, 14, 10, tzinfo=UTC)
SPAM = "国产精品久久,无码av在线,人妻少妇视频,免费毛片大全"
PLAIN = "\n".join(["Board deepens channel", *["The ferry <b>runs</b> again on the bay."] * 20])


def specimen(body: str | bytes, content_type: str | None = None, hints: PageHints = NO_HINTS) -> PageToRead:
    given = body if isinstance(body, bytes) else body.encode()
    return PageToRead(
        page=FetchedPage(url="https://bay.example/3", body=given, content_type=content_type), hints=hints
    )


def told(read: PageToRead) -> PageToRead:
    """The page, and a feed that has its whole text."""
    content = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    heard = HeardFacts(
        listing="https://bay.example/feed",
        kind="feed",
        is_own=True,
        heard_at=HEARD_AT,
        last_heard_at=HEARD_AT,
        facts=ListedFacts(content=content, published_at="2026-03-14T09:30:00+00:00"),
    )
    return replace(read, page=replace(read.page, told=(heard,)))


@cache
def specimens() -> list[dict[str, Any]]:
    """Return what the stages make of pages on which every field says something."""
    pages = [
        *(PageToRead(page=page, hints=NO_HINTS) for page in MADE_OF),
        specimen(article(3).replace("</head>", f"{CLOSED}</head>"), hints=SELECTING),
        specimen(article(4).replace("</head>", f"{PART}</head>")),
        specimen(PLAIN, "text/plain"),
        specimen("<p>Too short.</p>"),
        specimen(PAYWALLED),
        told(specimen(PAYWALLED)),
        specimen(chinese(7).encode("gb18030")),
        *(PageToRead(page=served(page), hints=NO_HINTS) for page in all_pages()),
    ]
    return [staged(page) for page in pages]


def staged(page: PageToRead) -> dict[str, Any]:
    """Return what each stage makes of a page, by its name."""
    made: dict[str, Any] = {}
    value: Any = page
    for stage in LINE.stages:
        made[stage.name] = value = stage.run(value)
    return made


# What no page of ours shows, since extraction passes over titles that are spam: one that only cleaning tells.
SPAM_TITLE = extracted_article(
    MADE_OF[0],
    title=SPAM,
    title_candidates=("Board deepens channel number 1",),
    paragraphs=tuple(SENTENCES),
)


def lose(value: Any, kind: type[Any], name: str) -> Any:
    """The value, but the field holds nothing any more."""
    if kind is ArticleFacts:
        return replace(value, facts=replace(value.facts, **{name: getattr(NO_FACTS, name)}))
    if kind is ReservedRights:
        rights = replace(value.facts.rights, **{name: getattr(NOTHING_RESERVED, name)})
        return replace(value, facts=replace(value.facts, rights=rights))
    return replace(value, **{name: NOTHING[kind][name]})


def losing(made: dict[str, Any], behind: str, kind: type[Any], name: str) -> Any:
    """What comes out of the line where the field is lost once that stage is done."""
    after = [*made].index(behind) + 1
    return StageLine(LINE.stages[after:]).run(lose(made[behind], kind, name))[0]


# Lists are weighed by them within the stage that finds them: tests/text/testimony holds that.
WEIGHED = ("date_statements", "clocks")
LOSSES = [
    *((DECODE.name, DecodedPage, one.name) for one in fields(DecodedPage)),
    *(
        (stage.name, kind, one.name)
        for stage, own in ((EXTRACT, ExtractedArticle), (CLEAN, CleanArticle))
        for kind in (own, ArticleFacts, ReservedRights)
        for one in fields(kind)
        if one.name not in WEIGHED
    ),
]


@pytest.mark.parametrize(("behind", "kind", "name"), LOSSES, ids=lambda part: getattr(part, "__name__", part))
def test_what_is_lost_behind_a_stage_shows_at_the_end(behind: str, kind: type[Any], name: str) -> None:
    shown = any(losing(made, behind, kind, name) != made[CLEAN.name] for made in specimens())
    if behind == EXTRACT.name:
        shown = shown or CLEAN.run(lose(SPAM_TITLE, kind, name)) != CLEAN.run(SPAM_TITLE)
    assert shown


# What no record of the newsroom shows: it decides about storing; tests/storage/test_every_field.py loses it.
# The record has `error`, for a page that could not be read, and `shows_part`, for one that has a beginning of
# its text (tests/text/extraction/test_coming_parts.py); the newsroom has none of either.
NOT_IN_RECORD = {
    "votes",
    "boxes",
    "stands_in_for",
    "reason",
    "missed_selectors",
    "rights",
    "for_subscribers",
    "shows_part",
    "error",
}


def read_pages() -> list[tuple[SamplePage, CleanArticle]]:
    """Return the newsroom's pages and what is read of each."""
    return [(page, newsroom_article(page)) for page in all_pages()]


def lost(article: CleanArticle, name: str) -> CleanArticle:
    """The article without that field, or without that fact."""
    nothing: dict[str, Any] = NOTHING[CleanArticle]
    if name in nothing:
        return replace(article, **{name: nothing[name]})
    return replace(article, facts=replace(article.facts, **{name: getattr(NO_FACTS, name)}))


@pytest.mark.parametrize(
    "name",
    [
        one.name
        for one in (*fields(CleanArticle), *fields(ArticleFacts))
        if one.name not in {"facts", *NOT_IN_RECORD}
    ],
)
def test_the_newsroom_notices_a_field_that_is_lost(name: str) -> None:
    noticed = [
        page.url
        for page, article in read_pages()
        if differences_from_truth(page, article_record(lost(article, name)))
    ]
    assert noticed, f"no page of the newsroom has a truth for {name}"


def test_every_part_of_a_record_is_compared() -> None:
    """Also the parts that hold others: each key of a charset, a repair and a removed block."""
    unnoticed = {
        key
        for key in parts_of(read_pages()[0][1])
        if not any(notices(page, article, key) for page, article in read_pages())
    }
    assert unnoticed == set()


def parts_of(article: CleanArticle) -> set[tuple[str, str]]:
    record = article_record(article)
    listed = {(name, key) for name in ("repairs", "removed") for block in record[name] for key in block}
    return listed | {("charset", key) for key in record["charset"]}


def _emptied(value: Any) -> Any:
    return "" if isinstance(value, str) else type(value)()  # words of an enum are texts, and none is empty


def notices(page: SamplePage, article: CleanArticle, part: tuple[str, str]) -> bool:
    """Whether the page's truth shows that this key of that part holds nothing."""
    name, key = part
    record = article_record(article)
    blocks = [record["charset"]] if name == "charset" else record[name]
    for block in blocks:
        block[key] = _emptied(block[key])
    return bool(differences_from_truth(page, record))
