"""What a page states otherwise in its markup, while its words stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from newsarchive.cli.history import HistoryLines
from newsarchive.cli.why import why_lines
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.stages import run_stages
from newsarchive.storage import Archive
from newsarchive.storage.database.location import parsed
from newsarchive.storage.interfaces.crawl_store import Saved
from newsarchive.storage.maintenance.pruning import Retention, prune_archive
from newsarchive.storage.maintenance.takedown import forget
from newsarchive.storage.maintenance.verifying import verify_archive
from newsarchive.storage.queries.article_history import history_of
from newsarchive.storage.queries.as_of import as_of_sql
from newsarchive.storage.queries.url_history import url_history
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


MOVED = (TENTH, TWELFTH, TWELFTH)


def entry(shown: str, day: str) -> bytes:
    """A page that states a day in a line of its entry alone."""
    body = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    return (
        '<!DOCTYPE html><html lang="en"><head><title>Ferry pier reopens</title></head><body>'
        f"<article><h1>Ferry pier reopens</h1>{body}{shown.format(day)}</article></body></html>"
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


def change(url: str, sql: str) -> None:
    """Change a row past the doors."""
    engine = create_engine(parsed(url))
    with engine.begin() as connection:
        connection.execute(text(sql))
    engine.dispose()


def test_a_day_that_moves_is_told_once_and_its_page_is_kept(archive: Archive, rows: Rows) -> None:
    again = markup(TWELFTH, extra="Answer 8,131")
    first, second, third = saved(archive, read(markup()), read(markup(TWELFTH), 1), read(again, 2))
    assert (first.restated, second.restated, third.restated) == ((), ("published",), ())
    assert second.outcome is Outcome.UNCHANGED
    assert rows(TOLD) == [("published", TENTH, TWELFTH, META, 1)]
    assert [bool(kept) for (kept,) in rows("SELECT payload_kept FROM fetches ORDER BY id")] == [1, 1, 0]
    assert rows("SELECT count(*) FROM revisions") == [(1,)]
    assert [str(day) for (day,) in rows("SELECT published_on FROM current_articles")] == ["2026-03-10"]


@pytest.mark.parametrize(
    "shown",
    [
        '<footer class="post-info"><abbr class="published" title="{}">Tue</abbr></footer>',
        '<a href="/pier" rel="bookmark"><time class="entry-date published" datetime="{}">x</time></a>',
        '<footer><time class="dt-published" datetime="{}">x</time></footer>',
    ],
)
def test_a_day_that_moves_in_a_microformat_is_told(shown: str, archive: Archive, rows: Rows) -> None:
    """Pelican's own theme states the day so, in the foot of the entry, and nowhere else."""
    first, second, third = saved(archive, *(read(entry(shown, day), n) for n, day in enumerate(MOVED)))
    assert (first.restated, second.restated, third.restated) == ((), ("published",), ())
    assert rows(TOLD) == [("published", TENTH, TWELFTH, "microformat:published", 1)]


def test_a_day_in_words_of_a_microformat_is_told(archive: Archive, rows: Rows) -> None:
    """Not where a reader cannot tell the day from the month, nor where it is told from the visit."""
    shown = '<footer><time class="published">{}</time></footer>'
    days = ("10 March 2026", "12. März 2026", "03/04/2026", "05/04/2026", "2 days ago", "12 March 2026")
    saved(archive, *(read(entry(shown, day), n) for n, day in enumerate(days)))
    assert [row[1:3] for row in rows(TOLD)] == [("2026-03-10", "2026-03-12")]


def test_days_of_several_stories_in_a_microformat_are_not_told(archive: Archive, rows: Rows) -> None:
    """Nor that of a teaser, which is another story's, nor that of a remark."""
    several = (
        '<abbr class="published" title="{0}">x</abbr><abbr class="published" title="2026-01-01">x</abbr>'
    )
    teaser = (
        '</article><article><h2><a href="/b">Ferry</a></h2><footer>'
        '<abbr class="published" title="{}">x</abbr></footer>'
    )
    remark = '<div class="comment"><footer><abbr class="published" title="{}">x</abbr></footer></div>'
    for number, shown in enumerate((f"<footer>{several}</footer>", teaser, remark)):
        pages = (read(entry(shown, day), n, f"{URL}-{number}") for n, day in enumerate(MOVED))
        saved(archive, *pages)
    assert rows(TOLD) == []


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


def test_what_is_forgotten_is_gone_from_the_table_too(archive: Archive, rows: Rows, archive_url: str) -> None:
    saved(archive, read(markup()), read(markup(section="Opinion"), 1))
    assert rows(TOLD)
    forget(archive_url, URL, "court order")
    assert rows("SELECT count(*) FROM restatements") == [(0,)]


def test_two_articles_that_turn_out_to_be_one_have_the_rows_of_both(
    archive: Archive, rows: Rows, archive_url: str
) -> None:
    new = "https://lantern.example/neu/pier"
    saved(archive, read(markup()), read(markup(section="Opinion"), 1))
    saved(archive, read(markup(), 2, new), read(markup(section="Harbour"), 3, new))
    assert rows("SELECT count(*) FROM articles") == [(2,)]
    saved(archive, read(markup(section="Harbour"), 4, URL, final_url=new))
    assert rows("SELECT count(*) FROM articles") == [(1,)]
    assert [row[1:3] for row in rows(TOLD)][:2] == [("News", "Opinion"), ("News", "Harbour")]
    assert rows("SELECT count(DISTINCT article_id) FROM article_restatements") == [(1,)]
    archive.close()
    assert verify_archive(archive_url) == []


def test_pruned_bodies_leave_the_rows_and_nothing_to_compare(
    archive: Archive, rows: Rows, archive_url: str
) -> None:
    saved(archive, read(markup()), read(markup(TWELFTH), 1))
    prune_archive(archive_url, Retention(payload_days={"lantern": 1}), at(30), dry=False)
    saved(archive, read(markup(FOURTEENTH), 31))
    assert [row[1:3] for row in rows(TOLD)] == [(TENTH, TWELFTH)]
    archive.close()
    assert verify_archive(archive_url) == []


def test_what_an_incident_puts_in_doubt_is_left_out(archive: Archive, rows: Rows, archive_url: str) -> None:
    saved(archive, read(markup()), read(markup(TWELFTH, paragraphs=[*PARAGRAPHS, "It rained all day."]), 1))
    assert len(rows(TOLD)) == 1
    opened = (
        "INSERT INTO source_incidents (source_id, kind, state, opened_at, opened_crawl_id, last_crawl_id,"
        " crawls_seen, affected, looked_at, detail) SELECT min(source_id), 'login_wall', 'open',"
        " '2026-03-14 12:00:00', min(id), min(id), 1, 8, 9, 'a form' FROM crawls"
    )
    for sql in (
        opened,
        "UPDATE revisions SET incident_id = (SELECT max(id) FROM source_incidents) WHERE number = 2",
    ):
        change(archive_url, sql)
    assert rows(TOLD) == []
    change(archive_url, "UPDATE source_incidents SET state = 'accepted', closed_at = '2026-03-15 12:00:00'")
    assert len(rows(TOLD)) == 1


def test_the_past_has_what_was_recorded_by_then(archive: Archive, rows: Rows, archive_url: str) -> None:
    saved(archive, read(markup()), read(markup(TWELFTH), 1))
    dialect = parsed(archive_url).get_backend_name()
    asked = "SELECT count(*) FROM article_restatements"
    for moment, count in ((NOON, 0), (datetime(2100, 1, 1, tzinfo=UTC), 1)):
        assert rows(as_of_sql(asked, moment, dialect)) == [(count,)]


def test_history_tells_it_after_the_revision(archive: Archive, archive_url: str) -> None:
    saved(archive, read(markup()), read(markup(TWELFTH), 1))
    found = history_of(archive_url, URL)
    assert found is not None
    assert [(one.fact, one.before, one.after) for one in found.restatements] == [
        ("published", TENTH, TWELFTH)
    ]
    lines = [str(line) for line in HistoryLines(colours=False).render(found)]
    assert f"  published [-{TENTH}-] {{+{TWELFTH}+}}" in lines
    known = url_history(archive_url, URL)
    (told,) = [str(line) for line in why_lines(known) if "its markup states" in str(line)]
    assert f"200 the text as it was; its markup states published {TWELFTH} now, and stated {TENTH}" in told
