"""No field of an article is lost between two stages unnoticed: each is lost here once."""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, Field, fields, replace
from typing import Any

import pytest

from newsarchive.items import CleanArticle, ExtractedArticle, FetchedPage, Repair, Reservation
from newsarchive.newsroom.library import SamplePage, all_pages
from newsarchive.newsroom.truth import differences_from_truth
from newsarchive.record import article_record
from newsarchive.text.cleaning.clean import clean_article
from tests.newsroom_demo import newsroom_article

# Fields that no record shows; what they decide (storing or not, with which reason) is tested elsewhere.
NOT_IN_RECORD = {
    "reason",
    "error",
    "missed_selectors",
    "reservations",
    "withheld",
    "keep_body",
    "for_subscribers",
}
# What `clean_article` decides anew; each has tests of its own in tests/text/cleaning.
DECIDED_BY_CLEANING = {"verdict", "reason", "title", "tags", "removed"}
# A value of each other field that no default equals.
TOLD: dict[str, Any] = {
    "page": FetchedPage(url="http://told.example/", body=b"told"),
    "error": "told",
    "canonical_url": "http://told.example/a",
    "authors": ("Ada Told",),
    "editor": "Edda Told",
    "outlet": "The Told",
    "dateline": "TOLD",
    "section": "Told",
    "published_at": "2025-11-03T08:15:00+08:00",
    "modified_at": "2025-11-03T09:15:00+08:00",
    "date_source": "told",
    "language": "cy",
    "script": "Hant",
    "image": "http://told.example/a.jpg",
    "repairs": (Repair("told", 1, 1.0),),
    "missed_selectors": ("told",),
    "reservations": (Reservation("tdm", "meta", "told"),),
    "withheld": "told",
    "keep_body": False,
    "for_subscribers": True,
    "charset": object(),
}


def read_pages() -> list[tuple[SamplePage, CleanArticle]]:
    """Return the newsroom's pages and what is read of each."""
    return [(page, newsroom_article(page)) for page in all_pages()]


def lost(article: CleanArticle, field: Field[Any]) -> CleanArticle:
    """The article without that field: its default, or what stands for nothing."""
    nowhere = replace(article.page, url="")
    nothing: dict[str, Any] = {"page": nowhere, "verdict": "undecodable", "charset": None}
    value: Any = nothing[field.name] if field.default is MISSING else field.default
    return replace(article, **{field.name: value})


@pytest.mark.parametrize(
    "field",
    [field for field in fields(CleanArticle) if field.name not in NOT_IN_RECORD],
    ids=lambda f: f.name,
)
def test_the_newsroom_notices_a_field_that_is_lost(field: Field[Any]) -> None:
    noticed = [
        page.url
        for page, article in read_pages()
        if differences_from_truth(page, article_record(lost(article, field)))
    ]
    assert noticed, f"no page of the newsroom has a truth for {field.name}"


def test_every_part_of_a_record_is_compared() -> None:
    """Also the parts that hold others: each key of a charset, a repair and a removed block."""
    pages = read_pages()
    unnoticed = {
        key
        for key in parts_of(pages[0][1])
        if not any(notices(page, article, key) for page, article in pages)
    }
    assert unnoticed == set()


def parts_of(article: CleanArticle) -> set[tuple[str, str]]:
    record = article_record(article)
    listed = {(name, key) for name in ("repairs", "removed") for block in record[name] for key in block}
    return listed | {("charset", key) for key in record["charset"]}


def notices(page: SamplePage, article: CleanArticle, part: tuple[str, str]) -> bool:
    """Whether the page's truth shows that this key of that part holds nothing."""
    name, key = part
    record = article_record(article)
    blocks = [record["charset"]] if name == "charset" else record[name]
    for block in blocks:
        block[key] = type(block[key])()
    return bool(differences_from_truth(page, record))


@pytest.mark.parametrize(
    "name",
    sorted(
        {field.name for field in fields(CleanArticle)}
        & {field.name for field in fields(ExtractedArticle)} - DECIDED_BY_CLEANING
    ),
)
def test_cleaning_hands_on_what_extraction_found(name: str) -> None:
    found = ExtractedArticle(page=TOLD["page"], verdict="article", charset=None, title="A title")
    cleaned = clean_article(replace(found, **{name: TOLD[name]}))
    assert getattr(cleaned, name) == TOLD[name]


def test_extracted_articles_hold_every_field_of_clean_ones_but_the_text() -> None:
    extracted = {field.name for field in dataclasses.fields(ExtractedArticle)}
    assert {field.name for field in fields(CleanArticle)} - extracted == {"text"}
