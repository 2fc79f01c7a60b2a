"""From an empty folder to an archive: the newsroom is crawled three times, its truth is what is stored."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from newsarchive.newsroom.library import SamplePage, all_pages
from tests.newsroom.truth import differences_from_truth
from tests.newsroom_demo import DemoProject, stored_record
from tests.newsroom_visits import Newsroom, Visit
from tests.stored_words import unknown_words

PAGES = all_pages()
ARTICLES = [page for page in PAGES if page.verdict == "article"]
EDITED = next(page for page in PAGES if page.edited)
ROBOTS = "http://news.example/members/weekly.html"
WITHDRAWN = "http://news.example/2025/1101/withdrawn.html"
MOVED = "http://news.example/2019/seawall.html"

pytestmark = pytest.mark.xdist_group("newsroom")


@pytest.fixture(scope="module")
def project(newsroom_visits: Newsroom) -> DemoProject:
    return newsroom_visits.project


@pytest.fixture(scope="module")
def visits(newsroom_visits: Newsroom) -> list[Visit]:
    return newsroom_visits.visits


def row_of(visit: Visit, page: SamplePage) -> dict[str, Any]:
    rows = [row for row in visit.articles if page.url in (row["url"], row["canonical_url"])]
    assert len(rows) == 1, f"{page.url} is stored {len(rows)} times"
    return rows[0]


def test_every_run_ends_well_and_in_silence(visits: list[Visit]) -> None:
    for number, seen in enumerate(visits, 1):
        assert seen.done.returncode == 0, seen.done.stderr
        assert f"visit {number}" in seen.done.stderr
        assert "Traceback" not in seen.done.stderr


def test_every_stored_word_has_its_sentence(visits: list[Visit]) -> None:
    for visit in visits:
        assert unknown_words(visit.archive) == []


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.url)
def test_articles_are_stored_as_written(visits: list[Visit], page: SamplePage) -> None:
    row = row_of(visits[0], page)
    found = differences_from_truth(page, stored_record(visits[0].archive, row))
    assert not found, "\n".join(found)
    assert row["mirror"] == bool(page.look.damage)


def test_nothing_else_is_stored(visits: list[Visit]) -> None:
    assert visits[0].counts["articles"] == len(ARTICLES)


def test_every_page_that_is_no_article_is_shown_with_its_reason(visits: list[Visit]) -> None:
    shown = visits[0].done.stdout
    for page in PAGES:
        if page.verdict != "article":
            assert re.search(rf"{page.verdict}: \w+ .*{re.escape(page.url)}", shown), shown
    assert re.search(rf"robots.* {re.escape(ROBOTS)}", shown), shown
    assert re.search(rf"\(404\) .*{re.escape(WITHDRAWN)}", shown), shown
    assert re.search(rf"redirected .*{re.escape(MOVED)} -> http://news.example/2025/1030/", shown), shown


def test_spam_of_the_hijacked_page_is_kept_as_evidence(visits: list[Visit]) -> None:
    page = next(page for page in PAGES if page.verdict == "hijacked")
    kept = "\n".join(block["text"] for block in visits[0].removed if block["url"] == page.url)
    assert page.spam is not None
    assert all(phrase in kept for phrase in page.spam.phrases())


def test_second_visit_brings_exactly_one_revision(visits: list[Visit]) -> None:
    first, second, _ = visits
    assert second.counts["revisions"] == first.counts["revisions"] + 1
    assert second.counts["articles"] == first.counts["articles"]
    edited = EDITED.at_visit(2)
    assert differences_from_truth(edited, stored_record(second.archive, row_of(second, edited))) == []
    assert row_of(second, edited)["revision"] == 2


def test_second_visit_asks_conditionally(visits: list[Visit]) -> None:
    shown = visits[1].done.stdout
    not_modified = re.search(r"304: a page as it was +(\d+)", shown)
    assert not_modified and int(not_modified[1]) >= len(ARTICLES) - 1, shown


def test_third_visit_brings_nothing(visits: list[Visit]) -> None:
    assert visits[2].counts == visits[1].counts
    assert "new article" not in visits[2].done.stdout
    assert "new revision" not in visits[2].done.stdout


def test_questions_are_answered_below_their_sql(visits: list[Visit]) -> None:
    shown = visits[1].done.stdout
    assert shown.count("    SELECT ") == 3
    latest = max(ARTICLES, key=lambda page: page.published_at or "")
    assert latest.title.split()[0] in shown
    assert EDITED.at_visit(2).title in shown


def test_addresses_do_not_depend_on_the_port(visits: list[Visit], project: DemoProject) -> None:
    odd = "SELECT url FROM article_history WHERE url NOT LIKE 'http://%.example/%' OR url LIKE '%127.0.0.1%'"
    assert project.query(odd) == []


def test_only_var_was_made(visits: list[Visit], project: DemoProject) -> None:
    assert {path.name for path in project.folder.iterdir()} == {"scrapy.cfg", "settings", "var"}
    assert (project.folder / "var" / "newsroom.visits").read_text() == "3\n"
    assert Path(project.folder / "var" / "newsarchive.db").is_file()
