"""No field of an article is lost on its way into the archive: each is lost here once, and a row tells."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from newsarchive import clock
from newsarchive.evidence import PageKind, ReservationKind, ReservationOrigin
from newsarchive.items import (
    NO_BOXES,
    NO_FACTS,
    NOTHING_RESERVED,
    ArticleFacts,
    CleanArticle,
    FetchedPage,
    PageBoxes,
    Repair,
    Reservation,
    ReservedRights,
)
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.schema import metadata
from newsarchive.testimony import Vote
from tests.storage.making import NOON, SPAM, article, minutes, refused

# Counted when the page is read, and kept nowhere (pipelines.read, imports.page_import, spiders.browser_use).
COUNTED = {"missed_selectors"}
# Not of the page's own making: what is looked up before it is read, and read off it then; and whether it may
# be older than what is stored (tests/storage/articles/test_late_pages.py).
LOOKED_UP = {"listed_at", "told", "from_elsewhere"}
NOTHING: dict[type[Any], dict[str, Any]] = {
    FetchedPage: {
        "url": "",
        "body": b"",
        "content_type": None,
        "final_url": None,
        "status": 200,
        "headers": (),
        "fetched_at": None,
        "source": None,
        "seen_key": None,
    },
    CleanArticle: {
        "verdict": "undecodable",
        "reason": None,
        "title": None,
        "text": "",
        "tags": (),
        "removed": (),
        "boxes": NO_BOXES,
    },
    ArticleFacts: {one.name: getattr(NO_FACTS, one.name) for one in fields(ArticleFacts)},
    ReservedRights: {one.name: getattr(NOTHING_RESERVED, one.name) for one in fields(ReservedRights)},
}
FULL = article(
    content_type="text/html; charset=utf-8",
    final_url="https://lantern.example/2026/ferry.html",
    status=203,
    source="lantern",
    seen_key="told",
    canonical_url="https://lantern.example/2026/ferry-to-holm",
    editor="Edda Told",
    organisations=("The Told Agency",),
    outlet="The Told",
    dateline="TOLD",
    section="Told",
    tags=("told", "twice"),
    modified_at="2026-03-14T10:30:00+08:00",
    date_source="told",
    script="Hant",
    image="https://lantern.example/a.jpg",
    repairs=(Repair("told", 3, 0.5),),
    removed=(SPAM,),
    reservations=(Reservation(ReservationKind.TDM, ReservationOrigin.META, "told"),),
    for_subscribers=True,
    text_confidence=0.75,
    shows_part=True,
    kind=PageKind.LIVE_BLOG,
    kind_confidence=0.5,
    votes=(Vote(field="title", page_said="Told", listing="https://lantern.example/feed"),),
    stands_in_for="paywall",
    boxes=PageBoxes(outline=b"told", fit=None),
)
# What decides about a page, each on its own: whether its bytes are kept, and whether anything of it is.
TEXT_ONLY = article("https://lantern.example/2026/pier", keep_body=False)
WITHHELD = article("https://lantern.example/2026/quay", withheld="noarchive")
REFUSED = refused("https://lantern.example/2026/casino", "binary", error="told")
# The first paragraph of FULL, which is for subscribers now.
CUT_SHORT = replace(
    FULL,
    page=replace(FULL.page, body=b"cut", fetched_at=minutes(60)),
    text=FULL.text.split("\n", maxsplit=1)[0][:24],
)
PAGES = (FULL, TEXT_ONLY, WITHHELD, REFUSED, CUT_SHORT)
Kept = Callable[[Sequence[CleanArticle]], list[Any]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Kept:
    """All rows of an archive in which these pages were stored, in order."""
    file = tmp_path_factory.mktemp("fields") / "archive.db"

    def store(pages: Sequence[CleanArticle]) -> list[Any]:
        shutil.copy(sqlite_template, file)
        with clock.using(lambda: minutes(90)):
            archive = open_archive(f"sqlite:///{file}")
            crawl = archive.crawls.begin(None, CrawlKind.IMPORT, NOON)  # of a crawl all pages have its source
            archive.saves.save(crawl, pages)
            archive.close()
        with closing(sqlite3.connect(file)) as connection:
            return [connection.execute(f"SELECT * FROM {name}").fetchall() for name in metadata.tables]

    return store


@pytest.fixture(scope="module")
def whole(kept: Kept) -> list[Any]:
    """The rows where no field was lost."""
    return kept(PAGES)


def lost(page: CleanArticle, kind: type[Any], name: str) -> CleanArticle:
    """The article without that field."""
    nothing = {name: NOTHING[kind][name]}
    if kind is FetchedPage:
        return replace(page, page=replace(page.page, **nothing))
    if kind is ArticleFacts:
        return replace(page, facts=replace(page.facts, **nothing))
    if kind is ReservedRights:
        return replace(page, facts=replace(page.facts, rights=replace(page.facts.rights, **nothing)))
    return replace(page, **nothing)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (kind, one.name)
        for kind in (FetchedPage, CleanArticle, ArticleFacts, ReservedRights)
        for one in fields(kind)
        if one.name not in {"page", "facts", *COUNTED, *LOOKED_UP}
    ],
    ids=lambda part: getattr(part, "__name__", part),
)
def test_a_row_tells_of_every_field(kept: Kept, whole: list[Any], kind: type[Any], name: str) -> None:
    assert kept([lost(page, kind, name) for page in PAGES]) != whole


def test_storing_the_same_pages_gives_the_same_rows(kept: Kept, whole: list[Any]) -> None:
    """Else the test above could not fail."""
    assert kept(PAGES) == whole
