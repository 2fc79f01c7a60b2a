"""A page that reads as an article, refused for what is stored: `reprocess` says so and leaves it as it is."""

from __future__ import annotations

from typing import Any

import pytest

from newsarchive.items import CleanArticle
from newsarchive.lifecycle import CrawlKind, Outcome, RereadOutcome
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.reprocessing import Difference, StoredCapture
from tests.storage.conftest import Rows
from tests.storage.making import TEXT, URL, article, minutes, refused

YOURS = "https://lantern.example/2026/sluice"
WHOLE = f"{TEXT}\n" + "\n".join(f"Line {number} tells of the works at the pier." for number in range(9))
SLUICE: dict[str, Any] = {
    "title": "Sluice gate opens",
    "text": "\n".join(f"The keeper of gate {number} counts what swims upstream." for number in range(9)),
    "authors": ("Cy Moor",),
}
# What comes to the URL of a stored article, and why it is none of its revisions.
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "the URL leads to another stored article": ({**SLUICE, "final_url": YOURS}, "other_page"),
    "the text of a list for a page that is closed now": (
        {"text": TEXT, "stands_in_for": "paywall"},
        "paywall",
    ),
    "its beginning, for subscribers": ({"text": TEXT, "for_subscribers": True}, "paywall"),
}
RECORD = (
    "SELECT f.outcome, f.verdict, f.reason, f.detail, f.revision_id, u.state, u.missing_since, u.relation"
    " FROM fetches f JOIN urls u ON u.id = f.url_id ORDER BY f.id"
)
REREAD = "SELECT reason FROM url_events WHERE event = 'reread'"


def read_again(archive: Archive, page: CleanArticle) -> tuple[Difference, Difference]:
    """Return what a dry run says of the refused capture, and what a run does."""
    store = archive.reprocessing
    [capture] = [one for one in store.load(store.wanted(None, None)) if one.reading is None]
    told = store.compare(capture, page)
    run = archive.crawls.begin(None, CrawlKind.REPROCESS, minutes(90))
    [done] = store.save(run, [(capture, page, "reader")], metadata=False)
    return told, done


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_for_what_is_stored_stays_refused(
    archive: Archive, crawl: int, rows: Rows, name: str
) -> None:
    facts, reason = REFUSED[name]
    archive.saves.save(crawl, [article(text=WHOLE), article(YOURS, **SLUICE)])
    page = article(**(facts | {"body": b"came later", "fetched_at": minutes(60)}))
    [saved] = archive.saves.save(crawl, [page])
    assert (saved.outcome, saved.reason) == (Outcome.REFUSED, reason)
    before = rows(RECORD)
    told, done = read_again(archive, page)
    assert {(one.kind, one.reason) for one in (told, done)} == {(RereadOutcome.REFUSED, reason)}
    assert rows(RECORD) == before
    assert rows(REREAD) == []
    assert rows("SELECT outcome FROM rereads") == [("refused",)]


def test_what_only_its_text_refused_is_accepted(archive: Archive, crawl: int, rows: Rows) -> None:
    archive.saves.save(crawl, [refused(), article(YOURS, **SLUICE)])
    told, done = read_again(archive, article(body=b"casino"))
    assert told.kind == done.kind == RereadOutcome.ACCEPTED
    assert rows("SELECT url FROM current_articles ORDER BY url") == [(URL,), (YOURS,)]
    assert rows(REREAD) == [("accepted",)]
    stored = rows("SELECT outcome, reason FROM fetches ORDER BY id")
    assert stored[0] == ("new", None)


def test_an_accepted_page_keeps_the_note_on_its_canonical_link(
    archive: Archive, crawl: int, rows: Rows
) -> None:
    archive.saves.save(crawl, [article(YOURS, **SLUICE), refused(canonical_url=YOURS)])
    told, done = read_again(archive, article(text=WHOLE, body=b"casino", canonical_url=YOURS))
    assert told.kind == done.kind == RereadOutcome.ACCEPTED
    assert rows("SELECT url FROM current_articles ORDER BY url") == [(URL,), (YOURS,)]
    assert rows(f"SELECT reason, detail FROM fetches WHERE url = '{URL}'") == [("canonical_refused", YOURS)]


def test_a_dry_run_knows_urls_without_a_row(archive: Archive, crawl: int) -> None:
    """Today's code may read a canonical link that nobody has heard of."""
    archive.saves.save(crawl, [article(text=WHOLE), refused(fetched_at=minutes(60))])
    store = archive.reprocessing
    [capture] = [one for one in store.load(store.wanted(None, None)) if one.reading is None]
    page = article(text=WHOLE, body=b"casino", canonical_url=f"{URL}/whole", fetched_at=minutes(60))
    assert store.compare(capture, page).kind == RereadOutcome.ACCEPTED
    unknown = StoredCapture(fetch_id=capture.fetch_id, page=page.page, reading=None)
    assert store.compare(unknown, article(f"{URL}/nowhere")).kind == RereadOutcome.ACCEPTED
