"""Lists testify: a feed that knows better than the pages of its site, crawled by real processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.crawling import ROOT, MockServer, Project, next_second
from tests.forking import ForkedProcess
from tests.mockserver.testifying import AUTHORS, STORIES, moment, sentences, title

FEED = 'feeds = [{{ url = "{base}/feed.xml" }}]\n'
SECTION = 'sections = [{{ url = "{base}/list/", article = "/(news|neu)/" }}]\n'


@pytest.fixture
def site() -> Iterator[MockServer]:
    process = ForkedProcess(
        [sys.executable, "-m", "tests.mockserver.testifying"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        yield MockServer(int(process.stdout.readline()))
        process.kill()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.make_archive()
    return made


def crawl(project: Project, *more: str) -> None:
    done = project.run("crawl", "courier", *more)
    assert done.returncode == 0, done.stderr


def test_the_feeds_word_decides_and_is_shown(site: MockServer, project: Project) -> None:
    project.declare("courier", FEED.format(base=site.base))
    crawl(project)
    rows = project.rows(
        "SELECT title, published_at, date_source, authors, text FROM current_articles ORDER BY url"
    )
    assert [row[0] for row in rows] == [title(n) for n in range(1, STORIES + 1)]
    assert [row[1][:19].replace(" ", "T") for row in rows] == [moment(n)[:19] for n in range(1, STORIES + 1)]
    assert {row[2] for row in rows} == {"listing"}
    assert [row[3] for row in rows] == list(AUTHORS)
    assert [row[4] for row in rows] == ["\n".join(sentences(n)) for n in range(1, STORIES + 1)]
    said = project.rows(
        "SELECT witness, said, standing FROM article_evidence"
        " WHERE field = 'published_at' AND url LIKE '%report-1.html' ORDER BY witness"
    )
    assert said == [
        ("feed", moment(1), "decided"),
        ("page", "2026-02-01T10:00:00+00:00", "heard"),
    ]
    why = project.run("why", f"{site.base}/news/report-1.html").stdout
    assert f"decided by {site.base}/feed.xml: published_at (the page: 2026-02-01T10:00:00+00:00)" in why
    assert "by Ada Roe; on Harbour, Channel 1; guid courier-1; a whole text" in why
    before = project.rows("SELECT * FROM current_articles ORDER BY url")
    done = project.run("reprocess", "--again")
    assert done.returncode == 0, done.stderr
    assert project.rows("SELECT * FROM current_articles ORDER BY url") == before


def test_the_feeds_text_stands_in_until_the_page_shows_its_own(site: MockServer, project: Project) -> None:
    """A page that is paid for and one that is gone at first sight; later both are there."""
    project.declare("courier", FEED.format(base=site.base))
    site.set(paid=1, gone=1)
    crawl(project)
    marked = (
        "SELECT substr(url, -8, 3), stands_in_for, revision, text FROM current_articles"
        " WHERE stands_in_for IS NOT NULL ORDER BY url"
    )
    assert project.rows(marked) == [
        ("t-2", "paywall", 1, "\n".join(sentences(2))),
        ("t-3", "not_found", 1, "\n".join(sentences(3))),
    ]
    why = project.run("why", f"{site.base}/news/report-3.html").stdout
    assert "the page: not_found, a list's text stands in for it" in why
    assert "its page is missing since" in why
    before = project.rows("SELECT * FROM current_articles ORDER BY url")
    done = project.run("reprocess", "--again")
    assert done.returncode == 0, done.stderr
    assert project.rows("SELECT * FROM current_articles ORDER BY url") == before
    site.set()
    crawl(project)
    assert project.rows(marked) == []
    numbers = "SELECT max(revision) FROM article_history WHERE url LIKE '%report-{}.html'"
    assert project.rows(numbers.format(2)) == project.rows(numbers.format(3))
    assert project.rows("SELECT count(*) FROM current_articles WHERE withdrawn_at IS NOT NULL") == [(0,)]
    site.set(paid=1)
    crawl(project)
    assert project.rows(marked) == [], "what the page itself said is never replaced by a list's text"


DATES = "SELECT published_at, date_source FROM current_articles ORDER BY url"


def dates() -> list[tuple[str, str]]:
    return [(moment(n)[:19].replace("T", " "), "listing") for n in range(1, STORIES + 1)]


@pytest.mark.parametrize("late", [True, False], ids=["in one crawl", "in the next crawl"])
def test_a_date_that_only_a_later_list_has_is_stored(late: bool, site: MockServer, project: Project) -> None:
    """The pages are read before the feed; a second crawl finds them as they were."""
    site.set(undated=1, late=4 if late else 0)
    both = FEED.format(base=site.base) + SECTION.format(base=site.base)
    project.declare("courier", both if late else SECTION.format(base=site.base))
    crawl(project)
    if not late:
        assert project.rows(DATES) == [(None, None)] * STORIES
        project.declare("courier", both)
        crawl(project)
    assert project.rows(DATES) == dates()
    history = "SELECT revision, cause, published_at IS NULL FROM article_history ORDER BY revision"
    assert set(project.rows(history)) == {(1, "publisher", 1), (2, "reprocess", 0)}
    before = project.rows("SELECT * FROM rereads")
    crawl(project)
    assert project.rows("SELECT * FROM rereads") == before, "read once more for each word at most"


def test_reprocess_stores_a_date_that_only_a_list_has(site: MockServer, project: Project) -> None:
    """As the archive has it of an earlier version, whose crawls did not read again."""
    site.set(undated=1)
    project.declare("courier", SECTION.format(base=site.base))
    crawl(project)
    project.change(
        "INSERT INTO testimonies (url_id, listing_id, said_key, heard_at, last_heard_at, published_at)"
        " SELECT u.id, l.id, 'k', '2026-01-01 00:00:00', '2026-01-01 00:00:00',"
        " '2025-03-0' || u.id || 'T08:00:00Z'"
        " FROM urls AS u JOIN urls AS l ON l.kind = 'section' WHERE u.article_id IS NOT NULL"
    )
    done = project.run("reprocess")
    assert done.returncode == 0, done.stderr
    assert {(one is not None, two) for one, two in project.rows(DATES)} == {(True, "listing")}


# That the text came when the other address went shows in days only (tests/storage/articles).
WAYS = ("redirect", "canonical", "guid")


@pytest.mark.parametrize("rewritten", [0, 1])
@pytest.mark.parametrize("way", WAYS)
def test_moved_is_one_article_when_the_old_address_is_seen_first(
    way: str, rewritten: int, site: MockServer, project: Project
) -> None:
    """Its rewriting is an edit, whichever URL the second crawl asks for first."""
    project.declare("courier", FEED.format(base=site.base))
    crawl(project)
    if rewritten:  # what is seen within a day stands beside it
        project.change(
            "UPDATE articles SET first_seen_at = datetime(first_seen_at, '-2 days'),"
            " last_seen_at = datetime(last_seen_at, '-2 days')"
        )
    next_second()
    site.set(moved=way, **({"rewritten": 1} if rewritten else {}))
    crawl(project)
    assert moved(project) == ONE
    assert project.rows("SELECT coalesce(sum(edits), 0) FROM article_changes") == [(rewritten,)]


@pytest.mark.parametrize("way", WAYS)
def test_moved_is_one_article_when_the_new_address_is_seen_first(
    way: str, site: MockServer, project: Project
) -> None:
    """Both are stored as articles of their own, before anything tells of the move."""
    at_new = 'addresses = {{ urls = ["{base}/neu/bericht-4.html"] }}\n'
    project.declare("courier", at_new.format(base=site.base))
    site.set(moved=way)
    crawl(project)
    site.set(both=1)
    project.declare("courier", FEED.format(base=site.base))
    crawl(project)
    assert project.rows("SELECT count(*) FROM current_articles") == [(STORIES + 1,)]
    site.set(moved=way)
    next_second()
    crawl(project)
    assert moved(project) == ONE


def test_a_site_in_maintenance_does_not_answer(site: MockServer, project: Project) -> None:
    """Its robots.txt says to come again in an hour, which no crawl waits for.

    Each crawl ended well, and the source was healthy.
    """
    project.declare("courier", FEED.format(base=site.base))
    site.set(maintenance=1)
    for said in ("the one request was not answered", "the host did not answer before"):
        done = project.run("crawl", "courier")
        assert done.returncode == 3, done.stderr
        assert said in done.stderr
    assert project.rows("SELECT state FROM source_health") == [("unanswered",)]


def test_a_copy_that_is_gone_once_is_not_moved(site: MockServer, project: Project) -> None:
    """No list and no page says that the text has moved, and a 404 may pass."""
    project.declare("courier", SECTION.format(base=site.base))
    crawl(project)
    site.set(moved="text")
    crawl(project)
    assert project.rows("SELECT count(*) FROM current_articles") == [(STORIES + 1,)]
    assert project.rows("SELECT count(*) FROM current_articles WHERE withdrawn_at IS NOT NULL") == [(0,)]


ONE = [
    ("neu/bericht-4.html", "canonical"),
    ("news/report-4.html", "former"),
]


def moved(project: Project) -> list[tuple[str, str]]:
    """Return the addresses of story 4, which must be one article, sound and not withdrawn."""
    assert project.rows("SELECT count(*) FROM current_articles") == [(STORIES,)]
    verified = project.run("db", "verify")
    assert verified.returncode == 0, verified.stdout
    assert project.rows("SELECT count(*) FROM current_articles WHERE withdrawn_at IS NOT NULL") == [(0,)]
    found = project.rows(
        "SELECT u.url, u.relation FROM article_urls AS u JOIN current_articles AS a USING (article_id)"
        " WHERE a.title LIKE '%number 4' ORDER BY u.url"
    )
    return [(url.split("/", 3)[3], relation) for url, relation in found]
