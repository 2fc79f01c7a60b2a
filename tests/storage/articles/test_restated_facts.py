"""What a page states otherwise in its markup, while its words stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from newsarchive.items import CleanArticle
from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.stages import run_stages
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import Saved
from tests.storage.conftest import Rows
from tests.storage.making import NOON, page

URL = "https://lantern.example/pier-reopens"
PARAGRAPHS = (
    "The ferry pier of the northern harbour was opened again on Tuesday after eleven weeks of repairs.",
    "Workers had replaced forty of its piles, which ship worms had eaten, and the planks above them.",
    "The first ferry carried ninety passengers and a brass band across the bay in the morning.",
)
TENTH, TWELFTH, FOURTEENTH = (f"2026-03-{day}T08:00:00+01:00" for day in (10, 12, 14))
TOLD = (
    "SELECT fact, said_before, said_after, stated_in, revision FROM article_restatements"
    " ORDER BY seen_at, fact"
)
META = "meta:article:published_time"


def markup(
    day: str = TENTH,
    section: str = "News",
    tags: str = "ferry, pier",
    *,
    extra: str = "",
    paragraphs: Sequence[str] = PARAGRAPHS,
) -> bytes:
    """A page that states these."""
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        '<!DOCTYPE html><html lang="en"><head><title>Ferry pier reopens</title>'
        f'<meta property="article:section" content="{section}"><meta name="keywords" content="{tags}">'
        f'<meta property="article:published_time" content="{day}"></head>'
        f"<body><article><h1>Ferry pier reopens</h1>{body}</article><footer>{extra}</footer></body></html>"
    ).encode()


def at(days: float) -> datetime:
    """So many days after the first look."""
    return NOON + timedelta(days=days)


def read(body: bytes, days: float = 0, url: str = URL, **facts: Any) -> CleanArticle:
    """The page as the line of stages reads it."""
    return run_stages(page(url, body, fetched_at=at(days), content_type="text/html", **facts))


def saved(archive: Archive, *pages: CleanArticle, kind: CrawlKind = CrawlKind.CRAWL) -> list[Saved]:
    """Save each page by itself, in one run."""
    crawl = archive.crawls.begin("lantern" if kind is CrawlKind.CRAWL else None, kind, NOON)
    found = [one for each in pages for one in archive.saves.save(crawl, [each])]
    archive.crawls.end(crawl, NOON, "finished")
    return found


def test_a_day_that_moves_is_told_once_and_its_page_is_kept(archive: Archive, rows: Rows) -> None:
    again = markup(TWELFTH, extra="Answer 8,131")
    first, second, third = saved(archive, read(markup()), read(markup(TWELFTH), 1), read(again, 2))
    assert (first.restated, second.restated, third.restated) == ((), ("published",), ())
    assert second.outcome is Outcome.UNCHANGED
    assert rows(TOLD) == [("published", TENTH, TWELFTH, META, 1)]
    assert [bool(kept) for (kept,) in rows("SELECT payload_kept FROM fetches ORDER BY id")] == [1, 1, 0]
    assert rows("SELECT count(*) FROM revisions") == [(1,)]
    assert [str(day) for (day,) in rows("SELECT published_on FROM current_articles")] == ["2026-03-10"]


def test_a_day_that_moves_back_is_told_and_to_and_fro_once_each_way(archive: Archive, rows: Rows) -> None:
    days = (TENTH, TWELFTH, TENTH, TWELFTH, TENTH)
    saved(archive, *(read(markup(day), number) for number, day in enumerate(days)))
    assert [row[1:3] for row in rows(TOLD)] == [(TENTH, TWELFTH), (TWELFTH, TENTH)]


def test_a_day_that_moves_with_an_edit_is_told_with_its_revision(archive: Archive, rows: Rows) -> None:
    edited = markup(
        FOURTEENTH, paragraphs=(*PARAGRAPHS, "Tickets cost a crown more than before the repairs.")
    )
    found = saved(archive, read(markup()), read(markup(TWELFTH), 1), read(edited, 2))
    assert found[2].outcome is Outcome.CHANGED
    assert [row[1:] for row in rows(TOLD)] == [(TENTH, TWELFTH, META, 1), (TWELFTH, FOURTEENTH, META, 2)]


def test_section_and_tags_are_told(archive: Archive, rows: Rows) -> None:
    saved(archive, read(markup()), read(markup(section="Opinion", tags="ferry, scandal"), 1))
    assert rows(TOLD) == [
        ("section", "News", "Opinion", "meta:article:section", 1),
        ("tags", "ferry; pier", "ferry; scandal", "meta:keywords", 1),
    ]


def test_a_day_that_the_address_contradicts_is_told(archive: Archive, rows: Rows) -> None:
    """The day that is stored is that of the address, then; what the page states has moved all the same."""
    url = "https://lantern.example/2026/03/10/pier-reopens.html"
    saved(archive, *(read(markup(day), at, url) for at, day in enumerate((TENTH, TWELFTH, FOURTEENTH))))
    assert [row[1:3] for row in rows(TOLD)] == [(TENTH, TWELFTH), (TWELFTH, FOURTEENTH)]


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(markup(extra="Answer 2"), id="nothing"),
        pytest.param(markup("2026-03-10T18:30:00+01:00"), id="another hour of the day"),
        pytest.param(markup("2026-03-09T23:00:00-08:00"), id="the same moment in another zone"),
        pytest.param(markup(tags="pier, ferry"), id="tags in another order"),
        pytest.param(markup(tags="Pier, FERRY", section="NEWS"), id="capitals"),
        pytest.param(markup(tags="", section=""), id="a template that lost them"),
        pytest.param(
            markup()
            .replace(b"article:published_time", b"dc.date.issued")
            .replace(TENTH[:10].encode(), b"2026-03-12"),
            id="another template",
        ),
        pytest.param(
            markup(TWELFTH).replace(
                b"<article>", f'<article><time datetime="{TENTH}">10 March</time>'.encode()
            ),
            id="a statement that came in and has the former day",
        ),
    ],
)
def test_what_is_no_news(archive: Archive, rows: Rows, now: bytes) -> None:
    saved(archive, read(markup()), read(now, 1))
    assert rows(TOLD) == []


def test_one_statement_that_stays_contradicts_the_other(archive: Archive, rows: Rows) -> None:
    shown = f'<article><time datetime="{TENTH}">10 March</time>'.encode()
    pages = [markup(day).replace(b"<article>", shown) for day in (TENTH, TWELFTH)]
    saved(archive, *(read(body, number) for number, body in enumerate(pages)))
    assert rows(TOLD) == []


def test_the_clock_of_a_page_is_no_news(archive: Archive, rows: Rows) -> None:
    saved(archive, *(read(markup(at(number).isoformat()), number) for number in range(3)))
    assert rows(TOLD) == []


def test_a_day_of_each_visit_is_told_once(archive: Archive, rows: Rows) -> None:
    saved(archive, *(read(markup(at(number).date().isoformat()), number) for number in range(4)))
    assert [row[1:3] for row in rows(TOLD)] == [("2026-03-14", "2026-03-15")]


def test_two_addresses_of_an_article_are_not_compared(archive: Archive, rows: Rows) -> None:
    own = f'<link rel="canonical" href="{URL}"><title>'.encode()
    other = markup(tags="harbour, printed").replace(b"<title>", own)
    looks = [read(markup(), 0), read(other, 1, f"{URL}?print=1"), read(markup(extra="2"), 2)]
    saved(archive, *looks, read(other.replace(b"printed", b"on paper"), 3, f"{URL}?print=1"))
    assert [row[1:3] for row in rows(TOLD)] == [("harbour; printed", "harbour; on paper")]


def test_a_page_that_comes_late_says_nothing_new(archive: Archive, rows: Rows) -> None:
    saved(archive, read(markup(TWELFTH), 2))
    saved(archive, read(markup(), 1), read(markup(FOURTEENTH), 3), kind=CrawlKind.IMPORT)
    assert [row[1:3] for row in rows(TOLD)] == [(TWELFTH, FOURTEENTH)]


def test_where_no_body_is_kept_nothing_is_compared(archive: Archive, rows: Rows) -> None:
    """A page that forbids its bytes to be kept; docs/explanation/revisions.md says so."""
    pages = (read(markup()), read(markup(TWELFTH), 1))
    unkept = [
        replace(one, facts=replace(one.facts, rights=replace(one.facts.rights, keep_body=False)))
        for one in pages
    ]
    saved(archive, *unkept)
    assert rows(TOLD) == []
