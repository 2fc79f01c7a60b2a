"""Two articles that a wrong link or redirect would make one stay two, and honest copies stay one."""

from __future__ import annotations

from typing import Any

import pytest

from newsarchive.lifecycle import CrawlKind, FetchFailure, Outcome
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import Answer
from newsarchive.storage.maintenance.verifying import verify_archive
from newsarchive.storage.queries.url_history import url_history
from newsarchive.text.revision_identity import are_alike
from tests.storage.conftest import Rows
from tests.storage.making import article, minutes

MINE, YOURS = "https://lantern.example/council/meadow", "https://lantern.example/sport/sluice"
# Reports of one form: of three words in a row they share two in five.
FORM = (
    "The board of {where} met on {day} to hear what {what} will cost the town in the coming year.",
    "A member of the board said that {what} had been looked at by two firms from {where} and one abroad.",
    "Nobody in the room spoke against it, but {who} asked that the figures for {what} be printed in full.",
    "The next meeting is on {day} in the old hall, and all who live in {where} may come and speak.",
)
MEADOW: dict[str, Any] = {
    "title": "Meadow is to be fenced",
    "authors": ("Ada Holm",),
    "published_at": "2026-03-13T08:10:00+01:00",
    "text": "\n".join(FORM).format(
        where="Upper Lund", day="Tuesday", what="a fence for the meadow", who="Ada Brink"
    ),
}
SLUICE: dict[str, Any] = {
    "title": "Sluice leaks again, divers say",
    "authors": ("Bo Lind",),
    "published_at": "2026-03-12T17:45:00+01:00",
    "text": "\n".join(FORM).format(
        where="Holm Harbour", day="Friday", what="the new gate of the sluice", who="Nils Ek"
    ),
}
NEVER = "https://lantern.example/nowhere"


def test_the_reports_share_more_than_two_stories_do() -> None:
    assert are_alike(str(MEADOW["text"]), str(SLUICE["text"]))


def saved(archive: Archive, crawl: int, url: str, at: int, **facts: Any) -> Outcome:
    given = {"body": f"{url} {at}".encode()} | facts
    [one] = archive.saves.save(crawl, [article(url, fetched_at=minutes(at), **given)])
    return one.outcome


def known(rows: Rows) -> list[tuple[Any, ...]]:
    """Address, canonical address and title of each revision."""
    return rows(
        "SELECT a.url, r.canonical_url, r.title FROM revisions r JOIN articles a ON a.id = r.article_id"
        " ORDER BY a.url, r.number"
    )


TWO = [(MINE, MINE, MEADOW["title"]), (YOURS, YOURS, SLUICE["title"])]


@pytest.mark.parametrize("order", ["namer first", "named first", "named in vain first"])
def test_a_canonical_link_to_another_article_makes_no_edit(
    order: str, archive: Archive, crawl: int, rows: Rows, archive_url: str
) -> None:
    if order == "named in vain first":
        failed: dict[str, Any] = {"outcome": Outcome.FAILED, "reason": FetchFailure.TIMEOUT}
        archive.frontier.record(crawl, [Answer(url=YOURS, kind="article", at=minutes(0), **failed)])
    named = [(YOURS, SLUICE)]
    namer = [(MINE, MEADOW | {"canonical_url": YOURS})]
    for at, (url, facts) in enumerate(named + namer if order == "named first" else namer + named, start=1):
        assert saved(archive, crawl, url, at, **facts) == Outcome.NEW
    assert known(rows) == TWO
    assert saved(archive, crawl, MINE, 5, **MEADOW, canonical_url=YOURS) == Outcome.UNCHANGED
    assert saved(archive, crawl, YOURS, 6, **SLUICE) == Outcome.UNCHANGED
    assert known(rows) == TWO
    assert rows("SELECT * FROM article_changes") == []
    told = url_history(archive_url, MINE).timeline
    assert told is not None and told.leads_to == MINE
    assert {(one.reason, one.detail) for one in told.answers} == {("canonical_refused", YOURS)}
    archive.crawls.end(crawl, minutes(10), "finished")
    archive.close()
    assert verify_archive(archive_url) == []


def test_a_link_that_is_not_believed_is_told_and_counted(archive: Archive, crawl: int) -> None:
    saved(archive, crawl, YOURS, 1, **SLUICE)
    [one] = archive.saves.save(crawl, [article(MINE, canonical_url=YOURS, **MEADOW)])
    assert (one.outcome, one.note) == (Outcome.NEW, "canonical_refused")


def test_a_url_that_was_never_fetched_is_believed(archive: Archive, crawl: int, rows: Rows) -> None:
    saved(archive, crawl, MINE, 1, **MEADOW, canonical_url=NEVER)
    assert known(rows) == [(MINE, NEVER, MEADOW["title"])]


SHORT = {"text": str(MEADOW["text"]).partition("\n")[0]}
EDITED = {"title": "No fence for the meadow", "text": f"{MEADOW['text']}\nThe plan was dropped on Monday."}


@pytest.mark.parametrize(
    ("facts", "revisions"),
    [
        ({"title": "Print: meadow", "published_at": "2026-03-14"}, 2),
        ({"title": "Lantern wire", "authors": ("Lantern Wire",), "published_at": "2026-03-15T07:00:00Z"}, 2),
        (SHORT, 2),
        (EDITED, 2),
        ({"title": SLUICE["title"], "text": SLUICE["text"]}, 2),  # rewritten: its time of publication stays
        ({}, 1),
    ],
)
def test_honest_canonical_links_lead_to_one_article(
    facts: dict[str, Any], revisions: int, archive: Archive, crawl: int, rows: Rows
) -> None:
    """A printed version, a copy, an AMP page, what was edited meanwhile, tracking parameters."""
    saved(archive, crawl, MINE, 1, **MEADOW)
    saved(archive, crawl, f"{MINE}/2", 2, **(MEADOW | facts), canonical_url=MINE)
    assert [row[0] for row in known(rows)] == [MINE] * revisions


def test_a_redirect_to_another_article_is_an_absence(
    archive: Archive, crawl: int, rows: Rows, archive_url: str
) -> None:
    saved(archive, crawl, MINE, 1, **MEADOW)
    saved(archive, crawl, YOURS, 1, **SLUICE)
    archive.crawls.end(crawl, minutes(2), "finished")
    later = {**SLUICE, "text": f"{SLUICE['text']}\nThe divers go down again on Sunday."}
    for at in (100, 200):
        run = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(at))
        assert saved(archive, run, MINE, at + 1, **later, final_url=YOURS) == Outcome.REFUSED
        archive.crawls.end(run, minutes(at + 2), "finished")
    assert known(rows) == TWO
    assert rows("SELECT url FROM current_articles WHERE withdrawn_at IS NOT NULL") == [(MINE,)]
    assert rows("SELECT reason FROM url_events WHERE event = 'withdrawn'") == [("other_page",)]
    assert rows(f"SELECT state FROM urls WHERE url = '{MINE}'") == [("gone",)]
    run = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(300))
    assert saved(archive, run, MINE, 301, **MEADOW) == Outcome.UNCHANGED
    assert saved(archive, run, YOURS, 301, **later) == Outcome.CHANGED
    archive.crawls.end(run, minutes(302), "finished")
    assert rows("SELECT url FROM current_articles WHERE withdrawn_at IS NOT NULL") == []
    archive.close()
    assert verify_archive(archive_url) == []


@pytest.mark.parametrize("facts", [MEADOW, MEADOW | EDITED])
def test_a_redirect_to_an_unknown_url_with_the_text_is_a_move(
    facts: dict[str, Any], archive: Archive, crawl: int, rows: Rows
) -> None:
    saved(archive, crawl, MINE, 1, **MEADOW)
    saved(archive, crawl, MINE, 60, **facts, final_url=NEVER)
    assert {row[0] for row in known(rows)} == {NEVER}
    assert rows("SELECT count(*) FROM urls WHERE missing_since IS NOT NULL") == [(0,)]


def test_a_redirect_to_the_same_text_joins_two(archive: Archive, crawl: int, rows: Rows) -> None:
    saved(archive, crawl, MINE, 1, **MEADOW)
    saved(archive, crawl, YOURS, 1, **MEADOW)
    saved(archive, crawl, MINE, 60, **MEADOW, final_url=YOURS)
    assert {row[0] for row in known(rows)} == {YOURS}
    assert rows("SELECT count(*) FROM urls WHERE missing_since IS NOT NULL") == [(0,)]
